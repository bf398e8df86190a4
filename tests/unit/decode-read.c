/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-help.h"

static ArsipReading *
read_page(int given, guint number, GError **error)
{
    g_auto(ArsipFd) fd = given;
    g_autoptr(ArsipDecoder) decoder = new_decoder();

    return arsip_decoder_read(decoder, fd, NULL, number, error);
}

static ArsipReading *
read_well(int fd, guint number)
{
    g_autoptr(GError) error = NULL;
    ArsipReading *reading = read_page(fd, number, &error);

    g_assert_no_error(error);
    return reading;
}

static void
check_says(const ArsipReading *reading, const char *words)
{
    if (strstr(reading->text, words) == NULL)
        g_test_message("read: %s", reading->text);
    g_assert_nonnull(strstr(reading->text, words));
}

static void
check_refused(int fd, guint number, ArsipError code, const char *told)
{
    g_autoptr(GError) error = NULL;

    g_autoptr(ArsipReading) reading = read_page(fd, number, &error);

    g_assert_null(reading);
    g_assert_error(error, ARSIP_ERROR, (gint)code);
    g_assert_nonnull(strstr(error->message, told));
}

static const ArsipWord *
find_word(const ArsipReading *reading, const char *text)
{
    for (guint i = 0; i < reading->words->len; i++) {
        const ArsipWord *word = &g_array_index(reading->words, ArsipWord, i);
        if (word->length == strlen(text) && strncmp(reading->text + word->start, text, word->length) == 0)
            return word;
    }
    g_test_message("no word %s in: %s", text, reading->text);
    g_assert_not_reached();
}

static void
test_a_scan_is_read_with_its_places(void)
{
    g_autoptr(ArsipReading) reading = read_well(open_sample("good-three-pages.tif"), 1);
    const ArsipWord *word = find_word(reading, "005/117-Um/2024");

    check_says(reading, "Nomor : 005/117-Um/2024\n");
    g_assert_cmpint(reading->width, ==, 1100);
    g_assert_cmpint(reading->height, ==, 1400);
    g_assert_cmpint(reading->dpi, ==, 200);
    g_assert_cmpint(reading->rotation, ==, 0);
    g_assert_cmpfloat(reading->confidence, >, 85);
    g_assert_false(reading->blank);
    /* The line stands in the upper third, behind its key, and is a line of text high. */
    g_assert_cmpint(word->x, >, 200);
    g_assert_cmpint(word->y, >, 280);
    g_assert_cmpint(word->y + word->height, <, 370);
    g_assert_cmpint(word->height, <, 50);
}

static void
test_words_and_text_agree(void)
{
    g_autoptr(ArsipReading) reading = read_well(open_sample("good-three-pages.tif"), 1);
    guint32 end = 0;

    g_assert_cmpuint(reading->words->len, >, 30);
    for (guint i = 0; i < reading->words->len; i++) {
        const ArsipWord *word = &g_array_index(reading->words, ArsipWord, i);
        g_assert_cmpuint(word->start, >=, end);
        end = word->start + word->length;
        g_assert_cmpuint(end, <=, strlen(reading->text));
        for (guint32 at = word->start; at < end; at++)
            g_assert_false(g_ascii_isspace(reading->text[at]));
        g_assert_cmpint(word->width, >, 0);
        g_assert_cmpint(word->height, >, 0);
        g_assert_cmpint(word->x + word->width, <=, reading->width);
        g_assert_cmpint(word->y + word->height, <=, reading->height);
    }
}

static void
test_a_page_upside_down_is_turned(void)
{
    g_autoptr(ArsipReading) reading = read_well(open_sample("good-three-pages.tif"), 2);
    const ArsipWord *word = find_word(reading, "Lampiran");

    g_assert_cmpint(reading->rotation, ==, 180);
    check_says(reading, "Lampiran surat undangan\n\nSusunan acara rapat");
    /* The first word stands at the lower right of the page as it is stored. */
    g_assert_cmpint(word->x, >, reading->width / 2);
    g_assert_cmpint(word->y, >, reading->height * 4 / 5);
}

static void
test_a_page_without_ink_is_blank(void)
{
    g_autoptr(ArsipReading) reading = read_well(open_sample("good-three-pages.tif"), 3);

    g_assert_true(reading->blank);
    g_assert_cmpstr(reading->text, ==, "");
}

