/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/event.h"
#include "archive/private.h"
#include "archive/record.h"
#include "base/i18n.h"

gboolean
arsip_document_add(ArsipArchive *archive, gint64 batch, const char *name, gint64 original, gint64 *id,
                   char **uuid, GError **error)
{
    static const char sql[] = "INSERT INTO document (uuid, batch, name, state, received)"
                              " VALUES (?1, ?2, ?3, 'stored', ?4)";
    static const char first_page[] = "INSERT INTO page (document, number, original, original_page, state)"
                                     " VALUES (?1, 1, ?2, 1, 'waiting')";
    g_autofree char *made = g_uuid_string_random();
    const char *today = arsip_today(archive);

    if (!arsip_execute(archive, error, sql, "siss", made, batch, name, today))
        return FALSE;
    *id = sqlite3_last_insert_rowid(archive->database);
    *uuid = g_steal_pointer(&made);
    return arsip_execute(archive, error, first_page, "ii", *id, original);
}

gint64
arsip_document_of_original(ArsipArchive *archive, gint64 original, GError **error)
{
    return arsip_fetch_number(archive, 0, error, "SELECT min(document) FROM page WHERE original = ?1", "i",
                              original);
}

void
arsip_document_row_free(ArsipDocumentRow *row)
{
    if (row == NULL)
        return;
    g_free(row->uuid);
    g_free(row->name);
    g_free(row->state);
    g_free(row->media_type);
    g_free(row);
}

gboolean
arsip_document_step(ArsipStatement *statement, gint64 id, GError **error)
{
    GError *fault = NULL;

    if (arsip_statement_step(statement, &fault))
        return TRUE;
    if (fault != NULL)
        g_propagate_error(error, fault);
    else
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND, _("there is no document %d"), (int)id);
    return FALSE;
}

ArsipDocumentRow *
arsip_document_row(ArsipArchive *archive, gint64 id, GError **error)
{
    static const char sql[] = "SELECT d.uuid, d.name, d.state, d.batch, o.id, o.sha256, o.media_type, "
                              "d.hidden, d.withdrawn IS NOT NULL"
                              " FROM document AS d JOIN page AS p ON p.document = d.id AND p.number = 1 JOIN "
                              "original AS o ON o.id = p.original"
                              " WHERE d.id = ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    ArsipDocumentRow *row;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", id) ||
        !arsip_document_step(statement, id, error))
        return NULL;
    row = g_new0(ArsipDocumentRow, 1);
    row->id = id;
    row->uuid = arsip_column_dup(statement, 0);
    row->name = arsip_column_dup(statement, 1);
    row->state = arsip_column_dup(statement, 2);
    row->batch = sqlite3_column_int64(statement, 3);
    row->original = sqlite3_column_int64(statement, 4);
    arsip_column_hash(statement, 5, row->sha256);
    row->media_type = arsip_column_dup(statement, 6);
    row->is_hidden = sqlite3_column_int(statement, 7) != 0;
    row->is_withdrawn = sqlite3_column_int(statement, 8) != 0;
    return row;
}

gboolean
arsip_document_set_state(ArsipArchive *archive, gint64 id, const char *state, const GError *failure,
                         GError **error)
{
    static const char sql[] = "UPDATE document SET state = ?2, code = ?3, failure = ?4 WHERE id = ?1";
    static const char clear[] = "UPDATE document SET state = ?2, code = NULL, failure = NULL WHERE id = ?1";

    if (failure == NULL)
        return arsip_execute(archive, error, clear, "is", id, state);
    return arsip_execute(archive, error, sql, "isis", id, state,
                         (gint64)(failure->domain == ARSIP_ERROR ? failure->code : ARSIP_ERROR_FAILED),
                         failure->message);
}

gboolean
arsip_document_set_pages(ArsipArchive *archive, gint64 id, gint64 original, guint n_pages, GError **error)
{
    static const char sql[] = "INSERT INTO page (document, number, original, original_page, state)"
                              " VALUES (?1, ?2, ?3, ?2, 'waiting') ON CONFLICT DO NOTHING";

    for (guint number = 2; number <= n_pages; number++)
        if (!arsip_execute(archive, error, sql, "iii", id, (gint64)number, original))
            return FALSE;
    return TRUE;
}

