/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/pdf/layer.h"

#define LETTER                                                                                               \
    "Sehubungan dengan pelaksanaan kegiatan pembinaan kearsipan tahun ini kami mengharapkan kehadiran "      \
    "pejabat dan "                                                                                           \
    "pegawai yang menangani surat masuk serta surat keluar"

static ArsipLayerVerdict
judge(const char *text, gboolean is_scan, double covered)
{
    g_autoptr(ArsipSeenWords) words = arsip_seen_words_new();
    g_auto(GStrv) parts = g_strsplit(text, " ", -1);
    const ArsipLayerPage page = {.is_scan = is_scan, .covered = covered};

    for (guint i = 0; parts[i] != NULL; i++) {
        ArsipSeen word = {.text = g_strdup(parts[i]), .line = 1, .confidence = 100};
        arsip_seen_words_add(words, &word);
    }
    return arsip_layer_judge(words, &page);
}

static void
test_print_that_is_language_is_taken(void)
{
    g_assert_cmpint(judge(LETTER, FALSE, -1), ==, ARSIP_LAYER_GOOD);
    g_assert_cmpint(
        judge("De commissie heeft kennis genomen van het verslag over het afgelopen jaar", FALSE, -1), ==,
        ARSIP_LAYER_GOOD);
    g_assert_cmpint(judge("مرحبا بالعالم في هذا اليوم الجميل", FALSE, 80), ==, ARSIP_LAYER_GOOD);
    g_assert_cmpint(judge("1 2.500.000 17,5 3 4.750.000 12,0 2024 2025", FALSE, 90), ==, ARSIP_LAYER_GOOD);
}

static void
test_glyph_numbers_and_ciphers_are_not(void)
{
    g_assert_cmpint(
        judge("6XUDW XQGDQJDQ \x03\x0b \xef\xbf\xbd\xef\xbf\xbd 5DSDW \xc2\xb3\xc2\xb4 SHPEDKDVDQ", FALSE,
              -1),
        !=, ARSIP_LAYER_GOOD);
    g_assert_cmpint(judge("vhkxexqjdq ghqjdq shodnvdqddq nhjldwdq whuvhexw nrpl phqjkdudsndq", FALSE, -1), ==,
                    ARSIP_LAYER_BAD);
}

static void
test_what_covers_little_of_the_ink_is_doubted(void)
{
    g_assert_cmpint(judge("Salinan sesuai dengan aslinya", FALSE, 8), ==, ARSIP_LAYER_DOUBTFUL);
    g_assert_cmpint(judge(LETTER, FALSE, 49), ==, ARSIP_LAYER_DOUBTFUL);
}

static void
test_recognised_words_must_all_be_sure(void)
{
    g_assert_cmpint(judge(LETTER, TRUE, 90), ==, ARSIP_LAYER_GOOD);
    g_assert_cmpint(judge(LETTER, TRUE, 60), ==, ARSIP_LAYER_DOUBTFUL);
    g_assert_cmpint(judge(LETTER " REPUBUK", TRUE, 90), ==, ARSIP_LAYER_DOUBTFUL);
    g_assert_cmpint(judge(LETTER " l95g", TRUE, 90), ==, ARSIP_LAYER_DOUBTFUL);
    g_assert_cmpint(judge(LETTER " REPUBUK l95g", FALSE, 90), ==, ARSIP_LAYER_GOOD);
}

static gboolean
is_better(const char *layer_text, const char *recognised_text, gboolean is_scan)
{
    g_autoptr(ArsipReading) layer = arsip_reading_new();
    g_autoptr(ArsipReading) recognised = arsip_reading_new();

    g_free(layer->text);
    g_free(recognised->text);
    layer->text = g_strdup(layer_text);
    recognised->text = g_strdup(recognised_text);
    return arsip_layer_is_better(layer, recognised, is_scan);
}

static void
test_a_layer_is_kept_where_recognition_brings_no_more(void)
{
    g_assert_false(is_better("Salinan", LETTER, FALSE));
    g_assert_true(is_better("Gambar 3 Gedung kantor", "Gambar 3 Gedung kantor xw efue", FALSE));
    g_assert_true(is_better(LETTER, "Sehubungan dengan pelaksanaan", FALSE));
    g_assert_false(is_better("vhkxexqjdq ghqjdq", LETTER, FALSE));
}

static void
test_of_two_recognitions_the_surer_is_kept(void)
{
    g_assert_false(is_better(LETTER " REPUBUK", LETTER " REPUBLIK", TRUE));
    g_assert_true(is_better(LETTER " REPUBLIK", LETTER " REPUBUK", TRUE));
    g_assert_false(is_better(LETTER " tahun l95g", LETTER " tahun 1958", TRUE));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/layer/print_that_is_language_is_taken", test_print_that_is_language_is_taken);
    g_test_add_func("/layer/glyph_numbers_and_ciphers_are_not", test_glyph_numbers_and_ciphers_are_not);
    g_test_add_func("/layer/what_covers_little_of_the_ink_is_doubted",
                    test_what_covers_little_of_the_ink_is_doubted);
    g_test_add_func("/layer/recognised_words_must_all_be_sure", test_recognised_words_must_all_be_sure);
    g_test_add_func("/layer/a_layer_is_kept_where_recognition_brings_no_more",
                    test_a_layer_is_kept_where_recognition_brings_no_more);
    g_test_add_func("/layer/of_two_recognitions_the_surer_is_kept",
                    test_of_two_recognitions_the_surer_is_kept);
    return g_test_run();
}
