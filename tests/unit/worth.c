/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/worth.h"

/* confidence, known: as in readings; method: "otsu", or "layer" for what no engine recognised. */
static ArsipReading *
reading(const char *text, double confidence, double known, const char *method)
{
    ArsipReading *made = arsip_reading_new();

    g_free(made->text);
    made->text = g_strdup(text);
    made->confidence = confidence;
    made->known = known;
    g_free(made->method);
    made->method = g_strdup(method);
    return made;
}

static const char letter[] =
    "Mengharap kehadiran Saudara pada rapat di Ruang Anggrek, hari Senin pukul 09.00";
static const char half[] = "Mengharap kehadiran Saudara pada";
static const char specks[] = "Mengharap kehadiran Saudara pada rapat di Ruang Anggrek, hari Senin pukul 09.00"
                             " ni wi; oa rs ~ lk i1 jf ao wm rn ii lj 0o";

static const struct {
    const char *what;
    struct {
        const char *text;
        double confidence, known;
        const char *method;
    } newer, older;
    gboolean is_worse;
} cases[] = {
    {"what_is_equal_is_not_worse", {letter, 80, 90, "otsu"}, {letter, 80, 90, "otsu"}, FALSE},
    {"what_is_hardly_less_sure_is_not_worse", {letter, 79.5, 90, "otsu"}, {letter, 80, 90, "otsu"}, FALSE},
    {"what_is_less_sure_is_worse", {letter, 70, 90, "otsu"}, {letter, 80, 90, "otsu"}, TRUE},
    {"words_that_are_not_known_are_worse", {letter, 80, 60, "otsu"}, {letter, 80, 90, "otsu"}, TRUE},
    {"lost_text_is_worse_however_sure", {half, 99, 100, "otsu"}, {letter, 70, 80, "otsu"}, TRUE},
    {"invented_text_is_worse", {specks, 60, 75, "otsu"}, {letter, 80, 95, "otsu"}, TRUE},
    {"without_known_words_confidence_tells", {letter, 70, -1, "otsu"}, {letter, 80, 50, "sauvola"}, TRUE},
    {"a_blank_page_is_worse_than_text", {"", 0, -1, "otsu"}, {"Lampiran 2 Surat", 85, 100, "otsu"}, TRUE},
    {"a_blank_page_is_not_worse_than_specks", {"", 0, -1, "otsu"}, {"i ~ rn wi oa", 40, -1, "otsu"}, FALSE},
    {"a_reader_who_prefers_to_recognise_knows_why",
     {letter, 60, -1, "otsu"},
     {specks, 100, -1, "layer"},
     FALSE},
    {"known_words_tell_layers_apart", {letter, 100, 20, "layer"}, {letter, 80, 95, "otsu"}, TRUE},
};

static void
is_judged(gconstpointer data)
{
    guint i = GPOINTER_TO_UINT(data);
    g_autoptr(ArsipReading) newer =
        reading(cases[i].newer.text, cases[i].newer.confidence, cases[i].newer.known, cases[i].newer.method);
    g_autoptr(ArsipReading) older =
        reading(cases[i].older.text, cases[i].older.confidence, cases[i].older.known, cases[i].older.method);

    newer->blank = *newer->text == '\0';
    g_assert_cmpint(arsip_reading_is_worse(newer, older), ==, cases[i].is_worse);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/worth/", cases[i].what, NULL);

        g_test_add_data_func(path, GUINT_TO_POINTER(i), is_judged);
    }
    return g_test_run();
}
