/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/task.h"
#include "archive/intake.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "work/unreadable.h"

#include <string.h>
#include <unistd.h>

#define LOST_IN_A_ROW_MOST 5

static void
free_page(ArsipTaskPage *page)
{
    arsip_page_row_free(page->row);
    arsip_reading_free(page->reading);
    g_clear_error(&page->failure);
    g_free(page);
}

void
arsip_task_free(ArsipTask *task)
{
    if (task == NULL)
        return;
    if (task->fd >= 0)
        close(task->fd);
    arsip_document_row_free(task->row);
    g_clear_error(&task->failure);
    g_clear_error(&task->members_failure);
    g_clear_pointer(&task->pages, g_ptr_array_unref);
    g_free(task->path);
    g_free(task->name);
    g_free(task->key);
    g_free(task->media_type);
    g_free(task);
}

static void
note_first_arrival(gint64 id, gint64 batch, gint64 container, const char *path, gpointer data)
{
    gint64 *first = data;

    (void)batch;
    (void)container;
    (void)path;
    if (*first == 0)
        *first = id;
}

static gboolean
find_path(ArsipArchive *archive, ArsipTask *task, GError **error)
{
    gint64 arrival = 0;

    if (!arsip_arrival_each(archive, task->row->original, note_first_arrival, &arrival, error))
        return FALSE;
    task->path = arsip_arrival_path(archive, arrival, error);
    task->name = task->path != NULL ? arsip_escape(task->path) : NULL;
    return task->path != NULL;
}

static gboolean
load_waiting_pages(ArsipArchive *archive, ArsipTask *task, GError **error)
{
    g_autoptr(GPtrArray) rows = arsip_page_rows(archive, task->row->id, error);

    if (rows == NULL)
        return FALSE;
    task->n_pages = rows->len;
    task->pages = g_ptr_array_new_with_free_func((GDestroyNotify)free_page);
    while (rows->len > 0) {
        ArsipPageRow *row = g_ptr_array_steal_index(rows, 0);
        ArsipTaskPage *page;

        if (!g_str_equal(row->state, "waiting")) {
            arsip_page_row_free(row);
            continue;
        }
        page = g_new0(ArsipTaskPage, 1);
        page->task = task;
        page->row = row;
        g_ptr_array_add(task->pages, page);
    }
    return TRUE;
}

/* A fresh document has its first page in the catalogue; the others are known once it has been opened. */
static void
add_opened_pages(ArsipTask *task)
{
    guint known = task->n_pages;

    for (guint number = known + 1; number <= task->opened_pages; number++) {
        ArsipTaskPage *page = g_new0(ArsipTaskPage, 1);

        page->task = task;
        page->row = g_new0(ArsipPageRow, 1);
        page->row->number = number;
        page->row->original_page = number;
        g_ptr_array_add(task->pages, page);
    }
    task->n_pages = MAX(known, task->opened_pages);
}

/* What was read of it before stays. */
static void
fail_pages(ArsipTask *task, const GError *failure)
{
    task->state = ARSIP_TASK_READING;
    while (task->next_submitted < task->pages->len) {
        ArsipTaskPage *page = task->pages->pdata[task->next_submitted++];

        page->is_done = TRUE;
        page->failure = g_error_copy(failure);
    }
}

static gboolean
is_lost(const ArsipTaskPage *page)
{
    return g_error_matches(page->failure, ARSIP_ERROR, ARSIP_ERROR_CRASHED) ||
           g_error_matches(page->failure, ARSIP_ERROR, ARSIP_ERROR_DEADLINE) ||
           g_error_matches(page->failure, ARSIP_ERROR, ARSIP_ERROR_MEMORY);
}

static guint
count_lost_in_a_row(const ArsipTask *task)
{
    guint n_lost = 0;

    for (guint i = task->next_submitted; i > 0; i--) {
        const ArsipTaskPage *page = task->pages->pdata[i - 1];

        if (page->is_done && !is_lost(page))
            break;
        n_lost += page->is_done ? 1 : 0;
    }
    return n_lost;
}

/* A document of thousands of such pages would keep the readers for weeks. */
static void
give_up(ArsipTask *task, const GError *last)
{
    g_autoptr(GError) failure = g_error_new(
        ARSIP_ERROR, last->code,
        _("not tried, because the last %d pages that were tried each cost a reader; try it with arsip ocr "
          "--retry --pages"),
        LOST_IN_A_ROW_MOST);

    fail_pages(task, failure);
}

static gsize
size_of(const ArsipReading *reading)
{
    return reading != NULL
               ? strlen(reading->text) + strlen(reading->steps) + reading->words->len * sizeof(ArsipWord)
               : 0;
}

