/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/carry.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define NUMBERS_MAX 100000

typedef struct {
    const ArsipCarried *file;
    char *folder; /* where it goes */
    char *part;   /* the copy before it has its name, on another file system; or NULL */
} Way;

static void
clear_way(Way *way)
{
    if (way->part != NULL)
        g_unlink(way->part);
    g_free(way->part);
    g_free(way->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Way, clear_way)

static gboolean
fail_at(GError **error, const char *path)
{
    int saved_errno = errno;
    g_autofree char *name = arsip_escape(path);

    return arsip_set_errno(error, saved_errno, name, _("cannot be written"));
}

gboolean
arsip_carried_is_same(const ArsipCarried *file)
{
    const struct stat *seen = file->seen;
    struct stat now;

    return fstatat(file->folder, file->base, &now, AT_SYMLINK_NOFOLLOW) == 0 && now.st_dev == seen->st_dev &&
           now.st_ino == seen->st_ino && now.st_size == seen->st_size &&
           now.st_mtim.tv_sec == seen->st_mtim.tv_sec && now.st_mtim.tv_nsec == seen->st_mtim.tv_nsec;
}

static gboolean
is_copied_already(const ArsipCarried *file, const char *path)
{
    g_auto(ArsipFd) fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    guint8 sha256[ARSIP_HASH_SIZE];
    struct stat there;

    return fd >= 0 && fstat(fd, &there) == 0 && S_ISREG(there.st_mode) &&
           there.st_size == file->seen->st_size && there.st_mtim.tv_sec == file->seen->st_mtim.tv_sec &&
           arsip_hash_file(fd, path, sha256, NULL, NULL) && memcmp(sha256, file->sha256, sizeof sha256) == 0;
}

/* Its mode and time go along where the file system keeps such. */
static gboolean
make_copy(const ArsipCarried *file, const char *part, GError **error)
{
    const struct timespec times[] = {file->seen->st_atim, file->seen->st_mtim};
    guint8 sha256[ARSIP_HASH_SIZE];
    g_autofree char *name = arsip_escape(part);
    g_auto(ArsipFd) to = -1;
    guint64 size;

    g_unlink(part);
    to = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (to < 0)
        return fail_at(error, part);
    if (!arsip_file_copy(file->fd, name, 0, G_MAXUINT64, to, name, sha256, &size, error))
        return FALSE;
    if (fchmod(to, file->seen->st_mode & 0777) != 0 && errno != EPERM)
        return fail_at(error, part);
    if ((futimens(to, times) != 0 && errno != EPERM) || fsync(to) != 0)
        return fail_at(error, part);
    /* What is read again comes from the disk, as far as the system lets go of it. */
    posix_fadvise(to, 0, 0, POSIX_FADV_DONTNEED);
    if (!arsip_hash_file(to, name, sha256, NULL, error))
        return FALSE;
    if (memcmp(sha256, file->sha256, sizeof sha256) == 0)
        return TRUE;
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED, _("%s: the copy differs from the file"), name);
    return FALSE;
}

/* is_placed: FALSE, and no failure, where something has the name. */
static gboolean
place(Way *way, const char *path, gboolean *is_placed, GError **error)
{
    const ArsipCarried *file = way->file;

    *is_placed = FALSE;
    if (way->part == NULL) {
        *is_placed = renameat2(file->folder, file->base, AT_FDCWD, path, RENAME_NOREPLACE) == 0;
        if (*is_placed || errno == EEXIST)
            return TRUE;
        /* Another file system, or one (NFS) that knows no such renaming. */
        if (errno != EXDEV && errno != EINVAL && errno != ENOSYS)
            return fail_at(error, path);
        if (faccessat(file->folder, ".", W_OK | X_OK, AT_EACCESS) != 0)
            return fail_at(error, file->base);
        way->part = g_strdup_printf("%s/.arsip-%d.part", way->folder, (int)getpid());
        if (!make_copy(file, way->part, error))
            return FALSE;
    }
    if (is_copied_already(file, path))
        *is_placed = TRUE;
    else {
        *is_placed = arsip_file_place(way->part, path);
        if (!*is_placed)
            return errno == EEXIST || fail_at(error, path);
    }
    if (!arsip_folder_sync(way->folder, error))
        return FALSE;
    if (!arsip_carried_is_same(file)) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_VANISHED,
                            _("it has changed since it was taken in"));
        return FALSE;
    }
    return unlinkat(file->folder, file->base, 0) == 0 || fail_at(error, file->base);
}

gboolean
arsip_carry(const ArsipCarried *file, const char *to, const char *relative, GError **error)
{
    g_autofree char *target = g_build_filename(to, relative, NULL);
    g_autofree char *base = g_path_get_basename(relative);
    const char *dot = strrchr(base, '.');
    gsize stem = dot != NULL && dot != base ? (gsize)(dot - base) : strlen(base);
    g_auto(Way) way = {.file = file, .folder = g_path_get_dirname(target)};

    if (g_mkdir_with_parents(way.folder, 0777) != 0)
        return fail_at(error, way.folder);
    for (guint number = 1; number <= NUMBERS_MAX; number++) {
        g_autofree char *name = number == 1
                                    ? g_strdup(base)
                                    : g_strdup_printf("%.*s (%u)%s", (int)stem, base, number, base + stem);
        g_autofree char *path = g_build_filename(way.folder, name, NULL);
        gboolean is_placed;

        if (!place(&way, path, &is_placed, error))
            return FALSE;
        if (is_placed)
            return TRUE;
    }
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED, _("%s: too many files of this name are there"), base);
    return FALSE;
}
