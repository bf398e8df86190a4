/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_FAMILY_H
#define ARSIP_ARCHIVE_FAMILY_H

#include <arsip/archive.h>

/* Arrivals that came inside another, and inside those, all the way down. */
typedef struct {
    guint64 n;     /* how many */
    guint64 bytes; /* of their originals, each as often as it arrived */
} ArsipFamily;

/* The container that stands round all the others: the arrival itself where it came alone. 0 on failure. */
gint64 arsip_family_head(ArsipArchive *archive, gint64 arrival, guint64 *size, GError **error);

gboolean arsip_family_count(ArsipArchive *archive, gint64 arrival, ArsipFamily *family, GError **error);

/* Only what stands in this container itself. */
gboolean arsip_family_count_members(ArsipArchive *archive, gint64 arrival, ArsipFamily *members,
                                    GError **error);

#endif
