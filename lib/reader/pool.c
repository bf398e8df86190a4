/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader/pool.h"

#include <errno.h>
#include <poll.h>

#include "base/i18n.h"
#include "reader/child.h"
#include "reader/job.h"
#include "reader/program.h"

#define DEFAULT_DEADLINE_SECONDS 120
#define DEFAULT_MEMORY           (G_GUINT64_CONSTANT(2) << 30)
#define LONG_JOB_FACTOR          10u /* a whole file (open, unpack) against a page */
#define START_SECONDS            60  /* loading the engine from a cold, slow disk */
#define START_ATTEMPTS           3u
/* Leaks of the libraries are bounded so; starting a reader costs about what ten small pages do. */
#define JOBS_PER_READER 2000u
/* Only jobs that took so long can have made a reader grow. */
#define GROWING_MICROSECONDS (20 * 1000)
/* One unpack job tells of many members; the others are looked at in between. */
#define MESSAGES_PER_TURN 256u

typedef struct {
    ArsipChild *child; /* NULL: none runs in this slot */
    ArsipJob *job;     /* NULL: idle */
    gint64 since;      /* monotonic microseconds: when the child or, once sent, the job began */
    gint64 deadline;
    gboolean is_sent;
} ArsipSlot;

struct ArsipPool {
    ArsipPoolSettings settings;
    char *languages;
    char *program;
    ArsipSlot *slots;
    struct pollfd *polls; /* one for each slot */
    GQueue waiting;       /* of ArsipJob */
    GQueue stillborn;     /* of ArsipJob: without a descriptor, to be failed where callbacks may run */
    guint n_pending;
    guint n_called; /* callbacks so far */
    guint n_lost;
    guint n_start_failures; /* in a row */
    GError *start_failure;
    guint32 last_number;
    gboolean has_landlock;
};

ArsipPool *
arsip_pool_new(const ArsipPoolSettings *settings, GError **error)
{
    g_autofree char *program = arsip_reader_program(error);
    ArsipPool *pool = NULL;

    if (program == NULL)
        return NULL;
    pool = g_new0(ArsipPool, 1);
    pool->settings = *settings;
    if (pool->settings.readers == 0)
        pool->settings.readers = g_get_num_processors();
    if (pool->settings.deadline == 0)
        pool->settings.deadline = DEFAULT_DEADLINE_SECONDS;
    if (pool->settings.memory == 0)
        pool->settings.memory = DEFAULT_MEMORY;
    if (pool->settings.cpu == 0)
        pool->settings.cpu = pool->settings.deadline;
    pool->languages = g_strdup(settings->languages != NULL ? settings->languages : "ind+eng");
    pool->program = g_steal_pointer(&program);
    pool->slots = g_new0(ArsipSlot, pool->settings.readers);
    pool->polls = g_new0(struct pollfd, pool->settings.readers);
    pool->has_landlock = TRUE;
    g_queue_init(&pool->waiting);
    g_queue_init(&pool->stillborn);
    return pool;
}

void
arsip_pool_free(ArsipPool *pool)
{
    if (pool == NULL)
        return;
    for (guint i = 0; i < pool->settings.readers; i++) {
        arsip_child_free(pool->slots[i].child);
        arsip_job_free(pool->slots[i].job);
    }
    g_queue_clear_full(&pool->waiting, (GDestroyNotify)arsip_job_free);
    g_queue_clear_full(&pool->stillborn, (GDestroyNotify)arsip_job_free);
    g_clear_error(&pool->start_failure);
    g_free(pool->slots);
    g_free(pool->polls);
    g_free(pool->languages);
    g_free(pool->program);
    g_free(pool);
}

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
    slot->deadline = slot->since + START_SECONDS * G_USEC_PER_SEC;
    if (slot->child == NULL)
        note_start_failure(pool, slot, failure);
}

static void
send_job(ArsipPool *pool, ArsipSlot *slot)
{
    guint factor = slot->job->kind == ARSIP_JOB_READ ? 1 : LONG_JOB_FACTOR;

    slot->job->number = ++pool->last_number;
    slot->is_sent = TRUE;
    slot->since = g_get_monotonic_time();
    slot->deadline = slot->since + (gint64)pool->settings.deadline * factor * G_USEC_PER_SEC;
    slot->child->n_jobs++;
    arsip_child_grant_cpu(slot->child, pool->settings.cpu * factor);
    /*
     * This may run inside a callback, where a lost reader cannot be told of. A channel that takes nothing is
     * at its end, or is brought to it here, and the next look at it finds that.
     */
    if (!arsip_job_send(slot->job, slot->child->socket, NULL))
        arsip_child_hang_up(slot->child);
}

