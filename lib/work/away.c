/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/away.h"
#include "archive/intake.h"
#include "archive/source.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/i18n.h"
#include "work/carry.h"
#include "work/lease.h"
#include "work/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of what was left, so much is told; the rest is counted. */
#define SENTENCES_MAX 1000

typedef struct {
    ArsipArchive *archive;
    char *archive_folder; /* without links */
    const char *const *paths;
    const char *move_to;
    const ArsipWatcher *watcher;
    ArsipAway *away;
} Taking;

void
arsip_away_clear(ArsipAway *away)
{
    g_clear_pointer(&away->sentences, g_ptr_array_unref);
    *away = (ArsipAway){0};
}

static gboolean
lies_in(const char *path, const char *folder)
{
    gsize length = strlen(folder);

    return strncmp(path, folder, length) == 0 &&
           (path[length] == '\0' || path[length] == '/' || (length > 0 && folder[length - 1] == '/'));
}

/* Without links; as it was given where it is not there. The caller frees it with free(). */
static char *
real_path(const char *path)
{
    char *real = realpath(path, NULL);

    return real != NULL ? real : strdup(path);
}

gboolean
arsip_away_check_folder(ArsipArchive *archive, const char *const *paths, const char *folder, GError **error)
{
    g_autofree char *name = arsip_escape(folder);
    g_autofree char *real = real_path(folder);
    g_autofree char *own = real_path(arsip_archive_folder(archive));

    if (!g_file_test(folder, G_FILE_TEST_IS_DIR) || access(folder, W_OK | X_OK) != 0) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE, _("%s: is no folder that can be written"), name);
        return FALSE;
    }
    if (lies_in(real, own)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE, _("%s: lies in the archive itself"), name);
        return FALSE;
    }
    for (guint i = 0; paths[i] != NULL; i++) {
        g_autofree char *source = real_path(paths[i]);

        if (!lies_in(real, source))
            continue;
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                    _("%s: lies in what is taken in; what was moved there would come again"), name);
        return FALSE;
    }
    return TRUE;
}

/* Below the path that it was found under, or its own name where that was given. Borrowed from path. */
static const char *
relative_to(const char *const *paths, const char *path)
{
    for (guint i = 0; paths[i] != NULL; i++) {
        gsize length = strlen(paths[i]);

        if (lies_in(path, paths[i]) && path[length] == '/')
            return path + length + 1;
        if (g_str_equal(paths[i], "/"))
            return path + 1;
    }
    return strrchr(path, '/') + 1;
}

static gboolean
refuse(GError **error, const char *words)
{
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_FAILED, words);
    return FALSE;
}

static gboolean
has_hash(int fd, const guint8 *sha256)
{
    guint8 found[ARSIP_HASH_SIZE];

    return arsip_hash_file(fd, "", found, NULL, NULL) && memcmp(found, sha256, sizeof found) == 0;
}

/* A second name of the very original, or the original itself, is no source that can be spared. */
static gboolean
check_original(const Taking *taking, const ArsipSourceRow *row, const struct stat *source, GError **error)
{
    g_auto(ArsipFd) fd = arsip_original_open(taking->archive, row->sha256, error);
    struct stat info;

    if (fd < 0)
        return FALSE;
    if (fstat(fd, &info) != 0 || (info.st_dev == source->st_dev && info.st_ino == source->st_ino))
        return refuse(error, _("it is the archive's own file"));
    /* It is durable by now; so that the disk is asked, not the memory. */
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    return has_hash(fd, row->sha256) ||
           refuse(error, _("the archive's copy of it is damaged; run `arsip check`"));
}

static gboolean
is_as_it_arrived(const ArsipSourceRow *row, const struct stat *info)
{
    return S_ISREG(info->st_mode) && (guint64)info->st_size == row->size &&
           (gint64)info->st_mtim.tv_sec * 1000000000 + info->st_mtim.tv_nsec == row->modified;
}

static gboolean
check_source(const Taking *taking, const ArsipSourceRow *row, const ArsipCarried *file, ArsipLease *lease,
             GError **error)
{
    GError *fault = NULL;

    if (!arsip_source_went_well(taking->archive, row, &fault)) {
        if (fault == NULL)
            return refuse(error, _("not all of it could be read"));
        g_propagate_error(error, fault);
        return FALSE;
    }
    *lease = arsip_lease_take(file->fd);
    if (*lease == ARSIP_LEASE_REFUSED)
        return refuse(error, _("another program has it open for writing"));
    if (!is_as_it_arrived(row, file->seen) || !has_hash(file->fd, row->sha256))
        return refuse(error, _("it has changed since it was taken in"));
    return check_original(taking, row, file->seen, error);
}

