/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search-desk.h"

#include "search/written-date.h"

static gint64
file_body(Desk *desk, const char *body)
{
    Paper *paper = paper_new();

    paper_zone(paper, ARSIP_ZONE_ISI, body);
    return desk_file(desk, "scan.tif", paper);
}

/* Asks, and holds the answer against "1 exact, 2 form". */
static void
assert_found(Desk *desk, const char *query, ArsipSearchFlags flags, const char *expected)
{
    const ArsipSearchOptions options = {.query = query, .flags = flags, .limit = 20};
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipAnswer) answer = arsip_search(desk->archive, &options, &error);
    g_autoptr(GString) found = g_string_new(NULL);

    g_assert_no_error(error);
    for (guint i = 0; i < answer->hits->len; i++) {
        const ArsipSearchHit *hit = answer->hits->pdata[i];

        g_string_append_printf(found, "%s%d %s", i > 0 ? ", " : "", (int)hit->id, hit->by);
    }
    g_test_message("%s", query);
    g_assert_cmpstr(found->str, ==, expected);
}

static void
each_way_to_write_a_date_finds_the_others(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    static const char *const ways[] = {"5 Maret 2024", "05-03-2024",
                                       "5/3/2024",     "2024-03-05",
                                       "05 Mar 2024",  "lima bulan Maret tahun dua ribu dua puluh empat"};

    for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_autofree char *body = g_strdup_printf("rapat tanggal %s pagi", ways[i]);

        file_body(desk, body);
    }
    for (gsize i = 0; i + 1 < G_N_ELEMENTS(ways); i++) {
        const ArsipSearchOptions options = {.query = ways[i], .limit = 20};
        g_autoptr(ArsipAnswer) answer = arsip_search(desk->archive, &options, NULL);

        g_test_message("%s", ways[i]);
        g_assert_cmpuint(answer->total, ==, G_N_ELEMENTS(ways));
        g_assert_cmpint(((const ArsipSearchHit *)answer->hits->pdata[0])->id, ==, (gint64)i + 1);
    }
}

static void
a_date_without_quotation_marks_is_one_thing(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GArray) ids = NULL;

    file_body(desk, "pada 3 Mei 2023 dan 12 Juni 2024, lampiran 5 Maret");
    file_body(desk, "rapat 5 Maret 2024");

    assert_found(desk, "5 Maret 2024", ARSIP_SEARCH_PLAIN, "2 exact");
    assert_found(desk, "rapat 05-03-2024", ARSIP_SEARCH_PLAIN, "2 form");
    assert_found(desk, "5 Maret 2024", ARSIP_SEARCH_EXACT, "2 exact, 1 exact");
    g_assert_true(arsip_search_ids(desk->archive, "5 Maret 2024", ARSIP_SEARCH_PLAIN, &ids, NULL));
    g_assert_cmpuint(ids->len, ==, 1);
}

static void
digits_within_a_number_are_no_date(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_body(desk, "nomor 470/5/3/2024");
    file_body(desk, "nomor 470 tanggal 5 Maret 2024");

    assert_found(desk, "470/5/3/2024", ARSIP_SEARCH_PLAIN, "1 exact");
}

static void
amounts_are_found_with_and_without_rp(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_body(desk, "seharga Rp38.200.000,00 lunas");
    file_body(desk, "seharga Rp 38.200.000 lunas");

    assert_found(desk, "38.200.000", ARSIP_SEARCH_PLAIN, "2 exact, 1 form");
    assert_found(desk, "Rp38.200.000", ARSIP_SEARCH_PLAIN, "1 exact, 2 form");
    assert_found(desk, "Rp 38.200.000 lunas", ARSIP_SEARCH_PLAIN, "2 exact, 1 form");
}

static void
zeros_before_the_parts_of_a_number_do_not_count(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_body(desk, "nomor 005/00117-Um");
    file_body(desk, "nomor 50/117-Um");

    assert_found(desk, "5/117-Um", ARSIP_SEARCH_PLAIN, "1 form");
    assert_found(desk, "=5 117-Um", ARSIP_SEARCH_PLAIN, "");
}

static void
digits_that_were_misread_are_found_behind_the_right_ones(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_body(desk, "nomor 8OO/l23/BKD");
    file_body(desk, "nomor 800/123/BKD");
    file_body(desk, "nomor 900/123/BKD");

    assert_found(desk, "800/123", ARSIP_SEARCH_PLAIN, "2 exact, 1 near");
    assert_found(desk, "800/123", ARSIP_SEARCH_EXACT, "2 exact");
    assert_found(desk, "12 NEAR/3 99", ARSIP_SEARCH_PLAIN, "");
}

static void
words_whose_space_was_lost_are_found(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_body(desk, "tanda tangan CITRAMENUR bendahara");

    assert_found(desk, "citra menur", ARSIP_SEARCH_PLAIN, "1 near");
    assert_found(desk, "\"citra menur\" bendahara", ARSIP_SEARCH_PLAIN, "1 near");
}

static void
what_a_query_excludes_is_not_widened(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_body(desk, "surat 05-03-2024");

    assert_found(desk, "surat NOT \"5 Maret 2024\"", ARSIP_SEARCH_PLAIN, "1 exact");
}

static void
days_that_there_are_not_are_no_dates(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    static const char *const none[][3] = {{"31", "02", "2024"},
                                          {"0", "3", "2024"},
                                          {"12", "13", "2024"},
                                          {"12", "rapat", "2024"},
                                          {"12", "3", "24"}};
    ArsipWrittenDate date;

    g_assert_nonnull(desk);
    for (gsize i = 0; i < G_N_ELEMENTS(none); i++)
        g_assert_false(arsip_written_date_read(none[i], &date));
    g_assert_true(arsip_written_date_read((const char *const[]){"29", "pebruari", "2024"}, &date));
    g_assert_cmpint(date.month, ==, 2);
}

static void
set_up(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_open(desk);
}

static void
tear_down(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_close(desk);
}

#define TEST(path, function) g_test_add(path, Desk, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("/notation/each_way_to_write_a_date_finds_the_others", each_way_to_write_a_date_finds_the_others);
    TEST("/notation/a_date_without_quotation_marks_is_one_thing",
         a_date_without_quotation_marks_is_one_thing);
    TEST("/notation/digits_within_a_number_are_no_date", digits_within_a_number_are_no_date);
    TEST("/notation/amounts_are_found_with_and_without_rp", amounts_are_found_with_and_without_rp);
    TEST("/notation/zeros_before_the_parts_of_a_number_do_not_count",
         zeros_before_the_parts_of_a_number_do_not_count);
    TEST("/notation/digits_that_were_misread_are_found_behind_the_right_ones",
         digits_that_were_misread_are_found_behind_the_right_ones);
    TEST("/notation/words_whose_space_was_lost_are_found", words_whose_space_was_lost_are_found);
    TEST("/notation/what_a_query_excludes_is_not_widened", what_a_query_excludes_is_not_widened);
    TEST("/notation/days_that_there_are_not_are_no_dates", days_that_there_are_not_are_no_dates);
    return g_test_run();
}
