/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_CRATE_H
#define ARSIP_CUSTODY_CRATE_H

#include "archive/intake.h"
#include "base/system.h"

/* A bag as it came, before anything in it is believed: a folder, or a TAR or ZIP of one, and its files. */
typedef struct ArsipCrate ArsipCrate;

/*
 * A TAR or a ZIP is unpacked by a reader into the intake's scratch file, which is gone with the crate. Links,
 * devices, names that are no UTF-8 or stand there twice, and what lies beside the bag are refused.
 */
ArsipCrate *arsip_crate_open(const char *path, ArsipIntake *intake, GError **error);
void arsip_crate_free(ArsipCrate *crate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipCrate, arsip_crate_free)

/* Its name, escaped for people; borrowed. */
const char *arsip_crate_name(const ArsipCrate *crate);
gboolean arsip_crate_is_folder(const ArsipCrate *crate);

/* Of char, in their order; relative to the bag. Borrowed. */
const GPtrArray *arsip_crate_paths(const ArsipCrate *crate);

typedef struct {
    ArsipFd fd; /* to be closed with the call below */
    guint64 offset, size;
} ArsipCrateFile;

/* NOT_FOUND where it has no such file. */
gboolean arsip_crate_open_file(const ArsipCrate *crate, const char *path, ArsipCrateFile *file,
                               GError **error);
void arsip_crate_file_clear(ArsipCrateFile *file);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipCrateFile, arsip_crate_file_clear)
/* Its size, or -1 where it has no such file. */
gint64 arsip_crate_size(const ArsipCrate *crate, const char *path);

/* The lines of a file, one after the other, without their ends (LF, CR, CR LF). */
typedef struct ArsipLines ArsipLines;
ArsipLines *arsip_lines_open(const ArsipCrate *crate, const char *path, gsize longest, GError **error);
void arsip_lines_free(ArsipLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipLines, arsip_lines_free)
/* Borrowed until the next. NULL at the end, and with *error set where it cannot be read, is longer than the
 * longest, or holds a NUL. */
const char *arsip_lines_next(ArsipLines *lines, GError **error);

#endif
