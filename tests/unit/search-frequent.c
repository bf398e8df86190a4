/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search-desk.h"

#include "search/census.h"
#include "search/frequent.h"
#include "search/health.h"
#include "search/strip.h"

/* Documents 1 .. N: two full strips and a part of a third. */
#define N (2 * ARSIP_STRIP + 300)

typedef struct {
    Desk desk;
    GRand *random;
} Shelf;

/* Words that are frequent, from nearly everywhere to one in five, and some that are not. */
static const struct {
    const char *word;
    double share;
} stock[] = {{"surat", 0.97},  {"rapat", 0.6},   {"dinas", 0.5},   {"undangan", 0.35}, {"hasil", 0.28},
             {"lelang", 0.05}, {"banjir", 0.01}, {"gempa", 0.002}, {"rapatnya", 0.01}, {"suratnya", 0.005}};

static Paper *
write_letter(GRand *random)
{
    Paper *paper = paper_new();
    g_autoptr(GString) body = g_string_new("isi");
    g_autoptr(GString) subject = g_string_new(NULL);

    for (guint i = 0; i < G_N_ELEMENTS(stock); i++) {
        if (g_rand_double(random) >= stock[i].share)
            continue;
        for (gint k = g_rand_int_range(random, 1, 4); k > 0; k--)
            g_string_append_printf(body, " %s%s", g_rand_boolean(random) ? "yang " : "", stock[i].word);
        if (g_rand_int_range(random, 0, 5) == 0)
            g_string_append_printf(subject, "%s ", stock[i].word);
    }
    paper_zone(paper, ARSIP_ZONE_ISI, body->str);
    if (subject->len > 0)
        paper_field(paper, "hal", subject->str);
    return paper;
}

/* In one transaction, and without what the index does not look at. */
static void
fill(Shelf *shelf)
{
    Desk *desk = &shelf->desk;
    g_autoptr(GError) error = NULL;

    desk_run(desk, "BEGIN IMMEDIATE");
    for (guint i = 1; i <= N; i++) {
        Paper *paper = write_letter(shelf->random);
        g_autofree char *uuid = NULL;
        gint64 original = desk_add_original(desk), id = 0;

        arsip_document_add(desk->archive, 1, "scan.tif", original, &id, &uuid, &error);
        g_assert_no_error(error);
        arsip_document_set_pages(desk->archive, id, original, paper->pages->len, &error);
        g_assert_no_error(error);
        desk_index(desk, id, "scan.tif", paper);
        paper_free(paper);
    }
    desk_run(desk, "COMMIT");
}

static void
settle(Shelf *shelf)
{
    g_autoptr(GError) error = NULL;

    arsip_begin(shelf->desk.archive, &error);
    g_assert_no_error(error);
    g_assert_true(arsip_frequent_settle(shelf->desk.archive, 1, G_MAXUINT, &error));
    g_assert_no_error(error);
    arsip_commit(shelf->desk.archive, &error);
    g_assert_no_error(error);
}

/* "17=4.532 3=4.410 ...": the best hits of the query and how many there are. */
static char *
ask(Shelf *shelf, const char *query)
{
    const ArsipSearchOptions options = {.query = query, .flags = ARSIP_SEARCH_EXACT, .limit = 30};
    g_autoptr(ArsipAnswer) answer = desk_ask(&shelf->desk, &options);
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < answer->hits->len; i++) {
        const ArsipSearchHit *hit = answer->hits->pdata[i];

        g_string_append_printf(out, "%d=%.3f ", (int)hit->id, hit->score);
    }
    g_string_append_printf(out, "of %d", (int)answer->total);
    return g_string_free(out, FALSE);
}

static const char *const queries[] = {"surat",
                                      "rapat",
                                      "hasil",
                                      "surat rapat",
                                      "surat rapat dinas undangan",
                                      "surat gempa",
                                      "gempa rapat hasil",
                                      "rapat OR gempa",
                                      "rapat OR dinas",
                                      "surat NOT rapat",
                                      "banjir NOT surat",
                                      "NOT surat",
                                      "(rapat OR hasil) (dinas OR lelang)",
                                      "\"surat rapat\" dinas",
                                      "hal:surat rapat",
                                      "rapat hasi*",
                                      "rapat* gempa",
                                      "sura* NOT rapa*",
                                      "surat tanggal:2024",
                                      "tiadaada OR surat",
                                      "\"surat rapat\"",
                                      "\"yang rapat\"",
                                      "\"rapat yang\" NOT dinas",
                                      "\"isi yang\" surat",
                                      "\"dinas dinas\" OR \"hasil rapat\" OR lelang OR gempa OR banjir",
                                      "\"lelang surat\"",
                                      "\"surat gempa\"",
                                      "hal:\"surat rapat\""};

