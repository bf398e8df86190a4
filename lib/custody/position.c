/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/position.h"
#include "base/escape.h"
#include "base/i18n.h"

#include <glib/gstdio.h>

#define GROUP              "check"
#define EVERY_MICROSECONDS (2 * G_USEC_PER_SEC)

static gboolean
fail(const ArsipPosition *position, GError **error)
{
    g_autofree char *name = arsip_escape(position->path);

    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                _("%s: this is not how far a check like this one of this archive came; give another file"),
                name);
    return FALSE;
}

static gboolean
load(ArsipPosition *position, GError **error)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autofree char *archive = NULL;
    g_autofree char *since = NULL;
    g_auto(GStrv) again = NULL;

    if (!g_key_file_load_from_file(file, position->path, G_KEY_FILE_NONE, NULL))
        return fail(position, error);
    archive = g_key_file_get_string(file, GROUP, "archive", NULL);
    since = g_key_file_get_string(file, GROUP, "since", NULL);
    if (g_strcmp0(archive, position->archive) != 0 || g_strcmp0(since, position->since) != 0)
        return fail(position, error);
    position->after = g_key_file_get_int64(file, GROUP, "after", NULL);
    again = g_key_file_get_string_list(file, GROUP, "again", NULL, NULL);
    for (guint i = 0; again != NULL && again[i] != NULL; i++) {
        gint64 original = g_ascii_strtoll(again[i], NULL, 10);

        g_hash_table_add(position->again, g_memdup2(&original, sizeof original));
    }
    return TRUE;
}

gboolean
arsip_position_begin(ArsipPosition *position, const char *path, const char *archive, const char *since,
                     GError **error)
{
    *position =
        (ArsipPosition){.path = g_strdup(path), .archive = g_strdup(archive), .since = g_strdup(since)};
    position->again = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    position->saved = g_get_monotonic_time();
    return path == NULL || !g_file_test(path, G_FILE_TEST_EXISTS) || load(position, error);
}

gboolean
arsip_position_is_behind(const ArsipPosition *position, gint64 original)
{
    return original <= position->after && !g_hash_table_contains(position->again, &original);
}

gboolean
arsip_position_pass(ArsipPosition *position, gint64 original, gboolean is_whole, GError **error)
{
    if (position->path == NULL)
        return TRUE;
    if (is_whole)
        g_hash_table_remove(position->again, &original);
    else
        g_hash_table_add(position->again, g_memdup2(&original, sizeof original));
    position->after = MAX(position->after, original);
    return g_get_monotonic_time() < position->saved + EVERY_MICROSECONDS ||
           arsip_position_save(position, error);
}

gboolean
arsip_position_save(ArsipPosition *position, GError **error)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autoptr(GString) again = g_string_new(NULL);
    GHashTableIter each;
    gpointer original;

    if (position->path == NULL)
        return TRUE;
    g_hash_table_iter_init(&each, position->again);
    while (g_hash_table_iter_next(&each, &original, NULL))
        g_string_append_printf(again, "%" G_GINT64_FORMAT ";", *(const gint64 *)original);
    g_key_file_set_string(file, GROUP, "archive", position->archive);
    if (position->since != NULL)
        g_key_file_set_string(file, GROUP, "since", position->since);
    g_key_file_set_int64(file, GROUP, "after", position->after);
    g_key_file_set_value(file, GROUP, "again", again->str);
    position->saved = g_get_monotonic_time();
    return g_key_file_save_to_file(file, position->path, error);
}

void
arsip_position_end(ArsipPosition *position)
{
    if (position->path != NULL)
        g_unlink(position->path);
}

void
arsip_position_clear(ArsipPosition *position)
{
    g_clear_pointer(&position->path, g_free);
    g_clear_pointer(&position->archive, g_free);
    g_clear_pointer(&position->since, g_free);
    g_clear_pointer(&position->again, g_hash_table_unref);
}
