/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/scribe.h"
#include "base/file.h"
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* What is handed to the thread at once: bytes enough that to wake it is no matter. */
#define BLOCK (64 * 1024)

/* Where so many wait, whoever has more waits, too. */
#define BLOCKS_MOST 8

/* So many bytes of a file are sent on to the disk, where they would be waited for at the end. */
#define SENT_AT_ONCE (2 * 1024 * 1024)

typedef struct {
    ArsipScribe *scribe;
    FILE *file;            /* without a buffer: what is put goes into a block at once */
    struct Block *filling; /* or NULL */
    int fd;
    ArsipHash *hash;
    guint64 size, sent;
    /* Behind the mutex: */
    guint waiting; /* blocks that are not written */
    GError *error;
} Stream;

typedef struct Block {
    Stream *stream;
    gsize length;
    guint8 bytes[BLOCK];
} Block;

struct ArsipScribe {
    const char *name; /* for errors */
    gboolean is_kept; /* what is written: it is to be on the disk in the end */
    GThread *thread;
    Stream *last; /* that ended, or NULL */
    GMutex mutex;
    GCond has_come, has_gone;
    /* Behind the mutex: */
    GPtrArray *streams; /* of Stream, without an end yet */
    GQueue blocks;      /* of Block, that wait */
    GQueue spare;       /* of Block: to ask for memory in one thread and free it in another takes long */
    gboolean is_over;
};

/* ---- in the thread */

/* The next; NULL where nothing more comes. */
static Block *
take(ArsipScribe *scribe)
{
    Block *block = NULL;

    g_mutex_lock(&scribe->mutex);
    while (g_queue_is_empty(&scribe->blocks) && !scribe->is_over)
        g_cond_wait(&scribe->has_come, &scribe->mutex);
    if (!scribe->is_over)
        block = g_queue_pop_head(&scribe->blocks);
    g_mutex_unlock(&scribe->mutex);
    return block;
}

/* Promises nothing: that is left to whoever syncs, who waits less. */
static void
send_on(Stream *stream)
{
    if (stream->size - stream->sent < SENT_AT_ONCE)
        return;
    sync_file_range(stream->fd, (off_t)stream->sent, (off_t)(stream->size - stream->sent),
                    SYNC_FILE_RANGE_WRITE);
    stream->sent = stream->size;
}

static gboolean
write_block(const ArsipScribe *scribe, const Block *block, GError **error)
{
    Stream *stream = block->stream;

    if (!arsip_file_write(stream->fd, scribe->name, block->bytes, block->length, error))
        return FALSE;
    arsip_hash_update(stream->hash, block->bytes, block->length);
    stream->size += block->length;
    if (scribe->is_kept)
        send_on(stream);
    return TRUE;
}

/* Takes both. The first fault of a stream is the one that is told. */
static void
settle(ArsipScribe *scribe, Block *block, GError *fault)
{
    Stream *stream = block->stream;

    g_mutex_lock(&scribe->mutex);
    stream->waiting--;
    if (stream->error == NULL)
        stream->error = g_steal_pointer(&fault);
    g_queue_push_head(&scribe->spare, block);
    g_cond_broadcast(&scribe->has_gone);
    g_mutex_unlock(&scribe->mutex);
    g_clear_error(&fault);
}

static gpointer
work(gpointer data)
{
    ArsipScribe *scribe = data;
    Block *block;

    while ((block = take(scribe)) != NULL) {
        GError *fault = NULL;

        write_block(scribe, block, &fault);
        settle(scribe, block, fault);
    }
    return NULL;
}

/* ---- in the threads that put */

/* The caller's. */
static Block *
take_spare(ArsipScribe *scribe)
{
    Block *block;

    g_mutex_lock(&scribe->mutex);
    while (g_queue_get_length(&scribe->blocks) >= BLOCKS_MOST && !scribe->is_over)
        g_cond_wait(&scribe->has_gone, &scribe->mutex);
    block = g_queue_pop_head(&scribe->spare);
    g_mutex_unlock(&scribe->mutex);
    return block != NULL ? block : g_new(Block, 1);
}

static void
hand_over(Stream *stream)
{
    ArsipScribe *scribe = stream->scribe;

    g_mutex_lock(&scribe->mutex);
    stream->waiting++;
    g_queue_push_tail(&scribe->blocks, g_steal_pointer(&stream->filling));
    g_cond_signal(&scribe->has_come);
    g_mutex_unlock(&scribe->mutex);
}

