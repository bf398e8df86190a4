/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "decode/recognise/order.h"

/* Pages with columns, and pages that only look like such. */

#define HEIGHT  30
#define LETTER  15
#define LEADING 45

typedef struct {
    ArsipSeenWords *words;
    double slope;
} Page;

static void
set_up(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    page->words = arsip_seen_words_new();
    page->slope = 0;
}

static void
tear_down(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    g_array_unref(page->words);
}

static guint32
next_line(const Page *page)
{
    guint n = page->words->len;

    return n > 0 ? g_array_index(page->words, ArsipSeen, n - 1).line + 1 : 1;
}

/* Words from a place on, as part of an engine's line. */
static void
add_words(Page *page, guint32 line, gint32 left, gint32 top, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, " ", -1);

    for (guint i = 0; parts[i] != NULL; i++) {
        gint32 width = (gint32)g_utf8_strlen(parts[i], -1) * LETTER;
        gint32 shift = (gint32)lround(page->slope * left);
        ArsipSeen word = {
            .text = g_strdup(parts[i]),
            .left = left - (gint32)lround(page->slope * top),
            .top = top + shift,
            .right = left - (gint32)lround(page->slope * top) + width,
            .bottom = top + shift + HEIGHT,
            .line = line,
            .confidence = 90,
        };
        arsip_seen_words_add(page->words, &word);
        left += width + LETTER;
    }
}

static void
add_line(Page *page, gint32 left, gint32 top, const char *text)
{
    add_words(page, next_line(page), left, top, text);
}

/* "x1 pertama kedua ketiga" and so on: lines of a column, each with its own first word. */
static void
add_column(Page *page, const char *name, gint32 left, gint32 top, guint n)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *line = g_strdup_printf("%s%u isi kalimat yang berjalan", name, i + 1);

        add_line(page, left, top + (gint32)i * LEADING, line);
    }
}

/* The first words of the lines in the order in which they come, empty lines as |. */
static char *
order_of(const Page *page)
{
    g_autoptr(ArsipReading) reading = arsip_reading_new();
    g_autoptr(GString) order = g_string_new(NULL);

    arsip_order_words(page->words, reading);
    g_auto(GStrv) lines = g_strsplit(reading->text, "\n", -1);
    for (guint i = 0; lines[i] != NULL && (*lines[i] != '\0' || lines[i + 1] != NULL); i++)
        g_string_append_printf(order, "%s%.*s", i > 0 ? " " : "",
                               *lines[i] != '\0' ? (int)strcspn(lines[i], " ") : 1,
                               *lines[i] != '\0' ? lines[i] : "|");
    return g_string_free(g_steal_pointer(&order), FALSE);
}

static void
assert_order(const Page *page, const char *expected)
{
    g_autofree char *order = order_of(page);

    g_assert_cmpstr(order, ==, expected);
}

static void
headings_stay_in_their_column(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    add_line(page, 500, 20, "Buletin untuk semua pegawai di lingkungan pemerintah kota");
    add_line(page, 300, 150, "Abstrak");
    add_column(page, "a", 100, 195, 6);
    add_line(page, 100, 510, "Sejarah");
    add_column(page, "b", 100, 555, 4);
    add_column(page, "c", 750, 150, 4);
    add_line(page, 750, 370, "Tugas");
    add_column(page, "d", 750, 420, 7);

    assert_order(
        page, "Buletin | Abstrak a1 a2 a3 a4 a5 a6 | Sejarah b1 b2 b3 b4 | c1 c2 c3 c4 | Tugas d1 d2 d3 d4 "
              "d5 d6 d7");
}

/* The last line of a paragraph above is short enough to look like one of the left column. */
static void
what_stands_above_and_below_is_no_part_of_a_column(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    add_line(page, 100, 20, "satu paragraf yang melintasi kedua kolom dari kiri sampai ke kanan halaman ini");
    add_line(page, 100, 65, "pendek saja");
    add_column(page, "a", 100, 180, 8);
    add_column(page, "b", 750, 180, 8);
    add_line(page, 100, 640, "Penutup");
    add_line(page, 100, 685, "dua paragraf yang melintasi kedua kolom dari kiri sampai ke kanan halaman ini");

    assert_order(page, "satu pendek | a1 a2 a3 a4 a5 a6 a7 a8 | b1 b2 b3 b4 b5 b6 b7 b8 | Penutup dua");
}

static void
three_columns_are_read_from_left_to_right(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    add_column(page, "b", 700, 100, 6);
    add_column(page, "c", 1300, 100, 5);
    add_column(page, "a", 100, 100, 7);

    assert_order(page, "a1 a2 a3 a4 a5 a6 a7 | b1 b2 b3 b4 b5 b6 | c1 c2 c3 c4 c5");
}

