/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/ingest.h>
#include <arsip/search.h>

#include "archive/lock.h"
#include "archive/record.h"
#include "archive/transaction.h"
#include "base/json.h"
#include "search/index.h"
#include "work/pipeline.h"
#include "work/setting.h"

/* The setting that holds the arguments of a redo that has not come to its end. */
#define OPEN_REDO "redo"

static gboolean
is_wanted(const guint *pages, guint number)
{
    if (pages == NULL)
        return TRUE;
    for (; *pages != 0; pages++)
        if (*pages == number)
            return TRUE;
    return FALSE;
}

static gboolean
mark_page(ArsipArchive *archive, const ArsipPageRow *page, const ArsipReadOptions *options, GError **error)
{
    gboolean is_failed = g_str_equal(page->state, "failed");
    gboolean is_read = g_str_equal(page->state, "read");

    if (!is_wanted(options->pages, page->number) || !(is_failed || (is_read && options->redoes)))
        return TRUE;
    return arsip_page_set_waiting(archive, page->id, error);
}

static gboolean
mark_document(ArsipArchive *archive, gint64 document, const ArsipReadOptions *options, GError **error)
{
    g_autoptr(GPtrArray) pages = arsip_page_rows(archive, document, error);
    g_autoptr(ArsipDocumentRow) row = arsip_document_row(archive, document, error);

    if (pages == NULL || row == NULL)
        return FALSE;
    if (g_str_equal(row->state, "failed") &&
        !arsip_document_set_state(archive, document, "stored", NULL, error))
        return FALSE;
    for (guint i = 0; i < pages->len; i++)
        if (!mark_page(archive, pages->pdata[i], options, error))
            return FALSE;
    return arsip_problem_clear_document(archive, document, error);
}

static gboolean
mark_all(ArsipArchive *archive, const GArray *documents, const ArsipReadOptions *options, GError **error)
{
    for (guint i = 0; i < documents->len; i++)
        if (!mark_document(archive, g_array_index(documents, gint64, i), options, error))
            return FALSE;
    return TRUE;
}

/* Those to be marked before the run: chosen ones, else all that failed, else all that are filed. */
static GArray *
documents_to_mark(ArsipArchive *archive, const ArsipReadOptions *options, const GArray *chosen,
                  GError **error)
{
    if (chosen != NULL)
        return g_array_copy((GArray *)chosen);
    if (options->redoes)
        return arsip_document_filed(archive, error);
    return arsip_document_failed(archive, error);
}

/* Of the chosen documents those that have something to read. */
static GArray *
with_waiting_pages(ArsipArchive *archive, const GArray *documents, GError **error)
{
    g_autoptr(GArray) waiting = g_array_new(FALSE, FALSE, sizeof(gint64));

    for (guint i = 0; i < documents->len; i++) {
        gint64 document = g_array_index(documents, gint64, i);
        g_autoptr(GArray) next = arsip_document_waiting(archive, 0, document - 1, 1, error);

        if (next == NULL)
            return NULL;
        if (next->len > 0 && g_array_index(next, gint64, 0) == document)
            g_array_append_val(waiting, document);
    }
    return g_steal_pointer(&waiting);
}

/* Documents by number or by query; *chosen stays NULL where all are meant. The caller owns it. */
static gboolean
choose(ArsipArchive *archive, const ArsipReadOptions *options, GArray **chosen, GError **error)
{
    *chosen = NULL;
    if (options->query != NULL)
        return arsip_search_ids(archive, options->query, ARSIP_SEARCH_PLAIN, chosen, error);
    if (options->documents != NULL)
        *chosen = g_array_copy((GArray *)options->documents);
    return TRUE;
}

/* What one redo shares with the next that goes on with it. A query as it was given: it may find less by then.
 */
static char *
arguments_of(const ArsipReadOptions *options)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_text(json, "query", options->query);
    arsip_json_array(json, "documents");
    for (guint i = 0; options->documents != NULL && i < options->documents->len; i++)
        arsip_json_number(json, NULL, g_array_index(options->documents, gint64, i));
    arsip_json_end(json);
    arsip_json_array(json, "pages");
    for (const guint *page = options->pages; page != NULL && *page != 0; page++)
        arsip_json_number(json, NULL, *page);
    arsip_json_end(json);
    arsip_json_text(json, "languages", options->readers.languages);
    arsip_json_truth(json, "worse", options->takes_worse);
    arsip_json_end(json);
    return g_strdup(arsip_json_line(json));
}

/* A redo that was interrupted has its pages marked; those that it has read already are not marked again, be
 * it all of them. */
static gboolean
is_marked_already(ArsipArchive *archive, const char *arguments)
{
    g_autofree char *open_redo = arsip_setting_get(archive, OPEN_REDO, NULL);

    return g_strcmp0(open_redo, arguments) == 0;
}

static gboolean
mark(ArsipArchive *archive, const ArsipReadOptions *options, const GArray *chosen, GError **error)
{
    g_autofree char *arguments = arguments_of(options);
    g_autoptr(GArray) documents = NULL;

    if (options->redoes && is_marked_already(archive, arguments))
        return TRUE;
    documents = documents_to_mark(archive, options, chosen, error);
    if (documents == NULL || !arsip_begin(archive, error))
        return FALSE;
    if (mark_all(archive, documents, options, error) &&
        (!options->redoes || arsip_setting_set(archive, OPEN_REDO, arguments, error)))
        return arsip_commit(archive, error);
    arsip_rollback(archive);
    return FALSE;
}

/* Nothing of an interrupted redo is left to go on with, unless other documents were chosen now. */
static gboolean
close_redo(ArsipArchive *archive, const ArsipReadOptions *options, const GArray *chosen, GError **error)
{
    g_autofree char *open_redo = arsip_setting_get(archive, OPEN_REDO, NULL);
    g_autoptr(GArray) waiting = NULL;

    if (open_redo == NULL)
        return TRUE;
    if (chosen != NULL && !options->redoes) {
        waiting = arsip_document_waiting(archive, 0, 0, 1, error);
        if (waiting == NULL || waiting->len > 0)
            return waiting != NULL;
    }
    if (!arsip_begin(archive, error))
        return FALSE;
    if (arsip_setting_set(archive, OPEN_REDO, NULL, error))
        return arsip_commit(archive, error);
    arsip_rollback(archive);
    return FALSE;
}

gboolean
arsip_read_waiting(ArsipArchive *archive, const ArsipReadOptions *options, const ArsipWatcher *watcher,
                   ArsipReadCount *count, GError **error)
{
    g_auto(ArsipReaderPlan) plan = {0};
    ArsipPipelineOptions pipeline = {.takes_worse = options->takes_worse, .readers = &plan.pool};
    g_autoptr(ArsipLock) lock = arsip_lock_take(archive, "ocr", error);
    g_autoptr(GArray) chosen = NULL;
    g_autoptr(GArray) waiting = NULL;

    *count = (ArsipReadCount){0};
    if (lock == NULL || !arsip_reader_plan_make(archive, &options->readers, &plan, error) ||
        !arsip_index_refresh(archive, error) || !choose(archive, options, &chosen, error))
        return FALSE;
    if ((options->retries || options->redoes) && !mark(archive, options, chosen, error))
        return FALSE;
    if (chosen != NULL) {
        waiting = with_waiting_pages(archive, chosen, error);
        if (waiting == NULL)
            return FALSE;
    }
    pipeline.documents = waiting;
    return arsip_pipeline_run(archive, &pipeline, watcher, count, error) &&
           close_redo(archive, options, chosen, error);
}
