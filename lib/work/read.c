/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/ingest.h>

#include "archive/event.h"
#include "archive/lock.h"
#include "archive/record.h"
#include "archive/transaction.h"
#include "base/i18n.h"
#include "search/index.h"
#include "work/pipeline.h"
#include "work/setting.h"

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

/* Text that a person set is never read over. */
static gboolean
mark_page(ArsipArchive *archive, const ArsipPageRow *page, const ArsipReadOptions *options, GError **error)
{
    gboolean is_by_person = FALSE;

    if (!is_wanted(options->pages, page->number))
        return TRUE;
    if (g_str_equal(page->state, "failed") && (options->retries || options->redoes))
        return arsip_page_set_waiting(archive, page->id, error);
    if (!g_str_equal(page->state, "read") || !options->redoes)
        return TRUE;
    if (page->reading != 0) {
        g_autoptr(ArsipReading) reading = arsip_reading_load(archive, page->reading, &is_by_person, error);

        if (reading == NULL)
            return FALSE;
    }
    return is_by_person || arsip_page_set_waiting(archive, page->id, error);
}

static gboolean
mark_document(ArsipArchive *archive, gint64 document, const ArsipReadOptions *options, GError **error)
{
    g_autoptr(GPtrArray) pages = arsip_page_rows(archive, document, error);
    g_autoptr(ArsipDocumentRow) row = arsip_document_row(archive, document, error);

    if (pages == NULL || row == NULL)
        return FALSE;
    if (g_str_equal(row->state, "failed") && (options->retries || options->redoes) &&
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
    if (!arsip_begin(archive, error))
        return FALSE;
    for (guint i = 0; i < documents->len; i++)
        if (!mark_document(archive, g_array_index(documents, gint64, i), options, error)) {
            arsip_rollback(archive);
            return FALSE;
        }
    return arsip_commit(archive, error);
}

/* Those to be marked before the run: chosen ones, else all that failed, else all that are filed. */
static GArray *
documents_to_mark(ArsipArchive *archive, const ArsipReadOptions *options, GError **error)
{
    if (options->documents != NULL)
        return g_array_copy((GArray *)options->documents);
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

gboolean
arsip_read_waiting(ArsipArchive *archive, const ArsipReadOptions *options, const ArsipWatcher *watcher,
                   ArsipReadCount *count, GError **error)
{
    g_auto(ArsipReaderPlan) plan = {0};
    ArsipPipelineOptions pipeline = {.readers = &plan.pool};
    g_autoptr(ArsipLock) lock = arsip_lock_take(archive, "ocr", error);
    g_autoptr(GArray) chosen = NULL;

    *count = (ArsipReadCount){0};
    if (lock == NULL || !arsip_reader_plan_make(archive, &options->readers, &plan, error) ||
        !arsip_index_refresh(archive, error))
        return FALSE;
    if (options->retries || options->redoes) {
        g_autoptr(GArray) marked = documents_to_mark(archive, options, error);

        if (marked == NULL || !mark_all(archive, marked, options, error))
            return FALSE;
    }
    if (options->documents != NULL) {
        chosen = with_waiting_pages(archive, options->documents, error);
        if (chosen == NULL)
            return FALSE;
    }
    pipeline.documents = chosen;
    return arsip_pipeline_run(archive, &pipeline, watcher, count, error);
}
