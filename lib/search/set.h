/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_SET_H
#define ARSIP_SEARCH_SET_H

#include <glib.h>

/*
 * Sets of documents: rising gint64 without repetition. Eight bytes each, a million fit into 8 MB; FTS5 and
 * most indexes of the catalogue give their numbers in this order already.
 */
GArray *arsip_set_new(void);

/* Adds a number that is greater than all there are, or that may stand anywhere: then settle before use. */
void arsip_set_append(GArray *set, gint64 id);
void arsip_set_settle(GArray *set);

gboolean arsip_set_has(const GArray *set, gint64 id);

/* New sets; the caller owns them. */
GArray *arsip_set_union(const GArray *one, const GArray *other);
GArray *arsip_set_difference(const GArray *one, const GArray *without);

static inline gint64
arsip_set_at(const GArray *set, guint i)
{
    return g_array_index(set, gint64, i);
}

#endif
