/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is found in the segments themselves is what FTS5 finds, with the same weights. */
#include "search-desk.h"

#include "query/query.h"
#include "search/direct.h"
#include "search/expression.h"
#include "search/leaf.h"
#include "search/tidy.h"

#define TEST(path, function) g_test_add(path, Desk, NULL, set_up, function, tear_down)

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

/* "3=0.412 17=0.208": documents and weights. Takes it. */
static char *
write_down(ArsipFound *found)
{
    g_autoptr(ArsipFound) taken = found;
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < arsip_found_list(taken)->len; i++) {
        const ArsipPlaced *placed = &g_array_index(arsip_found_list(taken), ArsipPlaced, i);

        g_string_append_printf(out, "%d=%.5f ", (int)placed->id, placed->score);
    }
    return g_string_free(out, FALSE);
}

static ArsipFound *
find_directly(Desk *desk, const char *text, GError **error)
{
    g_autoptr(ArsipQuery) query = arsip_query_parse(text, ARSIP_QUERY_PLAIN, NULL);
    g_autoptr(ArsipSegments) segments = arsip_segments_find(desk->archive, error);
    g_autoptr(ArsipLengths) lengths = arsip_lengths_new(desk->archive);

    g_assert_true(segments == NULL || arsip_direct_can(segments, arsip_query_root(query)));
    return segments != NULL ? arsip_direct_find(segments, arsip_query_root(query), 0.75, lengths, error)
                            : NULL;
}

static ArsipFound *
find_by_fts5(Desk *desk, const char *text, GError **error)
{
    static const char *const no_fields[] = {NULL};
    g_autoptr(ArsipQuery) query = arsip_query_parse(text, ARSIP_QUERY_PLAIN, NULL);
    g_autofree char *expression = arsip_expression_make(arsip_query_root(query), no_fields, NULL);
    g_autoptr(ArsipLengths) lengths = arsip_lengths_new(desk->archive);
    g_autoptr(GArray) weights = g_array_new(FALSE, FALSE, sizeof(float));
    float weight = 0.75f;

    g_array_append_val(weights, weight);
    return arsip_leaf_weigh(desk->archive, expression, weights, lengths, error);
}

/* How many documents have it. */
static guint
assert_same(Desk *desk, const char *text)
{
    g_autoptr(GError) error = NULL;
    ArsipFound *directly = find_directly(desk, text, &error);
    guint n = directly != NULL ? (guint)arsip_found_count(directly) : 0;
    g_autofree char *here = NULL, *there = NULL;

    g_assert_no_error(error);
    here = write_down(directly);
    there = write_down(find_by_fts5(desk, text, &error));
    g_assert_no_error(error);
    if (!g_str_equal(here, there))
        g_error("%s: %.200s, but FTS5 %.200s", text, here, there);
    return n;
}

static const char *const words[] = {"rapat", "dinas", "surat", "hasil",   "2024",
                                    "005",   "117",   "SPP",   "anggaran"};

/* All words and every pair of them as a phrase, and some longer ones. How many documents were found. */
static guint
assert_all_same(Desk *desk)
{
    static const char *const longer[] = {"\"rapat dinas surat\"",
                                         "\"005 117 2024\"",
                                         "\"surat 005 117 2024 hasil\"",
                                         "\"rapat rapat rapat\"",
                                         "=SPP",
                                         "\"=SPP rapat\"",
                                         "tiadaada",
                                         "\"tiadaada rapat\"",
                                         "\"rapat tiadaada\""};
    guint n = 0;

    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        n += assert_same(desk, words[i]);
        for (guint k = 0; k < G_N_ELEMENTS(words); k++) {
            g_autofree char *phrase = g_strdup_printf("\"%s %s\"", words[i], words[k]);

            n += assert_same(desk, phrase);
        }
    }
    for (guint i = 0; i < G_N_ELEMENTS(longer); i++)
        n += assert_same(desk, longer[i]);
    return n;
}

static char *
draw_text(GRand *random, guint most)
{
    GString *text = g_string_new(NULL);

    for (gint left = g_rand_int_range(random, 1, (gint)most); left > 0; left--)
        g_string_append_printf(text, "%s ", words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))]);
    return g_string_free(text, FALSE);
}

static gint64
file_letter(Desk *desk, GRand *random, guint most)
{
    Paper *paper = paper_new();
    g_autofree char *body = draw_text(random, most), *head = draw_text(random, 6),
                    *end = draw_text(random, 6);
    g_autofree char *subject = draw_text(random, 5), *other = draw_text(random, 5);

    paper_zone(paper, ARSIP_ZONE_KOP, head);
    paper_zone(paper, ARSIP_ZONE_ISI, body);
    paper_zone(paper, ARSIP_ZONE_AKHIR, end);
    if (g_rand_boolean(random))
        paper_field(paper, "hal", subject);
    if (g_rand_boolean(random))
        paper_field(paper, "lampiran", other);
    return desk_file(desk, "surat rapat.tif", paper);
}

