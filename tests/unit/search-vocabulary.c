/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search-desk.h"

#include <math.h>

#include "query/query.h"
#include "search/neighbours.h"
#include "search/rarity.h"
#include "search/spread.h"
#include "search/tokenizer.h"
#include "search/vocabulary.h"
#include "text/form.h"
#include "text/misread.h"

#define TEST(path, function) g_test_add(path, Desk, NULL, set_up, function, tear_down)

static void
set_up(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;

    desk_open(desk);
    arsip_search_attach(desk->archive, &error);
    g_assert_no_error(error);
}

static void
tear_down(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_close(desk);
}

static const char *
choose(const char *const *from, gsize n)
{
    return from[g_test_rand_int_range(0, (gint32)n)];
}

/* A word of a few roots, affixes and faults of reading, so that many are near one another. */
static char *
draw_word(void)
{
    static const char *const before[] = {"", "", "di", "ke", "me", "mem", "pen", "per", "ter"};
    static const char *const roots[] = {"lantik", "pindah", "surat", "tulis", "undang",
                                        "kirim",  "sewa",   "ambil", "dinas"};
    static const char *const behind[] = {"", "", "kan", "an", "i", "annya"};
    static const char *const faults[] = {"n", "rn", "m", "i", "1", "cl", "0", "ii", "\xc3\xa9"};
    g_autofree char *whole =
        g_strconcat(choose(before, G_N_ELEMENTS(before)), choose(roots, G_N_ELEMENTS(roots)),
                    choose(behind, G_N_ELEMENTS(behind)), NULL);
    GString *word = g_string_new(whole);

    for (gint n = g_test_rand_int_range(0, 4); n > 0; n--) {
        gssize at = g_test_rand_int_range(0, (gint32)word->len);

        if ((guchar)word->str[at] < 128 && g_test_rand_bit())
            g_string_erase(word, at, 1);
        if (at == 0 || (guchar)word->str[at] < 128)
            g_string_insert(word, at, choose(faults, G_N_ELEMENTS(faults)));
    }
    if (!g_utf8_validate(word->str, -1, NULL))
        g_string_assign(word, whole);
    return g_string_free(word, FALSE);
}

static void
add_words(Desk *desk, GHashTable *words, GError **error)
{
    arsip_begin(desk->archive, error);
    arsip_vocabulary_add(desk->archive, words, error);
    arsip_commit(desk->archive, error);
}

static gint64
count(Desk *desk, const char *sql)
{
    return arsip_fetch_number(desk->archive, 0, NULL, sql, "");
}

static const char count_runs[] = "SELECT count(*) FROM vocabulary_run";
static const char count_recent[] = "SELECT count(*) FROM vocabulary_recent";

/* Some thousand words, as they come with documents: in several runs, and some in none. The caller owns the
 * set. */
static GHashTable *
fill(Desk *desk)
{
    GHashTable *all = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GError) error = NULL;

    while (g_hash_table_size(all) < 4000 || count(desk, count_runs) < 2 || count(desk, count_recent) == 0) {
        g_autoptr(GHashTable) words = g_hash_table_new(g_str_hash, g_str_equal);

        for (guint i = 0; i < 400; i++) {
            g_autofree char *word = draw_word();

            if (!g_hash_table_contains(all, word))
                g_hash_table_add(all, g_strdup(word));
            g_hash_table_add(words, g_hash_table_lookup(all, word));
        }
        add_words(desk, words, &error);
        g_assert_no_error(error);
    }
    return all;
}

/* A GArray of ArsipNeighbour as a set. */
static GHashTable *
set_of(const GArray *found)
{
    GHashTable *set = g_hash_table_new(g_str_hash, g_str_equal);

    g_assert_nonnull(found);
    for (guint i = 0; i < found->len; i++)
        g_assert_true(g_hash_table_add(set, g_array_index(found, ArsipNeighbour, i).word));
    return set;
}

static void
assert_found(GHashTable *found, const char *word, const char *other, gboolean is_expected)
{
    if (g_hash_table_contains(found, other) != is_expected)
        g_test_message("%s for %s", other, word);
    g_assert_cmpint(g_hash_table_contains(found, other), ==, is_expected);
}

static guint
cost_of(const char *word, const char *other, double most)
{
    return arsip_misread_hundredths(arsip_misread_cost(word, other, most));
}

/* The most that a word may cost which is near: more of a word that nobody wrote in any form, but not much
 * more than the nearest. */
