/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/application.h"
#include "archive/event.h"
#include "archive/lock.h"
#include "archive/record.h"
#include "archive/transaction.h"
#include "base/i18n.h"
#include "base/json.h"
#include "search/labelled.h"
#include "work/plan.h"

static ArsipApplicationRow *
find_application(ArsipArchive *archive, gint64 id, GError **error)
{
    GError *fault = NULL;
    g_autoptr(ArsipApplicationRow) row = arsip_application_row(archive, id, &fault);

    if (fault != NULL)
        g_propagate_error(error, fault);
    else if (row == NULL && id == 0)
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND,
                            _("the rules have not changed a label since documents were filed, so there is "
                              "nothing to take back"));
    else if (row == NULL)
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND,
                    _("there is no application %d of the rules; arsip log shows their numbers"), (int)id);
    else if (row->state == ARSIP_APPLICATION_UNDONE)
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                    _("application %d was taken back already; an earlier one is taken back by its number, "
                      "which arsip log shows"),
                    (int)row->id);
    else
        return g_steal_pointer(&row);
    return NULL;
}

static gboolean
note_document(ArsipArchive *archive, gint64 application, const ArsipDocumentRow *row, char **before,
              char **after, GError **error)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "undoes", application);
    arsip_json_array(json, "before");
    for (guint i = 0; before[i] != NULL; i++)
        arsip_json_text(json, NULL, before[i]);
    arsip_json_end(json);
    arsip_json_array(json, "labels");
    for (guint i = 0; after[i] != NULL; i++)
        arsip_json_text(json, NULL, after[i]);
    arsip_json_end(json);
    arsip_json_end(json);
    return arsip_event_add(archive, "document.relabelled", row->uuid, arsip_json_line(json), error);
}

static gboolean
give_back(ArsipArchive *archive, gint64 application, gint64 document, GError **error)
{
    g_autoptr(ArsipDocumentRow) row = arsip_document_row(archive, document, error);
    g_auto(GStrv) before = row != NULL ? arsip_assignment_labels(archive, document, error) : NULL;
    g_auto(GStrv) after = NULL;

    if (before == NULL || !arsip_application_give_back(archive, application, document, error))
        return FALSE;
    after = arsip_assignment_labels(archive, document, error);
    return after != NULL && note_document(archive, application, row, before, after, error);
}

static gboolean
undo_document(ArsipArchive *archive, const ArsipApplicationRow *row, gint64 document, ArsipOutcome *outcome,
              GError **error)
{
    g_autofree char *now = arsip_document_labels_revision(archive, document, error);
    g_autofree char *left =
        now != NULL ? arsip_application_revision(archive, row->id, document, error) : NULL;

    if (left == NULL)
        return FALSE;
    if (!g_str_equal(now, left)) {
        arsip_outcome_add_moved(outcome, archive, document, row->event);
        return TRUE;
    }
    outcome->documents++;
    return give_back(archive, row->id, document, error);
}

static gboolean
note_undoing(ArsipArchive *archive, gint64 application, const ArsipOutcome *outcome, GError **error)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "application", application);
    arsip_json_number(json, "documents", (gint64)outcome->documents);
    arsip_json_number(json, "left", (gint64)outcome->left);
    arsip_json_end(json);
    return arsip_application_set_undone(archive, application, error) &&
           arsip_event_add(archive, "labels.undone", "", arsip_json_line(json), error);
}

static gboolean
undo(ArsipArchive *archive, gint64 id, ArsipOutcome *outcome, GError **error)
{
    g_autoptr(ArsipApplicationRow) row = find_application(archive, id, error);
    g_autoptr(GArray) documents = row != NULL ? arsip_application_documents(archive, row->id, error) : NULL;

    if (documents == NULL)
        return FALSE;
    outcome->application = row->id;
    for (guint i = 0; i < documents->len; i++)
        if (!undo_document(archive, row, g_array_index(documents, gint64, i), outcome, error))
            return FALSE;
    if (outcome->documents == 0) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                    _("all documents of application %d have moved on since; nothing was changed"),
                    (int)row->id);
        return FALSE;
    }
    return note_undoing(archive, row->id, outcome, error);
}

gboolean
arsip_label_undo(ArsipArchive *archive, gint64 application, ArsipOutcome *outcome, GError **error)
{
    g_autoptr(ArsipLock) lock = arsip_lock_take(archive, "label", error);

    *outcome = (ArsipOutcome){0};
    if (lock == NULL || !arsip_begin(archive, error))
        return FALSE;
    if (!undo(archive, application, outcome, error)) {
        arsip_rollback(archive);
        return FALSE;
    }
    if (!arsip_commit(archive, error))
        return FALSE;
    arsip_upkeep_settle_some(archive, &arsip_labelled);
    arsip_trim_log(archive);
    return TRUE;
}
