/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/system.h"

#include <errno.h>
#include <linux/magic.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

static ArsipError
code_of(int saved_errno)
{
    switch (saved_errno) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ARSIP_ERROR_NO_SPACE;
    case EACCES:
    case EPERM:
        return ARSIP_ERROR_PERMISSION;
    case EROFS:
        return ARSIP_ERROR_READ_ONLY;
    case ENOENT:
    case ENOTDIR:
    case ESTALE:
        return ARSIP_ERROR_VANISHED;
    default:
        return ARSIP_ERROR_FAILED;
    }
}

gboolean
arsip_set_errno(GError **error, int saved_errno, const char *subject, const char *action)
{
    const char *separator = subject != NULL ? ": " : "";

    g_set_error(error, ARSIP_ERROR, (int)code_of(saved_errno), "%s%s%s: %s", subject != NULL ? subject : "",
                separator, action, g_strerror(saved_errno));
    return FALSE;
}

void
arsip_fd_close(ArsipFd *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

int
arsip_fd_steal(ArsipFd *fd)
{
    int stolen = *fd;

    *fd = -1;
    return stolen;
}

gboolean
arsip_system_has_landlock(void)
{
    /* LANDLOCK_CREATE_RULESET_VERSION: asked so, the call makes nothing and gives the version of its
     * interface. */
    const guint version_only = 1;

    return syscall(SYS_landlock_create_ruleset, NULL, 0, version_only) >= 1;
}

/* linux/magic.h has not all of them. */
#define NTFS3_MAGIC 0x7366746e
#define CIFS_MAGIC  0xff534d42
#define SMB2_MAGIC  0xfe534d42
#define FUSE_MAGIC  0x65735546

gboolean
arsip_system_keeps_modes(int fd)
{
    static const guint32 without[] = {MSDOS_SUPER_MAGIC, EXFAT_SUPER_MAGIC, ISOFS_SUPER_MAGIC, NTFS3_MAGIC,
                                      CIFS_MAGIC,        SMB2_MAGIC,        FUSE_MAGIC};
    struct statfs info;

    if (fstatfs(fd, &info) != 0)
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(without); i++)
        if ((guint32)info.f_type == without[i])
            return FALSE;
    return TRUE;
}
