/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/misread.h"

#include <string.h>

#include "query/vague.h"

static void
assert_cost(const char *meant, const char *read, double cost)
{
    g_test_message("%s, read as %s", meant, read);
    g_assert_cmpfloat_with_epsilon(arsip_misread_cost(meant, read, 10), cost, 0.001);
}

static void
test_letters_of_one_shape_cost_less_than_others(void)
{
    assert_cost("undangan", "undangan", 0);
    assert_cost("nomor", "n0mor", 0.3);
    assert_cost("lampiran", "1ampiran", 0.3);
    assert_cost("perintah", "pcrintah", 0.5);
    assert_cost("rapat", "rapot", 0.5);
    assert_cost("rapat", "dapat", 1);
}

static void
test_two_letters_that_look_like_one_cost_less_than_two(void)
{
    assert_cost("mohon", "rnohon", 0.4);
    assert_cost("dinas", "clinas", 0.4);
    assert_cost("pewawancara", "pevvawancara", 0.4);
    assert_cost("kelima", "kehma", 0.4);
    assert_cost("turnamen", "tumamen", 0.4);
    assert_cost("mm", "rnrn", 0.8);
}

static void
test_a_letter_too_many_or_overlooked_is_counted(void)
{
    assert_cost("surat", "surrat", 1);
    assert_cost("surat", "sura", 0.7);
    assert_cost("undangan", "undngan", 1);
    assert_cost("", "ab", 2);
    assert_cost("\303\251tat", "etat", 1);
}

static void
test_two_letters_in_each_other_s_place_are_one_fault(void)
{
    assert_cost("kuliah", "kuliha", 0.9);
    assert_cost("penghapusan", "pengahpusan", 0.9);
    assert_cost("surat", "surta", 0.9);
    g_assert_cmpfloat(arsip_misread_cost("gudang", "ugdang", 0.9), <=, 0.9);
    g_assert_cmpfloat(arsip_misread_cost("mohon", "rnohon", 0.5), <=, 0.5);
    g_assert_cmpfloat(arsip_misread_cost("rnoon", "moon", 0.5), <=, 0.5);
}

static void
test_a_word_that_nobody_wrote_may_be_a_letter_off_and_a_long_one_two(void)
{
    static const char *const pairs[][2] = {
        {"limba", "limbah"}, {"gordn", "gorden"}, {"cuit", "cuti"}, {"hemodialis", "hemodialisis"}};

    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++)
        g_assert_cmpfloat(arsip_misread_cost(pairs[i][0], pairs[i][1], 9), <=,
                          arsip_misspelt_bound(pairs[i][0]));
    g_assert_cmpfloat(arsip_misread_cost("limbu", "lembah", 9), >, arsip_misspelt_bound("limbu"));
    g_assert_cmpfloat(arsip_misspelt_bound("spp"), ==, 0);
    g_assert_cmpfloat(arsip_misspelt_bound("sp2dx"), ==, 0);
}

static void
test_what_costs_too_much_is_told_as_more(void)
{
    g_assert_cmpfloat(arsip_misread_cost("undangan", "pengumuman", 1.5), >, 1.5);
    g_assert_cmpfloat(arsip_misread_cost("surat", "suratkabarharian", 2), >, 2);
    g_assert_cmpfloat(arsip_misread_cost("kelima", "kehma", 0.4), <=, 0.4);
}

/* Against the definition, without the table's rows, on all that few letters can spell. */
static double
naive(const char *meant, const char *read)
{
    static const char *const pairs[] = {"mrn", "mnn"};
    double cost;

    if (*meant == '\0' || *read == '\0') {
        double sum = (double)strlen(read);
        for (; *meant != '\0'; meant++)
            sum += strchr("lr", *meant) != NULL ? 0.7 : 1;
        return sum;
    }
    cost = naive(meant + 1, read + 1) + (*meant == *read                                               ? 0
                                         : strchr("lr", *meant) != NULL && strchr("lr", *read) != NULL ? 0.5
                                         : strchr("nm", *meant) != NULL && strchr("nm", *read) != NULL ? 0.5
                                                                                                       : 1);
    cost = MIN(cost, naive(meant + 1, read) + (strchr("lr", *meant) != NULL ? 0.7 : 1));
    cost = MIN(cost, naive(meant, read + 1) + 1);
    if (meant[1] != '\0' && meant[0] == read[1] && meant[1] == read[0])
        cost = MIN(cost, naive(meant + 2, read + 2) + 0.9);
    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
        if (*meant == pairs[i][0] && strncmp(read, pairs[i] + 1, 2) == 0)
            cost = MIN(cost, naive(meant + 1, read + 2) + 0.4);
        if (*read == pairs[i][0] && strncmp(meant, pairs[i] + 1, 2) == 0)
            cost = MIN(cost, naive(meant + 2, read + 1) + 0.4);
    }
    return cost;
}

static void
spell(char word[8], guint number)
{
    gsize n = 0;

    for (; number > 0; number /= 5)
        word[n++] = "rnmcl"[number % 5];
    word[n] = '\0';
}

static void
test_the_cost_is_the_least_of_all_ways(void)
{
    for (guint i = 0; i < 3000; i++) {
        char meant[8], read[8];

        spell(meant, (guint)g_test_rand_int_range(0, 3125));
        spell(read, (guint)g_test_rand_int_range(0, 3125));
        double cost = naive(meant, read);
        assert_cost(meant, read, cost);
        g_assert_true((arsip_misread_cost(meant, read, 1.1) <= 1.1) == (cost <= 1.1 + 0.0001));
    }
}

