/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_WORDS_H
#define ARSIP_SEARCH_WORDS_H

#include <arsip/search.h>

#include "command.h"
#include "image.h"

/* What `search` was told. */
typedef struct {
    char **words, **labels;
    char *query;  /* the words, joined */
    char **given; /* the verb and everything behind it */
    char *since, *until, *sort_name, *format_name;
    char *like, *name_to_save, *name_to_forget;
    int limit, offset, opened;
    gboolean is_exact, is_fuzzy, has_no_synonyms, counts, is_rule, is_unmasked, explains;
    gboolean wants_facets, wants_saved, wants_files, rebuilds;
    ArsipImageWords image;
    ArsipFormat format;
    ArsipSort sort;
} ArsipSearchWords;

void arsip_search_words_clear(ArsipSearchWords *words);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipSearchWords, arsip_search_words_clear)

/* -1: go on; else the exit status, after telling. */
int arsip_search_words_read(ArsipSearchWords *words, ArsipCommand *command, int argc, char **argv);

/* Borrows from the words. */
ArsipSearchOptions arsip_search_words_options(const ArsipSearchWords *words);

/*
 * The command line that shows what follows from `offset` on, for people to copy. NULL where numbers of
 * persons stand in it, which are not shown. The caller owns it.
 */
char *arsip_search_words_next(const ArsipSearchWords *words, const ArsipCommand *command, int offset);

#endif
