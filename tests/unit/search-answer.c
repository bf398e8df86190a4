/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search-desk.h"

#define TEST(path, function) g_test_add(path, Desk, NULL, set_up, function, tear_down)

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

static gint64
file_dated(Desk *desk, const char *date, const char *body)
{
    Paper *paper = paper_new();

    if (date != NULL)
        paper_field(paper, "tanggal", date);
    paper_zone(paper, ARSIP_ZONE_ISI, body);
    return desk_file(desk, "scan.tif", paper);
}

/* "2 1 3": the numbers of the hits in their order. */
static char *
order_of(const ArsipAnswer *answer)
{
    GString *order = g_string_new(NULL);

    for (guint i = 0; i < answer->hits->len; i++)
        g_string_append_printf(order, "%s%d", i > 0 ? " " : "",
                               (int)((const ArsipSearchHit *)g_ptr_array_index(answer->hits, i))->id);
    return g_string_free(order, FALSE);
}

static char *
ask_order(Desk *desk, const ArsipSearchOptions *options)
{
    g_autoptr(ArsipAnswer) answer = desk_ask(desk, options);

    return order_of(answer);
}

/* The snippet with its marks as [words]. */
static char *
marked(const ArsipSearchHit *hit)
{
    GString *text = g_string_new(hit->snippet);

    for (guint i = hit->marks->len; i > 0; i--) {
        const ArsipMark *mark = &g_array_index(hit->marks, ArsipMark, i - 1);

        g_string_insert_c(text, (gssize)(mark->start + mark->length), ']');
        g_string_insert_c(text, (gssize)mark->start, '[');
    }
    return g_string_free(text, FALSE);
}

static char *
ask_snippet(Desk *desk, const char *query, guint *page)
{
    g_autoptr(ArsipAnswer) answer = desk_ask(desk, &(ArsipSearchOptions){.query = query, .limit = 1});
    const ArsipSearchHit *hit;

    g_assert_cmpuint(answer->hits->len, ==, 1);
    hit = g_ptr_array_index(answer->hits, 0);
    *page = hit->page;
    return marked(hit);
}

static void
newest_and_oldest_go_by_the_letter_s_date_and_undated_ones_last(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autofree char *newest = NULL;
    g_autofree char *oldest = NULL;

    file_dated(desk, "2020-01-01", "rapat");
    file_dated(desk, NULL, "rapat");
    file_dated(desk, "2023-05-05", "rapat");
    file_dated(desk, "2020-01-01", "rapat");
    newest = ask_order(desk, &(ArsipSearchOptions){.query = "rapat", .limit = 9, .sort = ARSIP_SORT_NEWEST});
    oldest = ask_order(desk, &(ArsipSearchOptions){.query = "rapat", .limit = 9, .sort = ARSIP_SORT_OLDEST});

    g_assert_cmpstr(newest, ==, "3 4 1 2");
    g_assert_cmpstr(oldest, ==, "1 4 3 2");
}

static void
dates_order_many_as_they_order_few(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autofree char *newest = NULL;
    g_autofree char *oldest_last = NULL;
    g_autoptr(GError) error = NULL;

    arsip_begin(desk->archive, &error);
    for (guint i = 0; i < 1200; i++) {
        g_autofree char *date = g_strdup_printf("2020-%02u-%02u", 1 + i % 12, 1 + i % 28);

        file_dated(desk, i == 700 ? NULL : i == 41 ? "2024-01-01" : date, "rapat");
    }
    arsip_commit(desk->archive, &error);
    g_assert_no_error(error);
    newest = ask_order(desk, &(ArsipSearchOptions){.query = "rapat", .limit = 2, .sort = ARSIP_SORT_NEWEST});
    oldest_last = ask_order(
        desk, &(ArsipSearchOptions){.query = "rapat", .limit = 5, .offset = 1198, .sort = ARSIP_SORT_OLDEST});

    g_assert_true(g_str_has_prefix(newest, "42 "));
    g_assert_cmpstr(oldest_last, ==, "42 701");
}

