/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Streams that a thread writes and hashes. */
#include "custody/scribe.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static int
open_file(void)
{
    return open(g_get_tmp_dir(), O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
}

static char *
read_all(int fd, gsize size)
{
    char *bytes = g_malloc0(size + 1);

    g_assert_cmpint(pread(fd, bytes, size + 1, 0), ==, (gssize)size);
    return bytes;
}

static void
assert_script(ArsipScribe *scribe, FILE *file, const GString *expected)
{
    g_autofree char *sum =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, expected->str, (gssize)expected->len);
    g_autofree char *hex = NULL;
    g_autofree char *bytes = NULL;
    ArsipScript script;
    GError *error = NULL;

    g_assert_true(arsip_scribe_end(scribe, file, &script, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(script.size, ==, expected->len);
    hex = arsip_hash_hex(script.sha256);
    g_assert_cmpstr(hex, ==, sum);
    bytes = read_all(script.fd, expected->len);
    g_assert_true(memcmp(bytes, expected->str, expected->len) == 0);
}

/* More than a buffer, a block, and all that may wait. */
static void
streams_that_grow_by_turns_are_each_written_in_order(void)
{
    g_autoptr(ArsipScribe) scribe = arsip_scribe_new("the bag", TRUE);
    FILE *files[3];
    GString *expected[3];

    for (guint i = 0; i < 3; i++) {
        files[i] = arsip_scribe_open(scribe, open_file());
        expected[i] = g_string_new(NULL);
    }
    for (guint line = 0; line < 60000; line++) {
        g_autofree char *text = g_strdup_printf("%u: baris ke-%u dari berkas ini\n", line % 3, line);

        fputs(text, files[line % 3]);
        g_string_append(expected[line % 3], text);
    }
    for (guint i = 0; i < 3; i++) {
        g_autofree char *page = g_strnfill(3000000 + i, 'x');

        fputs(page, files[i]);
        g_string_append(expected[i], page);
    }

    for (guint i = 0; i < 3; i++) {
        assert_script(scribe, files[i], expected[i]);
        g_string_free(expected[i], TRUE);
    }
}

static void
a_stream_of_nothing_is_an_empty_file(void)
{
    g_autoptr(ArsipScribe) scribe = arsip_scribe_new("the bag", FALSE);
    g_autoptr(GString) nothing = g_string_new(NULL);

    assert_script(scribe, arsip_scribe_open(scribe, open_file()), nothing);
}

static void
a_full_disk_is_told_at_the_end(void)
{
    g_autoptr(ArsipScribe) scribe = arsip_scribe_new("the bag", FALSE);
    FILE *file = arsip_scribe_open(scribe, open("/dev/full", O_WRONLY | O_CLOEXEC));
    ArsipScript script;
    g_autoptr(GError) error = NULL;

    fputs("a line", file);

    g_assert_false(arsip_scribe_end(scribe, file, &script, &error));
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_NO_SPACE);
    g_assert_true(g_str_has_prefix(error->message, "the bag: "));
}

/* As where an export fails: more waits than there is room for. */
static void
a_scribe_can_be_dropped_with_its_streams_open(void)
{
    ArsipScribe *scribe = arsip_scribe_new("the bag", FALSE);
    g_autofree char *page = g_strnfill(1000000, 'x');

    for (guint i = 0; i < 8; i++) {
        FILE *file = arsip_scribe_open(scribe, open_file());

        fputs(page, file);
        fputs("not flushed", file);
    }

    arsip_scribe_free(scribe);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/custody/streams_that_grow_by_turns_are_each_written_in_order",
                    streams_that_grow_by_turns_are_each_written_in_order);
    g_test_add_func("/custody/a_stream_of_nothing_is_an_empty_file", a_stream_of_nothing_is_an_empty_file);
    g_test_add_func("/custody/a_full_disk_is_told_at_the_end", a_full_disk_is_told_at_the_end);
    g_test_add_func("/custody/a_scribe_can_be_dropped_with_its_streams_open",
                    a_scribe_can_be_dropped_with_its_streams_open);
    return g_test_run();
}