static guint
bound_of(GHashTable *all, const char *word, gboolean has_forms)
{
    double sure = arsip_misread_bound(word, 1), most = MAX(sure, arsip_misspelt_bound(word));
    guint least = G_MAXUINT;
    GHashTableIter each;
    gpointer other;

    if (has_forms || g_hash_table_contains(all, word))
        return arsip_misread_hundredths(sure);
    g_hash_table_iter_init(&each, all);
    while (g_hash_table_iter_next(&each, &other, NULL))
        least = MIN(least, cost_of(word, other, most));
    return MIN(arsip_misread_hundredths(most), least + arsip_misread_hundredths(ARSIP_MISSPELT_BEYOND));
}

/* What is found for a word is what the definition says of each that is there. */
static void
assert_agrees(Desk *desk, GHashTable *all, const char *word, guint *n)
{
    g_autoptr(ArsipNeighbours) neighbours = arsip_neighbours_new(desk->archive, FALSE);
    g_autoptr(ArsipForms) of_word = arsip_forms_new(word);
    g_autoptr(GError) error = NULL;
    g_autoptr(GHashTable) forms = set_of(arsip_neighbours_forms(neighbours, word, &error));
    const GArray *found = arsip_neighbours_near(neighbours, word, &error);
    g_autoptr(GHashTable) near = set_of(found);
    GHashTableIter each;
    gpointer other;
    guint bound;

    g_assert_no_error(error);
    bound = bound_of(all, word, g_hash_table_size(forms) > 0);
    g_hash_table_iter_init(&each, all);
    while (g_hash_table_iter_next(&each, &other, NULL)) {
        if (strcmp(other, word) == 0)
            continue;
        assert_found(forms, word, other, arsip_forms_has(of_word, other));
        /* Of very many the likeliest are kept. */
        if (found->len < ARSIP_NEIGHBOURS_MOST)
            assert_found(near, word, other, cost_of(word, other, (double)bound / 100) <= bound);
    }
    g_assert_cmpint(arsip_neighbours_is_written(neighbours, word, NULL), ==,
                    g_hash_table_contains(all, word));
    *n += g_hash_table_size(forms) + g_hash_table_size(near);
}

static void
what_is_found_is_what_a_walk_through_all_words_finds(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GHashTable) all = fill(desk);
    guint n = 0;

    for (guint i = 0; i < 150; i++) {
        g_autofree char *word = draw_word();

        assert_agrees(desk, all, word, &n);
    }

    g_assert_cmpuint(n, >, 500);
    g_assert_cmpint(count(desk, "SELECT sum(size) FROM vocabulary_run") + count(desk, count_recent), ==,
                    g_hash_table_size(all));
}

static void
members_of_a_written_family_are_found(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GHashTable) all = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    static const char *const words[] = {"undangan", "mengundang", "undangundang", "pegawai", "pengundang"};
    g_autoptr(GError) error = NULL;
    guint n = 0;

    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        g_hash_table_add(all, g_strdup(words[i]));
    add_words(desk, all, &error);
    g_assert_no_error(error);

    assert_agrees(desk, all, "diundang", &n);

    g_assert_cmpuint(n, >=, 3);
}

static void
assert_near(Desk *desk, const char *word, const char *expected, gboolean is_wide)
{
    g_autoptr(ArsipNeighbours) neighbours = arsip_neighbours_new(desk->archive, is_wide);
    g_autoptr(GError) error = NULL;
    g_autoptr(GHashTable) near = set_of(arsip_neighbours_near(neighbours, word, &error));

    g_test_message("%s for %s", expected, word);
    g_assert_no_error(error);
    g_assert_true(g_hash_table_contains(near, expected));
}

static void
assert_not_near(Desk *desk, const char *word, const char *other)
{
    g_autoptr(ArsipNeighbours) neighbours = arsip_neighbours_new(desk->archive, FALSE);
    g_autoptr(GHashTable) near = set_of(arsip_neighbours_near(neighbours, word, NULL));

    g_assert_false(g_hash_table_contains(near, other));
}

static void
one_slip_is_forgiven_a_word_that_nobody_wrote(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_file_body(desk, "surat keputusan undangan camat surap");

    assert_near(desk, "udnangan", "undangan", FALSE);
    assert_near(desk, "undagan", "undangan", FALSE);
    assert_near(desk, "undaangan", "undangan", FALSE);
    assert_near(desk, "undanpan", "undangan", FALSE);
    assert_near(desk, "caamat", "camat", FALSE);
    assert_near(desk, "suratkeputusan", "surat keputusan", FALSE);
    assert_not_near(desk, "surap", "surat");
    assert_near(desk, "surap", "surat", TRUE);
}

