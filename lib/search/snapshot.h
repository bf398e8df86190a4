/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_SNAPSHOT_H
#define ARSIP_SEARCH_SNAPSHOT_H

#include <arsip/archive.h>

/*
 * One state of the catalogue for as long as a scope lasts, whatever others write: a transaction that only
 * reads. Inside of the caller's own transaction it is that one.
 */
typedef struct {
    ArsipArchive *archive; /* NULL: none was begun here */
} ArsipSnapshot;

gboolean arsip_snapshot_begin(ArsipSnapshot *snapshot, ArsipArchive *archive, GError **error);
void arsip_snapshot_end(ArsipSnapshot *snapshot);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipSnapshot, arsip_snapshot_end)

#endif
