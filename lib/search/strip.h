/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_STRIP_H
#define ARSIP_SEARCH_STRIP_H

#include <arsip/archive.h>

/*
 * One byte for each document, in strips of so many documents: read or written as a whole where a query is
 * about very many of them. A strip fills a page of SQLite's at most. Document d stands in strip
 * d / ARSIP_STRIP.
 */
#define ARSIP_STRIP 4000

/* The row of strips that holds the length of each document (search/weight.h); frequent words have the rows
 * from 1 on (search/frequent.h). */
#define ARSIP_ROW_LENGTHS 0

gboolean arsip_strips_create(ArsipArchive *archive, GError **error);

/* All strips of a row that were written, by rising number, as they are kept. */
typedef void (*ArsipStripVisit)(gint64 strip, const guint8 *packed, guint length, gpointer data);
gboolean arsip_strips_each(ArsipArchive *archive, gint64 row, ArsipStripVisit visit, gpointer data,
                           GError **error);

/* The bytes of a strip that are not 0, by rising place in it. */
typedef struct {
    guint n;
    guint16 places[ARSIP_STRIP + 1];
    guint8 bytes[ARSIP_STRIP + 1];
} ArsipStripEntries;

void arsip_strip_unpack(const guint8 *packed, guint length, ArsipStripEntries *entries);
void arsip_strip_unpack_all(const guint8 *packed, guint length, guint8 bytes[ARSIP_STRIP]);

/* Zeros where it was never written. */
gboolean arsip_strip_read(ArsipArchive *archive, gint64 row, gint64 strip, guint8 bytes[ARSIP_STRIP],
                          GError **error);
gboolean arsip_strip_write(ArsipArchive *archive, gint64 row, gint64 strip, const guint8 bytes[ARSIP_STRIP],
                           GError **error);

/* Where a strip stands in the table. */
gint64 arsip_strip_key(gint64 row, gint64 strip);

/* The byte of one document. */
gboolean arsip_strip_set(ArsipArchive *archive, gint64 row, gint64 document, guint8 byte, GError **error);

#endif