static GPtrArray *
ask_all(Shelf *shelf)
{
    GPtrArray *answers = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < G_N_ELEMENTS(queries); i++)
        g_ptr_array_add(answers, ask(shelf, queries[i]));
    return answers;
}

static void
assert_same(const GPtrArray *answers, const GPtrArray *others)
{
    for (guint i = 0; i < G_N_ELEMENTS(queries); i++)
        if (!g_str_equal(answers->pdata[i], others->pdata[i]))
            g_error("%s: %s, but %s", queries[i], (const char *)answers->pdata[i],
                    (const char *)others->pdata[i]);
}

static void
assert_number(Shelf *shelf, const char *sql, gint64 expected)
{
    g_autoptr(GError) error = NULL;

    g_assert_cmpint(arsip_fetch_number(shelf->desk.archive, -1, &error, sql, ""), ==, expected);
    g_assert_no_error(error);
}

static void
strips_answer_as_the_index_does(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;
    g_autoptr(GPtrArray) before = ask_all(shelf), after = NULL;

    assert_number(shelf, "SELECT count(*) FROM frequent", 0);
    settle(shelf);
    /* surat, rapat, dinas, undangan, hasil, lelang, "isi", "yang". */
    assert_number(shelf, "SELECT count(*) FROM frequent WHERE word <> ''", 8);
    assert_number(shelf, "SELECT count(*) FROM weighed", 2);
    after = ask_all(shelf);

    assert_same(before, after);
}

static void
bigrams_of_strips_that_were_weighed_before_are_asked_of_the_index(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;
    g_autoptr(GPtrArray) before = NULL, after = NULL;

    settle(shelf);
    assert_number(shelf, "SELECT count(*) FROM bigram WHERE since = 0", 7);
    before = ask_all(shelf);
    /* As if one had not been among the commonest then. */
    desk_run(&shelf->desk, "UPDATE bigram SET since = 1"
                           " WHERE row = (SELECT row FROM frequent WHERE word = 'rapat')");
    desk_run(&shelf->desk, "UPDATE strip SET bytes = x''"
                           " WHERE id & 0xffffff = 0 AND (id >> 24) - (1 << 20) >> 2 ="
                           "       (SELECT row FROM frequent WHERE word = 'rapat')");
    after = ask_all(shelf);
    desk_run(&shelf->desk, "DELETE FROM weighed");
    desk_run(&shelf->desk, "UPDATE bigram SET since = 0");

    assert_same(before, after);
}

static void
a_strip_that_a_change_struck_off_is_asked_of_the_index(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;
    g_autoptr(GPtrArray) struck = NULL, weighed = NULL;
    g_autoptr(GError) error = NULL;

    settle(shelf);
    for (gint64 id = 1; id <= 40; id++)
        index_again(&shelf->desk, id, "scan.tif", write_letter(shelf->random));
    arsip_begin(shelf->desk.archive, &error);
    arsip_index_remove(shelf->desk.archive, 50, &error);
    arsip_commit(shelf->desk.archive, &error);
    g_assert_no_error(error);
    assert_number(shelf, "SELECT count(*) FROM weighed", 1);
    struck = ask_all(shelf);
    settle(shelf);
    assert_number(shelf, "SELECT count(*) FROM weighed", 2);
    weighed = ask_all(shelf);

    assert_same(struck, weighed);
}

static void
a_rebuilt_index_answers_as_before(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;
    g_autoptr(GPtrArray) before = NULL, after = NULL;
    g_autoptr(GError) error = NULL;

    settle(shelf);
    before = ask_all(shelf);
    arsip_search_rebuild(shelf->desk.archive, &(ArsipRebuildOptions){0}, &error);
    g_assert_no_error(error);
    assert_number(shelf, "SELECT count(*) FROM weighed", 0);
    settle(shelf);
    after = ask_all(shelf);

    assert_same(before, after);
}

static gboolean
stop_at_once(G_GNUC_UNUSED gpointer data)
{
    return TRUE;
}

static void
strips_of_an_index_that_is_being_made_anew_stay_as_they_are(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;
    const ArsipRebuildOptions little = {.portion = 1, .should_stop = stop_at_once};
    g_autoptr(GError) stopped = NULL, error = NULL;

    settle(shelf);
    arsip_search_rebuild(shelf->desk.archive, &little, &stopped);
    g_assert_error(stopped, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED);
    assert_number(shelf, "SELECT count(*) FROM weighed", 2);

    arsip_search_rebuild(shelf->desk.archive, &(ArsipRebuildOptions){0}, &error);
    g_assert_no_error(error);
}

