/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a beginning, found in one walk through the segments, find what each finds alone. */
#include "search-desk.h"

#include "query/node.h"
#include "search/beginning.h"
#include "search/direct.h"
#include "search/doclist.h"
#include "search/tidy.h"

#define TEST(path, function) g_test_add(path, Desk, NULL, set_up, function, tear_down)

/* "kata00".."kata99", and "kata", which is all over. */
#define N_WORDS 100

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

static char *
draw_text(GRand *random, gint most)
{
    GString *text = g_string_new("kata ");

    for (gint left = g_rand_int_range(random, 1, most); left > 0; left--) {
        /* Some are in many letters, and most in few. */
        double share = g_rand_double(random);

        g_string_append_printf(text, "kata%02u %s", (guint)(share * share * share * N_WORDS),
                               left % 9 == 0 ? "kata surat " : "");
    }
    return g_string_free(text, FALSE);
}

static gint64
file_letter(Desk *desk, GRand *random, gint most)
{
    Paper *paper = paper_new();
    g_autofree char *body = draw_text(random, most), *head = draw_text(random, 4),
                    *subject = draw_text(random, 4);

    paper_zone(paper, ARSIP_ZONE_ISI, body);
    if (g_rand_boolean(random))
        paper_zone(paper, ARSIP_ZONE_KOP, head);
    if (g_rand_boolean(random))
        paper_field(paper, "hal", subject);
    return desk_file(desk, "surat.tif", paper);
}

/* The documents of a list up to its end, each with its places; "damaged". */
static char *
write_down(ArsipDoclist *list, gboolean is_read)
{
    GString *out = g_string_new(NULL);

    while (is_read && list->is_there) {
        g_string_append_printf(out, "%d:", (int)list->document);
        for (guint i = 0; i < list->n_places; i++)
            g_string_append_printf(out, "%02x", list->places[i]);
        g_string_append_c(out, ' ');
        is_read = arsip_doclist_next(list, NULL);
    }
    if (!is_read)
        g_string_assign(out, "damaged");
    return g_string_free(out, FALSE);
}

/* Each word with this chance, or one that is nowhere; rising. The letters' other word lies behind. */
static GPtrArray *
draw_words(GRand *random, double chance)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

    if (g_rand_double(random) < chance)
        g_ptr_array_add(words, g_strdup("kata"));
    for (guint i = 0; i < N_WORDS; i++) {
        if (g_rand_double(random) < chance)
            g_ptr_array_add(words, g_strdup_printf("kata%02u", i));
        if (g_rand_double(random) < chance / 10)
            g_ptr_array_add(words, g_strdup_printf("kata%02utiada", i));
    }
    if (g_rand_double(random) < chance)
        g_ptr_array_add(words, g_strdup("surat"));
    return words;
}

/* How many documents the words were found in. */
static guint
assert_walk_finds_the_same(Desk *desk, const GPtrArray *words)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipSegments) segments = arsip_segments_find(desk->archive, &error);
    g_autoptr(ArsipDoclist) walk = arsip_doclist_begin(segments);
    guint n = 0;

    for (guint i = 0; i < words->len; i++) {
        g_autoptr(ArsipDoclist) alone = arsip_doclist_open(segments, words->pdata[i], &error);
        g_autofree char *expected = write_down(alone, alone != NULL);
        g_autofree char *found = write_down(walk, arsip_doclist_advance(walk, words->pdata[i], &error));

        g_assert_no_error(error);
        if (!g_str_equal(found, expected))
            g_error("%s: %.300s, but alone %.300s", (char *)words->pdata[i], found, expected);
        n += *found != '\0' ? 1 : 0;
    }
    return n;
}

static guint
assert_walks_find_the_same(Desk *desk, GRand *random)
{
    static const double chances[] = {1, 0.5, 0.1, 0.02};
    guint n = 0;

    for (guint i = 0; i < 20; i++) {
        g_autoptr(GPtrArray) words = draw_words(random, chances[i % G_N_ELEMENTS(chances)]);

        n += assert_walk_finds_the_same(desk, words);
    }
    return n;
}

static void
a_walk_finds_each_word_as_it_is_found_alone(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(21);
    g_autoptr(GError) error = NULL;
    guint n = 0;

    for (guint i = 0; i < 80; i++) {
        file_letter(desk, random, 200);
        if (i % 20 == 19)
            n += assert_walks_find_the_same(desk, random);
    }
    for (gint64 id = 1; id <= 80; id += 3)
        desk_remove(desk, id);
    n += assert_walks_find_the_same(desk, random);
    arsip_index_tidy(desk->archive, &(ArsipRebuildOptions){.portion = 1}, &error);
    g_assert_no_error(error);
    n += assert_walks_find_the_same(desk, random);

    g_assert_cmpuint(n, >, 1000);
}

/* The documents of a word go from page to page, and those of one that is passed over too. */
static void
a_walk_passes_over_words_of_many_pages(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(22);

    file_letter(desk, random, 20000);
    desk_run(desk, "BEGIN IMMEDIATE");
    for (guint i = 1; i <= 3000; i++) {
        g_autofree char *text = draw_text(random, 6);
        g_autofree char *sql =
            g_strdup_printf("INSERT INTO words (rowid, isi, hal) VALUES (%u, '%s', 'kata%02u')",
                            1 + i * (i % 7 == 0 ? 300 : 1), text, i % 10 * 10);

        desk_run(desk, sql);
    }
    desk_run(desk, "COMMIT");
    file_letter(desk, random, 10);

    g_assert_cmpuint(assert_walks_find_the_same(desk, random), >, 500);
}

