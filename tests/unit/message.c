/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/message.h"
#include "base/system.h"

typedef struct {
    int near;
    int far;
} Line;

static void
line_open(Line *line)
{
    int pair[2];

    g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), ==, 0);
    line->near = pair[0];
    line->far = pair[1];
}

static void
line_close(Line *line)
{
    arsip_fd_close(&line->near);
    arsip_fd_close(&line->far);
}

static GVariant *
sample_values(const char *text)
{
    return g_variant_new_parsed("{'text': <%s>, 'page': <@u 3>}", text);
}

static void
what_is_sent_arrives(void)
{
    g_autoptr(ArsipMessage) message = NULL;
    g_autoptr(GError) error = NULL;
    const char *text = NULL;
    Line line;
    line_open(&line);

    g_assert_true(arsip_message_send(line.near, 7, "read", sample_values("Undangan"), NULL, 0, &error));
    message = arsip_message_receive(line.far, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(message->number, ==, 7);
    g_assert_cmpstr(message->kind, ==, "read");
    g_assert_true(g_variant_lookup(message->values, "text", "&s", &text));
    g_assert_cmpstr(text, ==, "Undangan");
    g_assert_cmpint(message->fds[0], ==, -1);
    line_close(&line);
}

static void
descriptors_travel_with_their_message(void)
{
    g_autoptr(ArsipMessage) first = NULL;
    g_autoptr(ArsipMessage) second = NULL;
    g_auto(ArsipFd) file = memfd_create("file", MFD_CLOEXEC);
    const int fds[] = {file, file};
    struct stat sent, arrived;
    Line line;
    line_open(&line);

    g_assert_true(arsip_message_send(line.near, 1, "open", sample_values(""), NULL, 0, NULL));
    g_assert_true(arsip_message_send(line.near, 2, "unpack", sample_values(""), fds, 2, NULL));
    first = arsip_message_receive(line.far, NULL);
    second = arsip_message_receive(line.far, NULL);

    g_assert_cmpint(first->fds[0], ==, -1);
    g_assert_cmpint(fstat(file, &sent), ==, 0);
    for (guint i = 0; i < 2; i++) {
        g_assert_cmpint(fstat(second->fds[i], &arrived), ==, 0);
        g_assert_cmpuint(arrived.st_ino, ==, sent.st_ino);
        g_assert_cmpint(fcntl(second->fds[i], F_GETFD) & FD_CLOEXEC, ==, FD_CLOEXEC);
    }
    line_close(&line);
}

static void
the_end_of_the_stream_is_no_error(void)
{
    g_autoptr(GError) error = NULL;
    Line line;
    line_open(&line);
    arsip_fd_close(&line.near);

    g_assert_null(arsip_message_receive(line.far, &error));

    g_assert_no_error(error);
    line_close(&line);
}

/* The bytes of one message as they go over the line. */
static GByteArray *
bytes_of_message(const char *text)
{
    GByteArray *bytes = g_byte_array_new();
    guint8 buffer[4096];
    ssize_t n = 0;
    Line line;
    line_open(&line);

    g_assert_true(arsip_message_send(line.near, 5, "done", sample_values(text), NULL, 0, NULL));
    arsip_fd_close(&line.near);
    while ((n = recv(line.far, buffer, sizeof buffer, 0)) > 0)
        g_byte_array_append(bytes, buffer, (guint)n);
    line_close(&line);
    return bytes;
}

static void
a_message_in_single_bytes_is_gathered(void)
{
    g_autoptr(GByteArray) bytes = bytes_of_message("Undangan");
    g_autoptr(ArsipInbox) inbox = arsip_inbox_new();
    g_autoptr(ArsipMessage) message = NULL;
    Line line;
    line_open(&line);

    for (guint i = 0; i < bytes->len; i++) {
        g_assert_cmpint(arsip_inbox_take(inbox, line.far, &message, NULL), ==, ARSIP_INBOX_WAITS);
        g_assert_cmpint(send(line.near, bytes->data + i, 1, 0), ==, 1);
    }
    g_assert_cmpint(arsip_inbox_take(inbox, line.far, &message, NULL), ==, ARSIP_INBOX_WHOLE);

    g_assert_cmpuint(message->number, ==, 5);
    g_assert_cmpint(arsip_inbox_take(inbox, line.far, NULL, NULL), ==, ARSIP_INBOX_WAITS);
    line_close(&line);
}

/* Whatever single byte is changed or lost, what comes out is a message or a refusal, and never more than one.
 */
static void
a_changed_byte_does_no_harm(void)
{
    g_autoptr(GByteArray) bytes = bytes_of_message("Undangan Rapat");

    for (guint i = sizeof(guint32); i < bytes->len; i++) {
        g_autoptr(ArsipMessage) message = NULL;
        g_autoptr(GError) error = NULL;
        Line line;
        line_open(&line);

        bytes->data[i] ^= 0x55;
        g_assert_cmpint(send(line.near, bytes->data, bytes->len, 0), ==, bytes->len);
        bytes->data[i] ^= 0x55;
        arsip_fd_close(&line.near);
        message = arsip_message_receive(line.far, &error);

        g_assert_true((message == NULL) == (error != NULL));
        if (error != NULL)
            g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
        line_close(&line);
    }
}

static void
a_message_cut_anywhere_is_damaged(void)
{
    g_autoptr(GByteArray) bytes = bytes_of_message("Undangan");

    for (guint length = 1; length < bytes->len; length++) {
        g_autoptr(GError) error = NULL;
        Line line;
        line_open(&line);

        g_assert_cmpint(send(line.near, bytes->data, length, 0), ==, length);
        arsip_fd_close(&line.near);

        g_assert_null(arsip_message_receive(line.far, &error));
        g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
        line_close(&line);
    }
}

static void
a_length_above_the_cap_is_refused(void)
{
    const guint32 length = ARSIP_MESSAGE_MAX + 1;
    g_autoptr(GError) error = NULL;
    Line line;
    line_open(&line);

    g_assert_cmpint(send(line.near, &length, sizeof length, 0), ==, sizeof length);

    g_assert_null(arsip_message_receive(line.far, &error));
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    line_close(&line);
}

static void
a_value_above_the_cap_is_not_sent(void)
{
    g_autofree char *text = g_strnfill(ARSIP_MESSAGE_MAX, 'x');
    g_autoptr(GError) error = NULL;
    Line line;
    line_open(&line);

    g_assert_false(arsip_message_send(line.near, 1, "done", sample_values(text), NULL, 0, &error));

    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT);
    line_close(&line);
}

