/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_FREQUENT_BIGRAM_H
#define ARSIP_SEARCH_FREQUENT_BIGRAM_H

#include <arsip/archive.h>
#include "search/bigram.h"
#include "search/length.h"

/*
 * Of which words the bigrams are kept (search/bigram.h): the commonest of the frequent ones, in so many of
 * the documents. The table `bigram` has the rows of these, and from which strip on they are kept: a strip
 * that was weighed before a word came in knows nothing of its bigrams.
 */
#define ARSIP_BIGRAM_SHARE 0.2

gboolean arsip_frequent_bigram_create(ArsipArchive *archive, GError **error);
gboolean arsip_frequent_bigram_clear(ArsipArchive *archive, GError **error);

/* All strips are weighed anew from now on. */
gboolean arsip_frequent_bigram_restart(ArsipArchive *archive, GError **error);

/* A frequent word comes in, where there is room for it; and one that is no longer frequent goes out. since: a
 * strip. */
gboolean arsip_frequent_bigram_add(ArsipArchive *archive, const char *word, gint64 since, GError **error);
gboolean arsip_frequent_bigram_drop(ArsipArchive *archive, gint64 row, GError **error);

/* The words by their numbers. */
typedef struct {
    GPtrArray *words; /* of char */
    GArray *rows;     /* of gint64 */
    gint64 since;     /* from this strip on the bigrams of all are kept */
} ArsipBigramWords;

ArsipBigramWords *arsip_bigram_words_load(ArsipArchive *archive, GError **error);
void arsip_bigram_words_free(ArsipBigramWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipBigramWords, arsip_bigram_words_free)

/* Keeps those of a strip, in place of what was kept of it. */
gboolean arsip_frequent_bigram_keep(ArsipArchive *archive, const ArsipBigramWords *words, gint64 number,
                                    ArsipBigramStrip *strip, GError **error);

/* Those of a strip as FTS5 knows them, which is asked for each word. NULL on failure. */
ArsipBigramStrip *arsip_frequent_bigram_weigh(ArsipArchive *archive, const ArsipBigramWords *words,
                                              gint64 number, ArsipLengths *lengths, GError **error);

/* Makes the function known to the connection with which that is asked: for arsip_search_attach(). */
struct fts5_api;
gboolean arsip_frequent_bigram_attach(ArsipArchive *archive, struct fts5_api *api, GError **error);

#endif
