/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/intake.h"
#include "archive/create.h"
#include "archive/private.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define ORIGINAL_MODE 0440

struct ArsipIntake {
    ArsipArchive *archive; /* borrowed */
    char *folder;          /* incoming/PID */
    ArsipFd lock;          /* tells other processes that this folder's owner lives */
    ArsipFd root;          /* the archive's folder */
    guint64 counter;
    gboolean fans[256]; /* files/ab is known to be there */
};

static char *
incoming_of(const ArsipArchive *archive)
{
    return g_build_filename(archive->folder, "incoming", NULL);
}

/* A folder whose lock can be had belongs to nobody any more. */
static void
sweep(const char *incoming)
{
    g_autoptr(GDir) entries = g_dir_open(incoming, 0, NULL);
    const char *entry;

    while (entries != NULL && (entry = g_dir_read_name(entries)) != NULL) {
        g_autofree char *path = g_build_filename(incoming, entry, NULL);
        g_autofree char *lock_path = g_build_filename(path, "lock", NULL);
        g_auto(ArsipFd) lock = -1;

        if (!g_file_test(path, G_FILE_TEST_IS_DIR))
            continue;
        lock = open(lock_path, O_RDONLY | O_CLOEXEC);
        if (lock < 0 || flock(lock, LOCK_EX | LOCK_NB) == 0)
            arsip_folder_remove(path);
    }
}

ArsipIntake *
arsip_intake_begin(ArsipArchive *archive, GError **error)
{
    g_autoptr(ArsipIntake) intake = g_new0(ArsipIntake, 1);
    g_autofree char *incoming = incoming_of(archive);
    g_autofree char *number = g_strdup_printf("%d", (int)getpid());
    g_autofree char *lock_path = NULL;

    intake->archive = archive;
    intake->lock = -1;
    intake->root = open(archive->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    sweep(incoming);
    intake->folder = g_build_filename(incoming, number, NULL);
    lock_path = g_build_filename(intake->folder, "lock", NULL);
    /* Shared like the archive: another of its writers may have to sweep it. */
    if (intake->root < 0 || g_mkdir(intake->folder, 0700) != 0 ||
        !arsip_archive_share(archive->folder, intake->folder, TRUE, NULL) ||
        (intake->lock = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0640)) < 0 ||
        flock(intake->lock, LOCK_EX) != 0) {
        arsip_set_errno(error, errno, archive->name, _("the archive cannot be written"));
        return NULL;
    }
    return g_steal_pointer(&intake);
}

void
arsip_intake_end(ArsipIntake *intake)
{
    if (intake == NULL)
        return;
    if (intake->folder != NULL)
        arsip_folder_remove(intake->folder);
    arsip_fd_close(&intake->lock);
    arsip_fd_close(&intake->root);
    g_free(intake->folder);
    g_free(intake);
}

char *
arsip_original_path(const guint8 sha256[ARSIP_HASH_SIZE])
{
    g_autofree char *hex = arsip_hash_hex(sha256);
    const char fan[] = {'/', hex[0], hex[1], '/', '\0'};

    return g_strconcat("files", fan, hex + 2, NULL);
}

/* Never VANISHED or PERMISSION: those are told of single files, and the batch goes on without them. */
static gboolean
fail_to_store(const ArsipIntake *intake, GError **error)
{
    GError *fault = NULL;

    arsip_set_errno(&fault, errno, intake->archive->name, _("the archive cannot be written"));
    if (fault->code == ARSIP_ERROR_PERMISSION)
        fault->code = ARSIP_ERROR_READ_ONLY;
    if (fault->code == ARSIP_ERROR_VANISHED)
        fault->code = ARSIP_ERROR_FAILED;
    g_propagate_error(error, fault);
    return FALSE;
}

/* A process that died between making a fan and sharing it leaves one that only its owner can look into. */
static gboolean
is_shared(const ArsipIntake *intake, const char *fan)
{
    struct stat own, whole;

    return stat(fan, &own) == 0 && fstat(intake->root, &whole) == 0 &&
           (own.st_uid != geteuid() || (own.st_mode & 0777) == (whole.st_mode & 0777));
}

static gboolean
make_fan(ArsipIntake *intake, const guint8 *sha256, GError **error)
{
    g_autofree char *fan = g_strdup_printf("%s/files/%02x", intake->archive->folder, sha256[0]);
    gboolean is_made;

    if (intake->fans[sha256[0]])
        return TRUE;
    is_made = g_mkdir(fan, 0700) == 0;
    if (!is_made && errno != EEXIST)
        return fail_to_store(intake, error);
    if ((is_made || !is_shared(intake, fan)) &&
        !arsip_archive_share(intake->archive->folder, fan, TRUE, error))
        return FALSE;
    intake->fans[sha256[0]] = TRUE;
    return TRUE;
}

/* What stands there under the same hash may be half a file that a power cut left: then it is put right. */
static gboolean
is_whole(const char *path, const guint8 *sha256)
{
    g_auto(ArsipFd) fd = open(path, O_RDONLY | O_CLOEXEC);
    guint8 digest[ARSIP_HASH_SIZE];

    return fd >= 0 && arsip_hash_file(fd, path, digest, NULL, NULL) &&
           memcmp(digest, sha256, sizeof digest) == 0;
}