static void
a_closed_line_is_told_without_a_signal(void)
{
    g_autoptr(GError) error = NULL;
    Line line;
    line_open(&line);
    arsip_fd_close(&line.far);

    g_assert_false(arsip_message_send(line.near, 1, "read", sample_values(""), NULL, 0, &error));

    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED);
    line_close(&line);
}

static void
a_line_that_nobody_reads_is_given_up(void)
{
    const struct timeval soon = {.tv_usec = 1000};
    g_autofree char *text = g_strnfill(4 << 20, 'x');
    g_autoptr(GError) error = NULL;
    Line line;
    line_open(&line);
    setsockopt(line.near, SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon);

    g_assert_false(arsip_message_send(line.near, 1, "read", sample_values(text), NULL, 0, &error));

    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_BUSY);
    line_close(&line);
}

static guint
count_descriptors(void)
{
    g_autoptr(GDir) open_ones = g_dir_open("/proc/self/fd", 0, NULL);
    guint n = 0;

    g_assert_nonnull(open_ones);
    while (g_dir_read_name(open_ones) != NULL)
        n++;
    return n;
}

/* More descriptors than a message may have: none of them stays open. */
static void
too_many_descriptors_are_refused(void)
{
    const guint32 length = 100;
    g_auto(ArsipFd) file = memfd_create("file", MFD_CLOEXEC);
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int) * 8)];
    } control = {0};
    struct iovec piece = {(void *)&length, sizeof length};
    struct msghdr message = {.msg_iov = &piece,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    g_autoptr(GError) error = NULL;
    guint before;
    Line line;
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int) * 8);
    for (guint i = 0; i < 8; i++)
        memcpy(CMSG_DATA(rights) + i * sizeof(int), &file, sizeof(int));
    line_open(&line);
    before = count_descriptors();

    g_assert_cmpint(sendmsg(line.near, &message, 0), ==, sizeof length);
    g_assert_null(arsip_message_receive(line.far, &error));

    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    g_assert_cmpuint(count_descriptors(), ==, before);
    line_close(&line);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/message/what_is_sent_arrives", what_is_sent_arrives);
    g_test_add_func("/message/descriptors_travel_with_their_message", descriptors_travel_with_their_message);
    g_test_add_func("/message/the_end_of_the_stream_is_no_error", the_end_of_the_stream_is_no_error);
    g_test_add_func("/message/a_message_in_single_bytes_is_gathered", a_message_in_single_bytes_is_gathered);
    g_test_add_func("/message/a_changed_byte_does_no_harm", a_changed_byte_does_no_harm);
    g_test_add_func("/message/a_message_cut_anywhere_is_damaged", a_message_cut_anywhere_is_damaged);
    g_test_add_func("/message/a_length_above_the_cap_is_refused", a_length_above_the_cap_is_refused);
    g_test_add_func("/message/a_value_above_the_cap_is_not_sent", a_value_above_the_cap_is_not_sent);
    g_test_add_func("/message/a_closed_line_is_told_without_a_signal",
                    a_closed_line_is_told_without_a_signal);
    g_test_add_func("/message/a_line_that_nobody_reads_is_given_up", a_line_that_nobody_reads_is_given_up);
    g_test_add_func("/message/too_many_descriptors_are_refused", too_many_descriptors_are_refused);
    return g_test_run();
}
