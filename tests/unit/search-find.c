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

/* 1: an invitation with title and fields; 2: an assignment of two pages; 3: a body alone. */
static void
file_three(Desk *desk)
{
    Paper *invitation = paper_new();
    Paper *assignment = paper_new();

    paper_zone(invitation, ARSIP_ZONE_KOP, "PEMERINTAH KOTA CENDANA\nDINAS SOSIAL");
    paper_field_at(invitation, "nomor", "094/65/Dinsos/2019",
                   paper_zone(invitation, ARSIP_ZONE_KEPALA, "094 / 65 / Dinsos /2019"));
    paper_field_at(invitation, "hal", "Undangan Rapat Anggaran",
                   paper_zone(invitation, ARSIP_ZONE_KEPALA, "Undangan Rapat Anggaran"));
    paper_field(invitation, "tanggal", "2019-03-12");
    paper_field(invitation, "lokasi", "Rak 3 Boks 12");
    paper_field(invitation, "unit", "Umum");
    paper_zone(invitation, ARSIP_ZONE_ISI, "Mengharap kehadiran Saudara pada rapat SPP bersama bendahara.");
    paper_zone(assignment, ARSIP_ZONE_JUDUL, "SURAT TUGAS");
    paper_zone(assignment, ARSIP_ZONE_ISI, "menugaskan pegawai berikut ke kota seberang");
    paper_turn(assignment);
    paper_zone(assignment, ARSIP_ZONE_ISI, "untuk spp dan rapat koordinasi undang-undang");
    paper_field(assignment, "tanggal", "2024-05-02");
    desk_file(desk, "undangan-014.tif", invitation);
    desk_file(desk, "tugas.pdf", assignment);
    desk_file_body(desk, "Rapat ditunda. Petugas arsip menunggu.");
}

static void
words_are_found_folded(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);

    assert_finds(desk, "rapat", "1 2 3");
    assert_finds(desk, "DITUNDA", "3");
    assert_finds(desk, "tugas", "2");
    assert_finds(desk, "nirwana", "");
}

static void
all_words_must_be_there(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);

    assert_finds(desk, "rapat petugas", "3");
    assert_finds(desk, "pegawai AND koordinasi", "2");
    assert_finds(desk, "pegawai bendahara", "");
}

static void
either_word_is_enough(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);

    assert_finds(desk, "petugas OR pegawai", "2 3");
    assert_finds(desk, "(petugas OR bendahara) rapat", "1 3");
}

static void
words_are_taken_away(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);

    assert_finds(desk, "rapat NOT petugas", "1 2");
    assert_finds(desk, "rapat NOT (petugas OR pegawai)", "1");
}

static void
a_negation_may_stand_alone(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);

    assert_finds(desk, "NOT pegawai", "1 3");
    assert_finds(desk, "petugas OR NOT bendahara", "2 3");
    assert_finds(desk, "", "1 2 3");
}

static void
a_phrase_is_found_in_its_order(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);

    assert_finds(desk, "\"undangan rapat\"", "1");
    assert_finds(desk, "\"rapat undangan\"", "");
}

static void
a_phrase_runs_on_over_a_page_s_end_but_not_over_a_zone_s(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);

    assert_finds(desk, "\"seberang untuk\"", "2");
    assert_finds(desk, "\"tugas menugaskan\"", "");
}

static void
a_beginning_is_found(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);

    assert_finds(desk, "bendah*", "1");
    assert_finds(desk, "\"surat tug*\"", "2");
}

static void
nearness_is_counted_in_words_between(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_file_body(desk, "satu dua tiga empat lima");

    assert_finds(desk, "satu NEAR/2 empat", "1");
    assert_finds(desk, "empat NEAR/2 satu", "1");
    assert_finds(desk, "satu NEAR/1 empat", "");
}

static void
nearness_does_not_reach_from_one_field_into_the_next(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);

    assert_finds(desk, "rak NEAR/3 boks", "1");
    assert_finds(desk, "boks NEAR/9 umum", "");
    assert_finds(desk, "lokasi:(rak NEAR/3 boks)", "1");
    assert_finds(desk, "unit:(rak NEAR/3 boks)", "");
}

static void
a_zone_narrows(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);

    assert_finds(desk, "judul:tugas", "2");
    assert_finds(desk, "isi:tugas", "");
    assert_finds(desk, "kop:cendana", "1");
    assert_finds(desk, "isi:(rapat petugas)", "3");
}

static void
a_field_narrows(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);

    assert_finds(desk, "hal:anggaran", "1");
    assert_finds(desk, "hal:bendahara", "");
    assert_finds(desk, "lokasi:\"boks 12\"", "1");
    assert_finds(desk, "lokasi:umum", "");
    assert_finds(desk, "unit:umum", "1");
    assert_finds(desk, "unit:um*", "1");
}

static void
a_phrase_does_not_run_from_one_field_into_the_next(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);

    assert_finds(desk, "\"rak 3 boks 12\"", "1");
    assert_finds(desk, "\"12 umum\"", "");
}

