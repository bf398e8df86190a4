/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_INTAKE_H
#define ARSIP_ARCHIVE_INTAKE_H

#include <arsip/archive.h>
#include "base/hash.h"

/*
 * How bytes become originals. Each is copied into incoming/PID/, hashed while copying, read back and hashed
 * again, and linked to files/ab/cdef...; arsip_intake_sync() then makes all of them durable at once (syncfs:
 * one round for a thousand files instead of one each). Only after that may the catalogue name them.
 */
typedef struct ArsipIntake ArsipIntake;

/* Sweeps what dead processes left in incoming/. The caller holds the writer's lock. */
ArsipIntake *arsip_intake_begin(ArsipArchive *archive, GError **error);
void arsip_intake_end(ArsipIntake *intake);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipIntake, arsip_intake_end)

/*
 * Takes `length` bytes (G_MAXUINT64: all) of fd from offset. name: escaped, for errors. VANISHED when the
 * file changed while it was copied, DAMAGED when it cannot be read: both concern this one file. Anything else
 * (NO_SPACE, READ_ONLY, FAILED) concerns the archive. NO_SPACE leaves nothing half-written behind.
 */
gboolean arsip_intake_take(ArsipIntake *intake, int fd, const char *name, guint64 offset, guint64 length,
                           guint8 sha256[ARSIP_HASH_SIZE], guint64 *size, GError **error);

/* Everything taken so far is durable when this returns TRUE. */
gboolean arsip_intake_sync(ArsipIntake *intake, GError **error);

/* A nameless scratch file on the archive's disk, or -1. */
int arsip_intake_scratch(ArsipIntake *intake, GError **error);

/* Bytes free on the archive's disk for this user. */
gboolean arsip_archive_free_space(ArsipArchive *archive, guint64 *bytes, GError **error);

/* An original, open for reading; -1 and VANISHED where it is gone. */
int arsip_original_open(ArsipArchive *archive, const guint8 sha256[ARSIP_HASH_SIZE], GError **error);

/* The same below the archive's folder, which is open: for many, one after the other. */
int arsip_original_open_below(int folder, const guint8 sha256[ARSIP_HASH_SIZE], GError **error);

/* Its path below the archive's folder: files/ab/cdef... The caller owns it. */
char *arsip_original_path(const guint8 sha256[ARSIP_HASH_SIZE]);

#endif
