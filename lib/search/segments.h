/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_SEGMENTS_H
#define ARSIP_SEARCH_SEGMENTS_H

#include <arsip/archive.h>

/* A segment of the index and its pages in words_data (search/segment.h). */
typedef struct {
    gint64 id;
    guint first, last;
} ArsipSegmentPages;

/*
 * All that the index consists of, within one snapshot, the newest first: what that one says of a word and a
 * document holds. is_known: FALSE where this FTS5 writes them in a later layout, and none is listed. What a
 * transaction under way has written FTS5 may have in memory yet, and not in a segment.
 */
typedef struct {
    ArsipArchive *archive;
    GArray *pages; /* of ArsipSegmentPages */
    gboolean is_known;
} ArsipSegments;

/* NULL on failure. */
ArsipSegments *arsip_segments_find(ArsipArchive *archive, GError **error);
void arsip_segments_free(ArsipSegments *segments);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipSegments, arsip_segments_free)

#endif
