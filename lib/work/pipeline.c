/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/pipeline.h"
#include "archive/record.h"
#include "archive/transaction.h"
#include "search/tidy.h"
#include "work/keep.h"
#include "work/task.h"
#include "work/unpack.h"
#include "work/watch.h"

/* Documents under way: enough that a slow page at the head does not idle the readers. */
#define WINDOW 128
/* Finished documents or pages that make a transaction worth its fsync, and how long a finished page waits for
 * one. */
#define GROUP_DOCUMENTS    100
#define GROUP_PAGES        32
#define GROUP_MICROSECONDS (1 * G_USEC_PER_SEC)
#define WAIT_MILLISECONDS  250
/* Behind the last document the index is tidied: a second long at least, and no longer than an eighth of what
 * the batch took. */
#define TIDY_LEAST_MICROSECONDS (1 * G_USEC_PER_SEC)
#define TIDY_SHARE              8
/*
 * One in hand, one in line. With as many readers as cores they wait for work, for this process and for the
 * disk in 2% of the time for which they have a core (letters on two cores): so much at most could be gained
 * by decoding the next picture while one is recognised, or by a reader more than there are cores.
 */
#define JOBS_PER_READER 2u

typedef struct {
    ArsipArchive *archive;
    const ArsipPipelineOptions *options;
    const ArsipWatcher *watcher;
    ArsipTaskRoom room; /* with the pool */
    ArsipStore *store;  /* made with the first container */
    ArsipRules *rules;
    GQueue tasks;        /* of ArsipTask, rising by number */
    gint64 last;         /* number of the last document that was begun */
    guint next;          /* in options->documents */
    gint64 newest;       /* number of the last document that was there when all began */
    gboolean is_drained; /* nothing more waits */
    gboolean is_stopping;
    gint64 last_kept; /* monotonic microseconds */
    gint64 begun;
    ArsipReadCount *count;
    guint64 documents_total;
} Pipeline;