static void
a_line_across_parts_columns_above_from_columns_below(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    add_column(page, "a", 100, 100, 5);
    add_column(page, "b", 750, 100, 5);
    add_line(page, 100, 400, "Bagian kedua yang judulnya melintasi kedua kolom dari kiri ke kanan");
    add_column(page, "c", 100, 480, 5);
    add_column(page, "d", 750, 480, 6);

    assert_order(page, "a1 a2 a3 a4 a5 | b1 b2 b3 b4 b5 | Bagian | c1 c2 c3 c4 c5 | d1 d2 d3 d4 d5 d6");
}

static void
a_column_goes_on_where_its_neighbour_has_ended(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    add_column(page, "a", 100, 100, 12);
    add_column(page, "b", 750, 100, 6);

    assert_order(page, "a1 a2 a3 a4 a5 a6 a7 a8 a9 a10 a11 a12 | b1 b2 b3 b4 b5 b6");
}

/* A page under one degree is not straightened: over its height the gutter wanders by its width. */
static void
columns_of_a_sloping_page_are_columns(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    GString *expected = g_string_new(NULL);

    page->slope = 0.016;
    for (guint i = 0; i < 2; i++)
        for (guint j = 0; j < 60; j++) {
            g_autofree char *line =
                g_strdup_printf("%c%u ini baris yang berisi delapan kata pendek saja", 'a' + i, j + 1);

            add_line(page, i == 0 ? 100 : 900, 100 + (gint32)j * LEADING, line);
            g_string_append_printf(expected, "%s%c%u", j > 0 ? " " : i > 0 ? " | " : "", 'a' + i, j + 1);
        }

    assert_order(page, expected->str);
    g_string_free(expected, TRUE);
}

/* Engines take two columns for one where their lines stand level. */
static void
a_line_that_the_engine_drew_across_is_cut_at_the_gutter(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    add_column(page, "a", 100, 100, 6);
    add_column(page, "b", 800, 100, 6);
    add_words(page, next_line(page), 100, 370, "a7 isi kalimat yang berjalan");
    add_words(page, g_array_index(page->words, ArsipSeen, page->words->len - 1).line, 800, 370,
              "b7 isi kalimat yang berjalan");

    assert_order(page, "a1 a2 a3 a4 a5 a6 a7 | b1 b2 b3 b4 b5 b6 b7");
}

static void
cells_of_running_text_are_read_cell_by_cell(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    static const guint lines[] = {3, 2, 4};
    gint32 top = 200;

    add_line(page, 100, 100, "No");
    add_line(page, 300, 100, "Temuan");
    add_line(page, 900, 100, "Rekomendasi");
    for (guint row = 0; row < G_N_ELEMENTS(lines); row++) {
        g_autofree char *number = g_strdup_printf("%u", row + 1);
        g_autofree char *left = g_strdup_printf("t%u-", row + 1);
        g_autofree char *right = g_strdup_printf("r%u-", row + 1);

        add_line(page, 100, top, number);
        add_column(page, left, 200, top, lines[row]);
        add_column(page, right, 800, top, lines[(row + 1) % 3]);
        top += 4 * LEADING + HEIGHT;
    }

    assert_order(
        page,
        "No | Rekomendasi | 1 t1-2 t1-3 | r1-1 r1-2 | 2 t2-2 | r2-1 r2-2 r2-3 r2-4 | 3 t3-2 t3-3 t3-4 | r3-1 "
        "r3-2 r3-3");
}

static void
keys_and_values_beside_an_address_stay_rows(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    static const char *const keys[] = {"Nomor", "Sifat", "Lampiran", "Perihal", "Tembusan", "Dasar"};

    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        add_line(page, 100, 100 + (gint32)i * LEADING, keys[i]);
        add_line(page, 320, 100 + (gint32)i * LEADING, ": 005/117 tentang hal itu");
        add_line(page, 1000, 100 + (gint32)i * LEADING, "Kepada Yth. Kepala Bagian");
    }

    assert_order(page, "Nomor Sifat Lampiran Perihal Tembusan Dasar");
}

/* Where keys stand at the left, what they begin stays with them. */
static void
clauses_of_a_decree_stay_with_their_keys(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    add_line(page, 100, 100, "Menimbang");
    add_line(page, 360, 100, ": a.");
    add_column(page, "x", 460, 100, 4);
    add_line(page, 400, 280, "b.");
    add_column(page, "y", 460, 280, 5);
    add_line(page, 100, 540, "Mengingat");
    add_line(page, 360, 540, ": 1.");
    add_column(page, "z", 460, 540, 3);

    assert_order(page, "Menimbang x2 x3 x4 b. y2 y3 y4 y5 | Mengingat z2 z3");
}

static void
signatures_side_by_side_are_read_by_row(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    add_column(page, "a", 100, 100, 3);
    add_line(page, 150, 300, "PIHAK KEDUA,");
    add_line(page, 900, 300, "PIHAK PERTAMA,");
    add_line(page, 150, 345, "Ketua Perkumpulan,");
    add_line(page, 900, 345, "Bupati Lembayung,");
    add_line(page, 150, 520, "Sekar Tanjung");
    add_line(page, 900, 520, "Lingga Saputra");

    assert_order(page, "a1 a2 a3 | PIHAK Ketua | Sekar");
}