static void
test_short_words_and_numbers_are_not_guessed(void)
{
    g_assert_cmpfloat(arsip_misread_bound("spp", 1), ==, 0);
    g_assert_cmpfloat(arsip_misread_bound("2024", 1), ==, 0);
    g_assert_cmpfloat(arsip_misread_bound("sp2d", 1), ==, 0);
    g_assert_cmpfloat(arsip_misread_bound("cuti", 0), >, 0);
    g_assert_cmpfloat(arsip_misread_bound("undangan", 0), <, arsip_misread_bound("undangan", 1));
    g_assert_cmpfloat(arsip_misread_bound("undangan", 1), <, arsip_misread_bound("pengumuman", 1));
}

static void
test_other_words_of_the_language_are_no_misread_ones(void)
{
    static const char *const others[][2] = {{"rapat", "dapat"},       {"perintah", "pemerintah"},
                                            {"tugas", "petugas"},     {"undangan", "undangundang"},
                                            {"hibah", "musibah"},     {"undangan", "pengundangan"},
                                            {"keputusan", "putusan"}, {"dari", "hari"}};

    for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
        g_test_message("%s, %s", others[i][0], others[i][1]);
        g_assert_false(arsip_vague_is(others[i][0], others[i][1], NULL));
    }
}

static void
test_what_was_remembered_is_forgotten_with_a_new_word(void)
{
    g_autoptr(ArsipVague) vague = arsip_vague_new();

    const char read[ARSIP_KEY_HEAD] = "kcputusan";

    g_assert_cmpuint(arsip_vague_add(vague, "undangan"), ==, 0);
    g_assert_cmpuint(arsip_vague_find(vague, read, 9).n, ==, 0);
    g_assert_cmpuint(arsip_vague_add(vague, "keputusan"), ==, 1);
    g_assert_cmpuint(arsip_vague_add(vague, "undangan"), ==, 0);
    for (guint i = 0; i < 2; i++) {
        ArsipVagueRange range = arsip_vague_find(vague, read, 9);
        const ArsipVagueWord *found = arsip_vague_words(vague, range);

        g_assert_cmpuint(range.n, ==, 1);
        g_assert_cmpuint(found[0].number, ==, 1);
        g_assert_cmpuint(found[0].cost, ==, 50);
    }
}

/* Words of few letters, so that many are near one another. */
static void
draw_word(char word[12])
{
    static const char letters[] = "adegnru1mlb";
    guint length = (guint)g_test_rand_int_range(1, 11);

    for (guint i = 0; i < length; i++)
        word[i] = letters[g_test_rand_int_range(0, sizeof letters - 1)];
    word[length] = '\0';
}

static void
test_the_trie_finds_what_comparing_each_word_finds(void)
{
    g_autoptr(ArsipVague) vague = arsip_vague_new();
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    guint n_found = 0;

    for (guint i = 0; i < 400; i++) {
        char word[12];

        draw_word(word);
        if (arsip_vague_add(vague, word) == words->len)
            g_ptr_array_add(words, g_strdup(word));
    }
    for (guint i = 0; i < 2000; i++) {
        char read[ARSIP_KEY_HEAD] = {0};
        guint at = 0;

        draw_word(read);
        ArsipVagueRange range = arsip_vague_find(vague, read, (guint32)strlen(read));
        const ArsipVagueWord *found = arsip_vague_words(vague, range);
        for (guint k = 0; k < words->len; k++) {
            double cost;

            if (!arsip_vague_is(words->pdata[k], read, &cost))
                continue;
            g_assert_cmpuint(at, <, range.n);
            g_assert_cmpuint(found[at].number, ==, k);
            g_assert_cmpuint(found[at++].cost, ==, arsip_misread_hundredths(cost));
        }
        g_assert_cmpuint(at, ==, range.n);
        n_found += range.n;
    }
    g_assert_cmpuint(n_found, >, 200);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/misread/letters_of_one_shape_cost_less_than_others",
                    test_letters_of_one_shape_cost_less_than_others);
    g_test_add_func("/misread/two_letters_that_look_like_one_cost_less_than_two",
                    test_two_letters_that_look_like_one_cost_less_than_two);
    g_test_add_func("/misread/a_letter_too_many_or_overlooked_is_counted",
                    test_a_letter_too_many_or_overlooked_is_counted);
    g_test_add_func("/misread/two_letters_in_each_other_s_place_are_one_fault",
                    test_two_letters_in_each_other_s_place_are_one_fault);
    g_test_add_func("/misread/a_word_that_nobody_wrote_may_be_a_letter_off_and_a_long_one_two",
                    test_a_word_that_nobody_wrote_may_be_a_letter_off_and_a_long_one_two);
    g_test_add_func("/misread/what_costs_too_much_is_told_as_more", test_what_costs_too_much_is_told_as_more);
    g_test_add_func("/misread/the_cost_is_the_least_of_all_ways", test_the_cost_is_the_least_of_all_ways);
    g_test_add_func("/misread/short_words_and_numbers_are_not_guessed",
                    test_short_words_and_numbers_are_not_guessed);
    g_test_add_func("/misread/other_words_of_the_language_are_no_misread_ones",
                    test_other_words_of_the_language_are_no_misread_ones);
    g_test_add_func("/misread/what_was_remembered_is_forgotten_with_a_new_word",
                    test_what_was_remembered_is_forgotten_with_a_new_word);
    g_test_add_func("/misread/the_trie_finds_what_comparing_each_word_finds",
                    test_the_trie_finds_what_comparing_each_word_finds);
    return g_test_run();
}