static void
a_field_is_asked_by_a_regular_expression(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);

    assert_finds(desk, "nomor:/^094.*2019$/", "1");
    assert_finds(desk, "nomor:/^R-/", "");
    assert_finds(desk, "rapat NOT nomor:/^094/", "2 3");
}

static void
an_acronym_must_stand_in_capitals(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autofree char *by_rule = NULL;

    file_three(desk);
    by_rule = desk_find(desk, "rapat SPP", ARSIP_SEARCH_AS_RULE);

    assert_finds(desk, "spp", "1 2");
    assert_finds(desk, "=SPP", "1");
    assert_finds(desk, "isi:=SPP", "1");
    g_assert_cmpstr(by_rule, ==, "1");
}

static void
a_letter_s_number_is_found_however_it_is_spaced(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);

    assert_finds(desk, "094/65/Dinsos/2019", "1");
    assert_finds(desk, "nomor:094/65/Dinsos/2019", "1");
    assert_finds(desk, "kepala:094/65/Dinsos/2019", "1");
    assert_finds(desk, "\"094 / 65 / Dinsos / 2019\"", "1");
    assert_finds(desk, "nomor:094/65*", "1");
    assert_finds(desk, "094/66/Dinsos/2019", "");
}

static void
undang_undang_is_no_undangan(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);

    assert_finds(desk, "undangan", "1");
    assert_finds(desk, "undang-undang", "2");
}

static void
labels_are_asked(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);
    desk_label(desk, 1, "jenis/undangan");
    desk_label(desk, 2, "jenis/surat-tugas");
    desk_label(desk, 3, "perihal/arsip");
    desk_label(desk, 3, "jenisnya");

    assert_finds(desk, "label:jenis/undangan", "1");
    assert_finds(desk, "label:jenis/*", "1 2");
    assert_finds(desk, "rapat label:perihal/*", "3");
    assert_finds(desk, "rapat NOT label:jenis/*", "3");
    assert_finds(desk, "label:jenis/undangan OR petugas", "1 3");
    assert_finds(desk, "label:jenis", "");
}

static void
a_label_that_a_person_took_away_counts_no_more(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);
    desk_label(desk, 1, "jenis/undangan");

    desk_run(desk, "UPDATE assignment SET given = 0");

    assert_finds(desk, "label:jenis/undangan", "");
}

static void
dates_are_asked(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);
    desk_run(desk, "UPDATE document SET received = '2024-06-0' || id");

    assert_finds(desk, "tanggal:2019", "1");
    assert_finds(desk, "tanggal:2019-03-12..2024-05", "1 2");
    assert_finds(desk, "tanggal:2020..", "2");
    assert_finds(desk, "rapat NOT tanggal:..2030", "3");
    assert_finds(desk, "received:2024-06-02..2024-06-30", "2 3");
}

static void
what_a_document_has_is_asked(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    Paper *paper = paper_new();

    file_three(desk);
    paper_personal(paper, "nik", "3201123456780031", paper_zone(paper, ARSIP_ZONE_ISI, "3201123456780031"));
    desk_file(desk, "ktp.tif", paper);

    assert_finds(desk, "has:nik", "4");
    assert_finds(desk, "has:npwp", "");
    assert_finds(desk, "has:tanggal", "1 2");
    assert_finds(desk, "NOT has:lokasi NOT has:nik", "2 3");
}

static void
batches_and_types_are_asked(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);
    desk_run(desk, "UPDATE document SET batch = 2 WHERE id = 3");
    desk_run(desk, "UPDATE original SET media_type = 'application/pdf' WHERE id = 2");

    assert_finds(desk, "batch:2", "3");
    assert_finds(desk, "type:pdf", "2");
    assert_finds(desk, "type:tiff", "1 3");
    assert_finds(desk, "type:image/tiff rapat", "1 3");
}

static void
a_file_is_found_by_its_name_but_words_are_not(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);

    assert_finds(desk, "file:undangan-014.tif", "1");
    assert_finds(desk, "file:Undangan*", "1");
    assert_finds(desk, "file:undangan-01*", "1");
    assert_finds(desk, "file:undangan", "1");
    assert_finds(desk, "file:014*", "1");
    assert_finds(desk, "file:ndangan", "");
    assert_finds(desk, "file:tugas-014", "");
    assert_finds(desk, "file:*", "1 2 3");
    assert_finds(desk, "pdf", "");
}

static void
a_document_that_nobody_has_read_is_found_by_its_name(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *uuid = NULL;
    gint64 id = 0;

    file_three(desk);
    arsip_document_add(desk->archive, 1, "surat-015.docx", desk_add_original(desk), &id, &uuid, &error);
    g_assert_no_error(error);

    assert_finds(desk, "file:surat-015.docx", "4");
    assert_finds(desk, "file:surat-0*", "4");
    assert_finds(desk, "file:015 NOT rapat", "4");
    assert_finds(desk, "file:*", "1 2 3 4");
    assert_finds(desk, "surat", "2");
}

