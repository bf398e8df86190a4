/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/plan.h"
#include "archive/application.h"
#include "archive/event.h"
#include "archive/record.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/output.h"
#include "base/system.h"
#include "label/summary.h"
#include "search/snapshot.h"
#include "work/filing.h"

#include <errno.h>

void
arsip_outlook_clear(ArsipOutlook *outlook)
{
    arsip_plan_item_free(outlook->item);
    *outlook = (ArsipOutlook){0};
}

static const char *
reason_against(const ArsipVerdict *verdict, const char *label)
{
    for (guint i = 0; i < verdict->refused->len; i++) {
        const ArsipRefusal *refusal = verdict->refused->pdata[i];

        if (g_str_equal(refusal->assignment->label, label))
            return refusal->reason;
    }
    return NULL;
}

static void
fill_before(ArsipPlanItem *item, const ArsipDocument *document, const ArsipVerdict *verdict)
{
    for (guint i = 0; i < document->labels->len; i++) {
        const ArsipLabel *label = document->labels->pdata[i];

        if (label->is_given)
            arsip_plan_item_add_before(item, label->name, label->who, label->rule,
                                       label->who == NULL ? reason_against(verdict, label->name) : NULL);
    }
}

/* Takes the assignments out of the verdict. */
static void
fill_after(ArsipPlanItem *item, const ArsipFolio *folio, ArsipVerdict *verdict)
{
    guint i = 0;

    while (i < verdict->given->len) {
        const ArsipAssignment *given = verdict->given->pdata[i];

        if (g_strv_contains((const char *const *)folio->fixed, given->label) ||
            g_strv_contains((const char *const *)folio->barred, given->label))
            i++;
        else
            g_ptr_array_add(item->after, g_ptr_array_steal_index(verdict->given, i));
    }
}

static ArsipPlanItem *
make_item(ArsipArchive *archive, ArsipFolio *folio, ArsipVerdict *verdict, GError **error)
{
    g_autoptr(ArsipDocument) document = arsip_document_load(archive, folio->id, FALSE, error);
    g_autoptr(ArsipPlanItem) item = arsip_plan_item_new();

    if (document == NULL)
        return NULL;
    item->id = folio->id;
    item->uuid = g_strdup(folio->uuid);
    item->title = arsip_document_title(document);
    item->revision = arsip_document_revision(archive, folio->id, error);
    fill_before(item, document, verdict);
    fill_after(item, folio, verdict);
    return item->revision != NULL ? g_steal_pointer(&item) : NULL;
}

static gboolean
judge(ArsipArchive *archive, gint64 id, const ArsipRules *rules, ArsipOutlook *outlook, GError **error)
{
    g_autoptr(ArsipFolio) folio = arsip_folio_recall(archive, id, error);
    g_autoptr(ArsipVerdict) verdict = folio != NULL ? arsip_folio_judge(folio, rules, error) : NULL;
    g_auto(GStrv) before = folio != NULL ? arsip_assignment_labels(archive, id, error) : NULL;
    g_auto(GStrv) after = before != NULL ? arsip_folio_labels(folio, verdict) : NULL;

    if (before == NULL)
        return FALSE;
    outlook->is_by_hand = folio->fixed[0] != NULL || folio->barred[0] != NULL;
    if (g_strv_equal((const char *const *)before, (const char *const *)after))
        return TRUE;
    outlook->kind = ARSIP_OUTLOOK_CHANGES;
    outlook->item = make_item(archive, folio, verdict, error);
    return outlook->item != NULL;
}

gboolean
arsip_outlook(ArsipArchive *archive, gint64 id, const ArsipRules *rules, ArsipOutlook *outlook,
              GError **error)
{
    g_auto(ArsipSnapshot) snapshot = {0};
    g_autoptr(ArsipDocumentRow) row = NULL;

    *outlook = (ArsipOutlook){.kind = ARSIP_OUTLOOK_STAYS};
    if (!arsip_snapshot_begin(&snapshot, archive, error))
        return FALSE;
    row = arsip_document_row(archive, id, error);
    if (row == NULL)
        return FALSE;
    if (g_str_equal(row->state, "filed") && !row->is_hidden)
        return judge(archive, id, rules, outlook, error);
    outlook->kind = ARSIP_OUTLOOK_CLOSED;
    return TRUE;
}

gboolean
arsip_plan_head_make(ArsipArchive *archive, const ArsipRules *rules, ArsipPlanHead *head, GError **error)
{
    GError *fault = NULL;

    head->archive = g_strdup(arsip_archive_uuid(archive));
    head->rules = g_strdup(arsip_rules_version(rules));
    head->event = 0;
    head->hash = arsip_event_hash(archive, &head->event, &fault);
    head->made = arsip_now();
    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    if (head->hash == NULL)
        head->hash = g_strdup("");
    return TRUE;
}

static gboolean
plan_all(ArsipArchive *archive, const GArray *documents, const ArsipRules *rules, ArsipPlanWriter *writer,
         ArsipSummaryMaker *maker, GError **error)
{
    for (guint i = 0; i < documents->len; i++) {
        g_auto(ArsipOutlook) outlook = {0};

        if (!arsip_outlook(archive, g_array_index(documents, gint64, i), rules, &outlook, error))
            return FALSE;
        if (outlook.kind == ARSIP_OUTLOOK_CLOSED) {
            arsip_summary_maker_pass(maker);
            continue;
        }
        if (outlook.item != NULL)
            arsip_plan_writer_add(writer, outlook.item);
        arsip_summary_maker_add(maker, outlook.item, outlook.is_by_hand);
    }
    arsip_plan_writer_seal(writer);
    return TRUE;
}

/* Told before the work, not after it. */
static gboolean
is_free(const char *path, GError **error)
{
    g_autofree char *name = arsip_escape(path);

    return !g_file_test(path, G_FILE_TEST_EXISTS) ||
           arsip_set_errno(error, EEXIST, name, _("the plan cannot be written"));
}

ArsipPlanSummary *
arsip_plan_make(ArsipArchive *archive, const GArray *documents, const char *path, GError **error)
{
    g_autoptr(ArsipRules) rules = arsip_folio_rules(archive, error);
    g_autoptr(GArray) all = documents == NULL ? arsip_document_filed(archive, error) : NULL;
    g_autoptr(ArsipOutput) output = NULL;
    g_auto(ArsipPlanHead) head = {0};
    g_autoptr(ArsipSummaryMaker) maker = arsip_summary_maker_new();
    g_autoptr(ArsipPlanWriter) writer = NULL;

    if (rules == NULL || (documents == NULL && all == NULL) || !is_free(path, error) ||
        !arsip_plan_head_make(archive, rules, &head, error))
        return NULL;
    output = arsip_output_begin(path, TRUE, error);
    if (output == NULL)
        return NULL;
    writer = arsip_plan_writer_new(arsip_output_stream(output), &head);
    if (!plan_all(archive, documents != NULL ? documents : all, rules, writer, maker, error) ||
        !arsip_output_finish(output, error))
        return NULL;
    return arsip_summary_maker_end(g_steal_pointer(&maker));
}
