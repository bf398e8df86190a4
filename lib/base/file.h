/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_BASE_FILE_H
#define ARSIP_BASE_FILE_H

#include "base/hash.h"
#include "base/system.h"

/* Writes all of it, whatever the system gives at a time. `name` is for the error. */
gboolean arsip_file_write(int fd, const char *name, const void *bytes, gsize length, GError **error);

/*
 * Copies `length` bytes (G_MAXUINT64: up to the end) of one file from `offset` to the other's own offset, and
 * hashes what was read. size: bytes copied. The names are for the errors: DAMAGED when reading fails, for it
 * is the file read that is at fault; as arsip_set_errno() has it when writing does.
 */
gboolean arsip_file_copy(int from, const char *from_name, guint64 offset, guint64 length, int to,
                         const char *to_name, guint8 digest[ARSIP_HASH_SIZE], guint64 *size, GError **error);

/*
 * Gives a finished file its name, unless something has that name: then FALSE with errno EEXIST. Afterwards
 * the old name may be there still. FAT and exFAT know no links: there it is renamed.
 */
gboolean arsip_file_place(const char *part, const char *path);

/* Makes a folder's entries durable. */
gboolean arsip_folder_sync(const char *folder, GError **error);

/* Makes all that was written to the file system of fd durable (syncfs), and checks it. */
gboolean arsip_file_system_sync(int fd, const char *name, GError **error);

/* The same for the file system that a folder is on: the folders on the way to it are durable as well. */
gboolean arsip_folder_settle(const char *folder, GError **error);

/* Removes a folder and all in it, following no links. What cannot be removed stays. */
void arsip_folder_remove(const char *folder);

/*
 * Where the program's own rules/ is, and the translations: beside the running program in a build folder, else
 * in the share/ of the tree that it was installed in, else where it was meant to be installed. The caller
 * owns them.
 */
char *arsip_data_folder(void);
char *arsip_locale_folder(void);

#endif
