/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_H
#define ARSIP_ARCHIVE_H

#include <arsip/error.h>

/*
 * An open archive: catalogue and originals. One thread at a time. All strings are UTF-8; `who` in
 * events is the real user's name.
 */
typedef struct ArsipArchive ArsipArchive;

typedef enum {
    ARSIP_ARCHIVE_READ = 0, /* never writes, not even by accident */
    ARSIP_ARCHIVE_WRITE = 1
} ArsipArchiveMode;

/*
 * Where the archive is: `given` (may be NULL), then $ARSIP_ARCHIVE, then `archive =` in arsip.conf, then
 * $XDG_DATA_HOME/arsip. The caller owns the result; nothing is looked at.
 */
char *arsip_archive_locate(const char *given, GError **error);

/* NO_ARCHIVE where there is none; BUSY, READ_ONLY, PERMISSION, DAMAGED. */
ArsipArchive *arsip_archive_open(const char *folder, ArsipArchiveMode mode, GError **error);
void arsip_archive_close(ArsipArchive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipArchive, arsip_archive_close)

/* Borrowed from the archive. */
const char *arsip_archive_folder(const ArsipArchive *archive);
const char *arsip_archive_name(const ArsipArchive *archive); /* the folder, escaped for people */
const char *arsip_archive_uuid(const ArsipArchive *archive);

/* Seconds that a writer waits for another before BUSY; 10 unless told. */
void arsip_archive_set_patience(ArsipArchive *archive, guint seconds);

#endif
