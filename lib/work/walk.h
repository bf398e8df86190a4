/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_WALK_H
#define ARSIP_WORK_WALK_H

#include <arsip/error.h>
#include <sys/stat.h>

/*
 * Walks files and folders in the order of their names (bytes), so that the same tree is always walked alike.
 * Links to files are followed, links to folders below the given paths are not. One folder's names are held at
 * a time for each level.
 */
typedef struct {
    /* One ordinary file, not opened yet. FALSE stops the walk. path: as given, bytes. */
    gboolean (*file)(const char *path, const struct stat *info, gpointer data, GError **error);
    /* Something that cannot be taken. FALSE stops the walk. */
    gboolean (*problem)(const char *path, const GError *problem, gpointer data, GError **error);
    /* Each folder before its names are read; NULL to be told of none. */
    void (*folder)(const char *path, gpointer data);
    gpointer data;
    dev_t barred_device; /* a folder that is never entered: the archive itself */
    ino_t barred_inode;
} ArsipWalk;

/* paths: NULL-terminated. FALSE only when a callback said so. */
gboolean arsip_walk(const char *const *paths, const ArsipWalk *walk, GError **error);

#endif
