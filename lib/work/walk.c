/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/walk.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/system.h"

#include <errno.h>
#include <string.h>

/* Deeper trees are mistakes or malice; the walk holds one folder's names for each level. */
#define MAX_DEPTH 128

static gboolean walk_path(const ArsipWalk *walk, const char *path, guint depth, GError **error);

static gboolean
tell(const ArsipWalk *walk, const char *path, GError *problem, GError **error)
{
    gboolean goes_on = walk->problem(path, problem, walk->data, error);

    g_error_free(problem);
    return goes_on;
}

static gboolean
tell_errno(const ArsipWalk *walk, const char *path, int saved_errno, GError **error)
{
    g_autofree char *name = arsip_escape(path);
    GError *problem = NULL;

    arsip_set_errno(&problem, saved_errno, name, _("cannot be read"));
    return tell(walk, path, problem, error);
}

static gboolean
tell_words(const ArsipWalk *walk, const char *path, ArsipError code, const char *words, GError **error)
{
    g_autofree char *name = arsip_escape(path);

    return tell(walk, path, g_error_new(ARSIP_ERROR, (int)code, "%s: %s", name, words), error);
}

static gint
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static gboolean
walk_folder(const ArsipWalk *walk, const char *path, guint depth, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) folder = NULL;
    const char *name;

    if (walk->folder != NULL)
        walk->folder(path, walk->data);
    errno = 0;
    folder = g_dir_open(path, 0, NULL);
    if (folder == NULL)
        return tell_errno(walk, path, errno != 0 ? errno : EACCES, error);
    while ((name = g_dir_read_name(folder)) != NULL)
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *below = g_build_filename(path, names->pdata[i], NULL);

        if (!walk_path(walk, below, depth + 1, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
walk_path(const ArsipWalk *walk, const char *path, guint depth, GError **error)
{
    struct stat here, target;
    gboolean is_link;

    if (lstat(path, &here) != 0)
        return tell_errno(walk, path, errno, error);
    is_link = S_ISLNK(here.st_mode);
    if (stat(path, &target) != 0)
        return tell_errno(walk, path, errno, error);
    if (S_ISREG(target.st_mode))
        return walk->file(path, &target, walk->data, error);
    if (!S_ISDIR(target.st_mode))
        return tell_words(walk, path, ARSIP_ERROR_UNSUPPORTED, _("is no ordinary file and was left alone"),
                          error);
    if (is_link && depth > 0)
        return tell_words(walk, path, ARSIP_ERROR_UNSUPPORTED,
                          _("is a link to a folder and was not followed; give that folder itself"), error);
    if (target.st_dev == walk->barred_device && target.st_ino == walk->barred_inode)
        return tell_words(walk, path, ARSIP_ERROR_UNSUPPORTED, _("is the archive itself and was left alone"),
                          error);
    if (depth >= MAX_DEPTH)
        return tell_words(walk, path, ARSIP_ERROR_LIMIT, _("lies too many folders deep and was left alone"),
                          error);
    return walk_folder(walk, path, depth, error);
}

gboolean
arsip_walk(const char *const *paths, const ArsipWalk *walk, GError **error)
{
    for (guint i = 0; paths[i] != NULL; i++)
        if (!walk_path(walk, paths[i], 0, error))
            return FALSE;
    return TRUE;
}
