/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader/crew.h"

#include "base/i18n.h"

#define LONG_JOB_FACTOR 10u /* a whole file (open, unpack) against a page */
#define START_SECONDS   60  /* loading the engine from a cold, slow disk */
/* Leaks of the libraries are bounded so; starting a reader costs about what ten small pages do. */
#define JOBS_PER_READER 2000u
/* Only jobs that took so long can have made a reader grow. */
#define GROWING_MICROSECONDS (20 * 1000)
/*
 * Between two pages a reader holds some 100 MiB. What a huge page leaves is given back to the system as a
 * rule; where the heap is torn it is not, and the reader would keep it to its end.
 */
#define RESIDENT_MOST (G_GUINT64_CONSTANT(256) << 20)
/* One unpack job tells of many members; the others are looked at in between. */
#define MESSAGES_PER_TURN 256u
/* How often the first in the line waits while a reader goes on with the file that it has open. */
#define PASSED_MOST 8u

/* Puts a job back where it was: first in the line. */
static void
give_back_job(ArsipPool *pool, ArsipSlot *slot)
{
    if (slot->job != NULL)
        g_queue_push_head(&pool->waiting, g_steal_pointer(&slot->job));
}

static void
note_start_failure(ArsipPool *pool, ArsipSlot *slot, GError *failure)
{
    g_clear_pointer(&slot->child, arsip_child_free);
    give_back_job(pool, slot);
    pool->n_start_failures++;
    g_clear_error(&pool->start_failure);
    pool->start_failure = failure;
}

/* Starts a reader for a job, which it gets when it has said that it is ready. */
static void
start_child(ArsipPool *pool, ArsipSlot *slot, ArsipJob *job)
{
    const ArsipChildSettings settings = {.program = pool->program,
                                         .languages = pool->languages,
                                         .memory = pool->settings.memory,
                                         .is_nice = pool->settings.is_nice};
    GError *failure = NULL;

    slot->job = job;
    slot->is_sent = FALSE;
    slot->child = arsip_child_start(&settings, &failure);
    slot->since = g_get_monotonic_time();
    slot->deadline = slot->limit = slot->since + START_SECONDS * G_USEC_PER_SEC;
    if (slot->child == NULL)
        note_start_failure(pool, slot, failure);
}

static gboolean
is_of_one_page(const ArsipJob *job)
{
    return job->kind == ARSIP_JOB_READ || job->kind == ARSIP_JOB_DRAW || job->kind == ARSIP_JOB_EMBED;
}

static void
send_job(ArsipPool *pool, ArsipSlot *slot)
{
    guint factor = is_of_one_page(slot->job) ? 1 : LONG_JOB_FACTOR;

    slot->job->number = ++pool->last_number;
    slot->is_sent = TRUE;
    slot->since = g_get_monotonic_time();
    slot->limit = slot->since + (gint64)pool->settings.deadline * factor * G_USEC_PER_SEC;
    if (slot->job->kind == ARSIP_JOB_PACK)
        slot->limit = G_MAXINT64; /* its bytes are the archive's own */
    slot->deadline = slot->job->kind == ARSIP_JOB_UNPACK || slot->job->kind == ARSIP_JOB_PACK
                         ? slot->since + (gint64)pool->settings.deadline * G_USEC_PER_SEC
                         : slot->limit;
    slot->child->n_jobs++;
    if (slot->job->key != NULL) {
        g_free(slot->child->key);
        slot->child->key = g_strdup(slot->job->key);
    }
    arsip_child_grant_cpu(slot->child,
                          slot->job->kind == ARSIP_JOB_PACK ? G_MAXINT32 : pool->settings.cpu * factor);
    /*
     * This may run inside a callback, where a lost reader cannot be told of. A channel that takes nothing is
     * at its end, or is brought to it here, and the next look at it finds that.
     */
    if (!arsip_job_send(slot->job, slot->child->socket, pool->settings.passwords, NULL))
        arsip_child_hang_up(slot->child);
}

/* The next page of the file that the reader has open, which need not be opened again; else the first job. */
static ArsipJob *
next_job(ArsipPool *pool, const char *key)
{
    ArsipJob *first = g_queue_peek_head(&pool->waiting);

    if (key == NULL || first->n_passed >= PASSED_MOST)
        return g_queue_pop_head(&pool->waiting);
    for (GList *link = pool->waiting.head; link != NULL; link = link->next) {
        ArsipJob *job = link->data;

        if (g_strcmp0(job->key, key) != 0)
            continue;
        if (job != first)
            first->n_passed++;
        g_queue_delete_link(&pool->waiting, link);
        return job;
    }
    return g_queue_pop_head(&pool->waiting);
}

void
arsip_crew_dispatch(ArsipPool *pool)
{
    for (guint i = 0; i < pool->settings.readers && !g_queue_is_empty(&pool->waiting); i++) {
        ArsipSlot *slot = &pool->slots[i];

        if (slot->child == NULL || slot->job != NULL || !slot->child->is_ready)
            continue;
        slot->job = next_job(pool, slot->child->key);
        send_job(pool, slot);
    }
    for (guint i = 0; i < pool->settings.readers && !g_queue_is_empty(&pool->waiting); i++) {
        ArsipSlot *slot = &pool->slots[i];

        if (slot->child == NULL && pool->n_start_failures < ARSIP_CREW_START_ATTEMPTS)
            start_child(pool, slot, g_queue_pop_head(&pool->waiting));
    }
}

