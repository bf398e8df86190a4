/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/message.h"
#include "base/system.h"
#include "decode/serve.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* So few requests that all the answers find room in the channel, which nobody reads from. */
#define INPUT_MAX 2048

/* Descriptors of a small text and of an output go with the first byte, as with a request of the parent's. */
static gboolean
send_all(int channel, const guint8 *data, size_t size, const int *fds)
{
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(2 * sizeof(int))];
    } control = {0};
    struct iovec piece = {.iov_base = (void *)data, .iov_len = size};
    struct msghdr message = {
        .msg_iov = &piece, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);

    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(2 * sizeof(int));
    memcpy(CMSG_DATA(header), fds, 2 * sizeof(int));
    return sendmsg(channel, &message, MSG_NOSIGNAL) == (ssize_t)size;
}

/* What a reader makes of the bytes that its parent sends. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    static const char text[] = "Surat undangan rapat.\n\fHalaman dua.\n";
    static ArsipDecoder *decoder = NULL;
    g_auto(ArsipFd) file = memfd_create("input", MFD_CLOEXEC);
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
    const int fds[] = {file, output};
    int pair[2];

    if (decoder == NULL)
        decoder = arsip_decoder_new("ind+eng", NULL);
    if (size == 0 || size > INPUT_MAX || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return 0;
    g_auto(ArsipFd) near = pair[0];
    g_auto(ArsipFd) far = pair[1];
    g_assert_cmpint(write(file, text, sizeof text - 1), ==, sizeof text - 1);
    if (!send_all(near, data, size, fds))
        return 0;
    shutdown(near, SHUT_WR);
    (void)arsip_serve(far, decoder, TRUE, NULL);
    return 0;
}
