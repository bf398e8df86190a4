/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_PLACE_H
#define ARSIP_ARCHIVE_PLACE_H

#include <arsip/archive.h>

/*
 * Where a catalogue lies: in an archive that lives, in a backup, or where nobody can write. It decides how
 * the catalogue may be opened.
 */

/* The file in a folder that says that it is a backup, and of which archive. */
#define ARSIP_BACKUP_MARK "backup"

/* What arsip_archive_standing() gives for this folder. */
ArsipStanding arsip_place_standing(const char *folder);

/*
 * Whether the catalogue has to be opened as one that nobody changes (immutable=1): on a file system that
 * cannot be written, with no log beside it. Where a log is there that cannot be read without writing, FALSE
 * with *error set.
 */
gboolean arsip_place_is_immutable(const char *folder, GError **error);

#endif
