/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_FREQUENT_STRIP_H
#define ARSIP_SEARCH_FREQUENT_STRIP_H

#include <arsip/archive.h>
#include "search/frequent.h"
#include "search/length.h"
#include "search/strip.h"

/* The presence of words one behind the other in each document of n strips, ARSIP_STRIP bytes each, as FTS5
 * knows it: it is asked once, and goes through what stands before the first of them. */
gboolean arsip_frequent_weigh_strips(ArsipArchive *archive, ArsipLengths *lengths, const char *words,
                                     gint64 strip, guint n, guint8 *bytes, GError **error);

/* The frequent words, a char * each, and in `rows` the rows of strips that they have. */
GPtrArray *arsip_frequent_list(ArsipArchive *archive, GArray *rows, GError **error);

/* A set (search/set.h) of the strips that are as the index is. The caller owns it. */
GArray *arsip_frequent_weighed(ArsipArchive *archive, GError **error);

/* Chooses the words from a sample. last: the highest number of an indexed document; weighed: a set of strips.
 */
gboolean arsip_frequent_choose(ArsipArchive *archive, gint64 last, const GArray *weighed, GError **error);

/* Weighs the strips of a word that are in the set. */
gboolean arsip_frequent_weigh_word(ArsipArchive *archive, ArsipLengths *lengths, const char *word, gint64 row,
                                   const GArray *strips, GError **error);

#endif
