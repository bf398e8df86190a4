/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_NOTATION_H
#define ARSIP_SEARCH_NOTATION_H

#include <arsip/archive.h>

#include "query/query.h"

/*
 * Dates and numbers, which letters write in more ways than one, and which recognition misreads where no
 * dictionary can help. The index holds their parts as they are written, so that each part finds the whole;
 * how else a whole may be written is told here, when a query is asked.
 */

/* A day, a month's name and a year that follow one another become a phrase: they are one date. */
ArsipQuery *arsip_notation_join(ArsipQuery *query);

/*
 * Beside a date the other ways to write it (12 Maret 2024, 12-03-2024, 12/3/2024, 2024-03-12, dua belas bulan
 * Maret tahun dua ribu dua puluh empat), beside an amount it with Rp before it or without, beside a number's
 * parts they with other zeros before them (5/117-Um: 005/117-Um). Of the last two only what is in the
 * archive.
 */
ArsipQuery *arsip_notation_spread(ArsipArchive *archive, ArsipQuery *query, GError **error);

/*
 * Beside each word with digits in it, and beside the short words of a number, what is in the archive and
 * looks like it (800: 8OO).
 */
ArsipQuery *arsip_notation_misread(ArsipArchive *archive, ArsipQuery *query, GError **error);

#endif
