/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_SOURCE_H
#define ARSIP_ARCHIVE_SOURCE_H

#include <arsip/archive.h>
#include "base/hash.h"

/* What the catalogue knows of the files that came by themselves: where each lay, and what became of it. */

typedef struct {
    gint64 arrival;
    gint64 batch;
    const char *path; /* bytes; this and the hash are borrowed until the visit ends */
    gint64 modified;  /* nanoseconds */
    guint64 size;
    const guint8 *sha256;
} ArsipSourceRow;

typedef gboolean (*ArsipSourceVisit)(const ArsipSourceRow *row, gpointer data, GError **error);

/* Each path of a batch once, as it arrived last, in the order of the paths; FALSE of a visit stops. */
gboolean arsip_source_each(ArsipArchive *archive, gint64 batch, ArsipSourceVisit visit, gpointer data,
                           GError **error);
/* Every arrival from below a folder, whichever batch it came with. */
gboolean arsip_source_each_below(ArsipArchive *archive, const char *folder, ArsipSourceVisit visit,
                                 gpointer data, GError **error);

/* Whether anything that lay at this path came with the batch. */
gboolean arsip_source_is_of_batch(ArsipArchive *archive, gint64 batch, const char *path);

/*
 * Whether all of it went well: each page of it, and of what was in it all the way down, has been read, and
 * nothing was told of it in its batch or in the one that its bytes came with first. FALSE after a failure
 * too.
 */
gboolean arsip_source_went_well(ArsipArchive *archive, const ArsipSourceRow *row, GError **error);

#endif
