/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/entry.h"

#include "archive/catalogue.h"

/* A reading that is gone leaves NULL; if the entry needs it, arsip_content_fill() says so. */
static char *
load_text(ArsipArchive *archive, gint64 reading, GError **error)
{
    static const char sql[] = "SELECT text FROM reading WHERE id = ?1";

    return reading == 0 ? NULL : arsip_fetch_text(archive, error, sql, "i", reading);
}

static GPtrArray *
load_texts(ArsipArchive *archive, const GArray *readings, GError **error)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < readings->len; i++) {
        GError *fault = NULL;

        g_ptr_array_add(texts, load_text(archive, g_array_index(readings, gint64, i), &fault));
        if (fault == NULL)
            continue;
        g_propagate_error(error, fault);
        return NULL;
    }
    return g_steal_pointer(&texts);
}

ArsipEntry *
arsip_entry_from_blob(ArsipArchive *archive, GBytes *blob, GError **error)
{
    g_autoptr(ArsipEntry) entry = g_new0(ArsipEntry, 1);

    entry->content = arsip_content_unpack(blob, error);
    if (entry->content == NULL)
        return NULL;
    entry->texts = load_texts(archive, entry->content->readings, error);
    if (entry->texts == NULL)
        return NULL;
    if (!arsip_content_fill(entry->content, (const char *const *)entry->texts->pdata, error))
        return NULL;
    return g_steal_pointer(&entry);
}

GBytes *
arsip_entry_blob(ArsipArchive *archive, gint64 document, GError **error)
{
    static const char sql[] = "SELECT content FROM indexed WHERE document = ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", document) ||
        !arsip_statement_step(statement, error))
        return NULL;
    return g_bytes_new(sqlite3_column_blob(statement, 0), (gsize)sqlite3_column_bytes(statement, 0));
}

ArsipEntry *
arsip_entry_load(ArsipArchive *archive, gint64 document, GError **error)
{
    g_autoptr(GBytes) blob = arsip_entry_blob(archive, document, error);

    return blob != NULL ? arsip_entry_from_blob(archive, blob, error) : NULL;
}

void
arsip_entry_free(ArsipEntry *entry)
{
    if (entry == NULL)
        return;
    g_clear_pointer(&entry->content, arsip_content_free);
    g_clear_pointer(&entry->texts, g_ptr_array_unref);
    g_free(entry);
}
