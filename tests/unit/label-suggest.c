/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/proposal.h"
#include "label/trait.h"
#include "match-letter.h"

static gboolean
has_trait(const ArsipLetter *letter, const char *query)
{
    g_autoptr(GHashTable) traits = arsip_traits_of(letter);

    return g_hash_table_contains(traits, query);
}

static void
test_traits_are_queries(void)
{
    ArsipLetter *letter = make_letter();

    add_to_zone(letter, ARSIP_ZONE_JUDUL, 1, 0, "KARTU PEMINJAMAN");
    add_to_zone(letter, ARSIP_ZONE_ISI, 1, 0, "kami mengharap kehadiran");
    add_field(letter, "hal", "Undangan Rapat");

    g_assert_true(has_trait(letter, "judul:kartu"));
    g_assert_true(has_trait(letter, "judul:\"kartu peminjaman\""));
    g_assert_true(has_trait(letter, "hal:\"undangan rapat\""));
    g_assert_true(has_trait(letter, "isi:\"mengharap kehadiran\""));
    g_assert_false(has_trait(letter, "isi:kami"));
    g_assert_false(has_trait(letter, "isi:\"kami mengharap\""));
    drop_letter(letter);
}

static void
test_no_persons(void)
{
    ArsipLetter *letter = make_letter();

    add_to_zone(letter, ARSIP_ZONE_ISI, 1, 0,
                "diberikan kepada Sari Dewi\nPerubahan itu, atau perubahan lain\nNama : sari dewi\nNIK : "
                "9730184505900001\nsetiap bulan maret");
    add_to_zone(letter, ARSIP_ZONE_AKHIR, 1, 100, "budi santosa");
    add_to_zone(letter, ARSIP_ZONE_KOP, 1, 200, "dinas pertanian");
    add_field(letter, "hal", "Pensiun a.n. Sari Dewi");

    g_assert_true(has_trait(letter, "isi:diberikan"));
    g_assert_true(has_trait(letter, "isi:setiap"));
    g_assert_true(has_trait(letter, "isi:perubahan"));
    g_assert_true(has_trait(letter, "hal:pensiun"));
    g_assert_false(has_trait(letter, "isi:sari"));
    g_assert_false(has_trait(letter, "hal:sari"));
    g_assert_false(has_trait(letter, "isi:9730184505900001"));
    g_assert_false(has_trait(letter, "isi:maret"));
    g_assert_false(has_trait(letter, "isi:budi"));
    g_assert_false(has_trait(letter, "isi:pertanian"));
    drop_letter(letter);
}

/* Dunning's formula by hand: 2 * (3 ln(10/3) + 7 ln(10/7)). */
static void
test_likelihood(void)
{
    g_assert_cmpfloat_with_epsilon(arsip_trait_likelihood(3, 3, 0, 7), 12.2173, 0.0001);
    g_assert_cmpfloat(arsip_trait_likelihood(2, 4, 3, 6), ==, 0);
    g_assert_cmpfloat(arsip_trait_likelihood(1, 4, 3, 6), ==, 0);
    g_assert_cmpfloat(arsip_trait_likelihood(3, 4, 1, 6), >, 0);
    g_assert_cmpfloat(arsip_trait_likelihood(3, 3, 0, 0), ==, 0);
}

enum { UNDANGAN = 1 << 0, RAPAT = 1 << 1, PUKUL = 1 << 2, BALASAN = 1 << 3, SEKALI = 1 << 4 };

static GArray *
make_rows(const ArsipKeywordRow *rows, guint n)
{
    GArray *made = g_array_new(FALSE, FALSE, sizeof *rows);

    g_array_append_vals(made, rows, n);
    return made;
}

static void
test_keywords_add_up(void)
{
    static const ArsipKeywordRow given[] = {
        {1, UNDANGAN, 1, 1},
        {2, UNDANGAN, 1, 1},
        {3, RAPAT, 1, 1},
        {4, RAPAT, 1, 1},
        {5, UNDANGAN, 0, 1},
        {6, PUKUL, 0, 0},
        {7, UNDANGAN | RAPAT, 1, 1},
        {8, SEKALI, 1, 1},
    };
    g_autoptr(GArray) rows = make_rows(given, G_N_ELEMENTS(given));
    double weights[] = {1, 1, 1, 0, 1};
    ArsipProposal proposal;

    arsip_proposal_choose(&proposal, rows, weights, G_N_ELEMENTS(weights), 6);
    ArsipProposalCount count = arsip_proposal_count(&proposal, rows);

    g_assert_cmpuint(proposal.any, ==, UNDANGAN | RAPAT);
    g_assert_cmpuint(proposal.all, ==, 0);
    g_assert_cmpuint(count.matched, ==, 6);
    g_assert_cmpuint(count.right, ==, 6);
    g_assert_cmpuint(count.by_hand, ==, 5);
}

static void
test_required_keyword(void)
{
    static const ArsipKeywordRow given[] = {
        {1, UNDANGAN | PUKUL, 1, 1},
        {2, UNDANGAN | PUKUL, 1, 1},
        {3, UNDANGAN | PUKUL, 1, 1},
        {4, UNDANGAN, 0, 0},
        {5, UNDANGAN, 0, 0},
        {6, PUKUL, 0, 0},
        {7, PUKUL, 0, 0},
        {8, PUKUL, 0, 0},
        {9, PUKUL, 0, 0},
    };
    g_autoptr(GArray) rows = make_rows(given, G_N_ELEMENTS(given));
    double weights[] = {1, 0, 1, 0, 0};
    ArsipProposal proposal;

    arsip_proposal_choose(&proposal, rows, weights, G_N_ELEMENTS(weights), 6);

    g_assert_cmpuint(proposal.any, ==, UNDANGAN);
    g_assert_cmpuint(proposal.all, ==, PUKUL);
    g_assert_cmpuint(arsip_proposal_count(&proposal, rows).matched, ==, 3);
}

static void
test_none_spares_what_is_right(void)
{
    static const ArsipKeywordRow given[] = {
        {1, UNDANGAN, 1, 1},           {2, UNDANGAN | PUKUL, 1, 1},
        {3, UNDANGAN, 0, 1},           {4, UNDANGAN | BALASAN | PUKUL, 0, 0},
        {5, UNDANGAN | BALASAN, 0, 0},
    };
    g_autoptr(GArray) rows = make_rows(given, G_N_ELEMENTS(given));
    ArsipProposal proposal = {.any = UNDANGAN};

    arsip_proposal_forbid(&proposal, rows, PUKUL | BALASAN, 4);
    ArsipProposalCount count = arsip_proposal_count(&proposal, rows);

    g_assert_cmpuint(proposal.none, ==, BALASAN);
    g_assert_cmpuint(count.matched, ==, 3);
    g_assert_cmpuint(count.right, ==, 3);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/label/traits_are_words_and_phrases_as_queries", test_traits_are_queries);
    g_test_add_func("/label/traits_name_no_persons_numbers_or_dates", test_no_persons);
    g_test_add_func("/label/likelihood_is_dunnings", test_likelihood);
    g_test_add_func("/label/a_proposal_takes_keywords_that_add_to_one_another", test_keywords_add_up);
    g_test_add_func("/label/a_proposal_requires_what_only_the_right_ones_have", test_required_keyword);
    g_test_add_func("/label/a_proposal_forbids_nothing_that_is_right", test_none_spares_what_is_right);
    return g_test_run();
}
