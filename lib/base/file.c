/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"
#include "base/escape.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK (256 * 1024)

gboolean
arsip_file_write(int fd, const char *name, const void *bytes, gsize length, GError **error)
{
    const guint8 *at = bytes;

    while (length > 0) {
        ssize_t written = write(fd, at, length);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return arsip_set_errno(error, errno, name, _("cannot be written"));
        at += written;
        length -= (gsize)written;
    }
    return TRUE;
}

static gboolean
fail_to_read(GError **error, const char *name)
{
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, "%s: %s: %s", name, _("cannot be read"),
                g_strerror(errno));
    return FALSE;
}

gboolean
arsip_file_copy(int from, const char *from_name, guint64 offset, guint64 length, int to, const char *to_name,
                guint8 digest[ARSIP_HASH_SIZE], guint64 *size, GError **error)
{
    g_autoptr(ArsipHash) hash = arsip_hash_new();
    g_autofree guint8 *block = g_malloc(BLOCK);

    *size = 0;
    while (*size < length) {
        ssize_t got = pread(from, block, (gsize)MIN((guint64)BLOCK, length - *size), (off_t)(offset + *size));

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail_to_read(error, from_name);
        if (got == 0)
            break;
        arsip_hash_update(hash, block, (gsize)got);
        if (!arsip_file_write(to, to_name, block, (gsize)got, error))
            return FALSE;
        *size += (guint64)got;
    }
    arsip_hash_finish(hash, digest);
    return TRUE;
}

gboolean
arsip_file_place(const char *part, const char *path)
{
    if (link(part, path) == 0)
        return TRUE;
    if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS)
        return FALSE;
    return renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) == 0;
}

gboolean
arsip_folder_sync(const char *folder, GError **error)
{
    g_autofree char *name = arsip_escape(folder);
    g_auto(ArsipFd) fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0 || fsync(fd) != 0)
        return arsip_set_errno(error, errno, name, _("cannot be saved safely to disk"));
    return TRUE;
}

gboolean
arsip_file_system_sync(int fd, const char *name, GError **error)
{
    if (syncfs(fd) != 0)
        return arsip_set_errno(error, errno, name, _("cannot be saved safely to disk"));
    return TRUE;
}

gboolean
arsip_folder_settle(const char *folder, GError **error)
{
    g_autofree char *name = arsip_escape(folder);
    g_auto(ArsipFd) fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return arsip_set_errno(error, errno, name, _("cannot be saved safely to disk"));
    return arsip_file_system_sync(fd, name, error);
}

void
arsip_folder_remove(const char *folder)
{
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    const char *entry;

    while (entries != NULL && (entry = g_dir_read_name(entries)) != NULL) {
        g_autofree char *path = g_build_filename(folder, entry, NULL);
        GStatBuf info;

        if (g_lstat(path, &info) == 0 && S_ISDIR(info.st_mode))
            arsip_folder_remove(path);
        else
            g_unlink(path);
    }
    g_rmdir(folder);
}

/* From a build folder, and from bin/ and libexec/arsip/ of wherever an installed tree was put. */
static const char *const data_places[] = {"", "../share/arsip", "../../share/arsip"};

char *
arsip_data_folder(void)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = program != NULL ? g_path_get_dirname(program) : g_strdup("/");

    for (guint i = 0; i < G_N_ELEMENTS(data_places); i++) {
        g_autofree char *data = g_canonicalize_filename(data_places[i], folder);
        g_autofree char *rules = g_build_filename(data, "rules", NULL);

        if (g_file_test(rules, G_FILE_TEST_IS_DIR))
            return g_steal_pointer(&data);
    }
    return g_strdup(ARSIP_DATADIR);
}

char *
arsip_locale_folder(void)
{
    g_autofree char *data = arsip_data_folder();
    g_autofree char *own = g_build_filename(data, "locale", NULL);
    g_autofree char *shared = g_canonicalize_filename("../locale", data);

    if (g_file_test(own, G_FILE_TEST_IS_DIR))
        return g_steal_pointer(&own);
    return g_file_test(shared, G_FILE_TEST_IS_DIR) ? g_steal_pointer(&shared) : g_strdup(ARSIP_LOCALEDIR);
}
