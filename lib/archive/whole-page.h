/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_WHOLE_PAGE_H
#define ARSIP_ARCHIVE_WHOLE_PAGE_H

#include "archive/follower.h"
#include "archive/whole.h"

/* A reading's page, and its rank among that page's readings, from 1. */
typedef struct {
    gint64 reading;
    guint page, rank;
} ArsipWholePlace;

/*
 * The pages of the documents that are wanted: see whole-load.c. The first of each are followed, which are all
 * that most letters have.
 */
typedef struct {
    ArsipArchive *archive;
    ArsipFollower follower;
    GArray *originals; /* the numbers of those of the document in hand, of gint64 */
    GArray *places;    /* of its readings, of ArsipWholePlace, by the number of the reading */
} ArsipWholePages;

gboolean arsip_whole_pages_begin(ArsipWholePages *pages, GError **error);
void arsip_whole_pages_end(ArsipWholePages *pages);

/* Counts a document's pages, lists their originals, and loads the first. */
gboolean arsip_whole_pages_load(ArsipWholePages *pages, gint64 position, ArsipWhole *whole, GError **error);

/* For g_array_sort() and g_array_binary_search(). */
gint arsip_whole_place_compare(gconstpointer a, gconstpointer b);

#endif
