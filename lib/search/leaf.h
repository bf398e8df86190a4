/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_LEAF_H
#define ARSIP_SEARCH_LEAF_H

#include "archive/catalogue.h"
#include "query/query.h"
#include "search/found.h"
#include "search/length.h"
#include "search/set.h"

/* The sets that SQL gives (search/set.h). NULL with *error on failure; the caller owns what is given. */

/* Everything that an FTS5 expression matches. */
GArray *arsip_leaf_match(ArsipArchive *archive, const char *expression, GError **error);

/* The same with scores, by the weights of its phrases: a GArray of float; NULL: all are 0. */
ArsipFound *arsip_leaf_weigh(ArsipArchive *archive, const char *expression, const GArray *weights,
                             ArsipLengths *lengths, GError **error);

/* The same of a single phrase into `found`, of the documents first .. last only. */
gboolean arsip_leaf_weigh_between(ArsipArchive *archive, const char *expression, float weight,
                                  ArsipLengths *lengths, gint64 first, gint64 last, ArsipFound *found,
                                  GError **error);

/* What a leaf that is neither TERMS nor NEAR matches. */
GArray *arsip_leaf_find(ArsipArchive *archive, const ArsipNode *leaf, GError **error);

/* The first column of all rows, as a set (search/set.h). Ends the statement, whose parameters are bound; NULL
 * gives NULL. */
GArray *arsip_leaf_collect(ArsipStatement *bound, GError **error);

/* Every document that can be seen, and those that cannot: hidden ones and containers. */
GArray *arsip_leaf_all(ArsipArchive *archive, GError **error);
GArray *arsip_leaf_hidden(ArsipArchive *archive, GError **error);

/* Documents whose own date is in the span, ends included, so many of them at most; "" is open, and with both
 * open every dated one. */
GArray *arsip_leaf_dated(ArsipArchive *archive, const char *first, const char *last, guint most,
                         GError **error);

gboolean arsip_leaf_is_dated(ArsipArchive *archive, gint64 document, gboolean *is_dated, GError **error);

/* Names of all fields that have no column of their own in the index. NULL-terminated; g_strfreev(). */
char **arsip_leaf_field_names(ArsipArchive *archive, GError **error);

#endif
