/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/check.h"

#include "archive/create.h"
#include "archive/lock.h"
#include "archive/verify.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STRAYS "lost+found"

/* What an ingest has stored and will name in a moment is no stray; asked again, as it may have ended
 * meanwhile. Who repairs is the writer himself. */
static gboolean
is_accounted_for(const ArsipCheck *check, const guint8 *sha256)
{
    return arsip_verify_names_original(check->archive, sha256) ||
           (!check->options->repairs &&
            (arsip_lock_is_taken(check->archive) || arsip_verify_names_original(check->archive, sha256)));
}

/* Into the folder for strays, under a name that nothing has there. */
static gboolean
put_aside(ArsipCheck *check, const char *path, char **new_name)
{
    const char *folder = arsip_archive_folder(check->archive);
    g_autofree char *place = g_build_filename(folder, STRAYS, NULL);
    g_autofree char *from = g_build_filename(folder, path, NULL);
    g_autofree char *flat = g_strdelimit(g_strdup(path), "/", '-');

    if (g_mkdir(place, 0700) == 0 && !arsip_archive_share(folder, place, TRUE, NULL))
        return FALSE;
    for (guint i = 0; i < 1000; i++) {
        g_autofree char *name =
            i == 0 ? g_strdup_printf("%s/%s", STRAYS, flat) : g_strdup_printf("%s/%s.%u", STRAYS, flat, i);
        g_autofree char *to = g_build_filename(folder, name, NULL);

        if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) {
            *new_name = g_steal_pointer(&name);
            return arsip_folder_sync(place, NULL);
        }
        if (errno != EEXIST)
            return FALSE;
    }
    return FALSE;
}

static void
tell_stray(ArsipCheck *check, const char *path)
{
    g_autofree char *name = arsip_escape(path);
    g_autofree char *new_name = NULL;
    g_autofree char *safe = NULL;

    if (check->options->repairs && put_aside(check, path, &new_name)) {
        check->n_strays++;
        safe = arsip_escape(new_name);
        arsip_check_tell_mended(
            check, "original.stray", 0,
            g_strdup_printf(_("%s: no document names this file; it lies in %s now"), name, safe));
        return;
    }
    arsip_check_tell(check, "original.stray", 0,
                     g_strdup_printf(_("%s: no document names this file; an interrupted ingest may have left "
                                       "it, and the same ingest takes it up"),
                                     name));
}

static void
check_file_name(ArsipCheck *check, const char *fan, const char *name)
{
    g_autofree char *hex = g_strconcat(fan, name, NULL);
    g_autofree char *path = g_strdup_printf("files/%s/%s", fan, name);
    guint8 sha256[ARSIP_HASH_SIZE];

    if (!arsip_hash_from_hex(hex, sha256) || !is_accounted_for(check, sha256))
        tell_stray(check, path);
}

static void
tell_unlistable(ArsipCheck *check, const char *path)
{
    arsip_check_tell(
        check, "folder.unreadable", 0,
        g_strdup_printf(_("%s: this folder cannot be listed (%s), so what it holds was not looked at"), path,
                        g_strerror(errno)));
}

/* Gathered before any is moved: a folder that changes while it is listed may be listed wrongly. */
static GPtrArray *
list_folder(ArsipCheck *check, const char *path)
{
    g_autofree char *whole = g_build_filename(arsip_archive_folder(check->archive), path, NULL);
    g_autoptr(GDir) folder = g_dir_open(whole, 0, NULL);
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *name;

    if (folder == NULL)
        tell_unlistable(check, path);
    while (folder != NULL && (name = g_dir_read_name(folder)) != NULL)
        g_ptr_array_add(names, g_strdup(name));
    return names;
}

static void
tell_open_folder(ArsipCheck *check, const char *path, guint mode)
{
    arsip_check_tell(check, "folder.open", 0,
                     g_strdup_printf(_("%s: everybody on this machine can get at what is in it (mode %04o); "
                                       "chmod o= takes that away"),
                                     path, mode));
}

/* Who cannot enter the archive's own folder gets at nothing in it. */
static void
check_modes(ArsipCheck *check)
{
    static const char *const inside[] = {"arsip.db", "files"};
    const char *folder = arsip_archive_folder(check->archive);
    g_auto(ArsipFd) fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct stat info;

    if (fd < 0 || fstat(fd, &info) != 0 || (info.st_mode & S_IXOTH) == 0 || !arsip_system_keeps_modes(fd))
        return;
    for (guint i = 0; i < G_N_ELEMENTS(inside); i++)
        if (fstatat(fd, inside[i], &info, AT_SYMLINK_NOFOLLOW) == 0 && (info.st_mode & S_IRWXO) != 0)
            tell_open_folder(check, inside[i], (guint)info.st_mode & 07777);
}

static int
compare_hashes(const void *one, const void *other)
{
    return memcmp(one, other, ARSIP_HASH_SIZE);
}

static gboolean
is_among(const GArray *hashes, const char *fan, const char *name)
{
    char hex[2 * ARSIP_HASH_SIZE + 1];
    guint8 sha256[ARSIP_HASH_SIZE];

    return g_strlcpy(hex, fan, sizeof hex) + g_strlcpy(hex + 2, name, sizeof hex - 2) < sizeof hex &&
           arsip_hash_from_hex(hex, sha256) &&
           bsearch(sha256, hashes->data, hashes->len, ARSIP_HASH_SIZE, compare_hashes) != NULL;
}

/* files/ab: what was named in it before the catalogue was asked, and is not among its names, is looked at
 * more closely. */
static gboolean
check_fan(ArsipCheck *check, const char *fan, GError **error)
{
    g_autofree char *path = g_build_filename("files", fan, NULL);
    g_autofree char *whole = g_build_filename(arsip_archive_folder(check->archive), path, NULL);
    gint high = g_ascii_xdigit_value(fan[0]), low = high >= 0 ? g_ascii_xdigit_value(fan[1]) : -1;
    g_autoptr(GPtrArray) names = NULL;
    g_autoptr(GArray) known = NULL;
    GStatBuf info;

    if (g_lstat(whole, &info) != 0 || !S_ISDIR(info.st_mode) || low < 0 || fan[2] != '\0') {
        tell_stray(check, path);
        return TRUE;
    }
    names = list_folder(check, path);
    known = arsip_verify_fan(check->archive, (guint8)(high * 16 + low), error);
    if (known == NULL)
        return FALSE;
    for (guint i = 0; i < names->len; i++)
        if (!is_among(known, fan, names->pdata[i]))
            check_file_name(check, fan, names->pdata[i]);
    return arsip_check_goes_on(check, error);
}

gboolean
arsip_check_folders(ArsipCheck *check, GError **error)
{
    g_autoptr(GPtrArray) fans = list_folder(check, "files");

    for (guint i = 0; i < fans->len; i++)
        if (!check_fan(check, fans->pdata[i], error))
            return FALSE;
    check_modes(check);
    return TRUE;
}
