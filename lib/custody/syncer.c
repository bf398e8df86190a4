/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/syncer.h"

#include <errno.h>
#include <unistd.h>

/* Files between one time and the next: each takes a while of its own, however little there is to write. */
#define FILES_BETWEEN 2500

struct ArsipSyncer {
    int fd;
    GThread *thread;
    GMutex mutex;
    GCond has_come;
    /* Behind the mutex: */
    guint n_files; /* since it was last woken */
    gboolean is_asked, is_ending;
    int fault; /* the first; errno */
};

static int
sync_now(int fd)
{
    return syncfs(fd) == 0 ? 0 : errno;
}

/* FALSE at the end. */
static gboolean
wait_for_more(ArsipSyncer *syncer)
{
    gboolean is_asked;

    g_mutex_lock(&syncer->mutex);
    while (!syncer->is_asked && !syncer->is_ending)
        g_cond_wait(&syncer->has_come, &syncer->mutex);
    is_asked = syncer->is_asked && !syncer->is_ending;
    syncer->is_asked = FALSE;
    g_mutex_unlock(&syncer->mutex);
    return is_asked;
}

/* The system tells a fault once: to whoever syncs next, and not to the one at the end. */
static gpointer
work(gpointer data)
{
    ArsipSyncer *syncer = data;

    while (wait_for_more(syncer)) {
        int fault = sync_now(syncer->fd);

        g_mutex_lock(&syncer->mutex);
        if (syncer->fault == 0)
            syncer->fault = fault;
        g_mutex_unlock(&syncer->mutex);
    }
    return NULL;
}

static void
join(ArsipSyncer *syncer)
{
    if (syncer->thread == NULL)
        return;
    g_mutex_lock(&syncer->mutex);
    syncer->is_ending = TRUE;
    g_cond_signal(&syncer->has_come);
    g_mutex_unlock(&syncer->mutex);
    g_thread_join(g_steal_pointer(&syncer->thread));
}

ArsipSyncer *
arsip_syncer_new(int fd)
{
    ArsipSyncer *syncer = g_new0(ArsipSyncer, 1);

    syncer->fd = fd;
    g_mutex_init(&syncer->mutex);
    g_cond_init(&syncer->has_come);
    return syncer;
}

void
arsip_syncer_free(ArsipSyncer *syncer)
{
    if (syncer == NULL)
        return;
    join(syncer);
    g_mutex_clear(&syncer->mutex);
    g_cond_clear(&syncer->has_come);
    g_free(syncer);
}

int
arsip_syncer_count(ArsipSyncer *syncer)
{
    int fault;

    g_mutex_lock(&syncer->mutex);
    if (++syncer->n_files == FILES_BETWEEN) {
        syncer->n_files = 0;
        syncer->is_asked = TRUE;
        if (syncer->thread == NULL)
            syncer->thread = g_thread_new("syncer", work, syncer);
        g_cond_signal(&syncer->has_come);
    }
    fault = syncer->fault;
    g_mutex_unlock(&syncer->mutex);
    return fault;
}

int
arsip_syncer_end(ArsipSyncer *syncer)
{
    int fault;

    join(syncer);
    fault = sync_now(syncer->fd);
    return syncer->fault != 0 ? syncer->fault : fault;
}
