/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/form.h"

static void
test_affixes_make_forms_of_one_word(void)
{
    static const char *const forms[][2] = {
        {"melantik", "pelantikan"},    {"merekam", "perekaman"},    {"menyewa", "sewa"},
        {"dipindahkan", "pemindahan"}, {"pindah", "memindahkan"},   {"bakar", "kebakaran"},
        {"laporan", "melaporkan"},     {"dilaporkan", "pelaporan"}, {"tugas", "menugaskan"},
        {"izin", "perizinan"},         {"kelola", "pengelolaan"},   {"tani", "pertanian"},
        {"kirim", "pengiriman"},       {"terima", "penerimaan"},    {"menerima", "diterima"},
        {"tetap", "menetapkan"},       {"mohon", "permohonan"},     {"pegawai", "kepegawaian"},
        {"bantuan", "membantu"},       {"gajinya", "gaji"},         {"ajar", "mengajar"},
        {"pungut", "memungut"},        {"mengundang", "undangan"},  {"ikut", "mengikuti"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
        g_test_message("%s, %s", forms[i][0], forms[i][1]);
        g_assert_true(arsip_forms_are(forms[i][0], forms[i][1]));
        g_assert_true(arsip_forms_are(forms[i][1], forms[i][0]));
    }
}

static void
test_words_of_their_own_are_no_forms(void)
{
    static const char *const others[][2] = {
        {"umum", "pengumuman"},      {"undangan", "undangundang"}, {"perintah", "pemerintah"},
        {"terang", "keterangan"},    {"rapat", "dapat"},           {"surat", "tersurat1"},
        {"penduduk", "kedudukan"},   {"tugas", "tegas"},           {"kota", "kotak"},
        {"undangan", "diundangkan"}, {"dinas", "panas"},           {"hibah", "musibah"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
        g_test_message("%s, %s", others[i][0], others[i][1]);
        g_assert_false(arsip_forms_are(others[i][0], others[i][1]));
        g_assert_false(arsip_forms_are(others[i][1], others[i][0]));
    }
}

/* A line each: + or -, and two words. */
static void
test_pairs_of_words_are_forms_or_are_not(void)
{
    g_autofree char *text = NULL;
    g_auto(GStrv) lines = NULL;
    guint n = 0;

    g_assert_true(g_file_get_contents(ARSIP_TEST_DATA "/queries/forms.tsv", &text, NULL, NULL));
    lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) cells = g_strsplit(lines[i], "\t", 3);

        if (g_strv_length(cells) != 3)
            continue;
        g_test_message("%s", lines[i]);
        g_assert_cmpint(arsip_forms_are(cells[1], cells[2]), ==, *cells[0] == '+');
        g_assert_cmpint(arsip_forms_are(cells[2], cells[1]), ==, *cells[0] == '+');
        n++;
    }
    g_assert_cmpuint(n, >, 250);
}

static void
test_a_particle_behind_a_word_changes_nothing(void)
{
    g_assert_true(arsip_forms_are("keputusannya", "memutuskan"));
    g_assert_true(arsip_forms_are("putusan", "keputusanlah"));
    g_assert_true(arsip_forms_are("terimalah", "penerimaannya"));
    g_assert_false(arsip_forms_are("tetapinya", "penetapannya"));
}

static void
test_short_words_have_no_forms_but_themselves(void)
{
    g_assert_true(arsip_forms_are("spp", "spp"));
    g_assert_false(arsip_forms_are("ada", "mengadakan"));
    g_assert_false(arsip_forms_are("", "an"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/form/affixes_make_forms_of_one_word", test_affixes_make_forms_of_one_word);
    g_test_add_func("/form/words_of_their_own_are_no_forms", test_words_of_their_own_are_no_forms);
    g_test_add_func("/form/pairs_of_words_are_forms_or_are_not", test_pairs_of_words_are_forms_or_are_not);
    g_test_add_func("/form/a_particle_behind_a_word_changes_nothing",
                    test_a_particle_behind_a_word_changes_nothing);
    g_test_add_func("/form/short_words_have_no_forms_but_themselves",
                    test_short_words_have_no_forms_but_themselves);
    return g_test_run();
}
