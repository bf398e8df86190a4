/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_BACKUP_H
#define ARSIP_BACKUP_H

#include <arsip/archive.h>

/*
 * A backup is a folder with the catalogue, the originals, the rules and the lists of words of one archive, as
 * they were at one moment. Its catalogue needs no files beside it: a backup can be opened for reading where
 * it lies, also where nobody can write.
 */

typedef struct {
    gint64 originals; /* that the catalogue names */
    gint64 brought;   /* by this run */
    guint64 bytes;    /* of those */
    gint64 faults;    /* originals that could not be brought, each told */
    gboolean is_catalogue_new;
    gboolean is_noted; /* in the archive's log */
} ArsipBackupCount;

typedef struct {
    void (*tell)(const char *sentence, gpointer data); /* what could not be brought, and what to do */
    gboolean (*should_stop)(gpointer data);            /* may be NULL */
    gpointer data;
} ArsipBackupWatcher;

/*
 * Brings to `folder` what is new in the archive since the last time, while others may read and write. The
 * folder is made; it may be empty, or a backup of this very archive that is not ahead of it, and nothing
 * else: else FAILED. Originals are hard links where the file system is the archive's, copies elsewhere; each
 * new one is read and compared with its hash, and one that is damaged or missing is told and not brought. A
 * catalogue that is damaged is not brought either: then DAMAGED, and the backup is left as it was.
 * Nothing of the backup is deleted. Killed at any instant, the backup is what it was before, and the next run
 * goes on. An archive opened for writing gets an event. INTERRUPTED when stopped; BUSY when another backup is
 * being made there.
 */
gboolean arsip_backup(ArsipArchive *archive, const char *folder, const ArsipBackupWatcher *watcher,
                      ArsipBackupCount *count, GError **error);

/*
 * Makes an archive at `folder` of the backup at `backup`: copies, each compared with its hash; the catalogue
 * and the chain of events are verified, and DAMAGED unless both are sound. Originals that are damaged or
 * missing in the backup are told and not brought; the archive is made without them. What is at `folder`
 * already is refused, unless it is what an interrupted run of the same left, which goes on.
 * `archive.restored` is the first event after those of the backup.
 */
gboolean arsip_backup_restore(const char *backup, const char *folder, const ArsipBackupWatcher *watcher,
                              ArsipBackupCount *count, GError **error);

#endif
