/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_BIGRAM_H
#define ARSIP_SEARCH_BIGRAM_H

#include <glib.h>
#include "search/columns.h"
#include "search/strip.h"

/*
 * Bigrams: two words of which one stands right behind the other. To find a phrase of two words that nearly
 * all documents have, a million documents' places must be compared; so the bigrams of the commonest words are
 * counted as documents are written, and their presences kept as those of words are (search/frequent.h; for
 * phrases of common words in a full-text index: Williams, Zobel, Bahle, Fast Phrase Querying with Combined
 * Indexes, 2004). The words have numbers here, from 0 on.
 */
#define ARSIP_BIGRAM_WORDS 255 /* at most */

/* Those of one document. */
typedef struct ArsipBigrams ArsipBigrams;

ArsipBigrams *arsip_bigrams_new(guint n_words);
void arsip_bigrams_free(ArsipBigrams *bigrams);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipBigrams, arsip_bigrams_free)

void arsip_bigrams_note(ArsipBigrams *bigrams, guint first, guint second, ArsipColumn column);

/* None has been noted. */
void arsip_bigrams_clear(ArsipBigrams *bigrams);

/* Those of all documents of a strip. */
typedef struct ArsipBigramStrip ArsipBigramStrip;

ArsipBigramStrip *arsip_bigram_strip_new(guint n_words);
void arsip_bigram_strip_free(ArsipBigramStrip *strip);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipBigramStrip, arsip_bigram_strip_free)
void arsip_bigram_strip_clear(ArsipBigramStrip *strip);

/* Adds a document, whose bigrams are then cleared; its length as a share of a page's (search/length.h). And
 * takes one out. place: of the document in the strip. */
void arsip_bigram_strip_add(ArsipBigramStrip *strip, guint place, ArsipBigrams *bigrams, double length_share);
void arsip_bigram_strip_drop(ArsipBigramStrip *strip, guint place);

/*
 * Those that begin with the first word, as they are kept: of each second word its row among the frequent ones
 * and the length of its strip, as SQLite's numbers are written, and the strip as it is packed. rows: of
 * gint64, by word. Empty where there are none; the caller owns it.
 */
GByteArray *arsip_bigram_strip_pack(ArsipBigramStrip *strip, guint first, const GArray *rows);

/* The packed strip of one second word among them; FALSE where there is none. */
gboolean arsip_bigram_find(const guint8 *bytes, guint length, gint64 row, const guint8 **packed,
                           guint *packed_length);

#endif