static void
best_weighs_the_subject_above_the_body(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    Paper *paper = paper_new();
    g_autoptr(ArsipAnswer) answer = NULL;
    g_autofree char *order = NULL;

    desk_file_body(desk, "cuti bersama sebelum rapat anggaran dimulai pekan depan");
    paper_field(paper, "hal", "Cuti Tahunan");
    paper_zone(paper, ARSIP_ZONE_ISI, "surat mengenai rapat anggaran yang dimulai pekan depan");
    desk_file(desk, "scan.tif", paper);
    for (guint i = 0; i < 5; i++)
        desk_file_body(desk, "lain sama sekali");
    answer = desk_ask(desk, &(ArsipSearchOptions){.query = "cuti", .limit = 9});
    order = order_of(answer);

    g_assert_cmpstr(order, ==, "2 1");
    g_assert_cmpfloat(((const ArsipSearchHit *)answer->hits->pdata[0])->score, >,
                      ((const ArsipSearchHit *)answer->hits->pdata[1])->score);
    g_assert_cmpstr(((const ArsipSearchHit *)answer->hits->pdata[0])->by, ==, "exact");
}

static void
equals_and_queries_without_words_come_newest_first(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autofree char *equal = NULL;
    g_autofree char *wordless = NULL;

    file_dated(desk, "2021-01-01", "rapat");
    file_dated(desk, "2023-01-01", "rapat");
    file_dated(desk, "2022-01-01", "rapat");
    equal = ask_order(desk, &(ArsipSearchOptions){.query = "rapat", .limit = 9});
    wordless = ask_order(desk, &(ArsipSearchOptions){.query = "batch:1", .limit = 2});

    g_assert_cmpstr(equal, ==, "2 3 1");
    g_assert_cmpstr(wordless, ==, "2 3");
}

static void
a_part_is_given_and_all_are_counted(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(ArsipAnswer) second = NULL;
    g_autoptr(ArsipAnswer) beyond = NULL;
    g_autoptr(ArsipAnswer) count = NULL;
    g_autofree char *order = NULL;

    for (guint i = 0; i < 7; i++)
        file_dated(desk, NULL, "rapat");
    second = desk_ask(desk, &(ArsipSearchOptions){.query = "rapat", .limit = 3, .offset = 3});
    beyond = desk_ask(desk, &(ArsipSearchOptions){.query = "rapat", .limit = 3, .offset = 30});
    count = desk_ask(desk, &(ArsipSearchOptions){.query = "rapat"});
    order = order_of(second);

    g_assert_cmpstr(order, ==, "4 3 2");
    g_assert_cmpuint(second->total, ==, 7);
    g_assert_cmpuint(beyond->hits->len, ==, 0);
    g_assert_cmpuint(count->hits->len, ==, 0);
    g_assert_cmpuint(count->total, ==, 7);
}

static void
since_and_until_say_how_many_undated_ones_they_left_out(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(ArsipAnswer) answer = NULL;
    g_autofree char *order = NULL;

    file_dated(desk, "2024-02-29", "rapat");
    file_dated(desk, NULL, "rapat");
    file_dated(desk, "2024-04-01", "rapat");
    file_dated(desk, NULL, "petugas");
    file_dated(desk, "2024-03-31", "rapat");
    answer = desk_ask(
        desk, &(ArsipSearchOptions){.query = "rapat", .since = "2024-03", .until = "Maret 2024", .limit = 9});
    order = order_of(answer);

    g_assert_cmpstr(order, ==, "5");
    g_assert_cmpuint(answer->total, ==, 1);
    g_assert_cmpint(answer->undated, ==, 1);
}

static void
a_date_that_is_none_is_refused(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    ArsipAnswer *answer = arsip_search(desk->archive, &(ArsipSearchOptions){.since = "kemarin"}, &error);

    g_assert_null(answer);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE);
    g_assert_nonnull(strstr(error->message, "kemarin"));
}

