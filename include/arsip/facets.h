/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_FACETS_H
#define ARSIP_FACETS_H

#include <arsip/search.h>

/* A label or a year, and how many of the documents that were found have it. */
typedef struct {
    char *value;
    guint64 count;
} ArsipFacet;

typedef struct {
    guint64 total;     /* documents that were found */
    GPtrArray *labels; /* of ArsipFacet: the most frequent first, among equals by name */
    GPtrArray *years;  /* of ArsipFacet: of the letter's own date, the latest first */
    guint64 undated;   /* documents without such a date */
} ArsipFacets;

/*
 * Counts all that a search finds, whatever its limit, offset and order; as with arsip_search_ids(), words
 * count as they are written. Errors as of arsip_search(). The caller owns it.
 */
ArsipFacets *arsip_facets_count(ArsipArchive *archive, const ArsipSearchOptions *options, GError **error);
void arsip_facets_free(ArsipFacets *facets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipFacets, arsip_facets_free)

#endif
