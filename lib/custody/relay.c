/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/relay.h"

/* Whoever is ahead by so many waits. And so many are handed over at once, as to wake a thread for each takes
 * longer than what is done with it. */
#define WAITING_MOST 128
#define AT_ONCE      32

struct ArsipRelay {
    ArsipRelayDo do_item;
    GDestroyNotify free_item;
    gpointer data;
    GThread *thread;
    GPtrArray *ready; /* not handed over yet */
    GMutex mutex;
    GCond has_come, has_gone;
    /* Behind the mutex: */
    GPtrArray *waiting;
    gboolean is_busy; /* with what it took */
    gboolean is_over; /* nothing more comes */
    gboolean has_failed;
    GError *error;
};

static GPtrArray *
new_items(const ArsipRelay *relay)
{
    return g_ptr_array_new_with_free_func(relay->free_item);
}

/* ---- in the thread */

/* Those that wait; NULL where nothing more comes. */
static GPtrArray *
take(ArsipRelay *relay)
{
    GPtrArray *items = NULL;

    g_mutex_lock(&relay->mutex);
    relay->is_busy = FALSE;
    g_cond_signal(&relay->has_gone);
    while (relay->waiting->len == 0 && !relay->is_over)
        g_cond_wait(&relay->has_come, &relay->mutex);
    if (!relay->is_over) {
        items = relay->waiting;
        relay->waiting = new_items(relay);
        relay->is_busy = TRUE;
        g_cond_signal(&relay->has_gone);
    }
    g_mutex_unlock(&relay->mutex);
    return items;
}

static void
fail(ArsipRelay *relay, GError *error)
{
    g_mutex_lock(&relay->mutex);
    relay->has_failed = TRUE;
    relay->is_busy = FALSE;
    relay->error = error;
    g_cond_signal(&relay->has_gone);
    g_mutex_unlock(&relay->mutex);
}

static gpointer
work(gpointer data)
{
    ArsipRelay *relay = data;
    GError *error = NULL;
    GPtrArray *items;

    while (error == NULL && (items = take(relay)) != NULL) {
        for (guint i = 0; i < items->len && error == NULL; i++)
            relay->do_item(items->pdata[i], relay->data, &error);
        g_ptr_array_unref(items);
    }
    if (error != NULL)
        fail(relay, error);
    return NULL;
}

/* ---- the caller's side */

ArsipRelay *
arsip_relay_new(const char *name, ArsipRelayDo do_item, GDestroyNotify free_item, gpointer data)
{
    ArsipRelay *relay = g_new0(ArsipRelay, 1);

    relay->do_item = do_item;
    relay->free_item = free_item;
    relay->data = data;
    relay->waiting = new_items(relay);
    relay->ready = new_items(relay);
    g_mutex_init(&relay->mutex);
    g_cond_init(&relay->has_come);
    g_cond_init(&relay->has_gone);
    relay->thread = g_thread_new(name, work, relay);
    return relay;
}

void
arsip_relay_free(ArsipRelay *relay)
{
    if (relay == NULL)
        return;
    g_mutex_lock(&relay->mutex);
    relay->is_over = TRUE;
    g_cond_signal(&relay->has_come);
    g_mutex_unlock(&relay->mutex);
    g_thread_join(relay->thread);
    g_ptr_array_unref(relay->waiting);
    g_ptr_array_unref(relay->ready);
    g_clear_error(&relay->error);
    g_mutex_clear(&relay->mutex);
    g_cond_clear(&relay->has_come);
    g_cond_clear(&relay->has_gone);
    g_free(relay);
}

static gboolean
fail_as_before(ArsipRelay *relay, GError **error)
{
    if (relay->error != NULL)
        g_propagate_error(error, g_error_copy(relay->error));
    return FALSE;
}

/* Waits for as long as more than so many wait. */
static gboolean
hand_over(ArsipRelay *relay, guint n_left, GError **error)
{
    gboolean has_failed;

    g_mutex_lock(&relay->mutex);
    g_ptr_array_extend_and_steal(relay->waiting, relay->ready);
    g_cond_signal(&relay->has_come);
    while (!relay->has_failed && (relay->waiting->len > n_left || (n_left == 0 && relay->is_busy)))
        g_cond_wait(&relay->has_gone, &relay->mutex);
    has_failed = relay->has_failed;
    g_mutex_unlock(&relay->mutex);
    relay->ready = new_items(relay);
    return !has_failed || fail_as_before(relay, error);
}

gboolean
arsip_relay_hand(ArsipRelay *relay, gpointer item, GError **error)
{
    g_ptr_array_add(relay->ready, item);
    return relay->ready->len < AT_ONCE || arsip_relay_send(relay, error);
}

gboolean
arsip_relay_send(ArsipRelay *relay, GError **error)
{
    return hand_over(relay, WAITING_MOST, error);
}

gboolean
arsip_relay_settle(ArsipRelay *relay, GError **error)
{
    return hand_over(relay, 0, error);
}
