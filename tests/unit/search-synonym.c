/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search-desk.h"

#include "search/synonym.h"

static const char lists[] = "# kantor\n"
                            "Disdukcapil = Dinas Kependudukan dan Pencatatan Sipil\n"
                            "SK = surat keputusan\n"
                            "SK > judul:keputusan # di judul\n"
                            "PP > peraturan pemerintah, undang-undang\n"
                            "Dinas Kependudukan = Disduk\n";

typedef struct {
    Desk desk;
    GPtrArray *faults;
    ArsipSynonyms *synonyms;
} Office;

static void
write_lists(Office *office, const char *name, const char *text)
{
    g_autofree char *folder = g_build_filename(office->desk.folder, "words", NULL);
    g_autofree char *path = g_build_filename(folder, name, NULL);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    g_clear_pointer(&office->synonyms, arsip_synonyms_free);
    g_ptr_array_set_size(office->faults, 0);
    office->synonyms = arsip_synonyms_read(folder, office->faults);
}

static void
set_up(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    desk_open(&office->desk);
    office->faults = g_ptr_array_new_with_free_func(g_free);
    write_lists(office, "kantor.txt", lists);
}

static void
tear_down(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    g_clear_pointer(&office->synonyms, arsip_synonyms_free);
    g_ptr_array_unref(office->faults);
    desk_close(&office->desk);
}

static void
assert_spread(Office *office, const char *text, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipQuery) query = arsip_query_parse(text, ARSIP_QUERY_PLAIN, &error);
    g_autoptr(ArsipQuery) wider = NULL;
    g_autofree char *printed = NULL;

    g_assert_no_error(error);
    wider = arsip_synonyms_spread(office->synonyms, query, NULL);
    printed = arsip_query_print(wider);
    g_test_message("%s", text);
    g_assert_cmpstr(printed, ==, expected);
}

static void
either_name_is_asked_beside_the_other(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    assert_spread(office, "Disdukcapil", "disdukcapil OR =\"dinas kependudukan dan pencatatan sipil\"");
    assert_spread(office, "hal:disdukcapil",
                  "hal:disdukcapil OR hal:=\"dinas kependudukan dan pencatatan sipil\"");
    assert_spread(office, "rapat", "rapat");
}

static void
the_longest_name_counts_with_and_without_quotation_marks(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    assert_spread(office, "rapat dinas kependudukan dan pencatatan sipil",
                  "rapat ((dinas kependudukan dan pencatatan sipil) OR =disdukcapil)");
    assert_spread(office, "\"kepala dinas kependudukan dan pencatatan sipil\"",
                  "\"kepala dinas kependudukan dan pencatatan sipil\" OR =\"kepala disdukcapil\"");
    assert_spread(office, "dinas kependudukan kota", "((dinas kependudukan) OR =disduk) kota");
}

static void
an_arrow_leads_one_way(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    assert_spread(office, "pp", "pp OR =\"peraturan pemerintah\" OR =undangundang");
    assert_spread(office, "peraturan pemerintah", "peraturan pemerintah");
    assert_spread(office, "keputusan", "keputusan");
}

static void
what_is_asked_so_and_no_other_way_stays(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    assert_spread(office, "rapat NOT disdukcapil", "rapat NOT disdukcapil");
    assert_spread(office, "=disdukcapil", "=disdukcapil");
    assert_spread(office, "disdukcapil*", "disdukcapil*");
}

/* "2 1": the numbers of the hits, each with the beginning of how it was found. */
static char *
ask(Office *office, const char *query, ArsipSearchFlags flags)
{
    const ArsipSearchOptions options = {.query = query, .flags = flags, .limit = 20};
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipAnswer) answer = arsip_search(office->desk.archive, &options, &error);
    GString *found = g_string_new(NULL);

    g_assert_no_error(error);
    for (guint i = 0; i < answer->hits->len; i++) {
        const ArsipSearchHit *hit = answer->hits->pdata[i];

        g_string_append_printf(found, "%s%d %s", i > 0 ? ", " : "", (int)hit->id, hit->by);
    }
    return g_string_free(found, FALSE);
}

static void
assert_found(Office *office, const char *query, ArsipSearchFlags flags, const char *expected)
{
    g_autofree char *found = ask(office, query, flags);

    g_test_message("%s", query);
    g_assert_cmpstr(found, ==, expected);
}

