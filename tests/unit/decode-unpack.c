/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-help.h"
#include <gio/gio.h>

static const ArsipUnpackLimits usual = {
    .max_entries = 100000, .max_bytes = G_GUINT64_CONSTANT(8) << 30, .max_ratio = 200};

#define LINE "Surat undangan rapat.\n"

/* The members as lines: path, bytes or the code of the error. */
static gboolean
note_member(const ArsipMember *member, gpointer data, GError **error)
{
    g_autofree char *path = g_strescape(member->path, NULL);

    (void)error;
    if (member->error != NULL)
        g_string_append_printf(data, "%s !%d\n", path, member->error->code);
    else
        g_string_append_printf(data, "%s %" G_GUINT64_FORMAT "+%" G_GUINT64_FORMAT "\n", path, member->offset,
                               member->size);
    return TRUE;
}

static char *
unpack(int given, const ArsipUnpackLimits *limits, int output, GError **error)
{
    g_auto(ArsipFd) fd = given;
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(GString) members = g_string_new(NULL);

    arsip_decoder_unpack(decoder, fd, output, limits, note_member, members, error);
    return g_string_free(g_steal_pointer(&members), FALSE);
}

static void
check_members(const char *sample, const char *expected)
{
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
    g_autoptr(GError) error = NULL;

    g_autofree char *members = unpack(open_sample(sample), &usual, output, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(members, ==, expected);
}

static void
check_fails(int fd, const ArsipUnpackLimits *limits, ArsipError code, const char *expected)
{
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
    g_autoptr(GError) error = NULL;

    g_autofree char *members = unpack(fd, limits, output, &error);

    g_assert_error(error, ARSIP_ERROR, (gint)code);
    g_assert_cmpstr(members, ==, expected);
}

static void
test_members_come_with_their_paths_and_bytes(void)
{
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
    char bytes[67] = "";

    g_autofree char *members = unpack(open_sample("good-batch.zip"), &usual, output, NULL);

    g_assert_cmpstr(members, ==, "surat/satu.txt 0+22\nsurat/dua \\303\\251.txt 22+44\n");
    g_assert_cmpint(pread(output, bytes, 66, 0), ==, 66);
    g_assert_cmpstr(bytes, ==, LINE LINE LINE);
}

static void
test_a_tar_is_opened_through_every_compression(void)
{
    /* 8: links and devices are told, not followed, but `keras` is a second name of the first; the name that
     * is no UTF-8 keeps its bytes. */
    const char *members = "surat.txt 0+22\ntautan !8\nkeras 22+22\nalat !8\nnama-\\377 44+22\n";

    check_members("good-links.tar.gz", members);
    check_members("good-links.tar.xz", members);
    check_members("good-links.tar.bz2", members);
    check_members("good-links.tar.zst", members);
}

static void
test_a_7z_is_opened(void)
{
    check_members("good-one.7z", "s.txt 0+22\n");
}

static void
test_one_compressed_file_is_its_own_member(void)
{
    check_members("good-single.txt.gz", "data 0+22\n");
}

static void
test_paths_stay_inside(void)
{
    check_members("bad-traversal.zip", "luar.txt 0+22\netc/akar.txt 22+22\na/b.txt 44+22\nc/d.txt 66+22\n");
}

static void
test_a_locked_member_is_told(void)
{
    check_members("bad-password.zip", "s.txt !9\n");
}

static void
test_a_stream_that_cannot_be_unpacked_is_damaged(void)
{
    check_fails(open_sample("bad-cut-short.gz"), &usual, ARSIP_ERROR_DAMAGED, "");
}

static void
test_an_archive_of_nothing_is_told_as_empty(void)
{
    const guint8 nothing[22] = {'P', 'K', 5, 6};

    check_fails(open_bytes(nothing, sizeof nothing), &usual, ARSIP_ERROR_EMPTY, "");
}

static void
test_more_entries_than_allowed_end_it(void)
{
    ArsipUnpackLimits limits = usual;
    limits.max_entries = 2;

    check_fails(open_sample("bad-traversal.zip"), &limits, ARSIP_ERROR_LIMIT,
                "luar.txt 0+22\netc/akar.txt 22+22\n");
}

static void
test_more_bytes_than_allowed_end_it(void)
{
    ArsipUnpackLimits limits = usual;
    limits.max_bytes = 50;

    check_fails(open_sample("good-batch.zip"), &limits, ARSIP_ERROR_LIMIT, "surat/satu.txt 0+22\n");
}

/* 80 MiB of one letter, far beyond 64 MiB and 200 times their packed size. */
static void
test_a_bomb_is_found_by_what_comes_out_of_it(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GConverter) packer = G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
    g_autofree guint8 *letters = g_malloc(80 << 20);
    g_autofree guint8 *packed = g_malloc(1 << 20);
    gsize read = 0, written = 0;
    memset(letters, 'a', 80 << 20);
    GConverterResult result = g_converter_convert(packer, letters, 80 << 20, packed, 1 << 20,
                                                  G_CONVERTER_INPUT_AT_END, &read, &written, &error);
    g_assert_no_error(error);
    g_assert_cmpint(result, ==, G_CONVERTER_FINISHED);

    check_fails(open_bytes(packed, written), &usual, ARSIP_ERROR_LIMIT, "");
}

