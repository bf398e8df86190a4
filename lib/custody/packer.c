/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/packer.h"
#include "base/i18n.h"
#include "base/system.h"
#include "reader/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

#define WAIT_MILLISECONDS 50
#define BUFFER_BYTES      (1024 * 1024)

/* Where so much was packed, the disk begins to write it: it would be waited for at the end. */
#define SENT_AT_ONCE (4u << 20)

/* Small files are sent together, up to so many bytes. */
#define TOGETHER (64 * 1024)

/* The reader is given its job by whoever waits for the pool: that is seen to until it must have begun, which
 * is before its socket is full. */
#define BEGINNING (8u << 20)

struct ArsipPacker {
    ArsipPool *pool;
    ArsipFd stream; /* the reader has the other end */
    int output;
    guint64 total;    /* bytes */
    guint64 sent;     /* of them since the disk was last told of any */
    GByteArray *kept; /* not sent yet */
    gboolean is_done;
    GError *failure;
};

static void
on_done(const GError *error, gpointer data)
{
    ArsipPacker *packer = data;

    packer->is_done = TRUE;
    packer->failure = error != NULL ? g_error_copy(error) : NULL;
}

ArsipPacker *
arsip_packer_new(int output, const char *format, gint64 modified, GError **error)
{
    const ArsipPoolSettings settings = {.readers = 1};
    g_autoptr(ArsipPacker) packer = g_new0(ArsipPacker, 1);
    int ends[2] = {-1, -1};
    int size = BUFFER_BYTES;

    packer->stream = -1;
    packer->output = output;
    packer->kept = g_byte_array_sized_new(TOGETHER);
    packer->pool = arsip_pool_new(&settings, error);
    if (packer->pool == NULL)
        return NULL;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        arsip_set_errno(error, errno, NULL, _("a reader cannot be started"));
        return NULL;
    }
    /* As much as the system lets it be: it works with less. */
    setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    packer->stream = ends[0];
    g_unix_set_fd_nonblocking(packer->stream, TRUE, NULL);
    arsip_pool_pack(packer->pool, ends[1], output, format, modified, on_done, packer);
    arsip_fd_close(&ends[1]);
    return g_steal_pointer(&packer);
}

void
arsip_packer_free(ArsipPacker *packer)
{
    if (packer == NULL)
        return;
    arsip_fd_close(&packer->stream);
    g_byte_array_unref(packer->kept);
    arsip_pool_free(packer->pool);
    g_clear_error(&packer->failure);
    g_free(packer);
}

/* The job ended while there was more to pack: that is a failure, whatever the reader said. */
static gboolean
fail(ArsipPacker *packer, GError **error)
{
    if (packer->failure != NULL)
        g_propagate_error(error, g_steal_pointer(&packer->failure));
    else
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_CRASHED,
                            _("the reader ended before all was packed"));
    return FALSE;
}

static gboolean
wait_for_room(ArsipPacker *packer, GError **error)
{
    struct pollfd room = {.fd = packer->stream, .events = POLLOUT};

    if (poll(&room, 1, WAIT_MILLISECONDS) < 0 && errno != EINTR)
        return arsip_set_errno(error, errno, NULL, _("a reader cannot be reached"));
    return arsip_pool_wait(packer->pool, 0, error) && (!packer->is_done || fail(packer, error));
}

/* After nothing could be sent, errno saying why; TRUE: it can be tried again. */
static gboolean
try_again(ArsipPacker *packer, GError **error)
{
    if (errno == EPIPE) {
        /* What it died of is heard over its other channel. */
        while (!packer->is_done && arsip_pool_wait(packer->pool, -1, error))
            ;
        return packer->is_done ? fail(packer, error) : FALSE;
    }
    if (errno != EAGAIN && errno != EINTR && errno != ENOBUFS)
        return arsip_set_errno(error, errno, NULL, _("a reader cannot be reached"));
    return wait_for_room(packer, error);
}

static gboolean
send_bytes(ArsipPacker *packer, const void *bytes, gsize length, GError **error)
{
    const guint8 *at = bytes;

    while (length > 0) {
        ssize_t sent = send(packer->stream, at, length, MSG_NOSIGNAL);

        if (sent > 0) {
            at += sent;
            length -= (gsize)sent;
        } else if (!try_again(packer, error))
            return FALSE;
    }
    return TRUE;
}

/* Promises nothing. */
static void
write_on(ArsipPacker *packer, gsize length)
{
    packer->total += length;
    packer->sent += length;
    if (packer->sent < SENT_AT_ONCE)
        return;
    sync_file_range(packer->output, 0, 0, SYNC_FILE_RANGE_WRITE);
    packer->sent = 0;
}

static gboolean
send_kept(ArsipPacker *packer, GError **error)
{
    gboolean is_sent = (packer->total > BEGINNING || arsip_pool_wait(packer->pool, 0, error)) &&
                       send_bytes(packer, packer->kept->data, packer->kept->len, error);

    g_byte_array_set_size(packer->kept, 0);
    return is_sent;
}

gboolean
arsip_packer_send(ArsipPacker *packer, const void *bytes, gsize length, GError **error)
{
    write_on(packer, length);
    if (packer->kept->len + length > TOGETHER && !send_kept(packer, error))
        return FALSE;
    if (length >= TOGETHER)
        return send_bytes(packer, bytes, length, error);
    g_byte_array_append(packer->kept, bytes, (guint)length);
    return TRUE;
}

/* sendfile() without the signal that ends a program whose reader has died: it comes even where some of the
 * bytes were sent before. */
static ssize_t
send_quietly(int to, int from, off_t *at, gsize length)
{
    const struct timespec no_time = {0};
    sigset_t pipe_signal, before;
    ssize_t sent;
    int fault;

    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    sent = sendfile(to, from, at, length);
    fault = errno;
    sigtimedwait(&pipe_signal, NULL, &no_time);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = fault;
    return sent;
}

gboolean
arsip_packer_send_file(ArsipPacker *packer, int fd, guint64 *length, GError **error)
{
    guint64 end = *length;
    off_t at = 0;

    *length = 0;
    if (!send_kept(packer, error))
        return FALSE;
    while (*length < end) {
        ssize_t sent = send_quietly(packer->stream, fd, &at, (gsize)MIN(end - *length, SENT_AT_ONCE));

        if (sent == 0)
            break;
        if (sent > 0)
            write_on(packer, (gsize)sent);
        else if (!try_again(packer, error))
            return FALSE;
        *length = (guint64)at;
    }
    return TRUE;
}

gboolean
arsip_packer_begin(ArsipPacker *packer, const char *path, guint64 size, GError **error)
{
    gsize length = strlen(path);
    guint8 head[12];

    for (guint i = 0; i < 4; i++)
        head[i] = (guint8)(length >> (8 * (3 - i)));
    for (guint i = 0; i < 8; i++)
        head[4 + i] = (guint8)(size >> (8 * (7 - i)));
    return arsip_packer_send(packer, head, sizeof head, error) &&
           arsip_packer_send(packer, path, length, error);
}

gboolean
arsip_packer_finish(ArsipPacker *packer, GError **error)
{
    if (!arsip_packer_begin(packer, "", 0, error) || !send_kept(packer, error))
        return FALSE;
    while (!packer->is_done)
        if (!arsip_pool_wait(packer->pool, -1, error))
            return FALSE;
    return packer->failure == NULL || fail(packer, error);
}