/* Given by its name, a file may lie where it would be moved to. */
static gboolean
move(const Taking *taking, const ArsipSourceRow *row, const ArsipCarried *file, GError **error)
{
    const char *relative = relative_to(taking->paths, row->path);
    g_autofree char *target = g_build_filename(taking->move_to, relative, NULL);
    g_autofree char *folder = g_path_get_dirname(target);
    struct stat from, to;

    if (fstat(file->folder, &from) == 0 && stat(folder, &to) == 0 && from.st_dev == to.st_dev &&
        from.st_ino == to.st_ino)
        return refuse(error, _("it lies there already"));
    return arsip_carry(file, taking->move_to, relative, error);
}

static gboolean
take_file(const Taking *taking, const ArsipSourceRow *row, const ArsipCarried *file, GError **error)
{
    ArsipLease lease;

    if (!check_source(taking, row, file, &lease, error))
        return FALSE;
    if (!arsip_carried_is_same(file) || (lease == ARSIP_LEASE_HELD && !arsip_lease_is_quiet(file->fd)))
        return refuse(error, _("it has changed since it was taken in"));
    if (taking->move_to != NULL)
        return move(taking, row, file, error);
    return unlinkat(file->folder, file->base, 0) == 0 ||
           arsip_set_errno(error, errno, NULL, _("cannot be removed"));
}

/* is_gone: it was not there any more. */
static gboolean
take_source(const Taking *taking, const ArsipSourceRow *row, gboolean *is_gone, GError **error)
{
    g_autofree char *folder_path = g_path_get_dirname(row->path);
    g_autofree char *base = g_path_get_basename(row->path);
    g_autofree char *real = real_path(folder_path);
    g_auto(ArsipFd) folder = open(real, O_PATH | O_DIRECTORY | O_CLOEXEC);
    g_auto(ArsipFd) fd = -1;
    struct stat info;
    ArsipCarried file = {.base = base, .seen = &info, .sha256 = row->sha256};

    *is_gone = folder < 0 ? errno == ENOENT
                          : fstatat(folder, base, &info, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT;
    if (*is_gone)
        return TRUE;
    if (folder >= 0 && S_ISLNK(info.st_mode))
        return refuse(error, _("it is a link"));
    if (lies_in(real, taking->archive_folder))
        return refuse(error, _("it is the archive's own file"));
    if (folder >= 0)
        fd = openat(folder, base, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &info) != 0)
        return arsip_set_errno(error, errno, NULL, _("cannot be read"));
    file.folder = folder;
    file.fd = fd;
    return take_file(taking, row, &file, error);
}

static void
note_left(ArsipAway *away, const char *path, const char *reason)
{
    g_autofree char *name = arsip_escape(path);

    if (++away->left <= SENTENCES_MAX)
        g_ptr_array_add(away->sentences, g_strdup_printf("%s: %s", name, reason));
}

static gboolean
visit(const ArsipSourceRow *row, gpointer data, GError **error)
{
    Taking *taking = data;
    g_autoptr(GError) reason = NULL;
    gboolean is_gone;

    if (!take_source(taking, row, &is_gone, &reason))
        note_left(taking->away, row->path, reason->message);
    else if (!is_gone)
        taking->away->taken++;
    return arsip_watch_goes_on(taking->watcher, error);
}

gboolean
arsip_away_take(ArsipArchive *archive, gint64 batch, const char *const *paths, const char *move_to,
                const ArsipWatcher *watcher, ArsipAway *away, GError **error)
{
    g_autofree char *own = real_path(arsip_archive_folder(archive));
    Taking taking = {.archive = archive,
                     .archive_folder = own,
                     .paths = paths,
                     .move_to = move_to,
                     .watcher = watcher,
                     .away = away};

    if (away->sentences == NULL)
        away->sentences = g_ptr_array_new_with_free_func(g_free);
    return arsip_source_each(archive, batch, visit, &taking, error);
}
