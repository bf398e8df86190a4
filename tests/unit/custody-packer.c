/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader that packs, and one that ends too early. */
#include "custody/packer.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define SIZE (20u << 20)

/* Much more than a socket holds. */
static int
make_file(void)
{
    int fd = memfd_create("records", MFD_CLOEXEC);
    g_autoptr(GString) lines = g_string_sized_new(SIZE);

    for (guint i = 0; i < SIZE / 8; i++)
        g_string_append_printf(lines, "%07u\n", i);
    g_assert_cmpint(write(fd, lines->str, SIZE), ==, SIZE);
    return fd;
}

static void
a_file_is_packed_from_its_beginning(void)
{
    int output = memfd_create("packed", MFD_CLOEXEC), file = make_file();
    g_autofree char *found = g_malloc0(SIZE);
    g_autofree char *expected = g_malloc0(SIZE);
    guint64 length = SIZE;
    g_autoptr(ArsipPacker) packer = NULL;
    GError *error = NULL;

    packer = arsip_packer_new(output, "tar", 1710000000, &error);
    g_assert_no_error(error);
    g_assert_true(arsip_packer_begin(packer, "bag/a", 3, &error));
    g_assert_true(arsip_packer_send(packer, "abc", 3, &error));
    g_assert_true(arsip_packer_begin(packer, "bag/b", SIZE, &error));
    g_assert_true(arsip_packer_send_file(packer, file, &length, &error));
    g_assert_true(arsip_packer_finish(packer, &error));

    g_assert_cmpuint(length, ==, SIZE);
    g_assert_cmpint(pread(output, found, 5, 0), ==, 5);
    g_assert_cmpstr(found, ==, "bag/a");
    g_assert_cmpint(pread(output, found, 3, 512), ==, 3);
    g_assert_true(memcmp(found, "abc", 3) == 0);
    g_assert_cmpint(pread(output, found, SIZE, 3 * 512), ==, SIZE);
    g_assert_cmpint(pread(file, expected, SIZE, 0), ==, SIZE);
    g_assert_true(memcmp(found, expected, SIZE) == 0);
    close(file);
    close(output);
}

static void
a_file_that_is_shorter_says_so(void)
{
    int output = memfd_create("packed", MFD_CLOEXEC), file = make_file();
    guint64 length = SIZE + 1;
    g_autoptr(ArsipPacker) packer = NULL;
    GError *error = NULL;

    packer = arsip_packer_new(output, "tar", 1710000000, &error);
    g_assert_no_error(error);
    g_assert_true(arsip_packer_begin(packer, "bag/b", SIZE + 1, &error));
    g_assert_true(arsip_packer_send_file(packer, file, &length, &error));

    g_assert_cmpuint(length, ==, SIZE);
    close(file);
    close(output);
}

/* No signal, but a sentence, though there is nobody any more who reads. */
static void
a_full_disk_ends_it_with_the_reason(void)
{
    int output = open("/dev/full", O_WRONLY | O_CLOEXEC), file = make_file();
    guint64 length = SIZE;
    g_autoptr(ArsipPacker) packer = NULL;
    g_autoptr(GError) error = NULL;
    gboolean is_sent;

    packer = arsip_packer_new(output, "tar", 1710000000, &error);
    g_assert_no_error(error);
    g_assert_true(arsip_packer_begin(packer, "bag/b", SIZE, &error));
    is_sent = arsip_packer_send_file(packer, file, &length, &error);

    g_assert_false(is_sent && arsip_packer_finish(packer, &error));
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_NO_SPACE);
    close(file);
    close(output);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/packer/a_file_is_packed_from_its_beginning", a_file_is_packed_from_its_beginning);
    g_test_add_func("/packer/a_file_that_is_shorter_says_so", a_file_that_is_shorter_says_so);
    g_test_add_func("/packer/a_full_disk_ends_it_with_the_reason", a_full_disk_ends_it_with_the_reason);
    return g_test_run();
}
