/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/payload.h"

#include "archive/intake.h"
#include "base/i18n.h"
#include "base/system.h"
#include "custody/manifest.h"
#include "custody/record.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

/* Whoever is ahead by so many waits: each is a few hundred bytes. And so many are handed over at once, as to
 * wake a thread for each takes longer than to put it. */
#define WAITING_MOST 4096
#define AT_ONCE      128

/* Into a folder: to make a file takes the system longer than all else. */
#define THREADS_MOST 2

/* What is to be put. */
typedef struct {
    char *path;
    FILE *stream; /* NULL: an original */
    guint8 sha256[ARSIP_HASH_SIZE];
} Item;

/* What is put by one thread. */
typedef struct {
    GPtrArray *items; /* of Item */
    GString *lines;   /* of the manifest */
    guint n_items;
    guint64 bytes;
    gboolean is_done;
} Batch;

struct ArsipPayload {
    ArsipSink *sink;
    FILE *manifest;
    ArsipFd folder; /* the archive's */
    Batch *ready;   /* not handed over yet */
    GThread *threads[THREADS_MOST];
    guint n_threads;
    gint is_dropped; /* atomic: nothing more is put */
    GMutex streams;  /* one at a time is put */
    GMutex mutex;
    GCond has_come, has_gone;
    /* Behind the mutex: */
    GQueue waiting, begun; /* of Batch, in their order */
    guint64 bytes, files;
    gboolean is_all; /* nothing more comes */
    gboolean has_failed;
    GError *error;
};

static void
free_item(gpointer data)
{
    Item *item = data;

    g_free(item->path);
    g_free(item);
}

static Batch *
new_batch(void)
{
    Batch *batch = g_new0(Batch, 1);

    batch->items = g_ptr_array_new_full(AT_ONCE, free_item);
    batch->lines = g_string_new(NULL);
    return batch;
}

static void
free_batch(gpointer data)
{
    Batch *batch = data;

    g_ptr_array_unref(batch->items);
    g_string_free(batch->lines, TRUE);
    g_free(batch);
}

/* ---- in the threads */

static void
note(Batch *batch, const char *path, const ArsipPut *put)
{
    g_autofree char *written = arsip_manifest_write_path(path);
    char hex[ARSIP_HASH_HEX_SIZE];

    arsip_hash_write_hex(put->sha256, hex);
    g_string_append(batch->lines, hex);
    g_string_append(batch->lines, "  ");
    g_string_append(batch->lines, written);
    g_string_append_c(batch->lines, '\n');
    batch->bytes += put->size;
}

static gboolean
put_original(const ArsipPayload *payload, ArsipHand *hand, const Item *item, ArsipPut *put, GError **error)
{
    g_autofree char *name = arsip_original_path(item->sha256);
    g_auto(ArsipFd) fd = arsip_original_open_below(payload->folder, item->sha256, error);

    if (fd < 0 || !arsip_sink_put(payload->sink, hand, item->path, fd, name, put, error))
        return FALSE;
    if (memcmp(put->sha256, item->sha256, ARSIP_HASH_SIZE) == 0)
        return TRUE;
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                _("%s: the original in the archive is damaged; run `arsip check` and fetch it from a backup"),
                name);
    return FALSE;
}

static gboolean
put_stream(ArsipPayload *payload, const Item *item, ArsipPut *put, GError **error)
{
    gboolean is_put;

    g_mutex_lock(&payload->streams);
    is_put = arsip_sink_put_stream(payload->sink, item->path, item->stream, put, error);
    g_mutex_unlock(&payload->streams);
    return is_put;
}

static gboolean
put_all(ArsipPayload *payload, ArsipHand *hand, Batch *batch, GError **error)
{
    for (guint i = 0; i < batch->items->len && !g_atomic_int_get(&payload->is_dropped); i++) {
        const Item *item = batch->items->pdata[i];
        ArsipPut put;

        if (!(item->stream != NULL ? put_stream(payload, item, &put, error)
                                   : put_original(payload, hand, item, &put, error)))
            return FALSE;
        note(batch, item->path, &put);
    }
    return TRUE;
}

/* The next that waits; NULL where nothing more comes. */
static Batch *
take(ArsipPayload *payload)
{
    Batch *batch = NULL;

    g_mutex_lock(&payload->mutex);
    while (payload->waiting.length == 0 && !payload->is_all && !payload->has_failed)
        g_cond_wait(&payload->has_come, &payload->mutex);
    if (payload->waiting.length > 0 && !payload->has_failed) {
        batch = g_queue_pop_head(&payload->waiting);
        g_queue_push_tail(&payload->begun, batch);
    }
    g_cond_signal(&payload->has_gone);
    g_mutex_unlock(&payload->mutex);
    return batch;
}

/* In the order in which they came, whichever thread was done first. */
static void
list_done(ArsipPayload *payload)
{
    while (payload->begun.length > 0 && ((const Batch *)payload->begun.head->data)->is_done) {
        Batch *batch = g_queue_pop_head(&payload->begun);

        fwrite(batch->lines->str, 1, batch->lines->len, payload->manifest);
        payload->bytes += batch->bytes;
        payload->files += batch->n_items;
        free_batch(batch);
    }
}

