/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_LEXICON_H
#define ARSIP_QUERY_LEXICON_H

#include <glib.h>

/*
 * Numbers for strings. A table of its own rather than a GHashTable, as it is asked for every word of every
 * letter: hashes lie beside one another, and most words that are not in it cost one look.
 */
typedef struct {
    struct {
        guint32 hash;
        guint32 number; /* 0: free */
    } * slots;
    guint32 n_slots; /* a power of two */
    GArray *offsets; /* of guint32: where a string begins in `bytes`, by number; [0] is unused */
    GString *bytes;  /* the strings, each with its NUL */
} ArsipLexicon;

void arsip_lexicon_init(ArsipLexicon *lexicon);
void arsip_lexicon_clear(ArsipLexicon *lexicon);

/* Numbers begin with 1 and rise by one; 0: not there. */
guint32 arsip_lexicon_find(const ArsipLexicon *lexicon, const char *string);
guint32 arsip_lexicon_add(ArsipLexicon *lexicon, const char *string);

/* How many there are. */
guint32 arsip_lexicon_count(const ArsipLexicon *lexicon);

#endif
