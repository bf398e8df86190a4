/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "text/run.h"

/*
 * A reading of words with letters 20 pixels high. layout: words parted by blanks, each as WORD@LEFT,TOP; a
 * blank that stands alone is a line's end, as in "Yth.@10,100 Wali@80,100 / Sifat@10,130".
 */
static ArsipReading *
reading_of(const char *layout, gint rotation)
{
    g_auto(GStrv) parts = g_strsplit(layout, " ", -1);
    g_autoptr(GString) text = g_string_new(NULL);
    ArsipReading *reading = arsip_reading_new();

    reading->width = reading->height = 1000;
    reading->rotation = rotation;
    for (guint i = 0; parts[i] != NULL; i++) {
        g_auto(GStrv) word = g_strsplit(parts[i], "@", 2);
        gint left = 0, top = 0;

        if (g_str_equal(parts[i], "/")) {
            g_string_append_c(text, '\n');
            continue;
        }
        if (text->len > 0 && text->str[text->len - 1] != '\n')
            g_string_append_c(text, ' ');
        left = (gint)g_ascii_strtoll(word[1], NULL, 10);
        top = (gint)g_ascii_strtoll(strchr(word[1], ',') + 1, NULL, 10);
        gint width = 10 * (gint)g_utf8_strlen(word[0], -1);
        ArsipWord placed = {(guint32)text->len, (guint32)strlen(word[0]), left, top, width, 20, 90};
        if (rotation == 90) /* lies on its left side: upright x runs upwards */
            placed = (ArsipWord){placed.start, placed.length, top, 1000 - left - width, 20, width, 90};
        g_array_append_val(reading->words, placed);
        g_string_append(text, word[0]);
    }
    g_free(reading->text);
    reading->text = g_string_free(g_steal_pointer(&text), FALSE);
    return reading;
}

/* The boxes as "x,y+w×h x,y+w×h". */
static char *
runs_from(const ArsipReading *reading, const char *first, const char *last, const char *value)
{
    const char *start = strstr(reading->text, first);
    guint32 length = (guint32)(strstr(start, last) - start + (gssize)strlen(last));
    g_autoptr(GArray) boxes = arsip_runs_find(reading, (guint32)(start - reading->text), length, value);
    g_autoptr(GString) told = g_string_new(NULL);

    for (guint i = 0; i < boxes->len; i++) {
        const ArsipBox *box = &g_array_index(boxes, ArsipBox, i);

        g_string_append_printf(told, "%s%d,%d+%dx%d", i > 0 ? " " : "", box->x, box->y, box->width,
                               box->height);
    }
    return g_string_free(g_steal_pointer(&told), FALSE);
}

static void
assert_runs(const char *layout, const char *first, const char *last, const char *value, const char *expected)
{
    g_autoptr(ArsipReading) reading = reading_of(layout, 0);
    g_autofree char *told = runs_from(reading, first, last, value);

    g_assert_cmpstr(told, ==, expected);
}

static void
words_of_a_line_are_one_run(void)
{
    assert_runs("Hal@10,100 Undangan@50,102 Rapat@140,99", "Undangan", "Rapat", NULL, "50,99+140x23");
    assert_runs("Hal@10,100 Undangan@50,102 Rapat@140,99", "Undangan", "Undangan", NULL, "50,102+80x20");
}

static void
each_line_has_its_own(void)
{
    assert_runs("Undangan@50,100 / Rapat@50,130", "Undangan", "Rapat", NULL, "50,100+80x20 50,130+50x20");
}

static void
columns_that_stand_apart_are_two_runs(void)
{
    assert_runs("Segera@10,100 Bupati@600,100 Cendana@670,100", "Segera", "Cendana", NULL,
                "10,100+60x20 600,100+140x20");
}

static void
a_crooked_line_is_parted_where_it_would_grow_high(void)
{
    assert_runs("aaaaaaaa@0,100 bbbbbbbb@90,106 cccccccc@180,112 dddddddd@270,118", "aaaaaaaa", "dddddddd",
                NULL, "0,100+170x26 180,112+170x26");
}

static void
a_page_on_its_side_has_runs_too(void)
{
    g_autoptr(ArsipReading) reading = reading_of("Undangan@50,100 Rapat@140,100 / Yth@50,130", 90);
    g_autofree char *told = runs_from(reading, "Undangan", "Yth", NULL);

    g_assert_cmpstr(told, ==, "100,810+20x140 130,920+20x30");
}

static void
what_stands_beside_a_value_is_left_out(void)
{
    static const char layout[] =
        "Yth.@600,100 WALI@650,100 KOTA@700,100 / Lampiran@10,130 :@100,130 Cen-@650,130 "
        "/ dana@650,160";

    assert_runs(layout, "WALI", "dana", "Wali Kota Cendana", "650,100+90x20 650,130+40x20 650,160+40x20");
}

static void
a_value_in_other_words_leaves_nothing_out(void)
{
    assert_runs("12@10,100 Maret@40,100 / 2024@10,130", "12", "2024", "x", "10,100+80x20 10,130+40x20");
}

static void
words_without_a_box_are_in_no_run(void)
{
    g_autoptr(ArsipReading) reading = reading_of("Hal@10,100", 0);

    g_array_index(reading->words, ArsipWord, 0).width = 0;

    g_autofree char *told = runs_from(reading, "Hal", "Hal", NULL);
    g_assert_cmpstr(told, ==, "");
}

static void
a_span_beyond_the_text_is_none(void)
{
    g_autoptr(ArsipReading) reading = reading_of("Hal@10,100", 0);
    g_autoptr(GArray) boxes = arsip_runs_find(reading, G_MAXUINT32 - 1, G_MAXUINT32, "Hal");

    g_assert_cmpuint(boxes->len, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/run/words_of_a_line_are_one_run", words_of_a_line_are_one_run);
    g_test_add_func("/run/each_line_has_its_own", each_line_has_its_own);
    g_test_add_func("/run/columns_that_stand_apart_are_two_runs", columns_that_stand_apart_are_two_runs);
    g_test_add_func("/run/a_crooked_line_is_parted_where_it_would_grow_high",
                    a_crooked_line_is_parted_where_it_would_grow_high);
    g_test_add_func("/run/a_page_on_its_side_has_runs_too", a_page_on_its_side_has_runs_too);
    g_test_add_func("/run/what_stands_beside_a_value_is_left_out", what_stands_beside_a_value_is_left_out);
    g_test_add_func("/run/a_value_in_other_words_leaves_nothing_out",
                    a_value_in_other_words_leaves_nothing_out);
    g_test_add_func("/run/words_without_a_box_are_in_no_run", words_without_a_box_are_in_no_run);
    g_test_add_func("/run/a_span_beyond_the_text_is_none", a_span_beyond_the_text_is_none);
    return g_test_run();
}
