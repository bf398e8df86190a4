/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "decode/pdf/layer.h"
#include "decode/recognise/order.h"

#define HEIGHT 30
#define LETTER 15

/* A line of words as an engine gives it, at a place, with letters of one width. */
static void
add_line(ArsipSeenWords *words, gint32 left, gint32 top, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, " ", -1);
    guint32 line = words->len > 0 ? g_array_index(words, ArsipSeen, words->len - 1).line + 1 : 1;

    for (guint i = 0; parts[i] != NULL; i++) {
        gint32 width = (gint32)strlen(parts[i]) * LETTER;
        ArsipSeen word = {
            .text = g_strdup(parts[i]),
            .left = left,
            .top = top,
            .right = left + width,
            .bottom = top + HEIGHT,
            .line = line,
            .confidence = 90,
        };
        arsip_seen_words_add(words, &word);
        left += width + LETTER;
    }
}

static void
check_order(const ArsipSeenWords *words, const char *expected)
{
    g_autoptr(ArsipReading) reading = arsip_reading_new();

    arsip_order_words(words, reading);

    g_assert_cmpstr(reading->text, ==, expected);
    for (guint i = 0; i < reading->words->len; i++) {
        const ArsipWord *word = &g_array_index(reading->words, ArsipWord, i);
        /* Each word's bytes stand where its box was, which the width of its letters shows. */
        g_assert_cmpint(word->width, ==, (gint32)word->length * LETTER);
    }
}

static void
test_keys_keep_their_values(void)
{
    g_autoptr(ArsipSeenWords) words = arsip_seen_words_new();
    add_line(words, 100, 100, "Nomor");
    add_line(words, 100, 150, "Sifat");
    add_line(words, 100, 200, "Hal");
    add_line(words, 300, 101, ": 005/117-Um/2024");
    add_line(words, 300, 149, ": Biasa");
    add_line(words, 300, 202, ": Undangan Rapat");
    add_line(words, 900, 100, "Cendana, 12 Maret 2024");

    check_order(words,
                "Nomor : 005/117-Um/2024 Cendana, 12 Maret 2024\nSifat : Biasa\nHal : Undangan Rapat\n");
}

static void
test_cells_of_a_table_are_read_by_row(void)
{
    g_autoptr(ArsipSeenWords) words = arsip_seen_words_new();
    for (gint32 column = 0; column < 3; column++)
        for (gint32 row = 0; row < 6; row++) {
            g_autofree char *cell = g_strdup_printf("%c%d", 'a' + column, row + 1);
            add_line(words, 100 + column * 300, 100 + row * 45, cell);
        }

    check_order(words, "a1 b1 c1\na2 b2 c2\na3 b3 c3\na4 b4 c4\na5 b5 c5\na6 b6 c6\n");
}

static void
test_columns_of_running_text_stay_columns(void)
{
    g_autoptr(ArsipSeenWords) words = arsip_seen_words_new();
    g_autoptr(GString) expected = g_string_new("judul dari dua kolom\n\n");
    add_line(words, 100, 20, "judul dari dua kolom");
    for (gint32 column = 0; column < 2; column++) {
        for (gint32 row = 0; row < 8; row++) {
            g_autofree char *line =
                g_strdup_printf("kolom %d baris %d berisi kata-kata", column + 1, row + 1);
            add_line(words, 100 + column * 700, 150 + row * 45, line);
            g_string_append_printf(expected, "%s\n", line);
        }
        if (column == 0)
            g_string_append_c(expected, '\n');
    }

    check_order(words, expected->str);
}

/* A page under one degree is not straightened: at its right end a line stands where the next one begins. */
static void
test_a_sloping_row_is_still_one_row(void)
{
    g_autoptr(ArsipSeenWords) words = arsip_seen_words_new();
    for (gint32 row = 0; row < 5; row++) {
        add_line(words, 100, 100 + row * 50, "kunci");
        add_line(words, 700, 110 + row * 50, "nilai");
        add_line(words, 1300, 120 + row * 50, "sisa");
    }

    check_order(words,
                "kunci nilai sisa\nkunci nilai sisa\nkunci nilai sisa\nkunci nilai sisa\nkunci nilai sisa\n");
}

static void
test_a_wide_gap_parts_blocks(void)
{
    g_autoptr(ArsipSeenWords) words = arsip_seen_words_new();
    add_line(words, 100, 100, "satu dua");
    add_line(words, 100, 145, "tiga empat");
    add_line(words, 100, 190, "lima enam");
    add_line(words, 100, 300, "tujuh delapan");
    add_line(words, 100, 345, "sembilan");

    check_order(words, "satu dua\ntiga empat\nlima enam\n\ntujuh delapan\nsembilan\n");
}

static void
test_no_words_give_no_text(void)
{
    g_autoptr(ArsipSeenWords) words = arsip_seen_words_new();

    check_order(words, "");
}

static void
check_plausible(const char *text, gboolean expected)
{
    g_autoptr(ArsipSeenWords) words = arsip_seen_words_new();
    add_line(words, 0, 0, text);

    g_assert_cmpint(arsip_layer_is_plausible(words), ==, expected);
}

static void
test_words_that_people_write_are_plausible(void)
{
    check_plausible("Dengan hormat kami mengundang Saudara untuk hadir dalam rapat", TRUE);
    check_plausible("NOMOR 23 TAHUN 2020 TENTANG APBD KOTA CENDANA", TRUE);
    check_plausible("Hello PDF-world!", TRUE);
    check_plausible("www.djpp.depkumham.go.id", TRUE);
    check_plausible("1.500.000 2.750.000 4.250.000 12/03/2024", TRUE);
    check_plausible("يبيبح مكتب المدينة", TRUE);
}

static void
test_glyph_numbers_are_not(void)
{
    check_plausible("ºØ®°¬ßÂ·ð§¸Æ³¹Þ¹¾¶²¾¥§ð °«¦æºµ½ÃæÇð½ÿµ¾ ¤°§®ÐÂ¼« ¥µ¥©þ²²ñ", FALSE);
    check_plausible("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd \xef\xbf\xbd\xef\xbf\xbd", FALSE);
    /* The same words three letters on in the alphabet. */
    check_plausible("Ghqjdq krupdw ndpl phqjxqgdqj Vdxgdud xqwxn kdglu gdodp udsdw shpedkdvdq dqjjdudq",
                    FALSE);
    check_plausible("", FALSE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/order/keys_keep_their_values", test_keys_keep_their_values);
    g_test_add_func("/order/cells_of_a_table_are_read_by_row", test_cells_of_a_table_are_read_by_row);
    g_test_add_func("/order/columns_of_running_text_stay_columns", test_columns_of_running_text_stay_columns);
    g_test_add_func("/order/a_sloping_row_is_still_one_row", test_a_sloping_row_is_still_one_row);
    g_test_add_func("/order/a_wide_gap_parts_blocks", test_a_wide_gap_parts_blocks);
    g_test_add_func("/order/no_words_give_no_text", test_no_words_give_no_text);
    g_test_add_func("/layer/words_that_people_write_are_plausible",
                    test_words_that_people_write_are_plausible);
    g_test_add_func("/layer/glyph_numbers_are_not", test_glyph_numbers_are_not);
    return g_test_run();
}