static void
labels_narrow_an_answer(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    static const char *const both[] = {"jenis/*", "perihal/cuti", NULL};
    g_autoptr(ArsipAnswer) answer = NULL;
    const ArsipSearchHit *hit;

    file_dated(desk, NULL, "rapat");
    file_dated(desk, NULL, "rapat");
    desk_label(desk, 1, "perihal/cuti");
    desk_label(desk, 2, "perihal/cuti");
    desk_label(desk, 2, "jenis/undangan");
    answer = desk_ask(desk, &(ArsipSearchOptions){.query = "rapat", .labels = both, .limit = 9});

    g_assert_cmpuint(answer->total, ==, 1);
    hit = answer->hits->pdata[0];
    g_assert_cmpint(hit->id, ==, 2);
    g_assert_cmpuint(g_strv_length(hit->labels), ==, 2);
    g_assert_cmpstr(hit->labels[0], ==, "jenis/undangan");
}

static void
a_hit_tells_what_the_document_is(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    Paper *paper = paper_new();
    g_autoptr(ArsipAnswer) answer = NULL;
    const ArsipSearchHit *hit;

    paper_field(paper, "unit", "Umum");
    paper_field(paper, "arah", "masuk");
    paper_field(paper, "dari", "Dinas Sosial");
    paper_field(paper, "nomor", "005/1");
    paper_field(paper, "sifat", "");
    paper_zone(paper, ARSIP_ZONE_ISI, "rapat");
    desk_file(desk, "surat.pdf", paper);
    answer = desk_ask(desk, &(ArsipSearchOptions){.query = "rapat", .limit = 1});
    hit = answer->hits->pdata[0];

    g_assert_cmpstr(hit->name, ==, "surat.pdf");
    g_assert_cmpstr(hit->state, ==, "filed");
    g_assert_cmpuint(strlen(hit->uuid), ==, 36);
    g_assert_cmpuint(hit->fields->len, ==, 4);
    g_assert_cmpstr(((const ArsipHitField *)hit->fields->pdata[0])->name, ==, "nomor");
    g_assert_cmpstr(((const ArsipHitField *)hit->fields->pdata[1])->name, ==, "dari");
    g_assert_cmpstr(((const ArsipHitField *)hit->fields->pdata[2])->name, ==, "arah");
    g_assert_cmpstr(arsip_search_hit_field(hit, "unit"), ==, "Umum");
    g_assert_null(arsip_search_hit_field(hit, "sifat"));
    g_assert_false(answer->is_stale);
}

static void
a_snippet_shows_the_words_and_their_page(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    Paper *paper = paper_new();
    g_autofree char *snippet = NULL;
    guint page;

    paper_zone(paper, ARSIP_ZONE_ISI, "Halaman pertama tanpa kata itu.");
    paper_turn(paper);
    paper_zone(paper, ARSIP_ZONE_ISI, "Mohon   hadir dalam\nRapat Koordinasi   besok pagi.");
    desk_file(desk, "scan.tif", paper);
    snippet = ask_snippet(desk, "rapat besok", &page);

    g_assert_cmpuint(page, ==, 2);
    g_assert_cmpstr(snippet, ==, "Mohon hadir dalam [Rapat] Koordinasi [besok] pagi.");
}

static void
a_snippet_is_cut_at_words_round_the_place_with_most_of_them(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GString) body = g_string_new("anggaran");
    g_autofree char *snippet = NULL;
    guint page;

    for (guint i = 0; i < 60; i++)
        g_string_append(body, " pengisi");
    g_string_append(body, " rapat anggaran daerah");
    for (guint i = 0; i < 60; i++)
        g_string_append(body, " penutup");
    desk_file_body(desk, body->str);
    snippet = ask_snippet(desk, "rapat anggaran", &page);

    g_assert_true(g_str_has_prefix(snippet, "\xe2\x80\xa6 pengisi "));
    g_assert_nonnull(strstr(snippet, " [rapat] [anggaran] daerah "));
    g_assert_true(g_str_has_suffix(snippet, " penutup \xe2\x80\xa6"));
    g_assert_cmpint(g_utf8_strlen(snippet, -1), >, 120);
    g_assert_cmpint(g_utf8_strlen(snippet, -1), <, 180);
}