/* A word that is asked for again, or before another that was, is not found: never other documents. */
static void
a_word_that_the_walk_has_passed_is_not_found(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipSegments) segments = NULL;
    g_autoptr(ArsipDoclist) walk = NULL;

    desk_file_body(desk, "agenda berita catatan");
    segments = arsip_segments_find(desk->archive, &error);
    walk = arsip_doclist_begin(segments);
    g_assert_true(arsip_doclist_advance(walk, "berita", &error) && walk->is_there);
    g_assert_true(arsip_doclist_next(walk, &error) && !walk->is_there);

    g_assert_true(arsip_doclist_advance(walk, "agenda", &error));
    g_assert_false(walk->is_there);
    g_assert_true(arsip_doclist_advance(walk, "catatan", &error));
    g_assert_true(walk->is_there);
}

/* ---- what they find together */

static ArsipNode *
any_of(const GPtrArray *words)
{
    ArsipNode *any = arsip_node_new(ARSIP_NODE_OR, 1);

    for (guint i = 0; i < words->len; i++) {
        ArsipNode *leaf = arsip_node_new(ARSIP_NODE_TERMS, 1);

        arsip_node_add_term(leaf, &(ArsipTerm){0}, words->pdata[i]);
        arsip_node_adopt(any, leaf);
    }
    return any;
}

static ArsipFound *
find_one_by_one(ArsipPlanner *planner, const ArsipNode *any, gboolean is_weighed, GError **error)
{
    ArsipFound *all = arsip_found_new();

    for (guint i = 0; i < any->children->len; i++) {
        g_autoptr(ArsipFound) one = arsip_planner_find(planner, any->children->pdata[i], is_weighed, error);

        g_assert_no_error(*error);
        all = arsip_found_either(all, one);
    }
    return all;
}

static guint
assert_found_the_same(const ArsipFound *one, const ArsipFound *other)
{
    g_autoptr(GArray) best = arsip_found_best(one, G_MAXUINT), others = arsip_found_best(other, G_MAXUINT);

    g_assert_cmpuint(best->len, ==, others->len);
    g_assert_cmpuint(arsip_found_count(one), ==, best->len);
    for (guint i = 0; i < best->len; i++) {
        const ArsipPlaced *a = &g_array_index(best, ArsipPlaced, i);
        const ArsipPlaced *b = &g_array_index(others, ArsipPlaced, i);

        g_assert_cmpint(a->id, ==, b->id);
        /* To the last bit: among equals the order would be another one. */
        g_assert_true((float)a->score == (float)b->score);
    }
    return best->len;
}

static void
words_find_together_what_they_find_one_by_one(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(23);
    g_autoptr(GError) error = NULL;
    guint n = 0;

    for (guint i = 0; i < 60; i++)
        file_letter(desk, random, i % 10 == 0 ? 2000 : 30);
    for (gint64 id = 1; id <= 60; id += 7)
        desk_remove(desk, id);
    for (guint i = 0; i < 12; i++) {
        g_autoptr(ArsipPlanner) planner = arsip_planner_new(desk->archive, &error);
        g_autoptr(GPtrArray) words = draw_words(random, i % 2 == 0 ? 0.05 : 0.7);
        g_autoptr(ArsipNode) any = any_of(words);
        g_autoptr(ArsipFound) together = arsip_beginnings_find(planner, any, i % 3 > 0, &error);
        g_autoptr(ArsipFound) apart = find_one_by_one(planner, any, i % 3 > 0, &error);

        g_assert_no_error(error);
        n += assert_found_the_same(together, apart);
    }

    g_assert_cmpuint(n, >, 200);
}

/* Whatever byte is another: an error or another answer, and never a crash. */
static void
damage_is_told_or_finds_other_documents(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    static const char *const others[] = {"00", "01", "7f", "80", "ff"};
    g_autoptr(GRand) random = g_rand_new_with_seed(24);
    g_autoptr(GPtrArray) words = draw_words(random, 0.6);
    g_autoptr(ArsipNode) any = any_of(words);
    guint n_told = 0;

    for (guint i = 0; i < 3; i++)
        file_letter(desk, random, 1500);
    for (guint byte = 1; byte <= 4000; byte += byte < 300 ? 1 : 7) {
        g_autofree char *sql = g_strdup_printf(
            "UPDATE words_data SET block = CAST(substr(block, 1, %u) || x'%s' || substr(block, %u) AS BLOB)"
            " WHERE id > 10 AND length(block) >= %u",
            byte - 1, others[byte % G_N_ELEMENTS(others)], byte + 1, byte);
        g_autoptr(GError) error = NULL;

        desk_run(desk, "BEGIN");
        desk_run(desk, sql);
        {
            g_autoptr(ArsipPlanner) planner = arsip_planner_new(desk->archive, &error);
            g_autoptr(ArsipFound) found =
                planner != NULL ? arsip_beginnings_find(planner, any, TRUE, &error) : NULL;

            g_assert_true(found != NULL || g_error_matches(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED));
            n_told += found == NULL ? 1 : 0;
        }
        desk_run(desk, "ROLLBACK");
    }

    g_assert_cmpuint(n_told, >, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("/beginning/a_walk_finds_each_word_as_it_is_found_alone",
         a_walk_finds_each_word_as_it_is_found_alone);
    TEST("/beginning/a_walk_passes_over_words_of_many_pages", a_walk_passes_over_words_of_many_pages);
    TEST("/beginning/a_word_that_the_walk_has_passed_is_not_found",
         a_word_that_the_walk_has_passed_is_not_found);
    TEST("/beginning/words_find_together_what_they_find_one_by_one",
         words_find_together_what_they_find_one_by_one);
    TEST("/beginning/damage_is_told_or_finds_other_documents", damage_is_told_or_finds_other_documents);
    return g_test_run();
}
