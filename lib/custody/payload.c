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

/* What is to be put. */
typedef struct {
    char *path;
    FILE *stream; /* NULL: an original */
    guint8 sha256[ARSIP_HASH_SIZE];
} Item;

struct ArsipPayload {
    ArsipSink *sink;
    FILE *manifest;
    ArsipFd folder;   /* the archive's */
    GPtrArray *ready; /* of Item: not handed over yet */
    GThread *thread;
    guint64 bytes, files;
    GMutex mutex;
    GCond has_come, has_gone;
    /* Behind the mutex: */
    GPtrArray *waiting; /* of Item */
    gboolean is_all;    /* nothing more comes */
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

static GPtrArray *
new_items(void)
{
    return g_ptr_array_new_full(WAITING_MOST, free_item);
}

/* ---- in the thread */

static void
note(ArsipPayload *payload, const char *path, const ArsipPut *put)
{
    g_autofree char *written = arsip_manifest_write_path(path);
    g_autofree char *hex = arsip_hash_hex(put->sha256);

    fprintf(payload->manifest, "%s  %s\n", hex, written);
    payload->bytes += put->size;
    payload->files++;
}

static gboolean
put_original(const ArsipPayload *payload, const Item *item, ArsipPut *put, GError **error)
{
    g_autofree char *name = arsip_original_path(item->sha256);
    g_auto(ArsipFd) fd = arsip_original_open_below(payload->folder, item->sha256, error);

    if (fd < 0 || !arsip_sink_put(payload->sink, item->path, fd, name, put, error))
        return FALSE;
    if (memcmp(put->sha256, item->sha256, ARSIP_HASH_SIZE) == 0)
        return TRUE;
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                _("%s: the original in the archive is damaged; run `arsip check` and fetch it from a backup"),
                name);
    return FALSE;
}

static gboolean
put_item(ArsipPayload *payload, const Item *item, GError **error)
{
    ArsipPut put;

    if (!(item->stream != NULL ? arsip_sink_put_stream(payload->sink, item->path, item->stream, &put, error)
                               : put_original(payload, item, &put, error)))
        return FALSE;
    note(payload, item->path, &put);
    return TRUE;
}

static gboolean
put_all(ArsipPayload *payload, const GPtrArray *items, GError **error)
{
    for (guint i = 0; i < items->len; i++)
        if (!put_item(payload, items->pdata[i], error))
            return FALSE;
    return TRUE;
}

/* Those that wait; NULL where nothing more comes. */
static GPtrArray *
take(ArsipPayload *payload)
{
    GPtrArray *items = NULL;

    g_mutex_lock(&payload->mutex);
    while (payload->waiting->len == 0 && !payload->is_all)
        g_cond_wait(&payload->has_come, &payload->mutex);
    if (payload->waiting->len > 0) {
        items = payload->waiting;
        payload->waiting = new_items();
    }
    g_cond_signal(&payload->has_gone);
    g_mutex_unlock(&payload->mutex);
    return items;
}

static void
fail(ArsipPayload *payload, GError *error)
{
    g_mutex_lock(&payload->mutex);
    payload->has_failed = TRUE;
    payload->error = error;
    g_cond_signal(&payload->has_gone);
    g_mutex_unlock(&payload->mutex);
}

static gpointer
carry(gpointer data)
{
    ArsipPayload *payload = data;
    GPtrArray *items;
    gboolean is_done = TRUE;

    while (is_done && (items = take(payload)) != NULL) {
        GError *error = NULL;

        is_done = put_all(payload, items, &error);
        g_ptr_array_unref(items);
        if (!is_done)
            fail(payload, error);
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
    payload->waiting = new_items();
    payload->ready = new_items();
    g_mutex_init(&payload->mutex);
    g_cond_init(&payload->has_come);
    g_cond_init(&payload->has_gone);
    payload->folder = open(arsip_archive_folder(archive), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (payload->folder < 0) {
        arsip_set_errno(error, errno, arsip_archive_name(archive), _("cannot be read"));
        return NULL;
    }
    payload->thread = g_thread_new("payload", carry, payload);
    return g_steal_pointer(&payload);
}

static void
join(ArsipPayload *payload)
{
    g_mutex_lock(&payload->mutex);
    payload->is_all = TRUE;
    g_cond_signal(&payload->has_come);
    g_mutex_unlock(&payload->mutex);
    g_thread_join(g_steal_pointer(&payload->thread));
}

void
arsip_payload_free(ArsipPayload *payload)
{
    if (payload == NULL)
        return;
    g_mutex_lock(&payload->mutex);
    g_ptr_array_set_size(payload->waiting, 0);
    g_mutex_unlock(&payload->mutex);
    if (payload->thread != NULL)
        join(payload);
    g_ptr_array_unref(payload->waiting);
    g_ptr_array_unref(payload->ready);
    g_clear_error(&payload->error);
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
    while (payload->waiting->len >= WAITING_MOST && !payload->has_failed)
        g_cond_wait(&payload->has_gone, &payload->mutex);
    has_failed = payload->has_failed;
    g_ptr_array_extend_and_steal(payload->waiting, g_steal_pointer(&payload->ready));
    payload->ready = new_items();
    g_cond_signal(&payload->has_come);
    g_mutex_unlock(&payload->mutex);
    return !has_failed || fail_as_before(payload, error);
}

/* Takes the item. */
static gboolean
put(ArsipPayload *payload, Item *item, GError **error)
{
    g_ptr_array_add(payload->ready, item);
    return payload->ready->len < AT_ONCE || hand_over(payload, error);
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
