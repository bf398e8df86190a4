/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/crate.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "custody/manifest.h"
#include "reader/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders within folders, as deep as a path of 4095 bytes can go, and no deeper. */
#define DEPTH_MAX 100

typedef struct {
    guint64 offset, size;
} Place;

struct ArsipCrate {
    char *name;
    ArsipFd root; /* the folder, or the scratch file with what was in a TAR or ZIP */
    gboolean is_folder;
    GPtrArray *paths;   /* of char, owned by places */
    GHashTable *places; /* path -> Place */
    GError *fault;      /* what a reader's members showed */
    gboolean is_done;
};

void
arsip_crate_free(ArsipCrate *crate)
{
    if (crate == NULL)
        return;
    arsip_fd_close(&crate->root);
    g_ptr_array_unref(crate->paths);
    g_hash_table_unref(crate->places);
    g_clear_error(&crate->fault);
    g_free(crate->name);
    g_free(crate);
}

static gboolean
fail(const ArsipCrate *crate, GError **error, const char *path, const char *words)
{
    g_autofree char *shown = arsip_escape(path);

    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, "%s: %s: %s", crate->name, shown, words);
    return FALSE;
}

static gboolean
add_place(ArsipCrate *crate, const char *path, guint64 offset, guint64 size, GError **error)
{
    Place *place;

    if (!arsip_manifest_is_safe_path(path))
        return fail(crate, error, path, _("a name that is no UTF-8, or leads out of the bag"));
    if (g_hash_table_contains(crate->places, path))
        return fail(crate, error, path, _("stands there twice"));
    place = g_new0(Place, 1);
    *place = (Place){offset, size};
    g_hash_table_insert(crate->places, g_strdup(path), place);
    return TRUE;
}

/* ---- a folder */

static gboolean walk(ArsipCrate *crate, int folder, const char *path, guint depth, GError **error);

static gboolean
look_at(ArsipCrate *crate, int folder, const char *name, const char *path, guint depth, GError **error)
{
    struct stat info;
    g_auto(ArsipFd) inner = -1;

    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
        g_autofree char *shown = arsip_escape(path);

        return arsip_set_errno(error, errno, shown, _("cannot be read"));
    }
    if (S_ISREG(info.st_mode))
        return add_place(crate, path, 0, (guint64)info.st_size, error);
    if (!S_ISDIR(info.st_mode))
        return fail(crate, error, path, _("is a link or a device; a bag holds files"));
    if (depth > DEPTH_MAX)
        return fail(crate, error, path, _("lies too deep"));
    inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner < 0) {
        g_autofree char *shown = arsip_escape(path);

        return arsip_set_errno(error, errno, shown, _("cannot be read"));
    }
    return walk(crate, inner, path, depth + 1, error);
}

static gboolean
walk(ArsipCrate *crate, int folder, const char *path, guint depth, GError **error)
{
    g_autofree char *way = g_strdup_printf("/proc/self/fd/%d", folder);
    g_autoptr(GDir) entries = g_dir_open(way, 0, error);
    const char *name;

    if (entries == NULL)
        return FALSE;
    while ((name = g_dir_read_name(entries)) != NULL) {
        g_autofree char *inner = *path != '\0' ? g_strconcat(path, "/", name, NULL) : g_strdup(name);

        if (!look_at(crate, folder, name, inner, depth, error))
            return FALSE;
    }
    return TRUE;
}

/* ---- a TAR or a ZIP */

static void
on_member(const char *path, guint64 offset, guint64 size, gint64 modified, const GError *error, gpointer data)
{
    ArsipCrate *crate = data;

    (void)modified;
    if (crate->fault != NULL)
        return;
    if (error != NULL)
        fail(crate, &crate->fault, path, error->message);
    else
        add_place(crate, path, offset, size, &crate->fault);
}

static void
on_done(const GError *error, gpointer data)
{
    ArsipCrate *crate = data;

    crate->is_done = TRUE;
    if (error != NULL && crate->fault == NULL)
        crate->fault = g_error_new(ARSIP_ERROR, error->code, "%s: %s", crate->name, error->message);
}

static gboolean
unpack(ArsipCrate *crate, int fd, GError **error)
{
    const ArsipPoolSettings settings = {.readers = 1};
    g_autoptr(ArsipPool) pool = arsip_pool_new(&settings, error);

    if (pool == NULL)
        return FALSE;
    arsip_pool_unpack(pool, fd, crate->root, on_member, on_done, crate);
    while (!crate->is_done)
        if (!arsip_pool_wait(pool, -1, error))
            return FALSE;
    if (crate->fault == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&crate->fault));
    return FALSE;
}

