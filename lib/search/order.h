/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_ORDER_H
#define ARSIP_SEARCH_ORDER_H

#include <arsip/search.h>
#include "search/found.h"

/* The dates that what was found can have, ends included; "" is open, and with both open there are undated
 * ones too. */
typedef struct {
    char first[11], last[11];
} ArsipDates;

/*
 * The first `wanted` of what was found: a GArray of ArsipPlaced.
 *   newest, oldest   by the letter's own date; without one last; among equals the later or earlier document
 *                    first
 *   best             by score; among equals, and where nothing was weighed, newest
 */
GArray *arsip_order(ArsipArchive *archive, const ArsipFound *found, gboolean is_weighed, ArsipSort sort,
                    const ArsipDates *dates, guint wanted, GError **error);

#endif