/* Each transaction leaves a segment; some are merged. */
static void
words_and_phrases_of_many_segments_are_found_as_by_fts5(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(11);
    guint n = 0;

    for (guint i = 0; i < 60; i++) {
        file_letter(desk, random, 40);
        if (i % 10 == 9)
            n += assert_all_same(desk);
    }
    g_assert_cmpuint(n, >, 1000);
}

static void
what_was_deleted_is_not_found(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(12);
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < 30; i++)
        file_letter(desk, random, 30);
    for (gint64 id = 1; id <= 30; id += 3)
        desk_remove(desk, id);
    assert_all_same(desk);
    for (guint i = 0; i < 5; i++)
        file_letter(desk, random, 30);
    assert_all_same(desk);
    arsip_index_tidy(desk->archive, &(ArsipRebuildOptions){.portion = 1}, &error);
    g_assert_no_error(error);

    g_assert_cmpuint(assert_all_same(desk), >, 100);
}

/* A word's documents go from page to page, and so do its places in a document. */
static void
what_stands_on_many_pages_is_found_as_by_fts5(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(13);

    for (guint i = 0; i < 3; i++)
        file_letter(desk, random, 30000);
    desk_run(desk, "BEGIN IMMEDIATE");
    for (guint i = 1; i <= 1500; i++) {
        g_autofree char *sql = g_strdup_printf("INSERT INTO words (rowid, isi) VALUES (%u, 'rapat dinas %u')",
                                               1000 + i * (i % 7 == 0 ? 300 : 1), i % 5);

        desk_run(desk, sql);
    }
    desk_run(desk, "COMMIT");
    file_letter(desk, random, 10);

    g_assert_cmpuint(assert_all_same(desk), >, 1500);
}

/* What is not committed yet FTS5 holds in memory. */
static void
a_transaction_that_has_written_is_left_to_fts5(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(15);
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) ids = NULL;

    file_letter(desk, random, 10);
    desk_run(desk, "BEGIN IMMEDIATE");
    desk_run(desk, "INSERT INTO document (id, uuid, batch, name, state, received)"
                   " SELECT 1000, 'd', batch, name, state, received FROM document WHERE id = 1");
    desk_run(desk, "INSERT INTO words (rowid, isi) VALUES (1000, 'rapat kerja')");
    arsip_search_ids(desk->archive, "kerja", ARSIP_SEARCH_EXACT, &ids, &error);
    desk_run(desk, "ROLLBACK");

    g_assert_no_error(error);
    g_assert_cmpuint(ids->len, ==, 1);
}

/* Whatever byte is another: an error or another answer, and never a crash. */
static void
damage_in_a_segment_is_told_or_finds_other_documents(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    static const char *const others[] = {"00", "01", "7f", "80", "ff"};
    g_autoptr(GRand) random = g_rand_new_with_seed(14);
    guint n_told = 0;

    for (guint i = 0; i < 3; i++)
        file_letter(desk, random, 1500);
    for (guint byte = 1; byte <= 4000; byte += byte < 300 ? 1 : 7) {
        g_autofree char *sql = g_strdup_printf(
            "UPDATE words_data SET block = CAST(substr(block, 1, %u) || x'%s' || substr(block, %u) AS BLOB)"
            " WHERE id >= 10 AND length(block) >= %u",
            byte - 1, others[byte % G_N_ELEMENTS(others)], byte + 1, byte);

        desk_run(desk, "BEGIN");
        desk_run(desk, sql);
        for (guint i = 0; i < 2; i++) {
            g_autoptr(GError) error = NULL;
            g_autoptr(ArsipFound) found = find_directly(desk, i == 0 ? "rapat" : "\"rapat dinas\"", &error);

            g_assert_true(found != NULL || g_error_matches(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED));
            n_told += found == NULL ? 1 : 0;
        }
        desk_run(desk, "ROLLBACK");
    }

    g_assert_cmpuint(n_told, >, 0);
    assert_all_same(desk);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("/direct/words_and_phrases_of_many_segments_are_found_as_by_fts5",
         words_and_phrases_of_many_segments_are_found_as_by_fts5);
    TEST("/direct/what_was_deleted_is_not_found", what_was_deleted_is_not_found);
    TEST("/direct/what_stands_on_many_pages_is_found_as_by_fts5",
         what_stands_on_many_pages_is_found_as_by_fts5);
    TEST("/direct/a_transaction_that_has_written_is_left_to_fts5",
         a_transaction_that_has_written_is_left_to_fts5);
    TEST("/direct/damage_in_a_segment_is_told_or_finds_other_documents",
         damage_in_a_segment_is_told_or_finds_other_documents);
    return g_test_run();
}
