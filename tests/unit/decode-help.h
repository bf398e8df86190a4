/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TESTS_DECODE_HELP_H
#define ARSIP_TESTS_DECODE_HELP_H

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/system.h"
#include "decode/decode.h"

static inline int
open_sample(const char *name)
{
    g_autofree char *path = g_build_filename(ARSIP_TEST_DATA, "decode", name, NULL);
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    g_assert_cmpint(fd, >=, 0);
    return fd;
}

static inline int
open_bytes(gconstpointer bytes, gsize length)
{
    int fd = memfd_create("test", MFD_CLOEXEC);

    g_assert_cmpint(write(fd, bytes, length), ==, (gssize)length);
    return fd;
}

static inline ArsipDecoder *
new_decoder(void)
{
    g_autoptr(GError) error = NULL;
    ArsipDecoder *decoder = arsip_decoder_new("ind+eng", &error);

    g_assert_no_error(error);
    return decoder;
}

#endif