/* Hands waiting jobs to idle readers, and starts readers where there are more jobs than those. */
static void
dispatch(ArsipPool *pool)
{
    for (guint i = 0; i < pool->settings.readers && !g_queue_is_empty(&pool->waiting); i++) {
        ArsipSlot *slot = &pool->slots[i];

        if (slot->child == NULL || slot->job != NULL || !slot->child->is_ready)
            continue;
        slot->job = g_queue_pop_head(&pool->waiting);
        send_job(pool, slot);
    }
    for (guint i = 0; i < pool->settings.readers && !g_queue_is_empty(&pool->waiting); i++) {
        ArsipSlot *slot = &pool->slots[i];

        if (slot->child == NULL && pool->n_start_failures < START_ATTEMPTS)
            start_child(pool, slot, g_queue_pop_head(&pool->waiting));
    }
}

static void
submit(ArsipPool *pool, ArsipJob *job)
{
    pool->n_pending++;
    g_queue_push_tail(job->fd >= 0 ? &pool->waiting : &pool->stillborn, job);
    dispatch(pool);
}

void
arsip_pool_open(ArsipPool *pool, int fd, ArsipOpenDone done, gpointer data)
{
    ArsipJob *job = arsip_job_new(ARSIP_JOB_OPEN, fd, -1);

    job->done.open = done;
    job->data = data;
    submit(pool, job);
}

void
arsip_pool_read(ArsipPool *pool, int fd, const char *key, guint page, ArsipReadDone done, gpointer data)
{
    ArsipJob *job = arsip_job_new(ARSIP_JOB_READ, fd, -1);

    job->key = g_strdup(key);
    job->page = page;
    job->done.read = done;
    job->data = data;
    submit(pool, job);
}

void
arsip_pool_unpack(ArsipPool *pool, int fd, int output, ArsipUnpackMember member, ArsipUnpackDone done,
                  gpointer data)
{
    ArsipJob *job = arsip_job_new(ARSIP_JOB_UNPACK, fd, output);

    job->member = member;
    job->done.unpack = done;
    job->data = data;
    submit(pool, job);
}

/* The last word on a job. The slot is free before the callback, which may submit another. */
static void
fail_job(ArsipPool *pool, ArsipJob *job, const GError *failure)
{
    pool->n_pending--;
    pool->n_called++;
    arsip_job_tell_failure(job, failure);
    arsip_job_free(job);
}

/* The reader in this slot is gone or must go: failure (taken) is told unless the job gets its second try. */
static void
lose_child(ArsipPool *pool, ArsipSlot *slot, GError *failure)
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
    if (!arsip_job_may_retry(job)) {
        fail_job(pool, job, told);
        return;
    }
    job->is_retried = TRUE;
    start_child(pool, slot, job);
}

/* Replaces a reader that has served long or grown large. It is idle and keeps nothing. */
static void
retire_if_worn(ArsipPool *pool, ArsipSlot *slot)
{
    gboolean is_worn = slot->child->n_jobs >= JOBS_PER_READER;

    if (!is_worn && g_get_monotonic_time() - slot->since > GROWING_MICROSECONDS)
        is_worn = arsip_child_memory(slot->child) > pool->settings.memory / 4 * 3;
    if (is_worn)
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
    dispatch(pool); /* the reader works on while the callback does */
    pool->n_pending--;
    pool->n_called++;
    arsip_job_tell_result(job, &result);
    return TRUE;
}

