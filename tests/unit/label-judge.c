/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label-text.h"

#include <glib/gstdio.h>

static const char invitation[] = "PEMERINTAH KOTA MELATI\n"
                                 "DINAS PERTANIAN\n"
                                 "Jalan Padi Nomor 3 Melati\n"
                                 "Nomor : 005/21/Um\n"
                                 "Sifat : Biasa\n"
                                 "Hal : Undangan Rapat Panen Raya\n"
                                 "Yth. Kepala Desa Sawah Baru\n"
                                 "di Tempat\n"
                                 "Kami mengharap kehadiran Saudara pada hari Senin, 3 Juni 2024\n"
                                 "pukul 09.00 di ruang rapat dinas.\n"
                                 "Demikian, atas kehadirannya diucapkan terima kasih.\n"
                                 "Kepala Dinas,\n"
                                 "Budi Santosa\n";

/* The rules of one file in a folder of their own, which is gone again at once. */
static ArsipRules *
load_rules(const char *text)
{
    g_autofree char *folder = g_dir_make_tmp("arsip-label-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "10-jenis.yaml", NULL);
    g_autoptr(GError) error = NULL;
    ArsipRules *rules;

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    rules = arsip_rules_load(folder, &error);
    g_unlink(path);
    g_rmdir(folder);
    g_assert_no_error(error);
    return rules;
}

static const char two_types[] = "exclusive: jenis\n"
                                "otherwise: perlu-tinjau\n"
                                "rules:\n"
                                "  - label: jenis/undangan\n"
                                "    priority: 40\n"
                                "    why: hal menyebut undangan\n"
                                "    any: hal:undangan\n"
                                "  - label: jenis/surat-dinas\n"
                                "    priority: 20\n"
                                "    all: [ 'has:hal', 'has:nomor' ]\n"
                                "  - label: perihal/rapat\n"
                                "    any: hal:rapat\n";

static void
test_highest_priority_wins(void)
{
    g_autoptr(ArsipRules) rules = load_rules(two_types);
    g_autoptr(ArsipVerdict) verdict = judge_with(rules, invitation, NULL, NULL);
    g_autofree char *labels = given_labels(verdict);
    const ArsipRefusal *refused = find_refused(verdict, "jenis/surat-dinas");

    g_assert_cmpstr(labels, ==, "jenis/undangan perihal/rapat");
    g_assert_nonnull(refused);
    g_assert_cmpstr(refused->reason, ==, "jenis/undangan has the higher priority (40 over 20)");
}

static void
test_evidence_is_the_words_on_the_page(void)
{
    g_autoptr(ArsipRules) rules = load_rules(two_types);
    g_autoptr(ArsipVerdict) verdict = judge_with(rules, invitation, NULL, NULL);
    const ArsipAssignment *given = find_given(verdict, "jenis/undangan");
    const ArsipEvidence *evidence;

    g_assert_nonnull(given);
    g_assert_cmpstr(given->rule, ==, "10-jenis.yaml:4");
    g_assert_cmpstr(given->why, ==, "hal menyebut undangan");
    g_assert_cmpint(given->priority, ==, 40);
    g_assert_cmpuint(given->evidence->len, ==, 1);
    evidence = g_ptr_array_index(given->evidence, 0);
    g_assert_cmpstr(evidence->where, ==, "hal");
    g_assert_cmpuint(evidence->place.page, ==, 1);
    g_assert_cmpstr(evidence->text, ==, "Undangan Rapat Panen Raya");
    g_assert_cmpuint(evidence->place.start, ==, (guint)(strstr(invitation, "Undangan") - invitation));
    g_assert_cmpfloat(evidence->cost, ==, 0);
}

static void
test_none_speaks_against(void)
{
    g_autoptr(ArsipRules) rules = load_rules("rules:\n"
                                             "  - label: jenis/undangan\n"
                                             "    any: hal:undangan\n"
                                             "    none: [ 'hal:menghadiri', 'hal:\"panen raya\"' ]\n");
    g_autoptr(ArsipVerdict) verdict = judge_with(rules, invitation, NULL, NULL);
    const ArsipRefusal *refused = find_refused(verdict, "jenis/undangan");

    g_assert_cmpuint(verdict->given->len, ==, 0);
    g_assert_nonnull(refused);
    g_assert_cmpstr(refused->reason, ==, "ruled out by hal:\"panen raya\": \"Undangan Rapat Panen Raya\"");
}

static void
test_all_and_any_together(void)
{
    g_autoptr(ArsipRules) rules = load_rules("rules:\n"
                                             "  - label: satu\n"
                                             "    all: [ 'isi:kehadiran', 'isi:pukul' ]\n"
                                             "    any: [ 'isi:aula', 'isi:ruang' ]\n"
                                             "  - label: dua\n"
                                             "    all: [ 'isi:kehadiran', 'isi:jam' ]\n"
                                             "    any: [ 'isi:aula', 'isi:ruang' ]\n"
                                             "  - label: tiga\n"
                                             "    all: [ 'isi:kehadiran', 'isi:pukul' ]\n"
                                             "    any: [ 'isi:aula', 'isi:gedung' ]\n");
    g_autoptr(ArsipVerdict) verdict = judge_with(rules, invitation, NULL, NULL);
    g_autofree char *labels = given_labels(verdict);

    g_assert_cmpstr(labels, ==, "satu");
}

static void
test_tie_asks_for_a_person(void)
{
    g_autoptr(ArsipRules) rules =
        load_rules("exclusive: jenis\n"
                   "rules:\n"
                   "  - { label: jenis/undangan, priority: 40, why: mengundang, any: hal:undangan }\n"
                   "  - { label: jenis/panen, priority: 40, why: tentang panen, any: hal:panen }\n"
                   "  - { label: jenis/surat-dinas, priority: 5, any: has:hal }\n");
    g_autoptr(ArsipVerdict) verdict = judge_with(rules, invitation, NULL, NULL);
    g_autofree char *labels = given_labels(verdict);
    const ArsipAssignment *review = find_given(verdict, "perlu-tinjau");

    g_assert_cmpstr(labels, ==, "perlu-tinjau");
    g_assert_nonnull(strstr(review->why, "jenis/undangan (10-jenis.yaml:3: mengundang)"));
    g_assert_nonnull(strstr(review->why, "jenis/panen (10-jenis.yaml:4: tentang panen)"));
    g_assert_nonnull(find_refused(verdict, "jenis/undangan"));
    g_assert_nonnull(find_refused(verdict, "jenis/panen"));
    g_assert_nonnull(find_refused(verdict, "jenis/surat-dinas"));
}

static void
test_no_type_asks_for_a_person(void)
{
    g_autoptr(ArsipRules) rules = load_rules(two_types);
    g_autoptr(ArsipVerdict) verdict = judge_with(rules, "catatan tanpa kepala surat", NULL, NULL);
    g_autofree char *labels = given_labels(verdict);

    g_assert_cmpstr(labels, ==, "perlu-tinjau");
    g_assert_cmpstr(find_given(verdict, "perlu-tinjau")->rule, ==, "10-jenis.yaml:2");
}

static void
test_persons_choice_wins(void)
{
    static const char *const fixed[] = {"jenis/panggilan", NULL};
    g_autoptr(ArsipRules) rules = load_rules(two_types);
    g_autoptr(ArsipVerdict) verdict = judge_with(rules, invitation, fixed, NULL);
    g_autofree char *labels = given_labels(verdict);

    g_assert_cmpstr(labels, ==, "perihal/rapat");
    g_assert_cmpstr(find_refused(verdict, "jenis/undangan")->reason, ==,
                    "a person has chosen jenis/panggilan");
}

static void
test_barred_label_leaves_the_next(void)
{
    static const char *const barred[] = {"jenis/undangan", "perihal/rapat", NULL};
    g_autoptr(ArsipRules) rules = load_rules(two_types);
    g_autoptr(ArsipVerdict) verdict = judge_with(rules, invitation, NULL, barred);
    g_autofree char *labels = given_labels(verdict);

    g_assert_cmpstr(labels, ==, "jenis/surat-dinas");
    g_assert_cmpstr(find_refused(verdict, "jenis/undangan")->reason, ==, "a person has removed this label");
}

static void
test_review_can_be_barred(void)
{
    static const char *const barred[] = {"perlu-tinjau", NULL};
    g_autoptr(ArsipRules) rules = load_rules(two_types);
    g_autoptr(ArsipVerdict) verdict = judge_with(rules, "catatan tanpa kepala surat", NULL, barred);

    g_assert_cmpuint(verdict->given->len, ==, 0);
}

static void
test_label_of_several_rules_is_given_once(void)
{
    g_autoptr(ArsipRules) rules =
        load_rules("rules:\n"
                   "  - { label: perihal/rapat, priority: 1, any: isi:kehadiran }\n"
                   "  - { label: perihal/rapat, priority: 9, any: hal:rapat }\n"
                   "  - { label: perihal/rapat, priority: 9, any: hal:undangan, none: hal:panen }\n");
    g_autoptr(ArsipVerdict) verdict = judge_with(rules, invitation, NULL, NULL);

    g_assert_cmpuint(verdict->given->len, ==, 1);
    g_assert_cmpstr(find_given(verdict, "perihal/rapat")->rule, ==, "10-jenis.yaml:3");
    g_assert_cmpuint(verdict->refused->len, ==, 0);
}

static const char citing[] =
    "SURAT EDARAN\n"
    "NOMOR 4 TAHUN 2024\n"
    "TENTANG\n"
    "KEBERSIHAN KANTOR\n"
    "Berdasarkan surat tugas Nomor 12 tanggal 3 Mei 2024, setiap pegawai menjaga kebersihan.\n";

static void
test_citation_is_no_evidence(void)
{
    g_autoptr(ArsipRules) rules = load_rules("rules:\n"
                                             "  - { label: dijaga, any: 'isi:\"surat tugas\"' }\n"
                                             "  - { label: lepas, guard: no, any: 'isi:\"surat tugas\"' }\n");
    g_autoptr(ArsipVerdict) verdict = judge_with(rules, citing, NULL, NULL);
    g_autofree char *labels = given_labels(verdict);

    g_assert_cmpstr(labels, ==, "lepas");
    g_assert_cmpuint(find_given(verdict, "lepas")->evidence->len, ==, 1);
}

static void
test_citation_speaks_against(void)
{
    g_autoptr(ArsipRules) rules =
        load_rules("rules:\n"
                   "  - { label: kebersihan, any: isi:kebersihan, none: 'isi:\"surat tugas\"' }\n");
    g_autoptr(ArsipVerdict) verdict = judge_with(rules, citing, NULL, NULL);

    g_assert_cmpuint(verdict->given->len, ==, 0);
}

static void
test_evidence_is_bounded(void)
{
    g_autoptr(ArsipRules) rules = load_rules("rules:\n  - { label: banyak, any: isi:padi }\n");
    g_autoptr(GString) text = g_string_new(invitation);
    g_autoptr(ArsipVerdict) verdict = NULL;

    for (guint i = 0; i < 500; i++)
        g_string_insert(text, (gssize)(strstr(text->str, "Demikian") - text->str), "padi dan padi\n");
    verdict = judge_with(rules, text->str, NULL, NULL);

    g_assert_cmpuint(find_given(verdict, "banyak")->evidence->len, ==, 8);
}

static void
test_evidence_hides_personal_numbers(void)
{
    g_autoptr(ArsipRules) rules = load_rules("rules:\n  - { label: data-pribadi, any: has:nik }\n");
    g_autoptr(ArsipVerdict) verdict = judge_with(rules,
                                                 "SURAT KETERANGAN\n"
                                                 "Nomor : 470/12/2024\n"
                                                 "Nama : Budi Santosa\n"
                                                 "NIK : 9730182510660031\n"
                                                 "Alamat : Jalan Padi 3\n",
                                                 NULL, NULL);
    const ArsipAssignment *given = find_given(verdict, "data-pribadi");
    const ArsipEvidence *evidence;

    g_assert_nonnull(given);
    evidence = g_ptr_array_index(given->evidence, 0);
    g_assert_null(strstr(evidence->text, "2510660031"));
    g_assert_cmpuint(evidence->place.page, ==, 1);
}

static void
test_value_of_a_person_is_evidence_without_a_page(void)
{
    g_autoptr(ArsipRules) rules = load_rules("rules:\n  - { label: umum, any: unit:umum }\n");
    g_autoptr(ArsipReading) reading = text_reading("catatan");
    const ArsipReading *const pages[] = {reading};
    g_autoptr(ArsipLetter) letter = arsip_letter_read(pages, 1);
    ArsipHeldPages held;
    ArsipSubject subject = {.letter = letter, .pages = &held.pages};
    g_autoptr(ArsipVerdict) verdict = NULL;
    const ArsipEvidence *evidence;

    arsip_held_pages_init(&held, pages, 1);

    arsip_letter_set_field(letter, "unit", "Bagian Umum");
    verdict = arsip_rules_judge(rules, &subject, NULL, NULL);

    g_assert_cmpuint(verdict->given->len, ==, 1);
    evidence = g_ptr_array_index(find_given(verdict, "umum")->evidence, 0);
    g_assert_cmpuint(evidence->place.page, ==, 0);
    g_assert_cmpstr(evidence->where, ==, "unit");
    g_assert_cmpstr(evidence->text, ==, "Bagian Umum");
}

static void
test_a_misread_word_is_evidence_with_its_cost(void)
{
    g_autoptr(ArsipRules) rules =
        load_rules("rules:\n  - { label: rapat, any: '\"undangan rapat\"~', none: 'pengumumam~' }\n");
    g_autoptr(ArsipVerdict) verdict = judge_with(rules, "Perihal: undamgan rapat koordinasi", NULL, NULL);
    g_autoptr(ArsipVerdict) spoken_against =
        judge_with(rules, "Perihal: undamgan rapat, bukan pengurnuman", NULL, NULL);
    const ArsipAssignment *given = find_given(verdict, "rapat");

    g_assert_nonnull(given);
    const ArsipEvidence *evidence = given->evidence->pdata[0];
    g_assert_cmpstr(evidence->text, ==, "undamgan rapat");
    g_assert_cmpfloat_with_epsilon(evidence->cost, 0.5, 0.001);
    g_assert_null(find_given(spoken_against, "rapat"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/label/the_highest_priority_wins_its_namespace", test_highest_priority_wins);
    g_test_add_func("/label/evidence_is_the_words_on_the_page", test_evidence_is_the_words_on_the_page);
    g_test_add_func("/label/a_none_query_speaks_against_and_is_named", test_none_speaks_against);
    g_test_add_func("/label/a_rule_needs_all_and_one_of_any", test_all_and_any_together);
    g_test_add_func("/label/a_tie_asks_for_a_person_with_both_reasons", test_tie_asks_for_a_person);
    g_test_add_func("/label/a_paper_of_no_type_asks_for_a_person", test_no_type_asks_for_a_person);
    g_test_add_func("/label/a_persons_choice_wins_its_namespace", test_persons_choice_wins);
    g_test_add_func("/label/a_removed_label_leaves_its_place_to_the_next", test_barred_label_leaves_the_next);
    g_test_add_func("/label/a_removed_perlu_tinjau_stays_removed", test_review_can_be_barred);
    g_test_add_func("/label/a_label_of_several_rules_is_given_once",
                    test_label_of_several_rules_is_given_once);
    g_test_add_func("/label/a_citation_is_no_evidence_for_a_guarded_rule", test_citation_is_no_evidence);
    g_test_add_func("/label/a_citation_speaks_against_all_the_same", test_citation_speaks_against);
    g_test_add_func("/label/evidence_is_at_most_eight_places", test_evidence_is_bounded);
    g_test_add_func("/label/evidence_hides_personal_numbers", test_evidence_hides_personal_numbers);
    g_test_add_func("/label/a_persons_value_is_evidence_without_a_page",
                    test_value_of_a_person_is_evidence_without_a_page);
    g_test_add_func("/label/a_misread_word_is_evidence_with_its_cost",
                    test_a_misread_word_is_evidence_with_its_cost);
    return g_test_run();
}
