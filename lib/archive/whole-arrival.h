/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_WHOLE_ARRIVAL_H
#define ARSIP_ARCHIVE_WHOLE_ARRIVAL_H

#include "archive/follower.h"
#include "archive/whole.h"

/* How the documents' originals came. Those of a document's first page are followed: most have no other. */
typedef struct {
    ArsipArchive *archive;
    ArsipWholeGoes goes;
    gpointer data;
    ArsipFollower follower;
    GArray *arrivals; /* of an original, before they are told */
} ArsipWholeArrivals;

/* Of the documents that are wanted: see whole-load.c. */
gboolean arsip_whole_arrivals_begin(ArsipWholeArrivals *arrivals, GError **error);
void arsip_whole_arrivals_end(ArsipWholeArrivals *arrivals);

/* Of each of a document's originals, by their numbers, of gint64. */
gboolean arsip_whole_arrivals_load(ArsipWholeArrivals *arrivals, gint64 position, const GArray *originals,
                                   ArsipWhole *whole, GError **error);

#endif