static void
on_read(ArsipReading *reading, const GError *error, gpointer data)
{
    ArsipTaskPage *page = data;

    page->is_done = TRUE;
    page->reading = reading;
    page->task->room->held += size_of(reading);
    if (error != NULL)
        page->failure = g_error_copy(error);
    if (is_lost(page) && count_lost_in_a_row(page->task) >= LOST_IN_A_ROW_MOST)
        give_up(page->task, error);
    if (page->task->room->held <= ARSIP_TASK_HELD_MOST)
        arsip_task_submit_page(page->task);
}

void
arsip_task_drop_reading(ArsipTaskPage *page)
{
    page->task->room->held -= size_of(page->reading);
    g_clear_pointer(&page->reading, arsip_reading_free);
}

gboolean
arsip_task_submit_page(ArsipTask *task)
{
    ArsipTaskPage *page;

    if (task->state != ARSIP_TASK_READING || task->next_submitted >= task->pages->len)
        return FALSE;
    page = task->pages->pdata[task->next_submitted++];
    arsip_pool_read(task->room->pool, task->fd, task->key, page->row->original_page, on_read, page);
    return TRUE;
}

static gboolean
is_filed(const ArsipDocumentRow *row)
{
    return g_str_equal(row->state, "filed") || g_str_equal(row->state, "read");
}

static GError *
unreadable(const char *media_type)
{
    g_autofree char *sentence = arsip_unreadable_sentence(media_type);

    return g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED, sentence);
}

static void
on_opened(const ArsipOpenedFile *opened, const GError *error, gpointer data)
{
    ArsipTask *task = data;

    task->was_opened = TRUE;
    if (error != NULL && is_filed(task->row)) {
        fail_pages(task, error);
        return;
    }
    if (error != NULL) {
        task->state = ARSIP_TASK_FAILED;
        task->failure = g_error_copy(error);
        return;
    }
    task->media_type = g_strdup(opened->media_type);
    switch (opened->sort) {
    case ARSIP_OPENED_PAGES:
        task->state = ARSIP_TASK_READING;
        task->opened_pages = opened->n_pages;
        task->has_members = opened->has_members;
        add_opened_pages(task);
        arsip_task_submit_page(task); /* to be in hand, */
        arsip_task_submit_page(task); /* and one in line */
        break;
    case ARSIP_OPENED_CONTAINER:
        task->state = ARSIP_TASK_CONTAINER;
        break;
    case ARSIP_OPENED_UNSUPPORTED:
        task->state = ARSIP_TASK_FAILED;
        task->failure = unreadable(opened->media_type);
        break;
    }
}

/* A mail that is read again is opened again: what did not come out of it may now. */
static gboolean
was_opened_before(const ArsipDocumentRow *row)
{
    return is_filed(row) && g_strcmp0(row->media_type, "message/rfc822") != 0;
}

ArsipTask *
arsip_task_begin(ArsipArchive *archive, ArsipTaskRoom *room, gint64 document, GError **error)
{
    g_autoptr(ArsipTask) task = g_new0(ArsipTask, 1);

    task->fd = -1;
    task->room = room;
    task->row = arsip_document_row(archive, document, error);
    if (task->row == NULL || !find_path(archive, task, error) || !load_waiting_pages(archive, task, error))
        return NULL;
    task->key = arsip_hash_hex(task->row->sha256);
    task->fd = arsip_original_open(archive, task->row->sha256, &task->failure);
    if (task->fd < 0) {
        task->state = ARSIP_TASK_FAILED;
        return g_steal_pointer(&task);
    }
    if (was_opened_before(task->row)) {
        task->state = ARSIP_TASK_READING;
        return g_steal_pointer(&task);
    }
    task->state = ARSIP_TASK_OPENING;
    arsip_pool_open(room->pool, task->fd, task->key, on_opened, task);
    return g_steal_pointer(&task);
}

guint
arsip_task_ready_pages(const ArsipTask *task)
{
    guint ready = task->next_kept;

    if (task->pages == NULL)
        return 0;
    while (ready < task->pages->len && ((const ArsipTaskPage *)task->pages->pdata[ready])->is_done)
        ready++;
    return ready - task->next_kept;
}

gboolean
arsip_task_holds_members(const ArsipTask *task)
{
    return task->state == ARSIP_TASK_CONTAINER || (task->state == ARSIP_TASK_READING && task->has_members);
}

gboolean
arsip_task_is_complete(const ArsipTask *task)
{
    switch (task->state) {
    case ARSIP_TASK_OPENING:
        return FALSE;
    case ARSIP_TASK_READING:
        return task->next_kept + arsip_task_ready_pages(task) == task->pages->len;
    case ARSIP_TASK_CONTAINER:
    case ARSIP_TASK_FAILED:
        return TRUE;
    }
    return TRUE;
}
