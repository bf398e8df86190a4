/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_AWAY_H
#define ARSIP_WORK_AWAY_H

#include <arsip/ingest.h>

/*
 * FALSE with USAGE unless `folder` is there, can be written, and lies neither in the archive nor in what is
 * taken in: else what was moved would come again.
 */
gboolean arsip_away_check_folder(ArsipArchive *archive, const char *const *paths, const char *folder,
                                 GError **error);

/*
 * Takes away the files that a batch brought and that went well, once the originals have been read again and
 * are what the files are. paths: the batch's, absolute. move_to: or NULL, to remove them. What is left is
 * told in `away`; error is about the archive, or INTERRUPTED. Before it, the batch's transactions are done.
 */
gboolean arsip_away_take(ArsipArchive *archive, gint64 batch, const char *const *paths, const char *move_to,
                         const ArsipWatcher *watcher, ArsipAway *away, GError **error);

#endif