/* As if another version had filled it, with other lengths and other words. */
static void
an_index_of_another_version_gets_lengths_and_strips_of_this_one(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;
    g_autoptr(GPtrArray) before = NULL, after = NULL;
    g_autoptr(GError) error = NULL;

    settle(shelf);
    before = ask_all(shelf);
    desk_run(&shelf->desk, "UPDATE strip SET bytes = zeroblob(4000)");
    desk_run(&shelf->desk, "UPDATE frequent SET word = 'gempa' WHERE word = 'rapat'");
    desk_run(&shelf->desk, "UPDATE archive SET tokenizer = 0");
    arsip_search_rebuild(shelf->desk.archive, &(ArsipRebuildOptions){0}, &error);
    g_assert_no_error(error);
    assert_number(shelf, "SELECT count(*) FROM frequent", 0);
    settle(shelf);
    after = ask_all(shelf);

    assert_same(before, after);
}

static void
strips_are_weighed_again_in_turns_until_none_is_left(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;
    g_autoptr(GPtrArray) before = NULL, after = NULL;
    g_autoptr(GError) error = NULL;

    settle(shelf);
    before = ask_all(shelf);
    desk_run(&shelf->desk, "DELETE FROM weighed");
    desk_run(&shelf->desk, "UPDATE strip SET bytes = x'' WHERE id >> 24 BETWEEN 1 AND 1 << 20");
    arsip_frequent_settle_all(shelf->desk.archive, 1, &(ArsipRebuildOptions){.portion = 1}, &error);
    g_assert_no_error(error);
    assert_number(shelf, "SELECT count(*) FROM weighed", 2);
    after = ask_all(shelf);

    assert_same(before, after);
}

static void
write_down(ArsipHealthFault fault, gint64 document, const char *word, gpointer told)
{
    if (fault == ARSIP_HEALTH_MISWEIGHED)
        g_string_append_printf(told, "%d %s\n", (int)document, word);
}

static char *
examine(Shelf *shelf)
{
    GString *told = g_string_new(NULL);
    const ArsipHealthOptions options = {.part = 0.001, .tell = write_down, .data = told};
    g_autoptr(GError) error = NULL;
    ArsipHealthCount count;

    arsip_index_examine(shelf->desk.archive, &options, &count, &error);
    g_assert_no_error(error);
    return g_string_free(told, FALSE);
}

static void
a_strip_that_is_not_as_the_index_is_is_told(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;
    g_autofree char *well = NULL, *ill = NULL, *bigrams = NULL, *struck = NULL;

    settle(shelf);
    well = examine(shelf);
    g_assert_cmpstr(well, ==, "");
    desk_run(&shelf->desk, "UPDATE strip SET bytes = x''"
                           " WHERE id = (SELECT row << 24 | 1 FROM frequent WHERE word = 'isi')");
    ill = examine(shelf);
    g_assert_cmpstr(ill, ==, "4000 isi\n");
    desk_run(&shelf->desk, "UPDATE strip SET bytes = x''"
                           " WHERE id & 0xffffff = 0 AND (id >> 24) - (1 << 20) >> 2 ="
                           "       (SELECT row FROM frequent WHERE word = 'isi')");
    bigrams = examine(shelf);
    g_assert_nonnull(strstr(bigrams, " isi surat\n"));
    desk_run(&shelf->desk, "DELETE FROM weighed");
    struck = examine(shelf);

    g_assert_cmpstr(struck, ==, "");
}

static void
words_stay_chosen_while_they_are_frequent(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;
    g_autoptr(GPtrArray) before = NULL, after = NULL;

    settle(shelf);
    before = ask_all(shelf);
    /* As if it had been chosen when there were few, and one word then was not. */
    desk_run(&shelf->desk, "UPDATE frequent SET chosen = 1");
    desk_run(&shelf->desk, "UPDATE frequent SET word = 'gempa' WHERE word = 'rapat'");
    settle(shelf);
    assert_number(shelf, "SELECT count(*) FROM frequent WHERE word <> ''", 8);
    assert_number(shelf, "SELECT count(*) FROM frequent WHERE word = 'gempa'", 0);
    after = ask_all(shelf);

    assert_same(before, after);
}

static double
sum_scores(const ArsipAnswer *answer)
{
    double sum = 0;

    for (guint i = 0; i < answer->hits->len; i++)
        sum += ((const ArsipSearchHit *)answer->hits->pdata[i])->score;
    return sum;
}

