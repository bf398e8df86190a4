/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader/pool.h"

#include <errno.h>
#include <poll.h>

#include "base/i18n.h"
#include "reader/crew.h"
#include "reader/program.h"

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
        pool->settings.deadline = ARSIP_POOL_DEADLINE;
    if (pool->settings.memory == 0)
        pool->settings.memory = (guint64)ARSIP_POOL_MEBIBYTES << 20;
    if (pool->settings.cpu == 0)
        pool->settings.cpu = pool->settings.deadline;
    pool->languages = g_strdup(settings->languages != NULL ? settings->languages : ARSIP_POOL_LANGUAGES);
    pool->passwords = g_strdupv((char **)settings->passwords);
    pool->settings.passwords = (const char *const *)pool->passwords;
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
    g_strfreev(pool->passwords);
    g_free(pool->program);
    g_free(pool);
}

static void
submit(ArsipPool *pool, ArsipJob *job)
{
    if (pool->is_closed) {
        arsip_job_free(job);
        return;
    }
    pool->n_pending++;
    g_queue_push_tail(job->fd >= 0 ? &pool->waiting : &pool->stillborn, job);
    arsip_crew_dispatch(pool);
}

void
arsip_pool_open(ArsipPool *pool, int fd, const char *key, ArsipOpenDone done, gpointer data)
{
    ArsipJob *job = arsip_job_new(ARSIP_JOB_OPEN, fd, -1);

    job->key = g_strdup(key);
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
arsip_pool_draw(ArsipPool *pool, int fd, int output, const char *key, guint page, const ArsipDrawing *drawing,
                ArsipDrawDone done, gpointer data)
{
    ArsipJob *job = arsip_job_new(ARSIP_JOB_DRAW, fd, output);

    job->key = g_strdup(key);
    job->page = page;
    job->drawing = g_variant_ref_sink(arsip_drawing_to_variant(drawing));
    job->done.draw = done;
    job->data = data;
    submit(pool, job);
}

void
arsip_pool_embed(ArsipPool *pool, int fd, int output, const char *key, guint page, ArsipEmbedDone done,
                 gpointer data)
{
    ArsipJob *job = arsip_job_new(ARSIP_JOB_EMBED, fd, output);

    job->key = g_strdup(key);
    job->page = page;
    job->done.embed = done;
    job->data = data;
    submit(pool, job);
}

void
arsip_pool_overlay(ArsipPool *pool, int fd, int layers, int output, GVariant *pages, ArsipOverlayDone done,
                   gpointer data)
{
    ArsipJob *job = arsip_job_new(ARSIP_JOB_OVERLAY, fd, output);

    arsip_job_take_layers(job, layers);
    job->drawing = g_variant_ref_sink(pages);
    job->done.overlay = done;
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

void
arsip_pool_pack(ArsipPool *pool, int stream, int output, const char *format, gint64 modified,
                ArsipPackDone done, gpointer data)
{
    ArsipJob *job = arsip_job_new(ARSIP_JOB_PACK, stream, output);

    job->format = g_strdup(format);
    job->modified = modified;
    job->done.pack = done;
    job->data = data;
    submit(pool, job);
}

/* data: of the jobs that are to be dropped; NULL: all of them. */
static void
drop_from(ArsipPool *pool, GQueue *jobs, gconstpointer data)
{
    GList *next;

    for (GList *link = jobs->head; link != NULL; link = next) {
        ArsipJob *job = link->data;

        next = link->next;
        if (data != NULL && job->data != data)
            continue;
        g_queue_delete_link(jobs, link);
        arsip_job_free(job);
        pool->n_pending--;
    }
}

void
arsip_pool_close(ArsipPool *pool)
{
    pool->is_closed = TRUE;
    drop_from(pool, &pool->waiting, NULL);
    drop_from(pool, &pool->stillborn, NULL);
    for (guint i = 0; i < pool->settings.readers; i++) {
        ArsipSlot *slot = &pool->slots[i];

        if (slot->job == NULL || slot->is_sent)
            continue;
        g_clear_pointer(&slot->job, arsip_job_free);
        pool->n_pending--;
    }
}

void
arsip_pool_drop(ArsipPool *pool, gconstpointer data)
{
    drop_from(pool, &pool->waiting, data);
    drop_from(pool, &pool->stillborn, data);
    for (guint i = 0; i < pool->settings.readers; i++) {
        ArsipSlot *slot = &pool->slots[i];

        if (slot->job == NULL || slot->job->data != data)
            continue;
        g_clear_pointer(&slot->child, arsip_child_free);
        g_clear_pointer(&slot->job, arsip_job_free);
        pool->n_pending--;
    }
}

/* A large archive takes its time; one that stands still for as long as a page may take has come to its end.
 */
static gboolean
may_go_on(const ArsipPool *pool, ArsipSlot *slot, gint64 now)
{
    if (slot->deadline >= slot->limit || slot->job == NULL || !arsip_job_came_on(slot->job))
        return FALSE;
    slot->deadline = MIN(slot->limit, now + (gint64)pool->settings.deadline * G_USEC_PER_SEC);
    return TRUE;
}

static void
enforce_deadline(ArsipPool *pool, ArsipSlot *slot, gint64 now)
{
    guint seconds = (guint)((slot->deadline - slot->since) / G_USEC_PER_SEC);
    gboolean is_busy = slot->child != NULL && (slot->job != NULL || !slot->child->is_ready);

    if (is_busy && now >= slot->deadline && !may_go_on(pool, slot, now))
        arsip_crew_lose(pool, slot,
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

        arsip_crew_fail(pool, job, failure);
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
    guint before = pool->n_called + pool->n_lost;

    for (;;) {
        fail_stillborn(pool);
        arsip_crew_dispatch(pool);
        /* A lost reader's page is not with the fresh one yet: who was asked to stop can still take it back.
         */
        if (pool->n_called + pool->n_lost != before || pool->n_pending == 0)
            return TRUE;
        if (!has_children(pool) && pool->n_start_failures >= ARSIP_CREW_START_ATTEMPTS) {
            g_propagate_error(error, g_error_copy(pool->start_failure));
            return FALSE;
        }
        if (!wait_for_readers(pool, until))
            return TRUE;
        for (guint i = 0; i < pool->settings.readers; i++) {
            if (pool->polls[i].revents != 0 && pool->slots[i].child != NULL)
                arsip_crew_listen(pool, &pool->slots[i]);
        }
        /* After what was said: a process that was stopped for an hour and goes on finds answers, not
         * culprits. */
        for (guint i = 0; i < pool->settings.readers; i++)
            enforce_deadline(pool, &pool->slots[i], g_get_monotonic_time());
        if (g_get_monotonic_time() >= until) {
            arsip_crew_dispatch(pool);
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
