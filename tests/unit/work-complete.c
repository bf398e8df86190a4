/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/system.h"
#include "work/complete.h"

static gboolean
seems_complete(const void *bytes, gsize length)
{
    g_autofree char *path = NULL;
    g_auto(ArsipFd) fd = g_file_open_tmp("arsip-complete-XXXXXX", &path, NULL);

    g_assert_cmpint(fd, >=, 0);
    g_unlink(path);
    g_assert_cmpint(write(fd, bytes, length), ==, (gssize)length);
    return arsip_file_seems_complete(fd);
}

static GBytes *
load(const char *name)
{
    g_autofree char *path = g_build_filename(ARSIP_TEST_DATA, "decode", name, NULL);
    GError *error = NULL;
    char *bytes;
    gsize length;

    g_file_get_contents(path, &bytes, &length, &error);
    g_assert_no_error(error);
    return g_bytes_new_take(bytes, length);
}

/* With its last bytes it seems complete; without them it does not. */
static void
check_sample(const char *name, gsize last)
{
    g_autoptr(GBytes) whole = load(name);
    gsize length;
    const void *bytes = g_bytes_get_data(whole, &length);

    g_assert_true(seems_complete(bytes, length));
    g_assert_false(seems_complete(bytes, length - last));
    g_assert_false(seems_complete(bytes, length / 2));
}

static void
samples_seem_complete_with_their_end_alone(void)
{
    check_sample("good-layer.pdf", 8);
    check_sample("good-exif-6.jpg", 2);
    check_sample("good-alpha.png", 12);
    check_sample("good-batch.zip", 22);
    check_sample("good-letter.docx", 22);
}

static void
what_stands_behind_the_end_does_not_matter(void)
{
    g_autoptr(GBytes) whole = load("good-layer.pdf");
    g_autoptr(GByteArray) longer = g_byte_array_new();
    const guint8 zeros[500] = {0};

    g_byte_array_append(longer, g_bytes_get_data(whole, NULL), (guint)g_bytes_get_size(whole));
    g_byte_array_append(longer, zeros, sizeof zeros);
    g_assert_true(seems_complete(longer->data, longer->len));
}

static void
an_empty_file_is_in_doubt_and_a_text_is_not(void)
{
    g_assert_false(seems_complete("", 0));
    g_assert_true(seems_complete("Surat", 5));
    g_assert_true(seems_complete("x", 1));
}

static void
a_zip_with_a_long_comment_is_complete(void)
{
    g_autofree guint8 *bytes = g_malloc0(22 + 65535 + 4);

    memcpy(bytes, "PK\3\4", 4);
    memcpy(bytes + 4, "PK\5\6", 4);
    g_assert_true(seems_complete(bytes, 22 + 65535 + 4));
    g_assert_false(seems_complete("PK\3\4PK\1\2", 8));
}

static void
directories_of_a_tiff_must_lie_within_it(void)
{
    /* One directory of one entry, and a second one of none behind it. */
    guint8 little[] = {'I', 'I', '*', 0, 8, 0, 0,  0, 1, 0, 0, 0, 0, 0, 0, 0,
                       0,   0,   0,   0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    guint8 big[] = {'M', 'M', 0, '*', 0, 0, 0, 8, 0, 0, 0, 0, 0, 0};

    g_assert_true(seems_complete(little, sizeof little));
    for (gsize length = 8; length < sizeof little; length++)
        g_assert_false(seems_complete(little, length));
    g_assert_true(seems_complete(big, sizeof big));
    big[7] = 9;
    g_assert_false(seems_complete(big, sizeof big));
    big[4] = 0xff;
    g_assert_false(seems_complete(big, sizeof big));
}

static void
a_circle_of_directories_comes_to_an_end(void)
{
    const guint8 circle[] = {'I', 'I', '*', 0, 8, 0, 0, 0, 0, 0, 8, 0, 0, 0};

    g_assert_true(seems_complete(circle, sizeof circle));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/complete/samples_seem_complete_with_their_end_alone",
                    samples_seem_complete_with_their_end_alone);
    g_test_add_func("/complete/what_stands_behind_the_end_does_not_matter",
                    what_stands_behind_the_end_does_not_matter);
    g_test_add_func("/complete/an_empty_file_is_in_doubt_and_a_text_is_not",
                    an_empty_file_is_in_doubt_and_a_text_is_not);
    g_test_add_func("/complete/a_zip_with_a_long_comment_is_complete", a_zip_with_a_long_comment_is_complete);
    g_test_add_func("/complete/directories_of_a_tiff_must_lie_within_it",
                    directories_of_a_tiff_must_lie_within_it);
    g_test_add_func("/complete/a_circle_of_directories_comes_to_an_end",
                    a_circle_of_directories_comes_to_an_end);
    return g_test_run();
}