/* Its lines stand at two left edges, are of one length and have words enough; but none goes on in the next.
 */
static void
a_form_is_read_by_row(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    static const char *const keys[] = {
        "Pejabat yang memberi perintah",      "Nama pegawai yang diperintah",
        "Jabatan pegawai yang diperintah",    "Perjalanan dinas yang direncanakan",
        "Maksud mengadakan perjalanan dinas", "Perhitungan biaya perjalanan dinas"};

    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        add_line(page, 100, 100 + (gint32)i * LEADING, keys[i]);
        add_line(page, 800, 100 + (gint32)i * LEADING, "Kepala Dinas Sosial Kabupaten Lembayung");
    }

    assert_order(page, "Pejabat Nama Jabatan Perjalanan Maksud Perhitungan");
}

static void
a_line_up_the_page_stays_whole(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(ArsipReading) reading = arsip_reading_new();

    for (gint32 i = 0; i < 5; i++) {
        g_autofree char *text = g_strdup_printf("kata%d", i + 1);
        ArsipSeen word = {.text = g_steal_pointer(&text),
                          .left = 100,
                          .right = 100 + HEIGHT,
                          .top = 1000 - i * 120,
                          .bottom = 1100 - i * 120,
                          .line = 1};
        arsip_seen_words_add(page->words, &word);
    }
    arsip_order_words(page->words, reading);

    g_assert_cmpstr(reading->text, ==, "kata1 kata2 kata3 kata4 kata5\n");
}

/* A layer's line may begin in one row and go on in another. */
static void
a_line_that_jumps_is_cut_where_it_jumps(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    add_line(page, 100, 100, "Austria 8.9");
    add_line(page, 100, 145, "Finland 5.5");
    add_words(page, 9, 500, 145, "338,424");
    add_words(page, 9, 800, 100, "Vienna");
    add_line(page, 800, 145, "Helsinki");
    g_autoptr(ArsipReading) reading = arsip_reading_new();

    arsip_order_words(page->words, reading);

    g_assert_cmpstr(reading->text, ==, "Austria 8.9 Vienna\nFinland 5.5 338,424 Helsinki\n");
}

/* However many words stand wherever, each comes once. */
static void
no_word_is_lost_or_told_twice(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    for (guint round = 0; round < 200; round++) {
        g_autoptr(ArsipReading) reading = arsip_reading_new();
        gint n = g_test_rand_int_range(1, 150);

        g_array_set_size(page->words, 0);
        for (gint i = 0; i < n; i++) {
            g_autofree char *words = g_strdup_printf("k%d isi kalimat", i);

            add_line(page, g_test_rand_int_range(-50, 4) * 40 + 2000, g_test_rand_int_range(0, 60) * 20,
                     words);
        }
        arsip_order_words(page->words, reading);

        g_assert_cmpuint(reading->words->len, ==, page->words->len);
        for (gint i = 0; i < n; i++) {
            g_autofree char *word = g_strdup_printf("k%d ", i);
            const char *found = strstr(reading->text, word);

            g_assert_nonnull(found);
            g_assert_null(strstr(found + 1, word));
        }
    }
}

#define TEST(path, function) g_test_add("/order/" path, Page, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("headings_stay_in_their_column", headings_stay_in_their_column);
    TEST("what_stands_above_and_below_is_no_part_of_a_column",
         what_stands_above_and_below_is_no_part_of_a_column);
    TEST("three_columns_are_read_from_left_to_right", three_columns_are_read_from_left_to_right);
    TEST("a_line_across_parts_columns_above_from_columns_below",
         a_line_across_parts_columns_above_from_columns_below);
    TEST("a_column_goes_on_where_its_neighbour_has_ended", a_column_goes_on_where_its_neighbour_has_ended);
    TEST("columns_of_a_sloping_page_are_columns", columns_of_a_sloping_page_are_columns);
    TEST("a_line_that_the_engine_drew_across_is_cut_at_the_gutter",
         a_line_that_the_engine_drew_across_is_cut_at_the_gutter);
    TEST("cells_of_running_text_are_read_cell_by_cell", cells_of_running_text_are_read_cell_by_cell);
    TEST("keys_and_values_beside_an_address_stay_rows", keys_and_values_beside_an_address_stay_rows);
    TEST("clauses_of_a_decree_stay_with_their_keys", clauses_of_a_decree_stay_with_their_keys);
    TEST("signatures_side_by_side_are_read_by_row", signatures_side_by_side_are_read_by_row);
    TEST("a_form_is_read_by_row", a_form_is_read_by_row);
    TEST("a_line_up_the_page_stays_whole", a_line_up_the_page_stays_whole);
    TEST("a_line_that_jumps_is_cut_where_it_jumps", a_line_that_jumps_is_cut_where_it_jumps);
    TEST("no_word_is_lost_or_told_twice", no_word_is_lost_or_told_twice);
    return g_test_run();
}