/* The folder that holds the bag: "" or "name/", as its declaration stands. The caller owns it. */
static char *
find_base(const ArsipCrate *crate)
{
    GHashTableIter iter;
    gpointer path;

    g_hash_table_iter_init(&iter, crate->places);
    while (g_hash_table_iter_next(&iter, &path, NULL)) {
        const char *slash = strchr(path, '/');

        if (g_str_equal(path, "bagit.txt"))
            return g_strdup("");
        if (slash != NULL && g_str_equal(slash, "/bagit.txt"))
            return g_strndup(path, (gsize)(slash + 1 - (const char *)path));
    }
    return g_strdup("");
}

static gboolean
strip_base(ArsipCrate *crate, GError **error)
{
    g_autofree char *base = find_base(crate);
    g_autoptr(GHashTable) before = g_steal_pointer(&crate->places);
    GHashTableIter iter;
    gpointer path, place;

    crate->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_hash_table_iter_init(&iter, before);
    while (g_hash_table_iter_next(&iter, &path, &place)) {
        if (!g_str_has_prefix(path, base))
            return fail(crate, error, path, _("lies beside the bag"));
        if (!add_place(crate, (const char *)path + strlen(base), ((const Place *)place)->offset,
                       ((const Place *)place)->size, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
open_packed(ArsipCrate *crate, int fd, ArsipIntake *intake, GError **error)
{
    crate->root = arsip_intake_scratch(intake, error);
    return crate->root >= 0 && unpack(crate, fd, error) && strip_base(crate, error);
}

static gint
compare_paths(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
list_paths(ArsipCrate *crate)
{
    GHashTableIter iter;
    gpointer path;

    g_hash_table_iter_init(&iter, crate->places);
    while (g_hash_table_iter_next(&iter, &path, NULL))
        g_ptr_array_add(crate->paths, path);
    g_ptr_array_sort(crate->paths, compare_paths);
}

ArsipCrate *
arsip_crate_open(const char *path, ArsipIntake *intake, GError **error)
{
    g_autoptr(ArsipCrate) crate = g_new0(ArsipCrate, 1);
    g_auto(ArsipFd) fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct stat info = {0};

    crate->root = -1;
    crate->name = arsip_escape(path);
    crate->paths = g_ptr_array_new();
    crate->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (fd < 0 || fstat(fd, &info) != 0) {
        arsip_set_errno(error, errno, crate->name, _("cannot be read"));
        return NULL;
    }
    if (!S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("%s: is neither a folder nor a file"),
                    crate->name);
        return NULL;
    }
    crate->is_folder = S_ISDIR(info.st_mode);
    if (crate->is_folder)
        crate->root = arsip_fd_steal(&fd);
    if (crate->is_folder ? !walk(crate, crate->root, "", 0, error) : !open_packed(crate, fd, intake, error))
        return NULL;
    list_paths(crate);
    return g_steal_pointer(&crate);
}

const char *
arsip_crate_name(const ArsipCrate *crate)
{
    return crate->name;
}

gboolean
arsip_crate_is_folder(const ArsipCrate *crate)
{
    return crate->is_folder;
}

const GPtrArray *
arsip_crate_paths(const ArsipCrate *crate)
{
    return crate->paths;
}

gint64
arsip_crate_size(const ArsipCrate *crate, const char *path)
{
    const Place *place = g_hash_table_lookup(crate->places, path);

    return place != NULL ? (gint64)place->size : -1;
}

gboolean
arsip_crate_open_file(const ArsipCrate *crate, const char *path, ArsipCrateFile *file, GError **error)
{
    const Place *place = g_hash_table_lookup(crate->places, path);
    g_autofree char *shown = arsip_escape(path);

    file->fd = -1;
    if (place == NULL) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND, _("%s: %s is missing"), crate->name, shown);
        return FALSE;
    }
    file->offset = place->offset;
    file->size = place->size;
    file->fd = crate->is_folder ? openat(crate->root, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
                                : fcntl(crate->root, F_DUPFD_CLOEXEC, 0);
    return file->fd >= 0 || arsip_set_errno(error, errno, shown, _("cannot be read"));
}

void
arsip_crate_file_clear(ArsipCrateFile *file)
{
    arsip_fd_close(&file->fd);
}
