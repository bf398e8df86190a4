/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/place.h"
#include "archive/private.h"
#include "base/escape.h"
#include "base/i18n.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/statvfs.h>
#include <unistd.h>

static gboolean
has(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    return access(path, F_OK) == 0;
}

static gboolean
is_on_read_only_file_system(const char *folder)
{
    struct statvfs info;

    return statvfs(folder, &info) == 0 && (info.f_flag & ST_RDONLY) != 0;
}

ArsipStanding
arsip_place_standing(const char *folder)
{
    if (has(folder, ARSIP_BACKUP_MARK))
        return ARSIP_STANDING_BACKUP;
    return is_on_read_only_file_system(folder) ? ARSIP_STANDING_READ_ONLY : ARSIP_STANDING_LIVING;
}

/* Bytes 18 and 19 of a SQLite file say whether it is written through a log (2) or not (1). */
static gboolean
is_logged(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "arsip.db", NULL);
    g_auto(ArsipFd) fd = open(path, O_RDONLY | O_CLOEXEC);
    guint8 version = 0;

    return fd >= 0 && pread(fd, &version, 1, 19) == 1 && version == 2;
}

static gboolean
is_empty(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    GStatBuf info;

    return g_stat(path, &info) != 0 || info.st_size == 0;
}

gboolean
arsip_place_is_immutable(const char *folder, GError **error)
{
    g_autofree char *name = arsip_escape(folder);

    if (!is_logged(folder) || (has(folder, "arsip.db-wal") && has(folder, "arsip.db-shm")))
        return FALSE;
    if (is_on_read_only_file_system(folder) && is_empty(folder, "arsip.db-wal"))
        return TRUE;
    /* SQLite makes arsip.db-shm where it can. */
    if (access(folder, W_OK) == 0)
        return FALSE;
    g_set_error(
        error, ARSIP_ERROR, ARSIP_ERROR_READ_ONLY,
        _("%s: this copy cannot be read here, because arsip.db-wal and arsip.db-shm did not come with "
          "it whole and cannot be made; copy it to where you can write, or make copies with: arsip "
          "backup DIR"),
        name);
    return FALSE;
}
