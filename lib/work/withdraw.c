/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/batch.h>
#include <arsip/correct.h>

#include "archive/batch.h"
#include "archive/event.h"
#include "archive/lock.h"
#include "archive/record.h"
#include "archive/transaction.h"
#include "base/i18n.h"
#include "base/json.h"

static char *
reason_as_json(const char *why)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    if (why != NULL)
        arsip_json_text(json, "why", why);
    arsip_json_end(json);
    return g_strdup(arsip_json_line(json));
}

static gboolean
change_document(ArsipArchive *archive, gint64 id, const char *withdrawn, const char *why, GError **error)
{
    g_autoptr(ArsipDocumentRow) row = arsip_document_row(archive, id, error);
    g_autofree char *detail = reason_as_json(why);
    gboolean is_hidden;

    if (row == NULL)
        return FALSE;
    if (row->is_withdrawn == (withdrawn != NULL)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                    withdrawn != NULL ? _("document %d is withdrawn already")
                                      : _("document %d is not withdrawn"),
                    (int)id);
        return FALSE;
    }
    return arsip_document_set_withdrawn(archive, id, withdrawn, error) &&
           arsip_document_settle_hidden(archive, id, &is_hidden, error) &&
           arsip_event_add(archive, withdrawn != NULL ? "document.withdrawn" : "document.restored", row->uuid,
                           detail, error);
}

/* In one transaction: interrupted between two documents, the same command could not be given again. */
static gboolean
change_documents(ArsipArchive *archive, const gint64 *documents, gsize count, const char *withdrawn,
                 const char *why, GError **error)
{
    if (!arsip_begin(archive, error))
        return FALSE;
    for (gsize i = 0; i < count; i++) {
        if (!change_document(archive, documents[i], withdrawn, why, error)) {
            arsip_rollback(archive);
            return FALSE;
        }
    }
    return arsip_commit(archive, error);
}

gboolean
arsip_withdraw(ArsipArchive *archive, const gint64 *documents, gsize count, const char *why, GError **error)
{
    if (why == NULL || *why == '\0') {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                            _("say why with --why \"...\": the reason stays in the log"));
        return FALSE;
    }
    return change_documents(archive, documents, count, why, why, error);
}

gboolean
arsip_restore(ArsipArchive *archive, const gint64 *documents, gsize count, const char *why, GError **error)
{
    return change_documents(archive, documents, count, NULL, why, error);
}

static gboolean
settle_all(ArsipArchive *archive, gint64 batch, gint64 *changed, GError **error)
{
    g_autoptr(GArray) documents = arsip_document_of_batch(archive, batch, error);

    *changed = 0;
    for (guint i = 0; documents != NULL && i < documents->len; i++) {
        gint64 id = g_array_index(documents, gint64, i);
        g_autoptr(ArsipDocumentRow) row = arsip_document_row(archive, id, error);
        gboolean is_hidden;

        if (row == NULL || !arsip_document_settle_hidden(archive, id, &is_hidden, error))
            return FALSE;
        if (is_hidden != row->is_hidden && !g_str_equal(row->state, "container"))
            ++*changed;
    }
    return documents != NULL;
}

static gboolean
change_batch(ArsipArchive *archive, gint64 id, const char *from, const char *to, const char *why,
             gint64 *changed, GError **error)
{
    g_autoptr(ArsipBatch) batch = arsip_batch_load(archive, id, error);
    g_autofree char *detail = reason_as_json(why);

    if (batch == NULL)
        return FALSE;
    if (g_str_equal(batch->state, "open")) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                    _("batch %d was interrupted; run the same ingest again to finish it first"), (int)id);
        return FALSE;
    }
    if (!g_str_equal(batch->state, from)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                    g_str_equal(to, "withdrawn") ? _("batch %d is withdrawn already")
                                                 : _("batch %d is not withdrawn"),
                    (int)id);
        return FALSE;
    }
    return arsip_batch_set_state(archive, id, to, error) && settle_all(archive, id, changed, error) &&
           arsip_event_add(archive, g_str_equal(to, "withdrawn") ? "batch.withdrawn" : "batch.restored",
                           batch->uuid, detail, error);
}

static gboolean
change_batch_alone(ArsipArchive *archive, gint64 id, const char *from, const char *to, const char *why,
                   gint64 *changed, GError **error)
{
    g_autoptr(ArsipLock) lock = arsip_lock_take(archive, "batch", error);

    if (lock == NULL || !arsip_begin(archive, error))
        return FALSE;
    if (change_batch(archive, id, from, to, why, changed, error))
        return arsip_commit(archive, error);
    arsip_rollback(archive);
    return FALSE;
}

gboolean
arsip_batch_undo(ArsipArchive *archive, gint64 batch, const char *why, gint64 *changed, GError **error)
{
    return change_batch_alone(archive, batch, "done", "withdrawn", why, changed, error);
}

gboolean
arsip_batch_redo(ArsipArchive *archive, gint64 batch, const char *why, gint64 *changed, GError **error)
{
    return change_batch_alone(archive, batch, "withdrawn", "done", why, changed, error);
}