void
arsip_crew_fail(ArsipPool *pool, ArsipJob *job, const GError *failure)
{
    pool->n_pending--;
    pool->n_called++;
    arsip_job_tell_failure(job, failure);
    arsip_job_free(job);
}

void
arsip_crew_lose(ArsipPool *pool, ArsipSlot *slot, GError *failure)
{
    g_autoptr(GError) told = failure;
    ArsipJob *job = NULL;

    if (!slot->child->is_ready) {
        note_start_failure(pool, slot, g_steal_pointer(&told));
        return;
    }
    g_clear_pointer(&slot->child, arsip_child_free);
    job = g_steal_pointer(&slot->job);
    pool->n_lost++;
    if (job == NULL)
        return;
    if (pool->is_closed && arsip_job_may_retry(job)) {
        arsip_job_free(job);
        pool->n_pending--;
        return;
    }
    if (!arsip_job_may_retry(job)) {
        arsip_crew_fail(pool, job, told);
        return;
    }
    job->is_retried = TRUE;
    start_child(pool, slot, job);
}

static gboolean
has_grown(const ArsipPool *pool, const ArsipSlot *slot)
{
    guint64 space, resident;

    if (g_get_monotonic_time() - slot->since <= GROWING_MICROSECONDS)
        return FALSE;
    arsip_child_memory(slot->child, &space, &resident);
    return space > pool->settings.memory / 4 * 3 || resident > RESIDENT_MOST;
}

/* Replaces a reader that has served long or grown large. It is idle, and what it has open is opened anew. */
static void
retire_if_worn(ArsipPool *pool, ArsipSlot *slot)
{
    if (slot->child->n_jobs >= JOBS_PER_READER || has_grown(pool, slot))
        g_clear_pointer(&slot->child, arsip_child_free);
}

static gboolean
take_done(ArsipPool *pool, ArsipSlot *slot, GVariant *values, GError **error)
{
    g_auto(ArsipJobResult) result = {0};
    g_autoptr(ArsipJob) job = NULL;

    if (!arsip_job_understand(slot->job, values, &result, error))
        return FALSE;
    job = g_steal_pointer(&slot->job);
    retire_if_worn(pool, slot);
    pool->n_pending--;
    pool->n_called++;
    /* First, because the callback may submit a page of the file that this reader has just opened. */
    arsip_job_tell_result(job, &result);
    arsip_crew_dispatch(pool);
    return TRUE;
}

static void
take_failed(ArsipPool *pool, ArsipSlot *slot, GVariant *values)
{
    GError *failure = arsip_answer_failure(values, slot->job->output >= 0);
    ArsipJob *job = NULL;

    /* What was refused to a reader that has grown may be granted to a fresh one. */
    if (g_error_matches(failure, ARSIP_ERROR, ARSIP_ERROR_MEMORY)) {
        arsip_crew_lose(pool, slot, failure);
        return;
    }
    job = g_steal_pointer(&slot->job);
    retire_if_worn(pool, slot);
    arsip_crew_dispatch(pool);
    arsip_crew_fail(pool, job, failure);
    g_error_free(failure);
}

static void
take_greeting(ArsipPool *pool, ArsipSlot *slot, const ArsipMessage *message)
{
    if (g_str_equal(message->kind, "failed")) {
        note_start_failure(pool, slot, arsip_answer_failure(message->values, FALSE));
        return;
    }
    g_variant_lookup(message->values, "landlock", "b", &pool->has_landlock);
    slot->child->is_ready = TRUE;
    pool->n_start_failures = 0;
    if (slot->job != NULL)
        send_job(pool, slot);
}

/* FALSE: an honest reader does not say this now. */
static gboolean
take_message(ArsipPool *pool, ArsipSlot *slot, const ArsipMessage *message, GError **error)
{
    gboolean is_greeting = !slot->child->is_ready && message->number == 0;
    gboolean is_answer = slot->job != NULL && slot->is_sent && message->number == slot->job->number;

    if (is_greeting && (g_str_equal(message->kind, "ready") || g_str_equal(message->kind, "failed"))) {
        take_greeting(pool, slot, message);
        return TRUE;
    }
    if (is_answer && g_str_equal(message->kind, "done"))
        return take_done(pool, slot, message->values, error);
    if (is_answer && g_str_equal(message->kind, "failed")) {
        take_failed(pool, slot, message->values);
        return TRUE;
    }
    if (is_answer && g_str_equal(message->kind, "member"))
        return arsip_job_take_member(slot->job, message->values, &pool->n_called, error);
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_CRASHED, _("the reader answered what nobody asked"));
    return FALSE;
}

void
arsip_crew_listen(ArsipPool *pool, ArsipSlot *slot)
{
    const ArsipChild *child = slot->child;

    for (guint turn = 0; turn < MESSAGES_PER_TURN && slot->child == child; turn++) {
        g_autoptr(ArsipMessage) message = NULL;
        GError *failure = NULL;

        switch (arsip_inbox_take(slot->child->inbox, slot->child->socket, &message, &failure)) {
        case ARSIP_INBOX_WAITS:
            return;
        case ARSIP_INBOX_WHOLE:
            if (!take_message(pool, slot, message, &failure))
                arsip_crew_lose(pool, slot, failure);
            break;
        case ARSIP_INBOX_FAILED:
            arsip_crew_lose(pool, slot, failure);
            return;
        case ARSIP_INBOX_ENDED:
            arsip_crew_lose(pool, slot, arsip_child_post_mortem(slot->child, pool->settings.memory));
            return;
        }
    }
}
