/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/carrier.h"
#include "archive/intake.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define ORIGINAL_MODE 0440

struct ArsipCarrier {
    char *folder;
    char *name; /* the same, escaped */
    char *incoming;
    ArsipFd root;
    ArsipFd lock; /* incoming/ */
    gboolean is_locked;
    struct stat model;
    gboolean may_link;
    gboolean fans[256]; /* files/ab is known to be there */
};

static gboolean
fail(const ArsipCarrier *carrier, GError **error)
{
    return arsip_set_errno(error, errno, carrier->name, _("cannot be written"));
}

static gboolean
is_refusal(int error_number)
{
    return error_number == EPERM || error_number == EACCES || error_number == EOPNOTSUPP ||
           error_number == ENOSYS || error_number == EINVAL;
}

/*
 * Archives are private (0700) or a group's (02750, 02770). FAT has neither, and gives modes of its own to all
 * files: what it has not kept is private. It refuses owners too, which is no fault.
 */
static gboolean
give(const ArsipCarrier *carrier, const char *path, mode_t file_mode, GError **error)
{
    gboolean is_shared = (carrier->model.st_mode & S_ISGID) != 0;
    mode_t mode = !is_shared ? 0700 : 02750 | (carrier->model.st_mode & 0020);
    uid_t owner = geteuid() == 0 ? carrier->model.st_uid : (uid_t)-1;

    if (file_mode != 0)
        mode = file_mode == ORIGINAL_MODE ? file_mode : mode & 0666;
    if (chown(path, owner, is_shared || owner == carrier->model.st_uid ? carrier->model.st_gid : (gid_t)-1) ==
            0 &&
        chmod(path, mode) == 0)
        return TRUE;
    if (!is_refusal(errno))
        return fail(carrier, error);
    g_debug("%s: its owner and mode are the file system's", path);
    return TRUE;
}

static gboolean
make_folder(const ArsipCarrier *carrier, const char *inside, GError **error)
{
    g_autofree char *path = g_build_filename(carrier->folder, inside, NULL);

    if (g_mkdir(path, 0700) != 0)
        return errno == EEXIST || fail(carrier, error);
    return give(carrier, path, 0, error);
}

static gboolean
take_lock(ArsipCarrier *carrier, GError **error)
{
    carrier->lock = open(carrier->incoming, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (carrier->lock < 0)
        return fail(carrier, error);
    carrier->is_locked = flock(carrier->lock, LOCK_EX | LOCK_NB) == 0;
    if (carrier->is_locked)
        return TRUE;
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_BUSY,
                _("%s: busy: another backup is being made or restored there; try again later"),
                carrier->name);
    return FALSE;
}

/* `restore` says that the folder is what a restore has left. */
static void
sweep(const ArsipCarrier *carrier)
{
    g_autoptr(GDir) entries = g_dir_open(carrier->incoming, 0, NULL);
    const char *entry;

    while (entries != NULL && (entry = g_dir_read_name(entries)) != NULL) {
        g_autofree char *path = g_build_filename(carrier->incoming, entry, NULL);

        if (!g_str_equal(entry, "restore"))
            g_unlink(path);
    }
}

