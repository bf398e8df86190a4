/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "base/i18n.h"
#include "base/system.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define MESSAGE_TYPE "(us@a{sv})"

/* Memory is taken as bytes arrive, not as the length promises. */
#define FIRST_CHUNK (64u * 1024)

typedef union {
    struct cmsghdr header; /* aligns the buffer */
    char bytes[CMSG_SPACE(sizeof(int) * ARSIP_MESSAGE_DESCRIPTORS)];
} Control;

struct ArsipInbox {
    guint32 length; /* of the body, once n_header is complete */
    gsize n_header;
    GByteArray *body;
    gsize n_body;
    int fds[ARSIP_MESSAGE_DESCRIPTORS];
};

static void
close_fds(int *fds)
{
    for (guint i = 0; i < ARSIP_MESSAGE_DESCRIPTORS; i++)
        arsip_fd_close(&fds[i]);
}

void
arsip_message_free(ArsipMessage *message)
{
    if (message == NULL)
        return;
    close_fds(message->fds);
    g_variant_unref(message->values);
    g_free(message->kind);
    g_free(message);
}

ArsipMessage *
arsip_message_parse(GBytes *body, GError **error)
{
    g_autoptr(GVariant) whole =
        g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE("(usa{sv})"), body, FALSE));
    ArsipMessage *message = NULL;

    if (!g_variant_is_normal_form(whole)) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("a message between arsip and its reader is damaged"));
        return NULL;
    }
    message = g_new0(ArsipMessage, 1);
    g_variant_get(whole, MESSAGE_TYPE, &message->number, NULL, &message->values);
    g_variant_get_child(whole, 1, "s", &message->kind);
    for (guint i = 0; i < ARSIP_MESSAGE_DESCRIPTORS; i++)
        message->fds[i] = -1;
    return message;
}

static ssize_t
send_piece(int socket, const guint8 *bytes, gsize size, const int *fds, guint n_fds)
{
    struct iovec piece = {(void *)bytes, size};
    Control control = {0};
    struct msghdr header = {.msg_iov = &piece, .msg_iovlen = 1};
    struct cmsghdr *rights = NULL;

    /* Without descriptors a plain send() does: the confined side is not allowed sendmsg(). */
    if (n_fds == 0)
        return send(socket, bytes, size, MSG_NOSIGNAL);

    header.msg_control = control.bytes;
    header.msg_controllen = CMSG_SPACE(sizeof(int) * n_fds);
    rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int) * n_fds);
    memcpy(CMSG_DATA(rights), fds, sizeof(int) * n_fds);
    return sendmsg(socket, &header, MSG_NOSIGNAL);
}

gboolean
arsip_message_send(int socket, guint32 number, const char *kind, GVariant *values, const int *fds,
                   guint n_fds, GError **error)
{
    g_autoptr(GVariant) whole = g_variant_ref_sink(g_variant_new(MESSAGE_TYPE, number, kind, values));
    gsize size = g_variant_get_size(whole);
    guint32 length = (guint32)size;
    g_autofree guint8 *bytes = NULL;

    g_return_val_if_fail(n_fds <= ARSIP_MESSAGE_DESCRIPTORS, FALSE);
    if (size > ARSIP_MESSAGE_MAX) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("a message of %zu bytes is larger than the %u that are allowed"), size,
                    ARSIP_MESSAGE_MAX);
        return FALSE;
    }
    bytes = g_malloc(sizeof length + size);
    memcpy(bytes, &length, sizeof length);
    memcpy(bytes + sizeof length, g_variant_get_data(whole), size);

    for (gsize sent = 0; sent < sizeof length + size;) {
        ssize_t n = send_piece(socket, bytes + sent, sizeof length + size - sent, fds, sent == 0 ? n_fds : 0);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN) {
            g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_BUSY, _("the other side takes no messages"));
            return FALSE;
        }
        if (n < 0)
            return arsip_set_errno(error, errno, NULL, _("cannot send a message"));
        sent += (gsize)n;
    }
    return TRUE;
}

ArsipInbox *
arsip_inbox_new(void)
{
    ArsipInbox *inbox = g_new0(ArsipInbox, 1);

    inbox->body = g_byte_array_new();
    for (guint i = 0; i < ARSIP_MESSAGE_DESCRIPTORS; i++)
        inbox->fds[i] = -1;
    return inbox;
}

void
arsip_inbox_free(ArsipInbox *inbox)
{
    if (inbox == NULL)
        return;
    close_fds(inbox->fds);
    g_byte_array_unref(inbox->body);
    g_free(inbox);
}

