/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_CREATE_H
#define ARSIP_ARCHIVE_CREATE_H

#include <arsip/archive.h>

typedef struct {
    const char *group;     /* whose members may read, or NULL: the owner alone */
    gboolean group_writes; /* and write */
} ArsipSharing;

/*
 * Makes the folders, lets `furnish` put files into them, then makes the catalogue; `fill` makes the tables of
 * the rooms above inside the same transaction. Fails if there is an archive already; one whose making was
 * interrupted is completed. A folder that holds anything else is refused and left as it was.
 */
gboolean arsip_archive_create(const char *folder, const ArsipSharing *sharing,
                              gboolean (*furnish)(const char *folder, GError **error),
                              gboolean (*fill)(ArsipArchive *archive, GError **error), GError **error);

/* Gives a file or folder inside the archive the permissions and the group that the archive has. */
gboolean arsip_archive_share(const char *archive_folder, const char *path, gboolean is_folder,
                             GError **error);

#endif
