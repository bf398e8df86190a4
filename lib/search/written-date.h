/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_WRITTEN_DATE_H
#define ARSIP_SEARCH_WRITTEN_DATE_H

#include <glib.h>

/* A day as letters write it, in folded words (text/token.h). */
typedef struct {
    gint day, month, year;
} ArsipWrittenDate;

/* Three words: 12 maret 2024, 12 03 2024, 2024 03 12. FALSE where they are no day. */
gboolean arsip_written_date_read(const char *const *words, ArsipWrittenDate *date);

/* Every way to write it, each as words parted by spaces. The caller owns the array and its strings. */
GPtrArray *arsip_written_date_ways(const ArsipWrittenDate *date);

#endif
