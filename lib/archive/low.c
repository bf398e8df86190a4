/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/status.h>

#include "archive/private.h"
#include "archive/record.h"
#include "base/escape.h"

static void
free_low_page(ArsipLowPage *page)
{
    g_free(page->name);
    g_free(page->path);
    g_free(page->failure);
    g_free(page);
}

/* Where the page's original came from, the first time. */
static char *
path_of(ArsipArchive *archive, gint64 original, GError **error)
{
    static const char sql[] = "SELECT min(id) FROM arrival WHERE original = ?1";
    gint64 arrival = arsip_fetch_number(archive, 0, NULL, sql, "i", original);
    g_autofree char *path = arsip_arrival_path(archive, arrival, error);

    return path != NULL ? arsip_escape(path) : NULL;
}

static gboolean
add_rows(ArsipArchive *archive, ArsipStatement *statement, GPtrArray *pages, GError **error)
{
    GError *fault = NULL;

    while (arsip_statement_step(statement, &fault)) {
        g_autofree char *path = path_of(archive, sqlite3_column_int64(statement, 5), error);
        ArsipLowPage *page;

        if (path == NULL)
            return FALSE;
        page = g_new0(ArsipLowPage, 1);
        page->document = sqlite3_column_int64(statement, 0);
        page->batch = sqlite3_column_int64(statement, 1);
        page->name = arsip_column_dup(statement, 2);
        page->number = (guint)sqlite3_column_int64(statement, 3);
        page->confidence = sqlite3_column_double(statement, 4);
        page->failure = arsip_column_dup(statement, 6);
        page->path = g_steal_pointer(&path);
        g_ptr_array_add(pages, page);
    }
    return arsip_rows_ended(fault, error);
}

GPtrArray *
arsip_low_pages(ArsipArchive *archive, double confidence, gint64 batch, guint limit, GError **error)
{
    /* By the index on confidence: the rows themselves, with their texts, are large. */
    static const char sql[] =
        "SELECT document.id, document.batch, document.name, page.number, reading.confidence, page.original,"
        "       NULL"
        " FROM reading CROSS JOIN page ON page.id = reading.page AND page.reading = reading.id"
        " CROSS JOIN document ON document.id = page.document"
        " WHERE reading.who IS NULL AND NOT reading.blank AND reading.confidence < ?1"
        "   AND page.state = 'read' AND NOT document.hidden AND (?2 = 0 OR document.batch = ?2)"
        " ORDER BY reading.confidence, document.id, page.number LIMIT ?3";
    g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func((GDestroyNotify)free_low_page);
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "dii", confidence, batch,
                                                   limit == 0 ? (gint64)-1 : (gint64)limit))
        return NULL;
    return add_rows(archive, statement, pages, error) ? g_steal_pointer(&pages) : NULL;
}

GPtrArray *
arsip_failed_pages(ArsipArchive *archive, GError **error)
{
    static const char sql[] =
        "SELECT document.id, document.batch, document.name, page.number, 0, page.original, page.failure"
        " FROM page JOIN document ON document.id = page.document"
        " WHERE page.state = 'failed' AND NOT document.hidden ORDER BY document.id, page.number";
    g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func((GDestroyNotify)free_low_page);
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL)
        return NULL;
    return add_rows(archive, statement, pages, error) ? g_steal_pointer(&pages) : NULL;
}
