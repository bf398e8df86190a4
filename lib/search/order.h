/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_ORDER_H
#define ARSIP_SEARCH_ORDER_H

#include <arsip/search.h>

typedef struct {
    gint64 id;
    double score; /* higher is better; 0 where nothing was weighed */
} ArsipPlaced;

/*
 * The part of a set (search/set.h) that stands from `offset` on in the order asked for, `limit` at most: a
 * GArray of ArsipPlaced. newest, oldest   by the letter's own date; without one last; among equals the later
 * or earlier document first best             by the bm25 of the expression; among equals, and without an
 * expression, newest
 */
GArray *arsip_order(ArsipArchive *archive, const GArray *set, const char *expression, ArsipSort sort,
                    guint offset, guint limit, GError **error);

#endif
