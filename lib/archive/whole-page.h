/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_WHOLE_PAGE_H
#define ARSIP_ARCHIVE_WHOLE_PAGE_H

#include "archive/whole.h"

/* A reading's page, and its rank among that page's readings, from 1. */
typedef struct {
    gint64 reading;
    guint page, rank;
} ArsipWholePlace;

/*
 * Goes through a document's pages: counts them, lists their originals, and loads the first, which are all
 * that most letters have. originals: their numbers, of gint64; places: those of the readings, of
 * ArsipWholePlace, by the number of the reading.
 */
gboolean arsip_whole_load_pages(ArsipArchive *archive, ArsipWhole *whole, GArray *originals, GArray *places,
                                GError **error);

/* For g_array_sort() and g_array_binary_search(). */
gint arsip_whole_place_compare(gconstpointer a, gconstpointer b);

#endif
