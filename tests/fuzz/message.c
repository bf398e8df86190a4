/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/message.h"
#include "base/system.h"
#include "check-reading.h"
#include "reader/answer.h"

/* Smaller than the socket's buffer, so that one process can write all of it and then read. */
#define INPUT_MAX (64 * 1024)

#define OUTPUT_SIZE 1000
#define ENTRIES_MAX 10

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the pool does with the values of an answer, whichever job it would answer. */
static void
understand(GVariant *values, ArsipMemberBounds *bounds)
{
    g_auto(ArsipOpenedFile) opened = {0};
    g_auto(ArsipMemberAnswer) member = {0};
    g_autoptr(GError) failure = arsip_answer_failure(values, FALSE);

    check_reading(arsip_reading_from_variant(values, NULL));
    g_assert_true(g_utf8_validate(failure->message, -1, NULL));
    if (arsip_answer_opened(values, &opened, NULL))
        g_assert_cmpuint(opened.n_pages, <=, ARSIP_MESSAGE_PAGES_MAX);
    if (arsip_answer_drawn(values, OUTPUT_SIZE, NULL)) {
        guint64 size = 0;
        g_assert_true(g_variant_lookup(values, "size", "t", &size) && size == OUTPUT_SIZE);
    }
    if (arsip_answer_member(values, OUTPUT_SIZE, ENTRIES_MAX, bounds, &member, NULL)) {
        g_assert_cmpuint(member.offset + member.size, <=, OUTPUT_SIZE);
        g_assert_cmpint(*member.path, !=, '/');
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(ArsipInbox) inbox = arsip_inbox_new();
    ArsipMemberBounds bounds = {0};
    int pair[2];

    if (size > INPUT_MAX || socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
        return 0;
    g_auto(ArsipFd) near = pair[0];
    g_auto(ArsipFd) far = pair[1];
    if (size > 0 && send(near, data, size, 0) != (ssize_t)size)
        return 0;
    arsip_fd_close(&near);

    for (;;) {
        g_autoptr(ArsipMessage) message = NULL;

        if (arsip_inbox_take(inbox, far, &message, NULL) != ARSIP_INBOX_WHOLE)
            return 0;
        understand(message->values, &bounds);
    }
}