/* Keeps the descriptors that came with a header; FALSE if there were more than a message may have. */
static gboolean
keep_fds(ArsipInbox *inbox, struct msghdr *header)
{
    gboolean is_within = (header->msg_flags & MSG_CTRUNC) == 0;

    for (struct cmsghdr *at = CMSG_FIRSTHDR(header); at != NULL; at = CMSG_NXTHDR(header, at)) {
        gsize n = (at->cmsg_len - CMSG_LEN(0)) / sizeof(int);

        if (at->cmsg_level != SOL_SOCKET || at->cmsg_type != SCM_RIGHTS)
            continue;
        for (gsize i = 0; i < n; i++) {
            ArsipFd fd = -1;
            guint slot = 0;

            memcpy(&fd, CMSG_DATA(at) + i * sizeof fd, sizeof fd);
            while (slot < ARSIP_MESSAGE_DESCRIPTORS && inbox->fds[slot] >= 0)
                slot++;
            if (slot < ARSIP_MESSAGE_DESCRIPTORS)
                inbox->fds[slot] = arsip_fd_steal(&fd);
            else
                is_within = FALSE;
            arsip_fd_close(&fd);
        }
    }
    return is_within;
}

/* Descriptors stand beside the header; the kernel closes those that come with a body. */
static ssize_t
receive_header(ArsipInbox *inbox, int socket, int flags)
{
    struct iovec piece = {(guint8 *)&inbox->length + inbox->n_header, sizeof inbox->length - inbox->n_header};
    Control control = {0};
    struct msghdr header = {.msg_iov = &piece,
                            .msg_iovlen = 1,
                            .msg_control = control.bytes,
                            .msg_controllen = sizeof control.bytes};
    ssize_t n = recvmsg(socket, &header, flags | MSG_CMSG_CLOEXEC);

    if (n < 0)
        return n;
    if (!keep_fds(inbox, &header)) {
        errno = EBADMSG;
        return -1;
    }
    inbox->n_header += (gsize)n;
    if (inbox->n_header == sizeof inbox->length && inbox->length > ARSIP_MESSAGE_MAX) {
        errno = EBADMSG;
        return -1;
    }
    return n;
}

static ssize_t
receive_body(ArsipInbox *inbox, int socket, int flags)
{
    gsize room = MIN((gsize)inbox->length, MAX(FIRST_CHUNK, 2 * inbox->n_body));
    ssize_t n = 0;

    if (inbox->body->len < room)
        g_byte_array_set_size(inbox->body, (guint)room);
    n = recv(socket, inbox->body->data + inbox->n_body, inbox->body->len - inbox->n_body, flags);
    if (n > 0)
        inbox->n_body += (gsize)n;
    return n;
}

static gboolean
has_header(const ArsipInbox *inbox)
{
    return inbox->n_header == sizeof inbox->length;
}

static gboolean
is_whole(const ArsipInbox *inbox)
{
    return has_header(inbox) && inbox->n_body == inbox->length;
}

/* Hands out the message that is complete and makes the inbox ready for the next. */
static ArsipMessage *
open_whole(ArsipInbox *inbox, GError **error)
{
    g_autoptr(GBytes) body = g_byte_array_free_to_bytes(inbox->body);
    ArsipMessage *message = arsip_message_parse(body, error);

    inbox->body = g_byte_array_new();
    inbox->n_header = 0;
    inbox->n_body = 0;
    for (guint i = 0; i < ARSIP_MESSAGE_DESCRIPTORS && message != NULL; i++)
        message->fds[i] = arsip_fd_steal(&inbox->fds[i]);
    return message;
}

static ArsipInboxState
take(ArsipInbox *inbox, int socket, int flags, ArsipMessage **message, GError **error)
{
    while (!is_whole(inbox)) {
        ssize_t n =
            has_header(inbox) ? receive_body(inbox, socket, flags) : receive_header(inbox, socket, flags);

        if (n > 0 || (n < 0 && errno == EINTR))
            continue;
        if (n == 0 && inbox->n_header == 0)
            return ARSIP_INBOX_ENDED;
        if (n < 0 && errno == EAGAIN)
            return ARSIP_INBOX_WAITS;
        if (n < 0 && errno == ECONNRESET && inbox->n_header == 0)
            return ARSIP_INBOX_ENDED;
        if (n == 0 || errno == EBADMSG || errno == ECONNRESET)
            g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                                _("a message between arsip and its reader is cut short or too large"));
        else
            arsip_set_errno(error, errno, NULL, _("cannot receive a message"));
        return ARSIP_INBOX_FAILED;
    }
    *message = open_whole(inbox, error);
    return *message != NULL ? ARSIP_INBOX_WHOLE : ARSIP_INBOX_FAILED;
}

ArsipInboxState
arsip_inbox_take(ArsipInbox *inbox, int socket, ArsipMessage **message, GError **error)
{
    return take(inbox, socket, MSG_DONTWAIT, message, error);
}

ArsipMessage *
arsip_message_receive(int socket, GError **error)
{
    g_autoptr(ArsipInbox) inbox = arsip_inbox_new();
    ArsipMessage *message = NULL;

    take(inbox, socket, 0, &message, error);
    return message;
}
