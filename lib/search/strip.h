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