static void
take_failed(ArsipPool *pool, ArsipSlot *slot, GVariant *values)
{
    GError *failure = arsip_answer_failure(values, slot->job->kind == ARSIP_JOB_UNPACK);
    ArsipJob *job = NULL;

    /* What was refused to a reader that has grown may be granted to a fresh one. */
    if (g_error_matches(failure, ARSIP_ERROR, ARSIP_ERROR_MEMORY)) {
        lose_child(pool, slot, failure);
        return;
    }
    job = g_steal_pointer(&slot->job);
    retire_if_worn(pool, slot);
    dispatch(pool);
    fail_job(pool, job, failure);
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

/* Takes what a reader has said, until it is silent, was lost or has had its turn. */
static void
listen_to(ArsipPool *pool, ArsipSlot *slot)
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
                lose_child(pool, slot, failure);
            break;
        case ARSIP_INBOX_FAILED:
            lose_child(pool, slot, failure);
            return;
        case ARSIP_INBOX_ENDED:
            lose_child(pool, slot, arsip_child_post_mortem(slot->child, pool->settings.memory));
            return;
        }
    }
}

static void
enforce_deadline(ArsipPool *pool, ArsipSlot *slot, gint64 now)
{
    guint seconds = (guint)((slot->deadline - slot->since) / G_USEC_PER_SEC);
    gboolean is_busy = slot->child != NULL && (slot->job != NULL || !slot->child->is_ready);

    if (is_busy && now >= slot->deadline)
        lose_child(pool, slot,
                   g_error_new(ARSIP_ERROR, ARSIP_ERROR_DEADLINE,
                               _("reading took longer than the %u seconds that are allowed"), seconds));
}

static void
fail_stillborn(ArsipPool *pool)
{
    for (ArsipJob *job = g_queue_pop_head(&pool->stillborn); job != NULL;
         job = g_queue_pop_head(&pool->stillborn)) {
        g_autoptr(GError) failure =
            g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_FAILED, _("too many files are open at once"));

        fail_job(pool, job, failure);
    }
}

/* FALSE when a signal arrived. until: monotonic microseconds. */
static gboolean
wait_for_readers(ArsipPool *pool, gint64 until)
{
    gint64 now = g_get_monotonic_time();
    int answer = 0;

    for (guint i = 0; i < pool->settings.readers; i++) {
        const ArsipSlot *slot = &pool->slots[i];

        pool->polls[i] =
            (struct pollfd){.fd = slot->child != NULL ? slot->child->socket : -1, .events = POLLIN};
        if (slot->child != NULL && (slot->job != NULL || !slot->child->is_ready))
            until = MIN(until, slot->deadline);
    }
    /* Rounded up: waking a moment too early would turn in a circle until the moment has passed. */
    now = until > now ? MIN((until - now + 999) / 1000, G_MAXINT) : 0;
    answer = poll(pool->polls, pool->settings.readers, (int)now);
    return answer >= 0 || errno != EINTR;
}

static gboolean
has_children(const ArsipPool *pool)
{
    for (guint i = 0; i < pool->settings.readers; i++) {
        if (pool->slots[i].child != NULL)
            return TRUE;
    }
    return FALSE;
}

gboolean
arsip_pool_wait(ArsipPool *pool, int timeout_ms, GError **error)
{
    gint64 until = timeout_ms < 0 ? G_MAXINT64 : g_get_monotonic_time() + (gint64)timeout_ms * 1000;
    guint before = pool->n_called;

    for (;;) {
        fail_stillborn(pool);
        dispatch(pool);
        if (pool->n_called != before || pool->n_pending == 0)
            return TRUE;
        if (!has_children(pool) && pool->n_start_failures >= START_ATTEMPTS) {
            g_propagate_error(error, g_error_copy(pool->start_failure));
            return FALSE;
        }
        if (!wait_for_readers(pool, until))
            return TRUE;
        for (guint i = 0; i < pool->settings.readers; i++) {
            if (pool->polls[i].revents != 0 && pool->slots[i].child != NULL)
                listen_to(pool, &pool->slots[i]);
        }
        /* After what was said: a process that was stopped for an hour and goes on finds answers, not
         * culprits. */
        for (guint i = 0; i < pool->settings.readers; i++)
            enforce_deadline(pool, &pool->slots[i], g_get_monotonic_time());
        if (g_get_monotonic_time() >= until) {
            dispatch(pool);
            return TRUE;
        }
    }
}

guint
arsip_pool_pending(const ArsipPool *pool)
{
    return pool->n_pending;
}

guint
arsip_pool_width(const ArsipPool *pool)
{
    return pool->settings.readers;
}

guint
arsip_pool_lost(const ArsipPool *pool)
{
    return pool->n_lost;
}

gboolean
arsip_pool_has_landlock(const ArsipPool *pool)
{
    return pool->has_landlock;
}
