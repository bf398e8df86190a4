/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_LOCK_H
#define ARSIP_ARCHIVE_LOCK_H

#include <arsip/archive.h>

/*
 * One long writer (ingest, ocr, label of everything, batch undo) at a time. Short corrections need no lock:
 * the catalogue's own transactions keep them apart. The lock is freed by the kernel when its process ends,
 * however it ends.
 */
typedef struct ArsipLock ArsipLock;

/* Waits the archive's patience; then BUSY, with who holds it. verb: what the holder does, for the other's
 * message. */
ArsipLock *arsip_lock_take(ArsipArchive *archive, const char *verb, GError **error);
/* Whether a long writer is at work now; it does not wait. */
gboolean arsip_lock_is_taken(ArsipArchive *archive);

void arsip_lock_free(ArsipLock *lock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipLock, arsip_lock_free)

#endif
