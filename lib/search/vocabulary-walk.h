/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_VOCABULARY_WALK_H
#define ARSIP_SEARCH_VOCABULARY_WALK_H

#include "search/vocabulary-run.h"

/*
 * A walk through the archive's words in their order that passes over those that begin as nothing does that is
 * looked for: of a million words it looks at some thousand.
 *
 * may_begin: whether any word that is looked for begins with these bytes (which may end within a letter). It
 * is asked for a beginning only after each shorter one of it, with no other of that length in between.
 * found: a word with none of its beginnings turned away. Walking backward both get words turned round.
 */
typedef struct {
    ArsipSide side;
    gboolean (*may_begin)(const char *beginning, guint length, gpointer data);
    void (*found)(const char *word, gpointer data);
    gpointer data;
} ArsipSought;

/* Words that are in no run (vocabulary.h) are not met. */
gboolean arsip_vocabulary_walk(ArsipArchive *archive, const ArsipSought *sought, GError **error);

#endif
