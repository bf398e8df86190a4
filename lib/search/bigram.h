/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_BIGRAM_H
#define ARSIP_SEARCH_BIGRAM_H

#include "search/columns.h"
#include "search/length.h"
#include "search/strip.h"

/*
 * Bigrams: two words of which one stands right behind the other. To find a phrase of two words that nearly
 * all documents have, a million documents' places must be compared; so the bigrams of the commonest words are
 * counted as documents are written, and their presences kept as those of words are (search/frequent.h; for
 * phrases of common words in a full-text index: Williams, Zobel, Bahle, Fast Phrase Querying with Combined
 * Indexes, 2004). The words have numbers here, from 0 on.
 */
#define ARSIP_BIGRAM_WORDS 255 /* at most */

/* Where one stands, as a number that sorts by first word, second word, document and column. The document, by
 * its place in the strip, is that of the one under way until the strip gets it. */
typedef guint32 ArsipBigram;

#define ARSIP_BIGRAM_FIRST  24 /* the bit from which on it is told */
#define ARSIP_BIGRAM_SECOND 16
#define ARSIP_BIGRAM_PLACE  4
G_STATIC_ASSERT(ARSIP_BIGRAM_WORDS <= G_MAXUINT8);
G_STATIC_ASSERT(ARSIP_STRIP <= 1 << (ARSIP_BIGRAM_SECOND - ARSIP_BIGRAM_PLACE));
G_STATIC_ASSERT(ARSIP_N_COLUMNS <= 1 << ARSIP_BIGRAM_PLACE);

static inline ArsipBigram
arsip_bigram(guint first, guint second, ArsipColumn column)
{
    return first << ARSIP_BIGRAM_FIRST | second << ARSIP_BIGRAM_SECOND | column;
}

/* Those of all documents of a strip. */
typedef struct ArsipBigramStrip ArsipBigramStrip;

ArsipBigramStrip *arsip_bigram_strip_new(void);
void arsip_bigram_strip_free(ArsipBigramStrip *strip);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipBigramStrip, arsip_bigram_strip_free)
void arsip_bigram_strip_clear(ArsipBigramStrip *strip);

/* Adds those of a document, of ArsipBigram, with the step of its length (search/length.h); and takes a
 * document out. place: in the strip. */
void arsip_bigram_strip_add(ArsipBigramStrip *strip, guint place, guint8 step, const GArray *bigrams);
void arsip_bigram_strip_drop(ArsipBigramStrip *strip, guint place);

/*
 * Those that begin with a word are kept in so many parts, by their second word: shares of a page of SQLite's
 * fit into it, and one is read instead of all. The row of strips that a part has; both are rows of words.
 */
#define ARSIP_BIGRAM_PARTS 4

static inline gint64
arsip_bigram_row(gint64 first, gint64 second)
{
    return ARSIP_ROW_BIGRAMS + first * ARSIP_BIGRAM_PARTS + second % ARSIP_BIGRAM_PARTS;
}

/*
 * A part of those that begin with the first word, as it is kept: of each second word, by rising row among the
 * frequent ones, the row, how many bytes follow, and the documents. rows: of gint64, rising, by word. Empty
 * where there are none; the caller owns it.
 */
GByteArray *arsip_bigram_strip_pack(ArsipBigramStrip *strip, guint first, guint part, const GArray *rows);

/* The presences of the one with that second word in the documents of a strip; FALSE, and zeros, where there
 * is none. */
gboolean arsip_bigram_unpack(const guint8 *packed, guint length, gint64 row, gint64 strip,
                             ArsipLengths *lengths, guint8 bytes[ARSIP_STRIP]);

#endif
