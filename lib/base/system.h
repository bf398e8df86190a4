/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_BASE_SYSTEM_H
#define ARSIP_BASE_SYSTEM_H

#include <arsip/error.h>

/*
 * Sets *error from an errno, as "SUBJECT: ACTION: what the system said". The code follows the errno:
 * ENOSPC and EDQUOT -> NO_SPACE, EACCES and EPERM -> PERMISSION, EROFS -> READ_ONLY,
 * ENOENT, ENOTDIR and ESTALE -> VANISHED, anything else -> FAILED.
 * subject: a name already escaped with arsip_escape(), or NULL. Always returns FALSE.
 */
gboolean arsip_set_errno(GError **error, int saved_errno, const char *subject, const char *action);

/* Whether the kernel has Landlock, so that readers can be let to their fonts and to nothing else. */
gboolean arsip_system_has_landlock(void);

/* Whether the file system of an open file keeps permissions: FAT, exFAT, NTFS, discs and
 * shares of Windows do not. */
gboolean arsip_system_keeps_modes(int fd);

/*
 * A descriptor that is closed at the end of its scope: `g_auto(ArsipFd) file = open(...)`.
 * A negative number is no descriptor. To hand one over: arsip_fd_steal().
 */
typedef int ArsipFd;
void arsip_fd_close(ArsipFd *fd);
int arsip_fd_steal(ArsipFd *fd);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipFd, arsip_fd_close)

#endif