static void
two_slips_are_forgiven_long_words_but_nothing_far_beyond_the_nearest(Desk *desk,
                                                                     G_GNUC_UNUSED gconstpointer data)
{
    desk_file_body(desk, "pemeriksaan pelaksanaan pelaksana");

    assert_near(desk, "pemrksaan", "pemeriksaan", FALSE);
    assert_near(desk, "pelaksanan", "pelaksanaan", FALSE);
    assert_near(desk, "pelakzsanaam", "pelaksanaan", FALSE);
    assert_not_near(desk, "pelaksanaann", "pelaksana");
}

static void
a_word_that_is_written_in_other_forms_is_none_that_was_misspelt(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_file_body(desk, "pelantikan selantip");

    assert_near(desk, "selantik", "selantip", TRUE);
    assert_not_near(desk, "melantik", "selantip");
}

static void
what_a_word_is_spread_out_into_weighs_as_the_likeliest(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipQuery) query = arsip_query_parse("undamgan", ARSIP_QUERY_PLAIN, &error);
    g_autoptr(ArsipNeighbours) neighbours = arsip_neighbours_new(desk->archive, FALSE);
    g_autoptr(ArsipQuery) wider = NULL;
    g_autoptr(ArsipSegments) segments = NULL;
    g_autoptr(ArsipRarities) rarities = NULL;
    const GPtrArray *ways;

    for (guint i = 0; i < 9; i++)
        desk_file_body(desk, "undangan");
    desk_file_body(desk, "undargan");
    segments = arsip_segments_find(desk->archive, &error);
    g_assert_no_error(error);
    rarities = arsip_rarities_new(desk->archive, segments, 10);

    wider = arsip_spread_query(neighbours, query, ARSIP_SPREAD_NEAR, NULL, &error);

    g_assert_no_error(error);
    ways = arsip_query_root(wider)->children;
    g_assert_cmpuint(ways->len, ==, 2);
    for (guint i = 0; i < ways->len; i++)
        g_assert_cmpfloat_with_epsilon(arsip_rarities_of(rarities, ways->pdata[i], &error), log(1 + 10.0 / 9),
                                       1e-6);
}

static void
a_word_of_a_transaction_that_was_rolled_back_is_added_again(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GHashTable) words = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) before = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GError) error = NULL;

    g_hash_table_add(before, (gpointer) "keputusan");
    g_hash_table_add(words, (gpointer) "lampiran");
    add_words(desk, before, &error);
    g_assert_true(arsip_begin(desk->archive, &error));
    g_assert_true(arsip_vocabulary_add(desk->archive, words, &error));
    arsip_rollback(desk->archive);
    g_assert_false(arsip_vocabulary_has(desk->archive, "lampiran", &error));

    add_words(desk, words, &error);

    g_assert_no_error(error);
    g_assert_true(arsip_vocabulary_has(desk->archive, "lampiran", &error));
    assert_near(desk, "lampirann", "lampiran", FALSE);
}

static void
what_another_process_cleared_is_added_again(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GHashTable) words = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GError) error = NULL;
    ArsipArchive *other;

    g_hash_table_add(words, (gpointer) "lampiran");
    add_words(desk, words, &error);
    other = arsip_archive_open(desk->folder, ARSIP_ARCHIVE_WRITE, &error);
    g_assert_no_error(error);
    /* An index of another version: its words go with it. */
    desk_run(desk, "UPDATE archive SET tokenizer = 1");
    g_assert_true(arsip_search_rebuild(other, &(ArsipRebuildOptions){0}, &error));
    arsip_archive_close(other);
    g_assert_false(arsip_vocabulary_has(desk->archive, "lampiran", &error));

    add_words(desk, words, &error);

    g_assert_no_error(error);
    g_assert_true(arsip_vocabulary_has(desk->archive, "lampiran", &error));
}

static void
a_rebuilt_index_has_the_words_of_its_documents(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;

    desk_file_body(desk, "pemeriksaan kendaraan dinas");
    g_assert_true(arsip_search_rebuild(desk->archive, &(ArsipRebuildOptions){0}, &error));

    assert_near(desk, "perneriksaan", "pemeriksaan", FALSE);
    assert_near(desk, "kendaran", "kendaraan", FALSE);
}

