/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/keep.h"
#include "archive/event.h"
#include "base/i18n.h"
#include "base/json.h"
#include "work/again.h"
#include "work/watch.h"

static gboolean
keep_opening(ArsipArchive *archive, ArsipTask *task, GError **error)
{
    g_autoptr(GPtrArray) rows = NULL;

    if (!task->was_opened)
        return TRUE;
    task->was_opened = FALSE;
    if (task->media_type != NULL &&
        !arsip_original_set_type(archive, task->row->original, task->media_type, error))
        return FALSE;
    if (!arsip_document_set_pages(archive, task->row->id, task->row->original, task->n_pages, error))
        return FALSE;
    rows = arsip_page_rows(archive, task->row->id, error);
    if (rows == NULL)
        return FALSE;
    for (guint i = 0; i < task->pages->len; i++) {
        ArsipTaskPage *page = task->pages->pdata[i];

        if (page->row->id == 0 && page->row->number <= rows->len)
            page->row->id = ((const ArsipPageRow *)rows->pdata[page->row->number - 1])->id;
    }
    return TRUE;
}

/* "letter.tif: page 3: ...", or without the page where there is but one. */
static GError *
name_failure(const ArsipTask *task, guint page, const GError *failure)
{
    if (page == 0 || task->n_pages < 2)
        return g_error_new(ARSIP_ERROR, failure->code, "%s: %s", task->name, failure->message);
    return g_error_new(ARSIP_ERROR, failure->code, _("%s: page %u: %s"), task->name, page, failure->message);
}

static gboolean
note_problem(const ArsipKeeper *keeper, const ArsipTask *task, guint page, const GError *failure,
             GError **error)
{
    g_autoptr(GError) named = name_failure(task, page, failure);

    arsip_watch_tell(keeper->watcher, named->message);
    return arsip_problem_add(keeper->archive, task->row->batch, task->path, task->row->id, page, named,
                             error);
}

static gboolean
keep_page(const ArsipKeeper *keeper, ArsipTask *task, ArsipTaskPage *page, GError **error)
{
    gboolean is_kept;

    keeper->count->pages++;
    keeper->count->failed += page->failure != NULL ? 1 : 0;
    if (!arsip_keep_older(keeper, task, page, &is_kept, error))
        return FALSE;
    keeper->count->kept += is_kept ? 1 : 0;
    if (is_kept)
        return TRUE;
    if (page->failure == NULL)
        return arsip_page_add_reading(keeper->archive, page->row->id, page->reading, NULL, NULL, error);
    task->n_failed++;
    return arsip_page_set_failed(keeper->archive, page->row->id, page->failure, error) &&
           note_problem(keeper, task, page->row->number, page->failure, error);
}

gboolean
arsip_keep_ready(const ArsipKeeper *keeper, ArsipTask *task, GError **error)
{
    guint ready;

    if (task->state != ARSIP_TASK_READING)
        return TRUE;
    if (!keep_opening(keeper->archive, task, error))
        return FALSE;
    for (ready = arsip_task_ready_pages(task); ready > 0; ready--) {
        ArsipTaskPage *page = task->pages->pdata[task->next_kept++];

        if (!keep_page(keeper, task, page, error))
            return FALSE;
        arsip_task_drop_reading(page);
    }
    return TRUE;
}

static gboolean
keep_failed(const ArsipKeeper *keeper, ArsipTask *task, const GError *failure, GError **error)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "code", failure->code);
    arsip_json_text(json, "reason", failure->message);
    arsip_json_end(json);
    return arsip_document_set_state(keeper->archive, task->row->id, "failed", failure, error) &&
           arsip_event_add(keeper->archive, "document.failed", task->row->uuid, arsip_json_line(json), error);
}

/* The document could not be opened at all. Pages that were read before keep what was read. */
static gboolean
fail_waiting_pages(const ArsipKeeper *keeper, ArsipTask *task, GError **error)
{
    for (guint i = 0; i < task->pages->len; i++) {
        const ArsipPageRow *row = ((const ArsipTaskPage *)task->pages->pdata[i])->row;

        if (row->reading != 0
                ? !arsip_page_keep_reading(keeper->archive, row->id, error)
                : row->id != 0 && !arsip_page_set_failed(keeper->archive, row->id, task->failure, error))
            return FALSE;
    }
    keeper->count->failed++;
    if (!note_problem(keeper, task, 0, task->failure, error))
        return FALSE;
    if (task->media_type == NULL)
        return TRUE;
    return arsip_original_set_type(keeper->archive, task->row->original, task->media_type, error);
}

/* failure: of the document, or else of the first page that has one; borrowed from the task. */
static gboolean
has_reading(const ArsipKeeper *keeper, const ArsipTask *task, const GError **failure)
{
    g_autoptr(GPtrArray) rows = arsip_page_rows(keeper->archive, task->row->id, NULL);
    gboolean is_found = FALSE;

    *failure = task->failure;
    for (guint i = 0; rows != NULL && i < rows->len; i++)
        is_found = is_found || ((const ArsipPageRow *)rows->pdata[i])->reading != 0;
    for (guint i = 0; i < task->pages->len && *failure == NULL; i++)
        *failure = ((const ArsipTaskPage *)task->pages->pdata[i])->failure;
    return is_found;
}

/* What came out beside the pages, and why not all of it did. */
static gboolean
keep_members(const ArsipKeeper *keeper, const ArsipTask *task, GError **error)
{
    g_autofree char *detail = g_strdup_printf("{\"members\":%u}", task->n_members);

    if (!task->was_unpacked)
        return TRUE;
    keeper->count->failed += task->n_members_failed + (task->members_failure != NULL ? 1 : 0);
    if (task->members_failure != NULL && !note_problem(keeper, task, 0, task->members_failure, error))
        return FALSE;
    return arsip_event_add(keeper->archive, "container.unpacked", task->row->uuid, detail, error);
}

gboolean
arsip_keep_finished(const ArsipKeeper *keeper, ArsipTask *task, GError **error)
{
    const GError *failure;

    keeper->count->documents++;
    if (!keep_members(keeper, task, error) ||
        (task->state == ARSIP_TASK_FAILED && !fail_waiting_pages(keeper, task, error)))
        return FALSE;
    if (!has_reading(keeper, task, &failure) && failure != NULL)
        return keep_failed(keeper, task, failure, error);
    return arsip_file_document(keeper->archive, task->row->id, keeper->rules, "document.filed", NULL, error);
}