static void
what_is_hidden_never_appears(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_three(desk);

    desk_run(desk, "UPDATE document SET hidden = 1 WHERE id = 1");
    desk_run(desk, "UPDATE document SET state = 'container' WHERE id = 3");

    assert_finds(desk, "rapat", "2");
    assert_finds(desk, "", "2");
    assert_finds(desk, "NOT pegawai", "");
    assert_finds(desk, "has:tanggal", "2");
    assert_finds(desk, "batch:1", "2");
    assert_finds(desk, "file:undangan*", "");
}

static void
a_fault_is_told_with_its_column(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) ids = NULL;

    arsip_search_ids(desk->archive, "rapat (anggaran", ARSIP_SEARCH_PLAIN, &ids, &error);

    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_SYNTAX);
    g_assert_nonnull(strstr(error->message, "column"));
    g_assert_null(ids);
}

static void
nothing_in_a_query_reaches_the_index_as_syntax(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    static const char *const queries[] = {"rapat\"\" OR", "a:b\"c",          "'", "x^2", "{isi}",
                                          "- rapat",      "rapat + petugas", "*"};

    file_three(desk);

    for (guint i = 0; i < G_N_ELEMENTS(queries); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GArray) ids = NULL;

        if (!arsip_search_ids(desk->archive, queries[i], ARSIP_SEARCH_PLAIN, &ids, &error))
            g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_SYNTAX);
    }
}

static void
a_thousand_alternatives_are_no_burden(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GString) either = g_string_new("petugas");
    g_autoptr(GString) nested = g_string_new("petugas");
    g_autoptr(GString) all = g_string_new("rapat");

    file_three(desk);
    for (guint i = 0; i < 1500; i++)
        g_string_append_printf(either, " OR kata%u", i);
    for (guint i = 0; i < 1500; i++)
        g_string_append_printf(all, " NOT kata%u", i);
    for (guint i = 0; i < 60; i++) {
        g_string_prepend(nested, i % 2 == 0 ? "(kata OR " : "(rapat ");
        g_string_append_c(nested, ')');
    }

    assert_finds(desk, either->str, "3");
    assert_finds(desk, all->str, "1 2 3");
    assert_finds(desk, nested->str, "3");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("/search/words_are_found_folded", words_are_found_folded);
    TEST("/search/all_words_must_be_there", all_words_must_be_there);
    TEST("/search/either_word_is_enough", either_word_is_enough);
    TEST("/search/words_are_taken_away", words_are_taken_away);
    TEST("/search/a_negation_may_stand_alone", a_negation_may_stand_alone);
    TEST("/search/a_phrase_is_found_in_its_order", a_phrase_is_found_in_its_order);
    TEST("/search/a_phrase_runs_on_over_a_page_s_end_but_not_over_a_zone_s",
         a_phrase_runs_on_over_a_page_s_end_but_not_over_a_zone_s);
    TEST("/search/a_beginning_is_found", a_beginning_is_found);
    TEST("/search/nearness_is_counted_in_words_between", nearness_is_counted_in_words_between);
    TEST("/search/nearness_does_not_reach_from_one_field_into_the_next",
         nearness_does_not_reach_from_one_field_into_the_next);
    TEST("/search/a_zone_narrows", a_zone_narrows);
    TEST("/search/a_field_narrows", a_field_narrows);
    TEST("/search/a_phrase_does_not_run_from_one_field_into_the_next",
         a_phrase_does_not_run_from_one_field_into_the_next);
    TEST("/search/a_field_is_asked_by_a_regular_expression", a_field_is_asked_by_a_regular_expression);
    TEST("/search/an_acronym_must_stand_in_capitals", an_acronym_must_stand_in_capitals);
    TEST("/search/a_letter_s_number_is_found_however_it_is_spaced",
         a_letter_s_number_is_found_however_it_is_spaced);
    TEST("/search/undang_undang_is_no_undangan", undang_undang_is_no_undangan);
    TEST("/search/labels_are_asked", labels_are_asked);
    TEST("/search/a_label_that_a_person_took_away_counts_no_more",
         a_label_that_a_person_took_away_counts_no_more);
    TEST("/search/dates_are_asked", dates_are_asked);
    TEST("/search/what_a_document_has_is_asked", what_a_document_has_is_asked);
    TEST("/search/batches_and_types_are_asked", batches_and_types_are_asked);
    TEST("/search/a_file_is_found_by_its_name_but_words_are_not",
         a_file_is_found_by_its_name_but_words_are_not);
    TEST("/search/a_document_that_nobody_has_read_is_found_by_its_name",
         a_document_that_nobody_has_read_is_found_by_its_name);
    TEST("/search/what_is_hidden_never_appears", what_is_hidden_never_appears);
    TEST("/search/a_fault_is_told_with_its_column", a_fault_is_told_with_its_column);
    TEST("/search/nothing_in_a_query_reaches_the_index_as_syntax",
         nothing_in_a_query_reaches_the_index_as_syntax);
    TEST("/search/a_thousand_alternatives_are_no_burden", a_thousand_alternatives_are_no_burden);
    return g_test_run();
}