static gboolean
link_into_place(ArsipIntake *intake, const char *incoming, const guint8 *sha256, GError **error)
{
    g_autofree char *relative = arsip_original_path(sha256);
    g_autofree char *path = g_build_filename(intake->archive->folder, relative, NULL);

    if (!make_fan(intake, sha256, error))
        return FALSE;
    if (link(incoming, path) == 0)
        return TRUE;
    if (errno != EEXIST)
        return fail_to_store(intake, error);
    return is_whole(path, sha256) || g_rename(incoming, path) == 0 || fail_to_store(intake, error);
}

/* A program that writes in place changes the time even where the size stays: such a copy may be half old,
 * half new. */
static gboolean
is_unchanged(int fd, const struct stat *before, guint64 size)
{
    struct stat now;

    return fstat(fd, &now) == 0 && (guint64)now.st_size == size &&
           now.st_mtim.tv_sec == before->st_mtim.tv_sec && now.st_mtim.tv_nsec == before->st_mtim.tv_nsec;
}

static gboolean
copy_checked(const ArsipIntake *intake, int from, const char *name, guint64 offset, guint64 length, int to,
             guint8 *sha256, guint64 *size, GError **error)
{
    guint8 again[ARSIP_HASH_SIZE];
    guint64 size_again;
    struct stat before;

    if (fstat(from, &before) != 0)
        return arsip_set_errno(error, errno, name, _("cannot be read"));
    if (!arsip_file_copy(from, name, offset, length, to, intake->archive->name, sha256, size, error))
        return FALSE;
    if (length != G_MAXUINT64 && *size != length) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_VANISHED, _("%s: it became shorter while it was copied"),
                    name);
        return FALSE;
    }
    if (length == G_MAXUINT64 && !is_unchanged(from, &before, *size)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_VANISHED,
                    _("%s: it changed while it was copied; take it again when it is complete"), name);
        return FALSE;
    }
    if (!arsip_hash_file(to, intake->archive->name, again, &size_again, error))
        return FALSE;
    if (size_again != *size || memcmp(again, sha256, sizeof again) != 0) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                    _("%s: the copy in the archive differs from what was read: the disk cannot be trusted"),
                    name);
        return FALSE;
    }
    return TRUE;
}

static gboolean
give_group(ArsipIntake *intake, int fd)
{
    struct stat info;

    return fstat(intake->root, &info) != 0 || info.st_gid == getegid() ||
           fchown(fd, (uid_t)-1, info.st_gid) == 0;
}

gboolean
arsip_intake_take(ArsipIntake *intake, int fd, const char *name, guint64 offset, guint64 length,
                  guint8 sha256[ARSIP_HASH_SIZE], guint64 *size, GError **error)
{
    g_autofree char *incoming = g_strdup_printf("%s/%" G_GUINT64_FORMAT, intake->folder, intake->counter++);
    g_auto(ArsipFd) copy = open(incoming, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    gboolean is_taken;

    if (copy < 0)
        return fail_to_store(intake, error);
    is_taken = copy_checked(intake, fd, name, offset, length, copy, sha256, size, error);
    if (is_taken && (!give_group(intake, copy) || fchmod(copy, ORIGINAL_MODE) != 0))
        is_taken = fail_to_store(intake, error);
    is_taken = is_taken && link_into_place(intake, incoming, sha256, error);
    g_unlink(incoming);
    return is_taken;
}

gboolean
arsip_intake_sync(ArsipIntake *intake, GError **error)
{
    return arsip_file_system_sync(intake->root, intake->archive->name, error);
}

int
arsip_intake_scratch(ArsipIntake *intake, GError **error)
{
    g_autofree char *path = g_strdup_printf("%s/scratch", intake->folder);
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd < 0)
        fail_to_store(intake, error);
    g_unlink(path);
    return fd;
}

gboolean
arsip_archive_free_space(ArsipArchive *archive, guint64 *bytes, GError **error)
{
    struct statvfs info;

    if (statvfs(archive->folder, &info) != 0)
        return arsip_set_errno(error, errno, archive->name,
                               _("the free space of its disk cannot be found out"));
    *bytes = (guint64)info.f_bavail * info.f_frsize;
    return TRUE;
}

int
arsip_original_open(ArsipArchive *archive, const guint8 sha256[ARSIP_HASH_SIZE], GError **error)
{
    g_autofree char *relative = arsip_original_path(sha256);
    g_autofree char *path = g_build_filename(archive->folder, relative, NULL);
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        arsip_set_errno(error, errno, relative, _("the original cannot be opened"));
    return fd;
}

int
arsip_original_open_below(int folder, const guint8 sha256[ARSIP_HASH_SIZE], GError **error)
{
    g_autofree char *relative = arsip_original_path(sha256);
    int fd = openat(folder, relative, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        arsip_set_errno(error, errno, relative, _("the original cannot be opened"));
    return fd;
}