static void
the_best_of_a_frequent_phrase_are_nearly_those_of_all(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;
    const ArsipSearchOptions options = {
        .query = "\"yang surat rapat\"", .flags = ARSIP_SEARCH_EXACT, .limit = 10};
    g_autoptr(ArsipAnswer) all = NULL, likely = NULL;
    g_autoptr(GError) error = NULL;

    settle(shelf);
    likely = desk_ask(&shelf->desk, &options);
    arsip_begin(shelf->desk.archive, &error);
    arsip_frequent_clear(shelf->desk.archive, &error);
    arsip_commit(shelf->desk.archive, &error);
    g_assert_no_error(error);
    all = desk_ask(&shelf->desk, &options);

    g_assert_true(likely->is_about);
    g_assert_false(all->is_about);
    g_assert_cmpuint(likely->hits->len, ==, 10);
    g_assert_cmpfloat(sum_scores(likely), >=, 0.9 * sum_scores(all));
    g_assert_cmpfloat(sum_scores(likely), <=, sum_scores(all) + 1e-3);
    g_assert_cmpuint(likely->total, >, all->total / 2);
    g_assert_cmpuint(likely->total, <, all->total * 2);
}

static gboolean
holds(Shelf *shelf, gint64 strip)
{
    g_autoptr(GError) error = NULL;
    gboolean is_held = FALSE;

    arsip_census_holds(shelf->desk.archive, strip, &is_held, &error);
    g_assert_no_error(error);
    return is_held;
}

/* The second half of four strips and a bit, written when the words have been chosen. */
static void
fill_again(Shelf *shelf)
{
    settle(shelf);
    fill(shelf);
}

static void
what_was_counted_in_writing_is_what_the_index_says(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;
    g_autofree char *told = NULL;

    fill_again(shelf);
    g_assert_false(holds(shelf, 2)); /* begun before */
    g_assert_true(holds(shelf, 3));
    settle(shelf);
    assert_number(shelf, "SELECT count(*) FROM weighed", 4);
    told = examine(shelf);

    g_assert_cmpstr(told, ==, "");
}

static void
a_document_that_is_written_again_is_counted_as_it_is_now(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;
    g_autoptr(GError) error = NULL;
    g_autofree char *told = NULL;

    g_assert_true(holds(shelf, 3));
    index_again(&shelf->desk, 3 * ARSIP_STRIP + 5, "scan.tif", write_letter(shelf->random));
    arsip_begin(shelf->desk.archive, &error);
    arsip_index_remove(shelf->desk.archive, 3 * ARSIP_STRIP + 6, &error);
    arsip_commit(shelf->desk.archive, &error);
    g_assert_no_error(error);
    g_assert_true(holds(shelf, 3));
    settle(shelf);
    told = examine(shelf);

    g_assert_cmpstr(told, ==, "");
}

static void
what_is_rolled_back_is_counted_no_more(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;
    g_autoptr(GError) error = NULL;

    g_assert_true(holds(shelf, 3));
    arsip_begin(shelf->desk.archive, &error);
    g_assert_no_error(error);
    arsip_rollback(shelf->desk.archive);

    g_assert_false(holds(shelf, 3));
}

int
main(int argc, char **argv)
{
    /* One shelf for all of them, as filling it takes the time. */
    Shelf shelf = {.random = g_rand_new_with_seed(7)};
    int outcome;

    g_test_init(&argc, &argv, NULL);
    desk_open(&shelf.desk);
    fill(&shelf);
#define TEST(name) g_test_add_data_func("/frequent/" #name, &shelf, name)
    TEST(strips_answer_as_the_index_does);
    TEST(bigrams_of_strips_that_were_weighed_before_are_asked_of_the_index);
    TEST(a_strip_that_a_change_struck_off_is_asked_of_the_index);
    TEST(a_rebuilt_index_answers_as_before);
    TEST(strips_of_an_index_that_is_being_made_anew_stay_as_they_are);
    TEST(an_index_of_another_version_gets_lengths_and_strips_of_this_one);
    TEST(strips_are_weighed_again_in_turns_until_none_is_left);
    TEST(a_strip_that_is_not_as_the_index_is_is_told);
    TEST(words_stay_chosen_while_they_are_frequent);
    TEST(the_best_of_a_frequent_phrase_are_nearly_those_of_all);
    TEST(what_was_counted_in_writing_is_what_the_index_says);
    TEST(a_document_that_is_written_again_is_counted_as_it_is_now);
    TEST(what_is_rolled_back_is_counted_no_more);
    outcome = g_test_run();
    desk_close(&shelf.desk);
    g_rand_free(shelf.random);
    return outcome;
}
