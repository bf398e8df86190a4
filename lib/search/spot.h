/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_SPOT_H
#define ARSIP_SEARCH_SPOT_H

#include "query/matcher.h"
#include "search/entry.h"

/* A place where something that a query asks for stands: bytes of a page's text or, page 0, of a field's
 * value. */
typedef struct {
    guint page;
    const char *field; /* page 0: its name; borrowed from the entry's letter */
    guint32 start;
    guint32 end;
    const ArsipNode *leaf; /* borrowed from the matcher's query */
} ArsipSpot;

/* All of them: a GArray of ArsipSpot, page by page, values at the end; each place once. The caller owns it.
 */
GArray *arsip_spots_find(ArsipMatcher *matcher, const ArsipEntry *entry);

/* For a line of a list: where any word stands as the query has it, those that are taken for misread ones are
 * left out. */
GArray *arsip_spots_find_some(ArsipMatcher *matcher, const ArsipEntry *entry);

/* Whether both are in the same text. */
gboolean arsip_spot_is_beside(const ArsipSpot *one, const ArsipSpot *other);

/* The text that a spot is in; NULL where there is none. Borrowed from the entry until the next is asked for.
 */
const char *arsip_spot_text(const ArsipSpot *spot, const ArsipEntry *entry);

#endif
