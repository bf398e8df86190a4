/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_FREQUENCY_H
#define ARSIP_SEARCH_FREQUENCY_H

#include <arsip/archive.h>

/*
 * In how many documents of the archive a word, or a phrase of folded words with a space between, stands in
 * the zone or field `scope` (one with a column of its own, such as judul or hal). As the index knows it,
 * hidden documents too: for choosing among words, not for reports.
 */
gboolean arsip_frequency_of(ArsipArchive *archive, const char *scope, const char *words, guint64 *n_documents,
                            GError **error);

/*
 * The same wherever the words stand, counted up to `most` at most: what is in a million documents takes as
 * long as a whole search to count.
 */
gboolean arsip_frequency_anywhere(ArsipArchive *archive, const char *words, guint64 most,
                                  guint64 *n_documents, GError **error);

#endif