static void
a_phrase_is_marked_and_its_words_elsewhere_are_not(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autofree char *snippet = NULL;
    guint page;

    desk_file_body(desk, "rapat lalu surat tugas untuk surat itu");
    snippet = ask_snippet(desk, "\"surat tugas\"", &page);

    g_assert_cmpstr(snippet, ==, "rapat lalu [surat tugas] untuk surat itu");
}

static void
a_word_broken_at_a_lines_end_is_found_whole_and_shown_as_it_stands(Desk *desk,
                                                                   G_GNUC_UNUSED gconstpointer data)
{
    g_autofree char *word = NULL;
    g_autofree char *phrase = NULL;
    guint page;

    desk_file_body(desk, "rapat kesela-\nmatan kerja, undang-\nundang dan tamu-\nundangan");
    word = ask_snippet(desk, "=keselamatan", &page);
    phrase = ask_snippet(desk, "\"rapat keselamatan kerja\"", &page);

    g_assert_cmpstr(word, ==, "rapat [kesela- matan] kerja, undang- undang dan tamu- undangan");
    g_assert_cmpstr(phrase, ==, "[rapat kesela- matan kerja], undang- undang dan tamu- undangan");
    assert_finds(desk, "undang-undang undangan tamu", "1");
    assert_finds(desk, "matan", "");
}

static void
a_value_that_a_person_set_is_its_own_snippet(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    Paper *paper = paper_new();
    g_autofree char *snippet = NULL;
    guint page;

    paper_zone(paper, ARSIP_ZONE_ISI, "isi surat");
    paper_field(paper, "lokasi", "Rak 3 Boks 12");
    desk_file(desk, "scan.tif", paper);
    snippet = ask_snippet(desk, "boks", &page);

    g_assert_cmpuint(page, ==, 0);
    g_assert_cmpstr(snippet, ==, "Rak 3 [Boks] 12");
}

static void
a_query_without_words_shows_how_the_body_begins(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    Paper *paper = paper_new();
    g_autofree char *snippet = NULL;
    guint page;

    paper_zone(paper, ARSIP_ZONE_KOP, "PEMERINTAH KOTA CENDANA");
    paper_zone(paper, ARSIP_ZONE_ISI, "Dengan hormat, kami mengundang Saudara.");
    desk_file(desk, "scan.tif", paper);
    snippet = ask_snippet(desk, "batch:1", &page);

    g_assert_cmpuint(page, ==, 1);
    g_assert_cmpstr(snippet, ==, "Dengan hormat, kami mengundang Saudara.");
}

static void
personal_numbers_show_their_first_four_digits(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    Paper *paper = paper_new();
    g_autofree char *snippet = NULL;
    g_autoptr(ArsipAnswer) answer = NULL;
    ArsipPlace place;
    guint page;

    place = paper_zone(paper, ARSIP_ZONE_ISI,
                       "NIK : 3201 1234 5678 0031 atas nama warga, NIP 197001012000031001");
    place.start += 6;
    place.length = 19;
    paper_personal(paper, "nik", "3201123456780031", place);
    paper_field(paper, "hal", "KTP 3201123456780031");
    desk_file(desk, "scan.tif", paper);
    snippet = ask_snippet(desk, "warga", &page);
    answer = desk_ask(desk, &(ArsipSearchOptions){.query = "warga", .limit = 1});

    g_assert_cmpstr(snippet, ==, "NIK : 3201 **** **** **** atas nama [warga], NIP 197001012000031001");
    g_assert_cmpstr(arsip_search_hit_field(answer->hits->pdata[0], "hal"), ==, "KTP 3201************");
}

