/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/status.h>

#include <arsip/batch.h>

#include "archive/private.h"

void
arsip_status_free(ArsipStatus *status)
{
    if (status == NULL)
        return;
    g_free(status->last_batch);
    g_free(status);
}

static gboolean
count_documents(ArsipArchive *archive, ArsipStatus *status, GError **error)
{
    static const char sql[] =
        "SELECT count(*) FILTER (WHERE NOT hidden), count(*) FILTER (WHERE NOT hidden AND state = 'filed'),"
        "       count(*) FILTER (WHERE NOT hidden AND state = 'failed'), count(*) FILTER (WHERE hidden)"
        " FROM document WHERE state <> 'container'";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_step(statement, error))
        return FALSE;
    status->documents = sqlite3_column_int64(statement, 0);
    status->filed = sqlite3_column_int64(statement, 1);
    status->failed = sqlite3_column_int64(statement, 2);
    status->hidden = sqlite3_column_int64(statement, 3);
    return TRUE;
}

static gboolean
count_pages(ArsipArchive *archive, ArsipStatus *status, GError **error)
{
    static const char sql[] =
        "SELECT count(*), count(DISTINCT CASE WHEN page.state = 'waiting' THEN page.document END),"
        "       count(*) FILTER (WHERE page.state = 'waiting'), count(*) FILTER (WHERE page.state = 'failed')"
        " FROM page JOIN document ON document.id = page.document"
        " WHERE NOT document.hidden AND page.state <> 'none'";
    /* By the index on confidence: the rows of the readings, with their texts, are large. */
    static const char low[] =
        "SELECT count(*) FROM reading CROSS JOIN page ON page.id = reading.page AND page.reading = reading.id"
        " CROSS JOIN document ON document.id = page.document"
        " WHERE reading.who IS NULL AND NOT reading.blank AND reading.confidence < ?1"
        "   AND page.state = 'read' AND NOT document.hidden";
    GError *fault = NULL;
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_step(statement, error))
        return FALSE;
    status->pages = sqlite3_column_int64(statement, 0);
    status->waiting = sqlite3_column_int64(statement, 1);
    status->pages_waiting = sqlite3_column_int64(statement, 2);
    status->pages_failed = sqlite3_column_int64(statement, 3);
    status->pages_low = arsip_fetch_number(archive, 0, &fault, low, "d", (double)ARSIP_LOW_CONFIDENCE);
    return arsip_rows_ended(fault, error);
}

static gboolean
count_the_rest(ArsipArchive *archive, ArsipStatus *status, GError **error)
{
    static const char sql[] =
        "SELECT (SELECT count(*) FROM assignment JOIN label ON label.id = assignment.label"
        "          JOIN document ON document.id = assignment.document"
        "          WHERE label.name = 'perlu-tinjau' AND given AND NOT hidden),"
        "       (SELECT count(*) FROM original), (SELECT coalesce(sum(size), 0) FROM original),"
        "       (SELECT count(*) FROM event), (SELECT count(*) FROM batch WHERE state = 'open'),"
        "       (SELECT max(started) FROM batch)";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_step(statement, error))
        return FALSE;
    status->to_review = sqlite3_column_int64(statement, 0);
    status->originals = sqlite3_column_int64(statement, 1);
    status->bytes = sqlite3_column_int64(statement, 2);
    status->events = sqlite3_column_int64(statement, 3);
    status->open_batches = sqlite3_column_int64(statement, 4);
    status->last_batch = arsip_column_dup(statement, 5);
    return TRUE;
}

ArsipStatus *
arsip_status_load(ArsipArchive *archive, GError **error)
{
    g_autoptr(ArsipStatus) status = g_new0(ArsipStatus, 1);

    if (!count_documents(archive, status, error) || !count_pages(archive, status, error) ||
        !count_the_rest(archive, status, error))
        return NULL;
    return g_steal_pointer(&status);
}