/* Takes the fault: the first is told. */
static void
settle(ArsipPayload *payload, Batch *batch, GError *fault)
{
    batch->n_items = batch->items->len;
    g_ptr_array_set_size(batch->items, 0);
    g_mutex_lock(&payload->mutex);
    batch->is_done = fault == NULL;
    if (fault != NULL && !payload->has_failed)
        payload->error = g_steal_pointer(&fault);
    payload->has_failed = payload->has_failed || !batch->is_done;
    list_done(payload);
    if (payload->has_failed) {
        g_atomic_int_set(&payload->is_dropped, TRUE);
        g_cond_broadcast(&payload->has_come);
    }
    g_cond_signal(&payload->has_gone);
    g_mutex_unlock(&payload->mutex);
    g_clear_error(&fault);
}

static gpointer
carry(gpointer data)
{
    ArsipPayload *payload = data;
    g_autoptr(ArsipHand) hand = arsip_hand_new();
    Batch *batch;

    while ((batch = take(payload)) != NULL) {
        GError *fault = NULL;

        put_all(payload, hand, batch, &fault);
        settle(payload, batch, fault);
    }
    return NULL;
}

/* ---- the caller's side */

ArsipPayload *
arsip_payload_new(ArsipArchive *archive, ArsipSink *sink, FILE *manifest, GError **error)
{
    g_autoptr(ArsipPayload) payload = g_new0(ArsipPayload, 1);

    payload->sink = sink;
    payload->manifest = manifest;
    payload->ready = new_batch();
    g_queue_init(&payload->waiting);
    g_queue_init(&payload->begun);
    g_mutex_init(&payload->streams);
    g_mutex_init(&payload->mutex);
    g_cond_init(&payload->has_come);
    g_cond_init(&payload->has_gone);
    payload->folder = open(arsip_archive_folder(archive), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (payload->folder < 0) {
        arsip_set_errno(error, errno, arsip_archive_name(archive), _("cannot be read"));
        return NULL;
    }
    payload->n_threads = arsip_sink_is_folder(sink) ? THREADS_MOST : 1;
    for (guint i = 0; i < payload->n_threads; i++)
        payload->threads[i] = g_thread_new("payload", carry, payload);
    return g_steal_pointer(&payload);
}

static void
join(ArsipPayload *payload)
{
    g_mutex_lock(&payload->mutex);
    payload->is_all = TRUE;
    g_cond_broadcast(&payload->has_come);
    g_mutex_unlock(&payload->mutex);
    while (payload->n_threads > 0)
        g_thread_join(payload->threads[--payload->n_threads]);
}

void
arsip_payload_free(ArsipPayload *payload)
{
    if (payload == NULL)
        return;
    g_atomic_int_set(&payload->is_dropped, TRUE);
    g_mutex_lock(&payload->mutex);
    g_queue_clear_full(&payload->waiting, free_batch);
    g_mutex_unlock(&payload->mutex);
    join(payload);
    g_queue_clear_full(&payload->begun, free_batch);
    free_batch(payload->ready);
    g_clear_error(&payload->error);
    g_mutex_clear(&payload->streams);
    g_mutex_clear(&payload->mutex);
    g_cond_clear(&payload->has_come);
    g_cond_clear(&payload->has_gone);
    arsip_fd_close(&payload->folder);
    g_free(payload);
}

static gboolean
fail_as_before(ArsipPayload *payload, GError **error)
{
    g_propagate_error(error, g_steal_pointer(&payload->error));
    return FALSE;
}

static gboolean
hand_over(ArsipPayload *payload, GError **error)
{
    gboolean has_failed;

    g_mutex_lock(&payload->mutex);
    while (payload->waiting.length + payload->begun.length >= WAITING_MOST / AT_ONCE && !payload->has_failed)
        g_cond_wait(&payload->has_gone, &payload->mutex);
    has_failed = payload->has_failed;
    g_queue_push_tail(&payload->waiting, payload->ready);
    g_cond_signal(&payload->has_come);
    g_mutex_unlock(&payload->mutex);
    payload->ready = new_batch();
    return !has_failed || fail_as_before(payload, error);
}

/* Takes the item. */
static gboolean
put(ArsipPayload *payload, Item *item, GError **error)
{
    g_ptr_array_add(payload->ready->items, item);
    return payload->ready->items->len < AT_ONCE || hand_over(payload, error);
}

gboolean
arsip_payload_put_original(ArsipPayload *payload, const ArsipWholeOriginal *original, GError **error)
{
    Item *item = g_new0(Item, 1);

    item->path = arsip_record_original_path(original);
    memcpy(item->sha256, original->sha256, ARSIP_HASH_SIZE);
    return put(payload, item, error);
}

gboolean
arsip_payload_put_stream(ArsipPayload *payload, const char *path, FILE *stream, GError **error)
{
    Item *item = g_new0(Item, 1);

    item->path = g_strdup(path);
    item->stream = stream;
    return put(payload, item, error) && hand_over(payload, error);
}

gboolean
arsip_payload_end(ArsipPayload *payload, guint64 *bytes, guint64 *files, GError **error)
{
    if (!hand_over(payload, error))
        return FALSE;
    join(payload);
    *bytes = payload->bytes;
    *files = payload->files;
    return !payload->has_failed || fail_as_before(payload, error);
}