static gint64
file_body(Office *office, const char *body)
{
    Paper *paper = paper_new();

    paper_zone(paper, ARSIP_ZONE_ISI, body);
    return desk_file(&office->desk, "scan.tif", paper);
}

static void
an_abbreviation_in_capitals_must_stand_in_capitals(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    file_body(office, "Nomor SK 12");
    file_body(office, "wajah yang sk bukan singkatan");

    assert_found(office, "\"surat keputusan\"", ARSIP_SEARCH_PLAIN, "1 synonym");
}

static void
other_names_follow_other_forms_and_precede_what_may_be_misread(Office *office,
                                                               G_GNUC_UNUSED gconstpointer data)
{
    file_body(office, "loket Disdukcapi1 kami");
    file_body(office, "Dinas Kependudukan dan Pencatatan Sipil membuka loket");
    file_body(office, "loket Disdukcapil");
    file_body(office, "loket Disdukcapilnya");

    assert_found(office, "loket disdukcapil", ARSIP_SEARCH_PLAIN, "3 exact, 4 form, 2 synonym, 1 near");
    assert_found(office, "loket disdukcapil", ARSIP_SEARCH_NO_SYNONYMS, "3 exact, 4 form, 1 near");
    assert_found(office, "loket disdukcapil", ARSIP_SEARCH_EXACT, "3 exact");
    assert_found(office, "loket disdukcapil", ARSIP_SEARCH_AS_RULE, "3 exact");
}

static void
words_beside_a_name_are_found_in_other_forms(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    file_body(office, "Dinas Kependudukan dan Pencatatan Sipil menerbitkan akta");

    assert_found(office, "disdukcapil penerbitan", ARSIP_SEARCH_PLAIN, "1 synonym");
}

static void
a_line_at_fault_is_told_and_the_others_hold(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    write_lists(office, "kantor.txt",
                "BKD\nBKN = Badan Kepegawaian Negara\n= kosong\ntanggal:a = b\n\xff = c\n");

    g_assert_cmpuint(office->faults->len, ==, 4);
    g_assert_true(g_str_has_prefix(office->faults->pdata[0], "words/kantor.txt: line 1: expected "));
    g_assert_true(g_str_has_prefix(office->faults->pdata[1], "words/kantor.txt: line 3: expected "));
    g_assert_true(g_str_has_prefix(office->faults->pdata[3], "words/kantor.txt: line 5: expected "));
    assert_spread(office, "bkn", "bkn OR =\"badan kepegawaian negara\"");
}

static void
files_of_other_kinds_are_none_and_all_lists_count(Office *office, G_GNUC_UNUSED gconstpointer data)
{
    write_lists(office, "catatan.md", "ini = bukan");
    write_lists(office, "lain.txt", "OPD = dinas");

    g_assert_cmpuint(office->faults->len, ==, 0);
    assert_spread(office, "ini", "ini");
    assert_spread(office, "opd", "opd OR =dinas");
    assert_spread(office, "disduk", "disduk OR =\"dinas kependudukan\"");
}

#define TEST(path, function) g_test_add(path, Office, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("/synonym/either_name_is_asked_beside_the_other", either_name_is_asked_beside_the_other);
    TEST("/synonym/the_longest_name_counts_with_and_without_quotation_marks",
         the_longest_name_counts_with_and_without_quotation_marks);
    TEST("/synonym/an_arrow_leads_one_way", an_arrow_leads_one_way);
    TEST("/synonym/what_is_asked_so_and_no_other_way_stays", what_is_asked_so_and_no_other_way_stays);
    TEST("/synonym/an_abbreviation_in_capitals_must_stand_in_capitals",
         an_abbreviation_in_capitals_must_stand_in_capitals);
    TEST("/synonym/other_names_follow_other_forms_and_precede_what_may_be_misread",
         other_names_follow_other_forms_and_precede_what_may_be_misread);
    TEST("/synonym/words_beside_a_name_are_found_in_other_forms",
         words_beside_a_name_are_found_in_other_forms);
    TEST("/synonym/a_line_at_fault_is_told_and_the_others_hold", a_line_at_fault_is_told_and_the_others_hold);
    TEST("/synonym/files_of_other_kinds_are_none_and_all_lists_count",
         files_of_other_kinds_are_none_and_all_lists_count);
    return g_test_run();
}
