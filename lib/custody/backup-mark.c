/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/backup-mark.h"
#include "archive/place.h"
#include "base/escape.h"
#include "base/i18n.h"

#include <glib/gstdio.h>

static const char group[] = "backup";

void
arsip_backup_mark_free(ArsipBackupMark *mark)
{
    if (mark == NULL)
        return;
    g_free(mark->archive);
    g_free(mark->source);
    g_free(mark->made);
    g_free(mark->stamp);
    g_free(mark->catalogue);
    g_free(mark);
}

static ArsipBackupMark *
read_keys(GKeyFile *keys)
{
    ArsipBackupMark *mark = g_new0(ArsipBackupMark, 1);

    mark->archive = g_key_file_get_string(keys, group, "archive", NULL);
    mark->source = g_key_file_get_string(keys, group, "source", NULL);
    mark->made = g_key_file_get_string(keys, group, "made", NULL);
    mark->stamp = g_key_file_get_string(keys, group, "stamp", NULL);
    mark->catalogue = g_key_file_get_string(keys, group, "catalogue", NULL);
    mark->originals = g_key_file_get_int64(keys, group, "originals", NULL);
    return mark;
}

ArsipBackupMark *
arsip_backup_mark_read(const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, ARSIP_BACKUP_MARK, NULL);
    g_autofree char *name = arsip_escape(path);
    g_autoptr(GKeyFile) keys = g_key_file_new();
    g_autoptr(ArsipBackupMark) mark = NULL;
    g_autoptr(GError) fault = NULL;

    if (!g_key_file_load_from_file(keys, path, G_KEY_FILE_NONE, &fault)) {
        if (!g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_NOENT))
            g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, "%s: %s", name, fault->message);
        return NULL;
    }
    mark = read_keys(keys);
    if (mark->archive == NULL) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("%s: it does not say of which archive"), name);
        return NULL;
    }
    return g_steal_pointer(&mark);
}

static void
set(GKeyFile *keys, const char *key, const char *value)
{
    if (value != NULL)
        g_key_file_set_string(keys, group, key, value);
}

gboolean
arsip_backup_mark_write(const ArsipBackupMark *mark, ArsipCarrier *carrier, GError **error)
{
    g_autoptr(GKeyFile) keys = g_key_file_new();
    g_autofree char *text = NULL;

    set(keys, "archive", mark->archive);
    set(keys, "source", mark->source);
    set(keys, "made", mark->made);
    set(keys, "stamp", mark->stamp);
    set(keys, "catalogue", mark->catalogue);
    g_key_file_set_int64(keys, group, "originals", mark->originals);
    text = g_key_file_to_data(keys, NULL, NULL);
    return arsip_carrier_write(carrier, ARSIP_BACKUP_MARK, text, error);
}

/* Whole seconds: FAT keeps no finer times, and rounds them once the file has left the cache. */
char *
arsip_backup_mark_catalogue(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "arsip.db", NULL);
    GStatBuf info;

    if (g_stat(path, &info) != 0)
        return g_strdup("");
    return g_strdup_printf("%" G_GUINT64_FORMAT ":%" G_GINT64_FORMAT, (guint64)info.st_size,
                           (gint64)info.st_mtim.tv_sec / 2);
}
