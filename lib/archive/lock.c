/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/lock.h"
#include "archive/create.h"
#include "archive/event.h"
#include "archive/private.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define STEP_MICROSECONDS 100000

struct ArsipLock {
    ArsipFd fd;
};

void
arsip_lock_free(ArsipLock *lock)
{
    if (lock == NULL)
        return;
    if (lock->fd >= 0 && ftruncate(lock->fd, 0) != 0)
        g_debug("the lock's note stays: %s", g_strerror(errno));
    arsip_fd_close(&lock->fd);
    g_free(lock);
}

static gboolean
fail_busy(ArsipArchive *archive, int fd, GError **error)
{
    char note[256] = "";
    ssize_t got = pread(fd, note, sizeof note - 1, 0);
    g_autofree char *holder = arsip_escape(got > 0 ? note : _("another process"));

    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_BUSY,
                _("%s: busy: %s is writing to this archive; try again later or give --wait SECONDS"),
                archive->name, holder);
    return FALSE;
}

static gboolean
wait_for(ArsipArchive *archive, int fd, GError **error)
{
    gint64 deadline = g_get_monotonic_time() + (gint64)archive->patience * G_USEC_PER_SEC;

    while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return arsip_set_errno(error, errno, archive->name, _("the archive cannot be locked"));
        if (g_get_monotonic_time() >= deadline)
            return fail_busy(archive, fd, error);
        g_usleep(STEP_MICROSECONDS);
    }
    return TRUE;
}

ArsipLock *
arsip_lock_take(ArsipArchive *archive, const char *verb, GError **error)
{
    g_autofree char *path = g_build_filename(archive->folder, "incoming", "writer", NULL);
    gboolean is_new = !g_file_test(path, G_FILE_TEST_EXISTS);
    g_autoptr(ArsipLock) lock = g_new0(ArsipLock, 1);
    const char *who = arsip_event_who(archive);
    g_autofree char *since = arsip_now();
    g_autofree char *note = NULL;

    lock->fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0660);
    if (lock->fd < 0) {
        arsip_set_errno(error, errno, archive->name, _("the archive cannot be locked"));
        return NULL;
    }
    if ((is_new && !arsip_archive_share(archive->folder, path, FALSE, error)) ||
        !wait_for(archive, lock->fd, error)) {
        arsip_fd_close(&lock->fd);
        return NULL;
    }
    note = g_strdup_printf(_("%s (process %d, %s since %s)"), who, (int)getpid(), verb, since);
    if (ftruncate(lock->fd, 0) != 0 || pwrite(lock->fd, note, strlen(note), 0) < 0)
        g_debug("the lock's note cannot be written: %s", g_strerror(errno));
    return g_steal_pointer(&lock);
}

gboolean
arsip_lock_is_taken(ArsipArchive *archive)
{
    g_autofree char *path = g_build_filename(archive->folder, "incoming", "writer", NULL);
    g_auto(ArsipFd) fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

    return fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}