static void
an_index_of_another_version_is_looked_through_word_by_word(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_file_body(desk, "pemeriksaan kendaraan dinas");
    desk_run(desk, "UPDATE archive SET tokenizer = 1");
    desk_run(desk, "DROP TABLE vocabulary");
    desk_run(desk, "DROP TABLE vocabulary_recent");

    assert_near(desk, "perneriksaan", "pemeriksaan", FALSE);
}

static void
tables_that_are_missing_are_made_of_the_words_that_are_there(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;

    desk_file_body(desk, "pemeriksaan kendaraan dinas");
    desk_run(desk, "DROP TABLE vocabulary_recent");
    desk_run(desk, "DROP TABLE vocabulary_run");
    desk_run(desk, "DROP TABLE vocabulary_block");
    g_assert_false(arsip_index_is_current(desk->archive, &error));
    assert_near(desk, "perneriksaan", "pemeriksaan", FALSE);

    g_assert_true(arsip_index_refresh(desk->archive, &error));

    g_assert_no_error(error);
    g_assert_true(arsip_index_is_current(desk->archive, &error));
    g_assert_cmpint(count(desk, count_runs), ==, 1);
    assert_near(desk, "perneriksaan", "pemeriksaan", FALSE);
}

static void
damaged_blocks_are_told_and_do_no_harm(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    guint n_told = 0;

    g_hash_table_unref(fill(desk));
    for (guint i = 0; i < 300; i++) {
        g_autoptr(ArsipNeighbours) neighbours = arsip_neighbours_new(desk->archive, TRUE);
        g_autoptr(GError) error = NULL;
        g_autofree char *word = draw_word();
        g_autofree char *damage = g_strdup_printf(
            "UPDATE vocabulary_block SET words = CAST(substr(words, 1, %d) || x'%02x' ||"
            " substr(words, %d, %d) AS BLOB) WHERE id %% 7 = %d",
            g_test_rand_int_range(0, 1500), g_test_rand_int_range(0, 256), g_test_rand_int_range(2, 1500),
            g_test_rand_int_range(0, 5000), g_test_rand_int_range(0, 7));

        desk_run(desk, damage);
        if (arsip_neighbours_near(neighbours, word, &error) == NULL) {
            g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
            n_told++;
        }
    }
    g_assert_cmpuint(n_told, >, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("/vocabulary/what_is_found_is_what_a_walk_through_all_words_finds",
         what_is_found_is_what_a_walk_through_all_words_finds);
    TEST("/vocabulary/members_of_a_written_family_are_found", members_of_a_written_family_are_found);
    TEST("/vocabulary/one_slip_is_forgiven_a_word_that_nobody_wrote",
         one_slip_is_forgiven_a_word_that_nobody_wrote);
    TEST("/vocabulary/two_slips_are_forgiven_long_words_but_nothing_far_beyond_the_nearest",
         two_slips_are_forgiven_long_words_but_nothing_far_beyond_the_nearest);
    TEST("/vocabulary/a_word_that_is_written_in_other_forms_is_none_that_was_misspelt",
         a_word_that_is_written_in_other_forms_is_none_that_was_misspelt);
    TEST("/vocabulary/what_a_word_is_spread_out_into_weighs_as_the_likeliest",
         what_a_word_is_spread_out_into_weighs_as_the_likeliest);
    TEST("/vocabulary/a_word_of_a_transaction_that_was_rolled_back_is_added_again",
         a_word_of_a_transaction_that_was_rolled_back_is_added_again);
    TEST("/vocabulary/what_another_process_cleared_is_added_again",
         what_another_process_cleared_is_added_again);
    TEST("/vocabulary/a_rebuilt_index_has_the_words_of_its_documents",
         a_rebuilt_index_has_the_words_of_its_documents);
    TEST("/vocabulary/an_index_of_another_version_is_looked_through_word_by_word",
         an_index_of_another_version_is_looked_through_word_by_word);
    TEST("/vocabulary/tables_that_are_missing_are_made_of_the_words_that_are_there",
         tables_that_are_missing_are_made_of_the_words_that_are_there);
    TEST("/vocabulary/damaged_blocks_are_told_and_do_no_harm", damaged_blocks_are_told_and_do_no_harm);
    return g_test_run();
}
