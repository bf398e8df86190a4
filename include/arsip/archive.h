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

/*
 * NO_ARCHIVE where there is none; BUSY, READ_ONLY, PERMISSION, DAMAGED. A backup is READ_ONLY. On a file
 * system that cannot be written, a catalogue without its log is read as one that nobody changes.
 */
ArsipArchive *arsip_archive_open(const char *folder, ArsipArchiveMode mode, GError **error);
void arsip_archive_close(ArsipArchive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipArchive, arsip_archive_close)

/* Borrowed from the archive. */
const char *arsip_archive_folder(const ArsipArchive *archive);
const char *arsip_archive_name(const ArsipArchive *archive); /* the folder, escaped for people */
const char *arsip_archive_uuid(const ArsipArchive *archive);

ArsipArchiveMode arsip_archive_mode(const ArsipArchive *archive);

typedef enum {
    ARSIP_STANDING_LIVING = 0,   /* an archive that somebody may write */
    ARSIP_STANDING_BACKUP = 1,   /* made by arsip_backup(); it is opened for reading only */
    ARSIP_STANDING_READ_ONLY = 2 /* on a file system that cannot be written */
} ArsipStanding;
ArsipStanding arsip_archive_standing(const ArsipArchive *archive);

/* When the newest event was: how old a copy is. UTC, as events have it; NULL where there is none. The caller
 * owns it. */
char *arsip_archive_age(ArsipArchive *archive);

/* Seconds that a writer waits for another before BUSY; 10 unless told. */
void arsip_archive_set_patience(ArsipArchive *archive, guint seconds);

#endif