static void
test_the_cameras_rotation_counts(void)
{
    g_autoptr(ArsipReading) reading = read_well(open_sample("good-exif-6.jpg"), 1);
    const ArsipWord *word = find_word(reading, "Nomor");

    g_assert_cmpint(reading->rotation, ==, 90);
    g_assert_cmpint(reading->width, ==, 1400);
    check_says(reading, "Hal : Undangan Rapat\n");
    /* Boxes are those of the picture as it lies in the file: its words run upwards. */
    g_assert_cmpint(word->height, >, 2 * word->width);
}

static void
test_a_page_turned_by_eight_degrees_is_straightened(void)
{
    g_autoptr(ArsipReading) reading = read_well(open_sample("good-skewed.png"), 1);

    g_assert_cmpfloat(ABS(reading->skew), >, 7);
    g_assert_cmpfloat(ABS(reading->skew), <, 9);
    check_says(reading, "Nomor : 005/117-Um/2024\n");
    check_says(reading, "yang diadakan pada hari Selasa pagi.");
}

static void
test_ink_on_a_transparent_ground_is_read(void)
{
    g_autoptr(ArsipReading) reading = read_well(open_sample("good-alpha.png"), 1);

    check_says(reading, "Susunan acara rapat pembahasan arsip");
}

static void
test_a_layer_is_taken_in_a_readers_order(void)
{
    g_autoptr(ArsipReading) reading = read_well(open_sample("good-layer.pdf"), 1);

    g_assert_cmpstr(reading->method, ==, "layer");
    g_assert_cmpfloat(reading->confidence, ==, 100);
    check_says(reading, "Nomor : 005/117-Um/2024\nHal : Undangan Rapat\n");
}

static void
test_a_table_of_a_layer_is_read_by_row(void)
{
    g_autoptr(ArsipReading) reading = read_well(open_sample("good-table.pdf"), 1);

    check_says(reading, "No Nama Jabatan Tanda Tangan\n1. Bima Sentosa Kepala Bidang Arsip 1. ........\n"
                        "2. Gita Larasati Bendahara Pengeluaran 2. ........\n"
                        "3. Damar Wulandari Pengurus Barang 3. ........\n");
}

static void
test_a_worthless_layer_is_not_believed(void)
{
    g_autoptr(ArsipReading) reading = read_well(open_sample("good-scan-with-worthless-layer.pdf"), 1);

    g_assert_cmpstr(reading->method, !=, "layer");
    check_says(reading, "Susunan acara rapat pembahasan arsip");
}

static void
test_a_watermark_is_not_the_page(void)
{
    g_autoptr(ArsipReading) reading = read_well(open_sample("good-scan-with-watermark.pdf"), 1);

    g_assert_cmpstr(reading->method, !=, "layer");
    check_says(reading, "Susunan acara rapat pembahasan arsip");
}

static void
test_damaged_pictures_are_told_as_damaged(void)
{
    check_refused(open_sample("bad-cut-short.jpg"), 1, ARSIP_ERROR_DAMAGED, "damaged or cut short");
    check_refused(open_sample("bad-cut-short-pages.tif"), 2, ARSIP_ERROR_DAMAGED, "damaged or cut short");
}

static void
test_what_is_too_large_is_refused_before_it_is_decoded(void)
{
    check_refused(open_sample("bad-60000-pixels.tif"), 1, ARSIP_ERROR_LIMIT, "60000 × 60000");
}

static void
test_the_pages_before_the_damage_are_read(void)
{
    g_autoptr(ArsipReading) reading = read_well(open_sample("bad-cut-short-pages.tif"), 1);

    check_says(reading, "Undangan Rapat");
}

static void
check_text(gconstpointer bytes, gsize length, guint number, const char *expected)
{
    g_autoptr(ArsipReading) reading = read_well(open_bytes(bytes, length), number);

    g_assert_cmpstr(reading->method, ==, "text");
    g_assert_cmpstr(reading->text, ==, expected);
}