/* A file packed over and over again is unpacked one layer at a time, by whoever asks again. */
static void
test_packing_within_packing_is_not_followed(void)
{
    g_auto(ArsipFd) inner = open_sample("good-single.txt.gz");
    g_autoptr(GConverter) packer = G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
    guint8 bytes[64], packed[256], out[64];
    gsize read_bytes = 0, written = 0;
    gssize length = read(inner, bytes, sizeof bytes);
    g_converter_convert(packer, bytes, (gsize)length, packed, sizeof packed, G_CONVERTER_INPUT_AT_END,
                        &read_bytes, &written, NULL);
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);

    g_autofree char *members = unpack(open_bytes(packed, written), &usual, output, NULL);

    g_assert_true(g_str_has_prefix(members, "data 0+"));
    g_assert_cmpint(pread(output, out, sizeof out, 0), ==, length);
    g_assert_true(memcmp(out, bytes, (gsize)length) == 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/unpack/members_come_with_their_paths_and_bytes",
                    test_members_come_with_their_paths_and_bytes);
    g_test_add_func("/unpack/a_tar_is_opened_through_every_compression",
                    test_a_tar_is_opened_through_every_compression);
    g_test_add_func("/unpack/a_7z_is_opened", test_a_7z_is_opened);
    g_test_add_func("/unpack/one_compressed_file_is_its_own_member",
                    test_one_compressed_file_is_its_own_member);
    g_test_add_func("/unpack/paths_stay_inside", test_paths_stay_inside);
    g_test_add_func("/unpack/a_locked_member_is_told", test_a_locked_member_is_told);
    g_test_add_func("/unpack/a_stream_that_cannot_be_unpacked_is_damaged",
                    test_a_stream_that_cannot_be_unpacked_is_damaged);
    g_test_add_func("/unpack/an_archive_of_nothing_is_told_as_empty",
                    test_an_archive_of_nothing_is_told_as_empty);
    g_test_add_func("/unpack/more_entries_than_allowed_end_it", test_more_entries_than_allowed_end_it);
    g_test_add_func("/unpack/more_bytes_than_allowed_end_it", test_more_bytes_than_allowed_end_it);
    g_test_add_func("/unpack/a_bomb_is_found_by_what_comes_out_of_it",
                    test_a_bomb_is_found_by_what_comes_out_of_it);
    g_test_add_func("/unpack/packing_within_packing_is_not_followed",
                    test_packing_within_packing_is_not_followed);
    return g_test_run();
}