static void
a_score_is_the_sum_of_what_it_is_said_to_be_made_of(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(ArsipAnswer) answer = NULL;
    const ArsipSearchHit *hit;
    const ArsipSearchFactor *factor;
    double sum;

    desk_file(desk, "scan.tif", desk_letter());
    desk_file_body(desk, "rapat jauh dari yang kedua dan tugas");
    answer = desk_ask(desk, &(ArsipSearchOptions){.query = "rapat kedua (hal:tugas OR kosong) NOT lelang",
                                                  .flags = ARSIP_SEARCH_EXPLAIN,
                                                  .limit = 5});

    g_assert_cmpuint(answer->hits->len, ==, 1);
    hit = answer->hits->pdata[0];
    g_assert_cmpuint(hit->factors->len, ==, 3);
    sum = hit->nearness;
    for (guint i = 0; i < hit->factors->len; i++) {
        factor = hit->factors->pdata[i];
        sum += factor->rarity * factor->presence;
    }
    g_assert_cmpfloat_with_epsilon(sum, hit->score, 1e-5);
    g_assert_cmpfloat(hit->nearness, >, 0);
    factor = hit->factors->pdata[0];
    g_assert_cmpstr(factor->words, ==, "rapat");
    g_assert_cmpstr(factor->places, ==, "isi 2");
    g_assert_cmpuint(factor->n_documents, ==, 2);
    factor = hit->factors->pdata[2];
    g_assert_cmpstr(factor->words, ==, "hal:tugas");
    g_assert_cmpstr(factor->places, ==, "hal 1");
}

static void
words_beside_one_another_come_before_words_far_apart(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autofree char *order = NULL;

    desk_file_body(desk, "anggaran lain lain lain lain lain rapat");
    desk_file_body(desk, "rapat lain lain lain lain lain anggaran");
    desk_file_body(desk, "lain lain lain rapat anggaran lain lain");
    desk_file_body(desk, "lain lain rapat lain anggaran lain lain");
    order = ask_order(desk, &(ArsipSearchOptions){.query = "rapat anggaran", .limit = 9});

    g_assert_cmpstr(order, ==, "3 4 2 1");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("/search/newest_and_oldest_go_by_the_letter_s_date_and_undated_ones_last",
         newest_and_oldest_go_by_the_letter_s_date_and_undated_ones_last);
    TEST("/search/dates_order_many_as_they_order_few", dates_order_many_as_they_order_few);
    TEST("/search/best_weighs_the_subject_above_the_body", best_weighs_the_subject_above_the_body);
    TEST("/search/equals_and_queries_without_words_come_newest_first",
         equals_and_queries_without_words_come_newest_first);
    TEST("/search/a_part_is_given_and_all_are_counted", a_part_is_given_and_all_are_counted);
    TEST("/search/since_and_until_say_how_many_undated_ones_they_left_out",
         since_and_until_say_how_many_undated_ones_they_left_out);
    TEST("/search/a_date_that_is_none_is_refused", a_date_that_is_none_is_refused);
    TEST("/search/labels_narrow_an_answer", labels_narrow_an_answer);
    TEST("/search/a_hit_tells_what_the_document_is", a_hit_tells_what_the_document_is);
    TEST("/search/a_snippet_shows_the_words_and_their_page", a_snippet_shows_the_words_and_their_page);
    TEST("/search/a_snippet_is_cut_at_words_round_the_place_with_most_of_them",
         a_snippet_is_cut_at_words_round_the_place_with_most_of_them);
    TEST("/search/a_phrase_is_marked_and_its_words_elsewhere_are_not",
         a_phrase_is_marked_and_its_words_elsewhere_are_not);
    TEST("/search/a_word_broken_at_a_lines_end_is_found_whole_and_shown_as_it_stands",
         a_word_broken_at_a_lines_end_is_found_whole_and_shown_as_it_stands);
    TEST("/search/a_value_that_a_person_set_is_its_own_snippet",
         a_value_that_a_person_set_is_its_own_snippet);
    TEST("/search/a_query_without_words_shows_how_the_body_begins",
         a_query_without_words_shows_how_the_body_begins);
    TEST("/search/personal_numbers_show_their_first_four_digits",
         personal_numbers_show_their_first_four_digits);
    TEST("/search/a_score_is_the_sum_of_what_it_is_said_to_be_made_of",
         a_score_is_the_sum_of_what_it_is_said_to_be_made_of);
    TEST("/search/words_beside_one_another_come_before_words_far_apart",
         words_beside_one_another_come_before_words_far_apart);
    return g_test_run();
}