static void
test_plain_text_of_any_encoding_becomes_utf8(void)
{
    const char utf8[] = "\xef\xbb\xbfSurat caf\xc3\xa9\r\nbaris dua";
    const char windows[] = "Surat \x93penting\x94 caf\xe9 \x96 segera\n";
    const char little[] = "\xff\xfeS\0u\0r\0a\0t\0\n\0";
    const char big[] = "\xfe\xff\0S\0u\0r\0a\0t\0\n";
    const char parted[] = "Surat cafe\xcc\x81\n";

    check_text(utf8, sizeof utf8 - 1, 1, "Surat café\nbaris dua\n");
    check_text(windows, sizeof windows - 1, 1, "Surat “penting” café – segera\n");
    check_text(little, sizeof little - 1, 1, "Surat\n");
    check_text(big, sizeof big - 1, 1, "Surat\n");
    check_text(parted, sizeof parted - 1, 1, "Surat caf\xc3\xa9\n");
}

static void
test_each_page_of_a_text_is_had(void)
{
    const char text[] = "halaman satu\n\fhalaman dua\n\f";

    check_text(text, sizeof text - 1, 1, "halaman satu\n");
    check_text(text, sizeof text - 1, 2, "halaman dua\n");
    check_refused(open_bytes(text, sizeof text - 1), 3, ARSIP_ERROR_NOT_FOUND, "3");
}

/* The decoder keeps what it read last under its key; another key, or none, must not get its pages. */
static void
test_a_key_gives_the_pages_of_its_own_file(void)
{
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_auto(ArsipFd) first = open_bytes("satu\n\fdua\n", 10);
    g_auto(ArsipFd) second = open_bytes("tiga\n\fempat\n", 12);

    g_autoptr(ArsipReading) a = arsip_decoder_read(decoder, first, "a", 1, NULL);
    g_autoptr(ArsipReading) b = arsip_decoder_read(decoder, second, "b", 2, NULL);
    g_autoptr(ArsipReading) c = arsip_decoder_read(decoder, first, NULL, 2, NULL);
    g_autoptr(ArsipReading) d = arsip_decoder_read(decoder, second, "b", 1, NULL);

    g_assert_cmpstr(a->text, ==, "satu\n");
    g_assert_cmpstr(b->text, ==, "empat\n");
    g_assert_cmpstr(c->text, ==, "dua\n");
    g_assert_cmpstr(d->text, ==, "tiga\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/decode/a_scan_is_read_with_its_places", test_a_scan_is_read_with_its_places);
    g_test_add_func("/decode/words_and_text_agree", test_words_and_text_agree);
    g_test_add_func("/decode/a_page_upside_down_is_turned", test_a_page_upside_down_is_turned);
    g_test_add_func("/decode/a_page_without_ink_is_blank", test_a_page_without_ink_is_blank);
    g_test_add_func("/decode/the_cameras_rotation_counts", test_the_cameras_rotation_counts);
    g_test_add_func("/decode/a_page_turned_by_eight_degrees_is_straightened",
                    test_a_page_turned_by_eight_degrees_is_straightened);
    g_test_add_func("/decode/ink_on_a_transparent_ground_is_read", test_ink_on_a_transparent_ground_is_read);
    g_test_add_func("/decode/a_layer_is_taken_in_a_readers_order", test_a_layer_is_taken_in_a_readers_order);
    g_test_add_func("/decode/a_table_of_a_layer_is_read_by_row", test_a_table_of_a_layer_is_read_by_row);
    g_test_add_func("/decode/a_worthless_layer_is_not_believed", test_a_worthless_layer_is_not_believed);
    g_test_add_func("/decode/a_watermark_is_not_the_page", test_a_watermark_is_not_the_page);
    g_test_add_func("/decode/damaged_pictures_are_told_as_damaged",
                    test_damaged_pictures_are_told_as_damaged);
    g_test_add_func("/decode/what_is_too_large_is_refused_before_it_is_decoded",
                    test_what_is_too_large_is_refused_before_it_is_decoded);
    g_test_add_func("/decode/the_pages_before_the_damage_are_read",
                    test_the_pages_before_the_damage_are_read);
    g_test_add_func("/decode/plain_text_of_any_encoding_becomes_utf8",
                    test_plain_text_of_any_encoding_becomes_utf8);
    g_test_add_func("/decode/each_page_of_a_text_is_had", test_each_page_of_a_text_is_had);
    g_test_add_func("/decode/a_key_gives_the_pages_of_its_own_file",
                    test_a_key_gives_the_pages_of_its_own_file);
    return g_test_run();
}