static void
clear_pipeline(Pipeline *pipeline)
{
    /* The pool first: its jobs point into the tasks. */
    g_clear_pointer(&pipeline->room.pool, arsip_pool_free);
    g_queue_clear_full(&pipeline->tasks, (GDestroyNotify)arsip_task_free);
    g_clear_pointer(&pipeline->store, arsip_store_free);
    g_clear_pointer(&pipeline->rules, arsip_rules_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pipeline, clear_pipeline)

/* Behind the chosen ones stand those that come out of them. */
static gint64
next_document(Pipeline *pipeline, GError **error)
{
    const GArray *chosen = pipeline->options->documents;
    gint64 after = chosen != NULL ? MAX(pipeline->last, pipeline->newest) : pipeline->last;
    g_autoptr(GArray) waiting = NULL;

    if (chosen != NULL && pipeline->next < chosen->len)
        return g_array_index(chosen, gint64, pipeline->next++);
    waiting = arsip_document_waiting(pipeline->archive, pipeline->options->batch, after, 1, error);
    return waiting != NULL && waiting->len > 0 ? g_array_index(waiting, gint64, 0) : 0;
}

static gboolean
begin_task(Pipeline *pipeline, GError **error)
{
    GError *fault = NULL;
    gint64 document = next_document(pipeline, &fault);
    ArsipTask *task;

    if (document == 0) {
        pipeline->is_drained = TRUE;
        if (fault != NULL)
            g_propagate_error(error, fault);
        return fault == NULL;
    }
    pipeline->last = document;
    task = arsip_task_begin(pipeline->archive, &pipeline->room, document, error);
    if (task != NULL)
        g_queue_push_tail(&pipeline->tasks, task);
    return task != NULL;
}

static gboolean
submit_oldest_page(Pipeline *pipeline)
{
    for (GList *link = pipeline->tasks.head; link != NULL; link = link->next)
        if (arsip_task_submit_page(link->data))
            return TRUE;
    return FALSE;
}

/* Keeps the readers busy: pages of the documents in hand first, then new documents. */
static gboolean
fill(Pipeline *pipeline, GError **error)
{
    guint wanted = JOBS_PER_READER * arsip_pool_width(pipeline->room.pool);

    while (!pipeline->is_stopping && arsip_pool_pending(pipeline->room.pool) < wanted) {
        if (pipeline->room.held > ARSIP_TASK_HELD_MOST) {
            /* Only what lets go of some of it. */
            if (!arsip_task_submit_page(g_queue_peek_head(&pipeline->tasks)))
                break;
            continue;
        }
        if (submit_oldest_page(pipeline))
            continue;
        if (pipeline->is_drained || pipeline->tasks.length >= WINDOW)
            break;
        if (!begin_task(pipeline, error))
            return FALSE;
    }
    return TRUE;
}

/* What could be kept now: whole documents from the head on, and the pages of the first unfinished one. */
static gboolean
is_worth_keeping(const Pipeline *pipeline, gboolean is_idle)
{
    guint documents = 0, pages = 0;

    for (GList *link = pipeline->tasks.head; link != NULL; link = link->next) {
        const ArsipTask *task = link->data;

        if (arsip_task_holds_members(task))
            break;
        pages += arsip_task_ready_pages(task);
        if (!arsip_task_is_complete(task))
            break;
        documents++;
    }
    if (documents == 0 && pages == 0)
        return FALSE;
    return is_idle || documents >= GROUP_DOCUMENTS || pages >= GROUP_PAGES ||
           g_get_monotonic_time() - pipeline->last_kept >= GROUP_MICROSECONDS;
}

static gboolean
keep_in_order(Pipeline *pipeline, GError **error)
{
    const ArsipKeeper keeper = {.archive = pipeline->archive,
                                .rules = pipeline->rules,
                                .watcher = pipeline->watcher,
                                .takes_worse = pipeline->options->takes_worse,
                                .count = pipeline->count};
    ArsipTask *task;

    while ((task = g_queue_peek_head(&pipeline->tasks)) != NULL && !arsip_task_holds_members(task)) {
        gboolean is_complete = arsip_task_is_complete(task);

        if (!arsip_keep_ready(&keeper, task, error))
            return FALSE;
        if (!is_complete)
            return TRUE;
        if (!arsip_keep_finished(&keeper, task, error))
            return FALSE;
        arsip_task_free(g_queue_pop_head(&pipeline->tasks));
    }
    return TRUE;
}

static gboolean
keep(Pipeline *pipeline, GError **error)
{
    pipeline->last_kept = g_get_monotonic_time();
    if (!arsip_begin(pipeline->archive, error))
        return FALSE;
    if (!keep_in_order(pipeline, error)) {
        arsip_rollback(pipeline->archive);
        return FALSE;
    }
    return arsip_commit(pipeline->archive, error);
}

/* A container has no pages, so that nothing is left to be done with it. */
static void
finish_container(Pipeline *pipeline)
{
    g_autoptr(ArsipTask) task = g_queue_pop_head(&pipeline->tasks);

    pipeline->count->documents++;
    pipeline->count->failed += task->n_members_failed + (task->failure != NULL ? 1 : 0);
    if (task->failure != NULL) {
        g_autofree char *sentence = g_strdup_printf("%s: %s", task->name, task->failure->message);

        arsip_watch_tell(pipeline->watcher, sentence);
    }
}

static gboolean
unpack_head(Pipeline *pipeline, GError **error)
{
    ArsipTask *task = g_queue_peek_head(&pipeline->tasks);
    g_autoptr(GError) fault = NULL;

    if (task == NULL || !arsip_task_holds_members(task) || pipeline->is_stopping)
        return TRUE;
    if (pipeline->store == NULL)
        pipeline->store = arsip_store_new(pipeline->archive, pipeline->options->set, error);
    if (pipeline->store == NULL)
        return FALSE;
    if (!arsip_unpack(pipeline->archive, pipeline->room.pool, pipeline->store, task, pipeline->watcher,
                      &fault)) {
        /* It waits for the next run; the pages in hand are still to be kept. */
        if (g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED))
            return TRUE;
        g_propagate_error(error, g_steal_pointer(&fault));
        return FALSE;
    }
    /* Its members wait now, behind all others. */
    pipeline->is_drained = FALSE;
    if (task->state == ARSIP_TASK_CONTAINER)
        finish_container(pipeline);
    return TRUE;
}