gboolean
arsip_document_set_name(ArsipArchive *archive, gint64 id, const char *name, const char *who, GError **error)
{
    return arsip_execute(archive, error, "UPDATE document SET name = ?2, named_by = ?3 WHERE id = ?1", "iss",
                         id, name, who);
}

gboolean
arsip_document_set_note(ArsipArchive *archive, gint64 id, const char *note, GError **error)
{
    return arsip_execute(archive, error, "UPDATE document SET note = ?2 WHERE id = ?1", "is", id, note);
}

gboolean
arsip_document_set_withdrawn(ArsipArchive *archive, gint64 id, const char *why, GError **error)
{
    return arsip_execute(archive, error, "UPDATE document SET withdrawn = ?2 WHERE id = ?1", "is", id, why);
}

gboolean
arsip_document_settle_hidden(ArsipArchive *archive, gint64 id, gboolean *is_hidden, GError **error)
{
    static const char settle[] = "UPDATE document SET hidden = withdrawn IS NOT NULL OR NOT EXISTS ("
                                 "  SELECT 1 FROM page JOIN arrival ON arrival.original = page.original JOIN "
                                 "batch ON batch.id = arrival.batch"
                                 "  WHERE page.document = document.id AND batch.state <> 'withdrawn'"
                                 ") WHERE id = ?1";
    GError *fault = NULL;

    if (!arsip_execute(archive, error, settle, "i", id))
        return FALSE;
    *is_hidden =
        arsip_fetch_number(archive, 0, &fault, "SELECT hidden FROM document WHERE id = ?1", "i", id) != 0;
    return arsip_rows_ended(fault, error);
}

static GArray *
collect_numbers(ArsipStatement *statement, GError **error)
{
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(gint64));
    GError *fault = NULL;

    while (arsip_statement_step(statement, &fault)) {
        gint64 number = sqlite3_column_int64(statement, 0);

        g_array_append_val(numbers, number);
    }
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&numbers) : NULL;
}

GArray *
arsip_document_waiting(ArsipArchive *archive, gint64 batch, gint64 after, guint limit, GError **error)
{
    static const char sql[] =
        "SELECT DISTINCT page.document FROM page JOIN document ON document.id = page.document"
        " WHERE page.state = 'waiting' AND page.document > ?2 AND (?1 = 0 OR document.batch = ?1)"
        " ORDER BY page.document LIMIT ?3";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "iii", batch, after, (gint64)limit))
        return NULL;
    return collect_numbers(statement, error);
}

gint64
arsip_document_count_waiting(ArsipArchive *archive, gint64 batch, GError **error)
{
    static const char sql[] =
        "SELECT count(DISTINCT page.document) FROM page JOIN document ON document.id = page.document"
        " WHERE page.state = 'waiting' AND (?1 = 0 OR document.batch = ?1)";

    return arsip_fetch_number(archive, 0, error, sql, "i", batch);
}

gint64
arsip_document_newest(ArsipArchive *archive)
{
    return arsip_fetch_number(archive, 0, NULL, "SELECT max(id) FROM document", "");
}

GArray *
arsip_document_failed(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "SELECT DISTINCT document FROM page WHERE state = 'failed' ORDER BY document";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    return statement != NULL ? collect_numbers(statement, error) : NULL;
}

GArray *
arsip_document_hidden_of_batch(ArsipArchive *archive, gint64 batch, GError **error)
{
    static const char sql[] =
        "SELECT DISTINCT page.document FROM arrival JOIN page ON page.original = arrival.original"
        " JOIN document ON document.id = page.document"
        " WHERE arrival.batch = ?1 AND document.hidden AND document.batch <> ?1 ORDER BY 1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", batch))
        return NULL;
    return collect_numbers(statement, error);
}

GArray *
arsip_document_of_batch(ArsipArchive *archive, gint64 batch, GError **error)
{
    static const char sql[] =
        "SELECT DISTINCT page.document FROM arrival JOIN page ON page.original = arrival.original"
        " WHERE arrival.batch = ?1 ORDER BY 1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", batch))
        return NULL;
    return collect_numbers(statement, error);
}

GArray *
arsip_document_filed(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "SELECT id FROM document WHERE state = 'filed' AND hidden = 0 ORDER BY id";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    return statement != NULL ? collect_numbers(statement, error) : NULL;
}