ArsipCarrier *
arsip_carrier_new(const char *folder, const char *model, gboolean may_link, GError **error)
{
    static const char *const inside[] = {"incoming", "files", "rules", "words"};
    g_autoptr(ArsipCarrier) carrier = g_new0(ArsipCarrier, 1);
    gboolean is_new = !g_file_test(folder, G_FILE_TEST_EXISTS);

    carrier->folder = g_strdup(folder);
    carrier->name = arsip_escape(folder);
    carrier->incoming = g_build_filename(folder, "incoming", NULL);
    carrier->may_link = may_link;
    carrier->lock = -1;
    carrier->root = -1;
    if (stat(model, &carrier->model) != 0 || g_mkdir_with_parents(folder, 0700) != 0 ||
        (carrier->root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0) {
        fail(carrier, error);
        return NULL;
    }
    if (is_new && !give(carrier, folder, 0, error))
        return NULL;
    for (guint i = 0; i < G_N_ELEMENTS(inside); i++)
        if (!make_folder(carrier, inside[i], error))
            return NULL;
    /* What is written into one of them is not to outlast, at a power cut, what `restore` in another tells. */
    if (!arsip_folder_sync(folder, error))
        return NULL;
    if (!take_lock(carrier, error))
        return NULL;
    sweep(carrier);
    return g_steal_pointer(&carrier);
}

void
arsip_carrier_free(ArsipCarrier *carrier)
{
    if (carrier == NULL)
        return;
    if (carrier->is_locked)
        sweep(carrier);
    arsip_fd_close(&carrier->lock);
    arsip_fd_close(&carrier->root);
    g_free(carrier->incoming);
    g_free(carrier->name);
    g_free(carrier->folder);
    g_free(carrier);
}

const char *
arsip_carrier_incoming(const ArsipCarrier *carrier)
{
    return carrier->incoming;
}

/* ---- originals */

static gboolean
is_there(const ArsipCarrier *carrier, const char *relative, const guint8 *sha256, guint64 size,
         gboolean doubts_it)
{
    guint8 digest[ARSIP_HASH_SIZE];
    g_auto(ArsipFd) fd = -1;
    struct stat info;

    if (fstatat(carrier->root, relative, &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(info.st_mode) ||
        (guint64)info.st_size != size)
        return FALSE;
    if (!doubts_it)
        return TRUE;
    fd = openat(carrier->root, relative, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    return fd >= 0 && arsip_hash_file(fd, relative, digest, NULL, NULL) &&
           memcmp(digest, sha256, sizeof digest) == 0;
}

static gboolean
make_fan(ArsipCarrier *carrier, const guint8 *sha256, GError **error)
{
    g_autofree char *fan = g_strdup_printf("files/%02x", sha256[0]);

    if (!carrier->fans[sha256[0]] && !make_folder(carrier, fan, error))
        return FALSE;
    carrier->fans[sha256[0]] = TRUE;
    return TRUE;
}

static gboolean
refuse(const char *relative, GError **error)
{
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                _("%s: its bytes are no longer those that were stored, and it was not copied"), relative);
    return FALSE;
}

/* FALSE: it has to be copied. */
static gboolean
try_link(ArsipCarrier *carrier, ArsipArchive *from, const char *relative, const char *part)
{
    g_autofree char *path = g_build_filename(arsip_archive_folder(from), relative, NULL);

    if (!carrier->may_link)
        return FALSE;
    if (link(path, part) == 0)
        return TRUE;
    carrier->may_link = errno != EXDEV;
    return FALSE;
}

static ArsipCarry
copy_original(ArsipCarrier *carrier, int fd, const char *relative, const char *part, guint8 *digest,
              guint64 *size, GError **error)
{
    g_auto(ArsipFd) copy = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    GError *fault = NULL;

    if (copy < 0) {
        fail(carrier, error);
        return ARSIP_CARRY_FAILED;
    }
    if (!arsip_file_copy(fd, relative, 0, G_MAXUINT64, copy, carrier->name, digest, size, &fault)) {
        gboolean is_damaged = g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);

        g_propagate_error(error, fault);
        return is_damaged ? ARSIP_CARRY_REFUSED : ARSIP_CARRY_FAILED;
    }
    return give(carrier, part, ORIGINAL_MODE, error) ? ARSIP_CARRY_BROUGHT : ARSIP_CARRY_FAILED;
}

/* Leaves incoming/original, whole or not. */
static ArsipCarry
fetch(ArsipCarrier *carrier, ArsipArchive *from, const guint8 *sha256, guint64 size, const char *part,
      GError **error)
{
    g_autofree char *relative = arsip_original_path(sha256);
    g_auto(ArsipFd) fd = arsip_original_open(from, sha256, error);
    ArsipCarry carried = ARSIP_CARRY_BROUGHT;
    guint8 digest[ARSIP_HASH_SIZE];
    guint64 found;

    if (fd < 0)
        return ARSIP_CARRY_REFUSED;
    if (!try_link(carrier, from, relative, part))
        carried = copy_original(carrier, fd, relative, part, digest, &found, error);
    else if (!arsip_hash_file(fd, relative, digest, &found, error))
        carried = ARSIP_CARRY_REFUSED;
    if (carried == ARSIP_CARRY_BROUGHT && (found != size || memcmp(digest, sha256, sizeof digest) != 0)) {
        refuse(relative, error);
        return ARSIP_CARRY_REFUSED;
    }
    return carried;
}

ArsipCarry
arsip_carrier_original(ArsipCarrier *carrier, ArsipArchive *from, const guint8 sha256[ARSIP_HASH_SIZE],
                       guint64 size, gboolean doubts_it, GError **error)
{
    g_autofree char *relative = arsip_original_path(sha256);
    g_autofree char *path = NULL;
    g_autofree char *part = NULL;
    ArsipCarry carried;

    if (is_there(carrier, relative, sha256, size, doubts_it))
        return ARSIP_CARRY_THERE;
    path = g_build_filename(carrier->folder, relative, NULL);
    part = g_build_filename(carrier->incoming, "original", NULL);
    g_unlink(part);
    if (!make_fan(carrier, sha256, error))
        return ARSIP_CARRY_FAILED;
    carried = fetch(carrier, from, sha256, size, part, error);
    if (carried == ARSIP_CARRY_BROUGHT && g_rename(part, path) != 0) {
        fail(carrier, error);
        carried = ARSIP_CARRY_FAILED;
    }
    g_unlink(part);
    return carried;
}

/* ---- other files */

static gboolean
put(ArsipCarrier *carrier, const char *part, const char *inside, GError **error)
{
    g_autofree char *path = g_build_filename(carrier->folder, inside, NULL);
    g_autofree char *folder = g_path_get_dirname(path);

    if (!give(carrier, part, 0600, error))
        return FALSE;
    return g_rename(part, path) == 0 ? arsip_folder_sync(folder, error) : fail(carrier, error);
}

gboolean
arsip_carrier_place(ArsipCarrier *carrier, const char *name, GError **error)
{
    g_autofree char *part = g_build_filename(carrier->incoming, name, NULL);

    return put(carrier, part, name, error);
}

static gboolean
write_bytes(ArsipCarrier *carrier, const char *inside, const char *bytes, gsize length, GError **error)
{
    g_autofree char *part = g_build_filename(carrier->incoming, "text", NULL);
    g_auto(ArsipFd) fd = -1;

    g_unlink(part);
    fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(carrier, error);
    if (!arsip_file_write(fd, carrier->name, bytes, length, error))
        return FALSE;
    return fsync(fd) == 0 ? put(carrier, part, inside, error) : fail(carrier, error);
}

gboolean
arsip_carrier_write(ArsipCarrier *carrier, const char *inside, const char *text, GError **error)
{
    return write_bytes(carrier, inside, text, strlen(text), error);
}

static gboolean
bring_file(ArsipCarrier *carrier, const char *from, const char *inside, const char *name, GError **error)
{
    g_autofree char *source = g_build_filename(from, inside, name, NULL);
    g_autofree char *relative = g_build_filename(inside, name, NULL);
    g_autofree char *path = g_build_filename(carrier->folder, relative, NULL);
    g_autofree char *bytes = NULL;
    g_autofree char *present = NULL;
    gsize length = 0, present_length = 0;

    if (!g_file_test(source, G_FILE_TEST_IS_REGULAR))
        return TRUE;
    if (!g_file_get_contents(source, &bytes, &length, error))
        return FALSE;
    if (g_file_get_contents(path, &present, &present_length, NULL) && present_length == length &&
        memcmp(present, bytes, length) == 0)
        return TRUE;
    return write_bytes(carrier, relative, bytes, length, error);
}

static gboolean
move_former(ArsipCarrier *carrier, const char *inside, const char *name, GError **error)
{
    g_autofree char *path = g_build_filename(carrier->folder, inside, name, NULL);
    g_autofree char *folder = g_build_filename("former", inside, NULL);
    g_autofree char *former = g_build_filename(carrier->folder, folder, name, NULL);

    if (!make_folder(carrier, "former", error) || !make_folder(carrier, folder, error))
        return FALSE;
    for (guint i = 2; g_file_test(former, G_FILE_TEST_EXISTS); i++) {
        g_free(former);
        former = g_strdup_printf("%s/%s/%s.%u", carrier->folder, folder, name, i);
    }
    return g_rename(path, former) == 0 || fail(carrier, error);
}

static gboolean
drop_missing(ArsipCarrier *carrier, const char *from, const char *inside, GError **error)
{
    g_autofree char *folder = g_build_filename(carrier->folder, inside, NULL);
    g_autoptr(GDir) entries = g_dir_open(folder, 0, error);
    const char *name;

    if (entries == NULL)
        return FALSE;
    while ((name = g_dir_read_name(entries)) != NULL) {
        g_autofree char *source = g_build_filename(from, inside, name, NULL);

        if (!g_file_test(source, G_FILE_TEST_EXISTS) && !move_former(carrier, inside, name, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
arsip_carrier_bring(ArsipCarrier *carrier, ArsipArchive *from, const guint8 sha256[ARSIP_HASH_SIZE],
                    guint64 size, gboolean doubts_it, const ArsipBackupWatcher *watcher,
                    ArsipBackupCount *count, GError **error)
{
    GError *fault = NULL;

    if (watcher->should_stop != NULL && watcher->should_stop(watcher->data)) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED,
                            _("stopped; the same command goes on from here"));
        return FALSE;
    }
    count->originals++;
    switch (arsip_carrier_original(carrier, from, sha256, size, doubts_it, &fault)) {
    case ARSIP_CARRY_FAILED:
        g_propagate_error(error, fault);
        return FALSE;
    case ARSIP_CARRY_REFUSED:
        count->faults++;
        watcher->tell(fault->message, watcher->data);
        g_error_free(fault);
        break;
    case ARSIP_CARRY_BROUGHT:
        count->brought++;
        count->bytes += size;
        break;
    case ARSIP_CARRY_THERE:
        break;
    }
    return TRUE;
}

gboolean
arsip_carrier_list(ArsipCarrier *carrier, const char *from, const char *inside, GError **error)
{
    g_autofree char *folder = g_build_filename(from, inside, NULL);
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    const char *name;

    /* An archive may be without: then nothing is known to have gone. */
    if (entries == NULL)
        return TRUE;
    while ((name = g_dir_read_name(entries)) != NULL)
        if (!bring_file(carrier, from, inside, name, error))
            return FALSE;
    return drop_missing(carrier, from, inside, error);
}

gboolean
arsip_carrier_sync(ArsipCarrier *carrier, GError **error)
{
    return arsip_file_system_sync(carrier->root, carrier->name, error);
}
