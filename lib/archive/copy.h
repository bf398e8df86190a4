/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_COPY_H
#define ARSIP_ARCHIVE_COPY_H

#include <arsip/archive.h>
#include "base/hash.h"

typedef enum {
    ARSIP_COPY_TO_LIE, /* no file beside it is needed: it can be read where nobody can write */
    ARSIP_COPY_TO_LIVE /* with a log, as archives have it */
} ArsipCopyKind;

/*
 * Copies the whole catalogue, as it is at one moment, to a new file at `path`, while others read and write,
 * and makes it durable. The log of the archive grows while it lasts. should_stop (may be NULL) is asked now
 * and then; INTERRUPTED when it says so. What is at `path` after a failure is to be removed.
 */
gboolean arsip_catalogue_copy(ArsipArchive *archive, const char *path, ArsipCopyKind kind,
                              gboolean (*should_stop)(gpointer data), gpointer data, GError **error);

/* Whether its pages hang together (quick_check) and its chain of events is whole: DAMAGED unless they do. It
 * reads all of the catalogue. */
gboolean arsip_catalogue_is_sound(ArsipArchive *archive, GError **error);

/*
 * Two numbers alike, asked through the same connection, say that nobody else has written between them; what
 * this connection wrote itself does not count. 0 on failure.
 */
gint64 arsip_catalogue_version(ArsipArchive *archive, GError **error);

/*
 * What the system tells of the catalogue's files: two stamps alike, whenever they were taken, say that
 * nothing was written between them. It waits until whatever comes later is sure to have another time. The
 * caller owns it.
 */
char *arsip_catalogue_stamp(ArsipArchive *archive);

/* Every original with its number, in the order of its hash; FALSE stops. */
typedef gboolean (*ArsipCopyVisit)(gint64 id, const guint8 sha256[ARSIP_HASH_SIZE], guint64 size,
                                   gpointer data, GError **error);
gboolean arsip_catalogue_originals(ArsipArchive *archive, ArsipCopyVisit visit, gpointer data,
                                   GError **error);

#endif