static void
tell_progress(const Pipeline *pipeline)
{
    ArsipProgress progress = {.phase = ARSIP_PHASE_READ};

    if (pipeline->watcher == NULL || pipeline->watcher->progress == NULL)
        return;
    progress.files_done = pipeline->count->documents;
    progress.files_total =
        MAX(pipeline->documents_total, pipeline->count->documents + pipeline->tasks.length);
    progress.pages_done = pipeline->count->pages;
    progress.seconds = (double)(g_get_monotonic_time() - pipeline->begun) / G_USEC_PER_SEC;
    for (GList *link = pipeline->tasks.head; link != NULL; link = link->next) {
        const ArsipTask *task = link->data;

        progress.pages_done += arsip_task_ready_pages(task);
        progress.pages_known += task->pages->len - task->next_kept;
    }
    progress.pages_known += pipeline->count->pages;
    pipeline->watcher->progress(&progress, pipeline->watcher->data);
}

/* The pages in hand are read to their end; all others wait for the next run. */
static void
look_for_stop(Pipeline *pipeline)
{
    if (pipeline->is_stopping || arsip_watch_goes_on(pipeline->watcher, NULL))
        return;
    pipeline->is_stopping = TRUE;
    arsip_pool_close(pipeline->room.pool);
}

static gboolean
run(Pipeline *pipeline, GError **error)
{
    for (;;) {
        gboolean is_idle;

        look_for_stop(pipeline);
        if (!fill(pipeline, error))
            return FALSE;
        is_idle = arsip_pool_pending(pipeline->room.pool) == 0;
        if (is_worth_keeping(pipeline, is_idle) && !keep(pipeline, error))
            return FALSE;
        tell_progress(pipeline);
        if (!unpack_head(pipeline, error))
            return FALSE;
        if (arsip_pool_pending(pipeline->room.pool) > 0) {
            if (!arsip_pool_wait(pipeline->room.pool, WAIT_MILLISECONDS, error))
                return FALSE;
        } else if (pipeline->is_stopping || (pipeline->is_drained && g_queue_is_empty(&pipeline->tasks)))
            break;
    }
    return !pipeline->is_stopping || arsip_watch_set_interrupted(error);
}

typedef struct {
    const ArsipWatcher *watcher;
    gint64 deadline;
} Tidying;

static gboolean
is_tidy_enough(gpointer data)
{
    const Tidying *tidying = data;

    return g_get_monotonic_time() >= tidying->deadline || !arsip_watch_goes_on(tidying->watcher, NULL);
}

static gboolean
tidy(const Pipeline *pipeline, GError **error)
{
    gint64 now = g_get_monotonic_time();
    Tidying tidying = {pipeline->watcher,
                       now + MAX(TIDY_LEAST_MICROSECONDS, (now - pipeline->begun) / TIDY_SHARE)};
    ArsipRebuildOptions options = {.should_stop = is_tidy_enough, .data = &tidying};

    return arsip_index_tidy(pipeline->archive, &options, error);
}

gboolean
arsip_pipeline_run(ArsipArchive *archive, const ArsipPipelineOptions *options, const ArsipWatcher *watcher,
                   ArsipReadCount *count, GError **error)
{
    g_auto(Pipeline) pipeline = {.archive = archive, .options = options, .watcher = watcher, .count = count};

    g_queue_init(&pipeline.tasks);
    pipeline.begun = pipeline.last_kept = g_get_monotonic_time();
    pipeline.documents_total = (guint64)arsip_document_count_waiting(archive, options->batch, NULL);
    if (options->documents == NULL && pipeline.documents_total == 0)
        return TRUE;
    pipeline.rules = arsip_folio_rules(archive, error);
    pipeline.newest = arsip_document_newest(archive);
    if (pipeline.rules == NULL)
        return FALSE;
    pipeline.room.pool = arsip_pool_new(options->readers, error);
    return pipeline.room.pool != NULL && run(&pipeline, error) && tidy(&pipeline, error);
}
