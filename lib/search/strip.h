/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_STRIP_H
#define ARSIP_SEARCH_STRIP_H

#include <arsip/archive.h>
#include <string.h>

/*
 * One byte for each document, in strips of so many documents: read or written as a whole where a query is
 * about very many of them. A strip fills a page of SQLite's at most. Document d stands in strip
 * d / ARSIP_STRIP.
 */
#define ARSIP_STRIP 4000

/* No archive has so many strips; a damaged catalogue may say so. */
#define ARSIP_STRIPS_MOST (1 << 20)

/*
 * A strip is packed in one of three ways that their lengths tell apart. Of few bytes that are not 0 each with
 * its gap: how many zeros stand before it, and of a longer gap its 255 with a 0; an even length. Of more a
 * bit for each place, then the bytes, and one more where the length would be even. Of nearly all the strip as
 * it is.
 */
#define ARSIP_STRIP_BITS        ((ARSIP_STRIP + 63) / 64)
#define ARSIP_STRIP_BITS_BYTES  (ARSIP_STRIP_BITS * sizeof(guint64))
#define ARSIP_STRIP_PACKED_MOST (ARSIP_STRIP_BITS_BYTES + ARSIP_STRIP + 1) /* while it is packed */

/* The row of strips that holds the length of each document (search/weight.h); frequent words have the rows
 * from 1 on (search/frequent.h), their bigrams (search/bigram.h) those from ARSIP_ROW_BIGRAMS on, labels
 * (search/labelled.h) and dates (search/dated.h) the next. */
#define ARSIP_ROW_LENGTHS 0
#define ARSIP_ROW_BIGRAMS (1 << 20)
#define ARSIP_ROW_LABELS  (1 << 21)
#define ARSIP_ROW_DATES   (1 << 22)

gboolean arsip_strips_create(ArsipArchive *archive, GError **error);

/* All strips of a row that were written, by rising number, as they are kept. */
typedef void (*ArsipStripVisit)(gint64 strip, const guint8 *packed, guint length, gpointer data);
gboolean arsip_strips_each(ArsipArchive *archive, gint64 row, ArsipStripVisit visit, gpointer data,
                           GError **error);

void arsip_strip_unpack(const guint8 *packed, guint length, guint8 bytes[ARSIP_STRIP]);

/* The reverse: how long it is packed. */
guint arsip_strip_pack(const guint8 bytes[ARSIP_STRIP], guint8 packed[ARSIP_STRIP_PACKED_MOST]);

/* As it is packed, empty where it was never written. The caller owns it; NULL on failure. */
GBytes *arsip_strip_read_packed(ArsipArchive *archive, gint64 row, gint64 strip, GError **error);

/* Zeros where it was never written. */
gboolean arsip_strip_read(ArsipArchive *archive, gint64 row, gint64 strip, guint8 bytes[ARSIP_STRIP],
                          GError **error);
gboolean arsip_strip_write(ArsipArchive *archive, gint64 row, gint64 strip, const guint8 bytes[ARSIP_STRIP],
                           GError **error);

/* As it is packed; of length 0 there is none any more. */
gboolean arsip_strip_write_packed(ArsipArchive *archive, gint64 row, gint64 strip, const guint8 *packed,
                                  guint length, GError **error);

/* Where a strip stands in the table. */
gint64 arsip_strip_key(gint64 row, gint64 strip);

/* The byte of one document. */
gboolean arsip_strip_set(ArsipArchive *archive, gint64 row, gint64 document, guint8 byte, GError **error);

/* ---- what is done for every word of every strip, and therefore stands here */

/* A byte that is not 0 and its place in the strip. */
typedef void (*ArsipStripEntry)(guint place, guint8 byte, gpointer data);

G_ALWAYS_INLINE static inline void
arsip_strip_each_gap(const guint8 *packed, guint length, ArsipStripEntry each, gpointer data)
{
    guint place = 0;

    for (guint i = 0; i + 1 < length; i += 2, place++) {
        place += packed[i];
        if (place >= ARSIP_STRIP)
            return;
        if (packed[i + 1] != 0)
            each(place, packed[i + 1], data);
    }
}

G_ALWAYS_INLINE static inline void
arsip_strip_each_bit(const guint8 *packed, guint length, ArsipStripEntry each, gpointer data)
{
    guint at = ARSIP_STRIP_BITS_BYTES;
    guint64 bits;

    for (guint word = 0; word < ARSIP_STRIP_BITS; word++) {
        memcpy(&bits, packed + word * sizeof bits, sizeof bits);
        for (bits = GUINT64_FROM_LE(bits); bits != 0 && at < length; bits &= bits - 1) {
            guint place = word * 64 + (guint)__builtin_ctzll(bits);

            if (place < ARSIP_STRIP)
                each(place, packed[at++], data);
        }
    }
}

/* By rising place. */
G_ALWAYS_INLINE static inline void
arsip_strip_each_entry(const guint8 *packed, guint length, ArsipStripEntry each, gpointer data)
{
    if (length >= ARSIP_STRIP) {
        for (guint place = 0; place < ARSIP_STRIP; place++)
            if (packed[place] != 0)
                each(place, packed[place], data);
    } else if (length % 2 == 0) {
        arsip_strip_each_gap(packed, length, each, data);
    } else if (length >= ARSIP_STRIP_BITS_BYTES) {
        arsip_strip_each_bit(packed, length, each, data);
    }
}

#endif
