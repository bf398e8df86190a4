/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/entry.h"

#include "archive/catalogue.h"

ArsipEntry *
arsip_entry_from_blob(ArsipArchive *archive, GBytes *blob, GError **error)
{
    g_autoptr(ArsipEntry) entry = g_new0(ArsipEntry, 1);
    const GArray *readings;

    entry->content = arsip_content_unpack(blob, error);
    if (entry->content == NULL)
        return NULL;
    readings = entry->content->readings;
    entry->stored = arsip_stored_pages_new(archive, (const gint64 *)(gpointer)readings->data, readings->len);
    entry->pages = arsip_stored_pages(entry->stored);
    arsip_content_fill(entry->content, entry->pages);
    return arsip_stored_pages_check(entry->stored, error) ? g_steal_pointer(&entry) : NULL;
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
    g_clear_pointer(&entry->stored, arsip_stored_pages_free);
    g_free(entry);
}
