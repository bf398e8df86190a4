/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/batch.h"
#include "archive/event.h"
#include "archive/private.h"
#include "base/i18n.h"

void
arsip_batch_free(ArsipBatch *batch)
{
    if (batch == NULL)
        return;
    g_free(batch->uuid);
    g_free(batch->who);
    g_free(batch->started);
    g_free(batch->finished);
    g_free(batch->state);
    g_free(batch);
}

gint64
arsip_batch_find_open(ArsipArchive *archive, const char *arguments, GError **error)
{
    static const char sql[] =
        "SELECT id FROM batch WHERE state = 'open' AND arguments = ?1 ORDER BY id LIMIT 1";

    return arsip_fetch_number(archive, 0, error, sql, "s", arguments);
}

gboolean
arsip_batch_begin(ArsipArchive *archive, const char *arguments, gint64 *id, gboolean *is_resumed,
                  GError **error)
{
    static const char add[] =
        "INSERT INTO batch (uuid, arguments, who, started, state) VALUES (?1, ?2, ?3, ?4, 'open')";
    g_autofree char *uuid = g_uuid_string_random();
    const char *who = arsip_event_who(archive);
    g_autofree char *now = arsip_now();
    GError *fault = NULL;

    *id = arsip_batch_find_open(archive, arguments, &fault);
    *is_resumed = *id != 0;
    if (!arsip_rows_ended(fault, error))
        return FALSE;
    if (*is_resumed)
        return TRUE;
    if (!arsip_execute(archive, error, add, "ssss", uuid, arguments, who, now))
        return FALSE;
    *id = sqlite3_last_insert_rowid(archive->database);
    return arsip_event_add(archive, "batch.begun", uuid, NULL, error);
}

gboolean
arsip_batch_finish(ArsipArchive *archive, gint64 id, GError **error)
{
    static const char sql[] = "UPDATE batch SET state = 'done', finished = ?2 WHERE id = ?1";
    g_autofree char *now = arsip_now();
    g_autofree char *uuid = arsip_fetch_text(archive, error, "SELECT uuid FROM batch WHERE id = ?1", "i", id);

    return uuid != NULL && arsip_execute(archive, error, sql, "is", id, now) &&
           arsip_event_add(archive, "batch.finished", uuid, NULL, error);
}

gboolean
arsip_batch_set_state(ArsipArchive *archive, gint64 id, const char *state, GError **error)
{
    return arsip_execute(archive, error, "UPDATE batch SET state = ?2 WHERE id = ?1", "is", id, state);
}

static ArsipBatch *
read_batch(ArsipStatement *statement)
{
    ArsipBatch *batch = g_new0(ArsipBatch, 1);

    batch->id = sqlite3_column_int64(statement, 0);
    batch->uuid = arsip_column_dup(statement, 1);
    batch->who = arsip_column_dup(statement, 2);
    batch->started = arsip_column_dup(statement, 3);
    batch->finished = arsip_column_dup(statement, 4);
    batch->state = arsip_column_dup(statement, 5);
    batch->arrivals = sqlite3_column_int64(statement, 6);
    batch->documents = sqlite3_column_int64(statement, 7);
    return batch;
}

/* One batch, or with 0 all of them. */
static GPtrArray *
load_batches(ArsipArchive *archive, gint64 id, GError **error)
{
    static const char sql[] =
        "SELECT id, uuid, who, started, finished, state,"
        "       (SELECT count(*) FROM arrival WHERE arrival.batch = batch.id),"
        "       (SELECT count(*) FROM document WHERE document.batch = batch.id AND state <> 'container')"
        " FROM batch WHERE ?1 = 0 OR id = ?1 ORDER BY id";
    g_autoptr(GPtrArray) batches = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_batch_free);
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", id))
        return NULL;
    while (arsip_statement_step(statement, &fault))
        g_ptr_array_add(batches, read_batch(statement));
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&batches) : NULL;
}

GPtrArray *
arsip_batch_list(ArsipArchive *archive, GError **error)
{
    return load_batches(archive, 0, error);
}

ArsipBatch *
arsip_batch_load(ArsipArchive *archive, gint64 id, GError **error)
{
    g_autoptr(GPtrArray) batches = id > 0 ? load_batches(archive, id, error) : NULL;

    if (batches != NULL && batches->len == 1)
        return g_ptr_array_steal_index(batches, 0);
    if (batches != NULL || id <= 0)
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND,
                    _("there is no batch %d; `arsip batch list` shows them"), (int)id);
    return NULL;
}
