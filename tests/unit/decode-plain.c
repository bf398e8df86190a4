/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-package.h"

#define BYTES(text) text, sizeof text - 1

static void
check_text(gconstpointer bytes, gsize length, const char *expected)
{
    check_pages(open_bytes(bytes, length), expected);
}

static void
test_tables_of_every_separator_stay_as_they_are(void)
{
    check_text(BYTES("Nomor;Nama\r\n1;\"Siti; Aminah\"\r\n"), "Nomor;Nama\n1;\"Siti; Aminah\"\n");
    check_text(BYTES("Nomor\tNama\n1\tBudi\n"), "Nomor\tNama\n1\tBudi\n");
    check_text(BYTES("ID,Nama\n1,Budi\n"), "ID,Nama\n1,Budi\n");
}

/* Excel's "Unicode text" is a table in UTF-16 with a mark; other programs leave the mark out. */
static void
test_text_of_two_and_four_bytes_is_read(void)
{
    check_text(BYTES("\xff\xfeN\0o\0\t\0N\0a\0m\0a\0\r\0\n\0"
                     "1\0\t\0B\0u\0d\0i\0"),
               "No\tNama\n1\tBudi\n");
    check_text(BYTES("S\0u\0r\0a\0t\0 \0d\0i\0n\0a\0s\0\n\0"), "Surat dinas\n");
    check_text(BYTES("\0\0\xfe\xff\0\0\0S\0\0\0u\0\1\xf6\0"), "Su😀\n");
    check_text(BYTES("\xff\xfe\0\0S\0\0\0u\0\0\0\f\0\0\0r\0\0\0"), "Su\n---\nr\n");
}

static void
test_lines_end_as_every_system_ends_them(void)
{
    check_text(BYTES("mac\rlama\r"), "mac\nlama\n");
    check_text(BYTES("dos\r\nlama\r\n\x1a"), "dos\nlama\n");
    check_text(BYTES("tanpa akhir"), "tanpa akhir\n");
}

/* Logs of a machine that went down have some; libmagic takes the file for data. */
static void
test_zeros_in_a_text_do_not_hide_it(void)
{
    g_autoptr(GString) text = g_string_new("2024-03-12 mulai\n");

    g_string_append_len(text, "2024-03-13 lanj\0ut\n", 19);
    for (guint i = 0; i < 500; i++)
        g_string_append_c(text, '\0');
    check_text(text->str, text->len, "2024-03-12 mulai\n2024-03-13 lanjut\n");
    check_text(BYTES("a"), "a\n");
}

static void
test_data_is_no_text(void)
{
    const guint8 bytes[] = {1, 2, 3, 0, 5, 6, 200, 201, 0, 0, 17, 18, 19, 20, 21, 22};
    g_auto(ArsipFd) fd = open_bytes(bytes, sizeof bytes);
    g_autoptr(ArsipDecoder) decoder = new_decoder();

    g_autoptr(ArsipOpened) opened = arsip_decoder_open(decoder, fd, NULL, NULL);

    g_assert_cmpint(opened->sort, ==, ARSIP_SORT_UNSUPPORTED);
    g_assert_cmpstr(opened->media_type, ==, "application/octet-stream");
}

/* Two letters at the beginning are all by which libmagic knows a plotter's drawing. */
static void
test_a_letter_of_a_committee_is_no_drawing(void)
{
    const char drawing[] = "PA;SP1;PU0,0;PD1000,0,1000,1000,0,1000,0,0;PU2000,3000;PD2500,3500;SP0;";
    g_auto(ArsipFd) fd = open_bytes(drawing, sizeof drawing - 1);
    g_autoptr(ArsipDecoder) decoder = new_decoder();

    g_autoptr(ArsipOpened) opened = arsip_decoder_open(decoder, fd, NULL, NULL);

    g_assert_cmpint(opened->sort, ==, ARSIP_SORT_UNSUPPORTED);
    check_text(BYTES("PASAR RAYA CENDANA\nNomor : 3/PR/2024\n"), "PASAR RAYA CENDANA\nNomor : 3/PR/2024\n");
    check_text(BYTES("SPBU \x93"
                     "Cendana\x94\nNomor : 3\n"),
               "SPBU “Cendana”\nNomor : 3\n");
}

static void
test_a_line_of_megabytes_is_one_line(void)
{
    g_autofree char *line = g_strnfill(3000000, 'a');
    g_autofree char *expected = g_strconcat(line, "\n", NULL);

    check_text(line, 3000000, expected);
}

/* Long texts are composed piece by piece. */
static void
test_a_long_text_is_composed_throughout(void)
{
    g_autoptr(GString) text = g_string_new(NULL), expected = g_string_new(NULL);

    for (guint i = 0; i < 20000; i++) {
        g_string_append(text, "cafe\xcc\x81\n");
        g_string_append(expected, "café\n");
    }
    check_text(text->str, text->len, expected->str);
}

static void
test_pages_of_a_text_are_parted_by_feeds_alone(void)
{
    check_text(BYTES("satu\n\f\fdua\f"), "satu\n---\n---\ndua\n");
}

static void
test_structured_text_is_text(void)
{
    check_text(BYTES("{\"nomor\": \"005\",\n \"hal\": [\"rapat\"]}\n"),
               "{\"nomor\": \"005\",\n \"hal\": [\"rapat\"]}\n");
    check_text(BYTES("{\"a\":1}\n{\"a\":2}\n"), "{\"a\":1}\n{\"a\":2}\n");
    check_text(BYTES("# Judul\n\n- isi **tebal**\n"), "# Judul\n\n- isi **tebal**\n");
    check_text(BYTES("1\n00:00:01,000 --> 00:00:02,000\nhalo\n\n2\n00:00:03,000 --> 00:00:04,000\ndunia\n"),
               "1\n00:00:01,000 --> 00:00:02,000\nhalo\n\n2\n00:00:03,000 --> 00:00:04,000\ndunia\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/plain/tables_of_every_separator_stay_as_they_are",
                    test_tables_of_every_separator_stay_as_they_are);
    g_test_add_func("/plain/text_of_two_and_four_bytes_is_read", test_text_of_two_and_four_bytes_is_read);
    g_test_add_func("/plain/lines_end_as_every_system_ends_them", test_lines_end_as_every_system_ends_them);
    g_test_add_func("/plain/zeros_in_a_text_do_not_hide_it", test_zeros_in_a_text_do_not_hide_it);
    g_test_add_func("/plain/data_is_no_text", test_data_is_no_text);
    g_test_add_func("/plain/a_letter_of_a_committee_is_no_drawing",
                    test_a_letter_of_a_committee_is_no_drawing);
    g_test_add_func("/plain/a_line_of_megabytes_is_one_line", test_a_line_of_megabytes_is_one_line);
    g_test_add_func("/plain/a_long_text_is_composed_throughout", test_a_long_text_is_composed_throughout);
    g_test_add_func("/plain/pages_of_a_text_are_parted_by_feeds_alone",
                    test_pages_of_a_text_are_parted_by_feeds_alone);
    g_test_add_func("/plain/structured_text_is_text", test_structured_text_is_text);
    return g_test_run();
}