static Block *
begin_block(Stream *stream)
{
    Block *block = take_spare(stream->scribe);

    block->stream = stream;
    block->length = 0;
    return block;
}

/* As a cookie_write_function_t has it: all or nothing. What cannot be written is told at the end. */
static ssize_t
put(void *cookie, const char *bytes, size_t length)
{
    Stream *stream = cookie;
    gsize part;

    for (gsize at = 0; at < length; at += part) {
        if (stream->filling == NULL)
            stream->filling = begin_block(stream);
        part = MIN(BLOCK - stream->filling->length, length - at);
        memcpy(stream->filling->bytes + stream->filling->length, bytes + at, part);
        stream->filling->length += part;
        if (stream->filling->length == BLOCK)
            hand_over(stream);
    }
    return (ssize_t)length;
}

static void
free_stream(gpointer data)
{
    Stream *stream = data;

    if (stream == NULL)
        return;
    fclose(stream->file);
    g_free(stream->filling);
    close(stream->fd);
    arsip_hash_free(stream->hash);
    g_clear_error(&stream->error);
    g_free(stream);
}

ArsipScribe *
arsip_scribe_new(const char *name, gboolean is_kept)
{
    ArsipScribe *scribe = g_new0(ArsipScribe, 1);

    scribe->name = name;
    scribe->is_kept = is_kept;
    scribe->streams = g_ptr_array_new_with_free_func(free_stream);
    g_queue_init(&scribe->blocks);
    g_queue_init(&scribe->spare);
    g_mutex_init(&scribe->mutex);
    g_cond_init(&scribe->has_come);
    g_cond_init(&scribe->has_gone);
    scribe->thread = g_thread_new("scribe", work, scribe);
    return scribe;
}

void
arsip_scribe_free(ArsipScribe *scribe)
{
    if (scribe == NULL)
        return;
    g_mutex_lock(&scribe->mutex);
    scribe->is_over = TRUE;
    g_cond_signal(&scribe->has_come);
    g_mutex_unlock(&scribe->mutex);
    g_thread_join(scribe->thread);
    g_ptr_array_unref(scribe->streams);
    free_stream(scribe->last);
    g_queue_clear_full(&scribe->blocks, g_free);
    g_queue_clear_full(&scribe->spare, g_free);
    g_mutex_clear(&scribe->mutex);
    g_cond_clear(&scribe->has_come);
    g_cond_clear(&scribe->has_gone);
    g_free(scribe);
}

FILE *
arsip_scribe_open(ArsipScribe *scribe, int fd)
{
    static const cookie_io_functions_t functions = {.write = put};
    Stream *stream = g_new0(Stream, 1);

    stream->scribe = scribe;
    stream->fd = fd;
    stream->hash = arsip_hash_new();
    stream->file = fopencookie(stream, "w", functions);
    if (stream->file == NULL)
        g_error("there is no memory for a stream");
    setvbuf(stream->file, NULL, _IONBF, 0);
    g_mutex_lock(&scribe->mutex);
    g_ptr_array_add(scribe->streams, stream);
    g_mutex_unlock(&scribe->mutex);
    return stream->file;
}

/* Behind the mutex. */
static Stream *
steal_stream(ArsipScribe *scribe, const FILE *file)
{
    guint i = 0;

    while (((const Stream *)scribe->streams->pdata[i])->file != file)
        i++;
    return g_ptr_array_steal_index(scribe->streams, i);
}

gboolean
arsip_scribe_end(ArsipScribe *scribe, FILE *file, ArsipScript *script, GError **error)
{
    Stream *stream;

    free_stream(g_steal_pointer(&scribe->last));
    g_mutex_lock(&scribe->mutex);
    stream = scribe->last = steal_stream(scribe, file);
    g_mutex_unlock(&scribe->mutex);
    if (stream->filling != NULL)
        hand_over(stream);
    g_mutex_lock(&scribe->mutex);
    while (stream->waiting > 0)
        g_cond_wait(&scribe->has_gone, &scribe->mutex);
    g_mutex_unlock(&scribe->mutex);
    if (stream->error != NULL) {
        g_propagate_error(error, g_steal_pointer(&stream->error));
        return FALSE;
    }
    *script = (ArsipScript){.fd = stream->fd, .size = stream->size};
    arsip_hash_finish(stream->hash, script->sha256);
    return TRUE;
}
