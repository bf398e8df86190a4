/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is packed comes out again, and a stream that breaks off is no archive. */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "decode/container/pack.h"
#include "decode/container/unpack.h"

static void
put(int stream, const char *path, const char *text, guint64 told_size)
{
    guint8 head[12] = {0};
    gsize length = strlen(path);

    head[2] = (guint8)(length >> 8);
    head[3] = (guint8)length;
    for (guint i = 0; i < 8; i++)
        head[4 + i] = (guint8)(told_size >> (8 * (7 - i)));
    g_assert_cmpint(write(stream, head, sizeof head), ==, sizeof head);
    g_assert_cmpint(write(stream, path, length), ==, (gssize)length);
    g_assert_cmpint(write(stream, text, strlen(text)), ==, (gssize)strlen(text));
}

static gboolean
note_member(const ArsipMember *member, gpointer data, GError **error)
{
    (void)error;
    g_assert_no_error(member->error);
    g_string_append_printf(data, "%s %d %d\n", member->path, (int)member->size, (int)member->modified);
    return TRUE;
}

static void
check_format(const char *format)
{
    const ArsipUnpackLimits limits = {100, 1u << 20, 200};
    g_autofree char *deep = g_strnfill(150, 'x');
    g_autofree char *expected =
        g_strdup_printf("bag/satu.txt 4 1710000000\n%s/%s 3 1710000000\nkosong 0 1710000000\n", deep, deep);
    g_autofree char *path = g_strconcat(deep, "/", deep, NULL);
    g_autoptr(GString) found = g_string_new(NULL);
    int stream = memfd_create("stream", 0), packed = memfd_create("packed", 0),
        members = memfd_create("out", 0);
    GError *error = NULL;

    put(stream, "bag/satu.txt", "satu", 4);
    put(stream, path, "dua", 3);
    put(stream, "kosong", "", 0);
    put(stream, "", "", 0);
    lseek(stream, 0, SEEK_SET);

    g_assert_true(arsip_pack(stream, packed, format, 1710000000, &error));
    g_assert_no_error(error);

    g_assert_true(arsip_unpack(packed, members, &limits, NULL, note_member, found, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(found->str, ==, expected);
    close(stream);
    close(packed);
    close(members);
}

static void
a_tar_holds_what_was_packed(void)
{
    check_format("tar");
}

static void
a_zip_holds_what_was_packed(void)
{
    check_format("zip");
}

static void
a_stream_that_breaks_off_fails(void)
{
    int stream = memfd_create("stream", 0), packed = memfd_create("packed", 0);
    GError *error = NULL;

    put(stream, "satu.txt", "satu", 5);
    lseek(stream, 0, SEEK_SET);

    g_assert_false(arsip_pack(stream, packed, "tar", 0, &error));
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    g_clear_error(&error);
    close(stream);
    close(packed);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/decode/a_tar_holds_what_was_packed", a_tar_holds_what_was_packed);
    g_test_add_func("/decode/a_zip_holds_what_was_packed", a_zip_holds_what_was_packed);
    g_test_add_func("/decode/a_stream_that_breaks_off_fails", a_stream_that_breaks_off_fails);
    return g_test_run();
}
