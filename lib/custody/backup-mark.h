/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_BACKUP_MARK_H
#define ARSIP_CUSTODY_BACKUP_MARK_H

#include <arsip/archive.h>
#include "custody/carrier.h"

/* What a backup says of itself, in its file `backup`: a key file of GLib's. */
typedef struct {
    char *archive;    /* UUID */
    char *source;     /* where the archive was, escaped */
    char *made;       /* when a run last ended; NULL: none has yet */
    char *stamp;      /* of the archive's catalogue when it was as it is here, or NULL */
    char *catalogue;  /* of the backup's own catalogue, so that another one put there is seen */
    gint64 originals; /* those with a number up to this are durable where they are there */
} ArsipBackupMark;

/* NULL without *error where the folder has none. */
ArsipBackupMark *arsip_backup_mark_read(const char *folder, GError **error);
gboolean arsip_backup_mark_write(const ArsipBackupMark *mark, ArsipCarrier *carrier, GError **error);
void arsip_backup_mark_free(ArsipBackupMark *mark);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipBackupMark, arsip_backup_mark_free)

/* Size and time of the catalogue in this folder, for mark->catalogue; "" where there is none. The caller owns
 * it. */
char *arsip_backup_mark_catalogue(const char *folder);

#endif
