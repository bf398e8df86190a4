/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/known.h"

static void
add(ArsipSeenWords *words, guint32 line, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, " ", -1);

    for (guint i = 0; parts[i] != NULL; i++) {
        ArsipSeen word = {.text = g_strdup(parts[i]), .line = line, .confidence = 90};
        arsip_seen_words_add(words, &word);
    }
}

static double
share(const char *text)
{
    g_autoptr(ArsipSeenWords) words = arsip_seen_words_new();

    add(words, 1, text);
    return arsip_known_share(words);
}

static void
test_letters_are_known(void)
{
    g_assert_cmpfloat(share("Sehubungan dengan pelaksanaan kegiatan tersebut, kami mengundang Saudara"), ==,
                      100);
    g_assert_cmpfloat(share("with reference to your letter we send the enclosed documents"), ==, 100);
}

/* None of these stands in the list as it is. */
static void
test_affixes_belong_to_their_stems(void)
{
    static const char *const words[] = {"mempertanyakannyalah", "kebersihankulah", "disampaikannyapun",
                                        "menyambungkannyalah", "dipertukarkannyalah"};

    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        g_assert_cmpfloat(share(words[i]), ==, 100);
    g_assert_cmpfloat(share("memxqzvwkannya"), ==, 0);
}

static void
test_names_and_numbers_do_not_count(void)
{
    g_assert_cmpfloat(share("Kepala Dinas Sosial, Puspa Xarwangqi, NIP 19871015 200904 1 012"), ==, 100);
    g_assert_cmpfloat(share("surat SR-03/DINSOS/2023 tanggal 16-10-2023 ke setda@cendanaqota.go.id"), ==,
                      100);
    g_assert_cmpfloat(share("1.250.000,00 17 3,5 %"), ==, 100);
}

static void
test_names_alone_are_no_language(void)
{
    g_assert_cmpfloat(share("QFNFSJOUBI LBCVQBUFO Lfdbnbubo Tjsbkbzb"), ==, 0);
}

static void
test_misread_and_ciphered_text_is_unknown(void)
{
    g_assert_cmpfloat(share("efuejag ueyrsiaqay urejep ueyerelod sunpas"), ==, 0);
    g_assert_cmpfloat(share("vhkxexqjdq ghqjdq shodnvdqddq nhjldwdq"), ==, 0);
    g_assert_cmpfloat(share("ae oa vv xq"), ==, 0);
}

static void
test_another_script_is_unknown(void)
{
    g_assert_cmpfloat(share("مرحبا بالعالم"), ==, 0);
}

static void
test_a_broken_word_is_one(void)
{
    g_autoptr(ArsipSeenWords) words = arsip_seen_words_new();
    add(words, 1, "pelaksa-");
    add(words, 2, "naan kegiatan");

    g_assert_cmpfloat(arsip_known_share(words), ==, 100);
}

static void
test_parts_and_accents_are_seen_through(void)
{
    g_assert_cmpfloat(share("surat-surat perundang-undangan Jum’at jum'at café"), ==, 100);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/known/letters_are_known", test_letters_are_known);
    g_test_add_func("/known/affixes_belong_to_their_stems", test_affixes_belong_to_their_stems);
    g_test_add_func("/known/names_and_numbers_do_not_count", test_names_and_numbers_do_not_count);
    g_test_add_func("/known/names_alone_are_no_language", test_names_alone_are_no_language);
    g_test_add_func("/known/misread_and_ciphered_text_is_unknown", test_misread_and_ciphered_text_is_unknown);
    g_test_add_func("/known/another_script_is_unknown", test_another_script_is_unknown);
    g_test_add_func("/known/a_broken_word_is_one", test_a_broken_word_is_one);
    g_test_add_func("/known/parts_and_accents_are_seen_through", test_parts_and_accents_are_seen_through);
    return g_test_run();
}
