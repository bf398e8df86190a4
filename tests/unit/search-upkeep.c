/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels and dates of very many documents, beside the catalogue: the answers are those of the catalogue, at
 * each moment. */
#include "search-desk.h"

#include "search/dated.h"
#include "search/health.h"
#include "search/labelled.h"

/* Two strips that are full, and half of one. */
#define N 10000

typedef struct {
    Desk desk;
    GRand *random;
} Shelf;

static const char *const labels[] = {"jenis/undangan", "jenis/laporan", "perihal/rapat",
                                     "perihal/rapat-kerja", "sifat/rahasia"};

/* Among them what no calendar has, and what is too early and too late to be counted in days. */
static const char *const odd_dates[] = {"2023-02-30", "Maret 2024", "1850-05-05",
                                        "2190-01-01", "2024-05",    ""};

G_GNUC_PRINTF(2, 3)
static void
run(Shelf *shelf, const char *format, ...)
{
    g_autoptr(GError) error = NULL;
    va_list arguments;
    char *sql;

    va_start(arguments, format);
    sql = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    arsip_execute_once(shelf->desk.archive, sql, &error);
    g_assert_no_error(error);
}

static char *
draw_date(GRand *random)
{
    if (g_rand_int_range(random, 0, 40) == 0)
        return g_strdup(odd_dates[g_rand_int_range(random, 0, G_N_ELEMENTS(odd_dates))]);
    return g_strdup_printf("%d-%02d-%02d", g_rand_int_range(random, 2015, 2026),
                           g_rand_int_range(random, 1, 13), g_rand_int_range(random, 1, 29));
}

/* Documents of which nothing but this is known. */
static void
fill(Shelf *shelf)
{
    gint64 original;

    desk_run(&shelf->desk, "BEGIN IMMEDIATE");
    original = desk_add_original(&shelf->desk);
    for (guint i = 1; i <= N; i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *uuid = NULL, *date = draw_date(shelf->random);
        gint64 id = 0;

        arsip_document_add(shelf->desk.archive, 1, "scan.tif", original, &id, &uuid, &error);
        g_assert_no_error(error);
        if (g_rand_int_range(shelf->random, 0, 4) > 0)
            run(shelf, "INSERT INTO field (document, name, value) VALUES (%d, 'tanggal', '%s')", (int)id,
                date);
        for (guint k = 0; k < G_N_ELEMENTS(labels); k++)
            if (g_rand_int_range(shelf->random, 0, 3) == 0)
                run(shelf, "INSERT INTO assignment (document, label, given) VALUES (%d, %u, %d)", (int)id,
                    k + 1, g_rand_int_range(shelf->random, 0, 5) > 0);
    }
    desk_run(&shelf->desk, "COMMIT");
}

static void
shelf_open(Shelf *shelf)
{
    shelf->random = g_rand_new_with_seed(3);
    desk_open(&shelf->desk);
    for (guint k = 0; k < G_N_ELEMENTS(labels); k++)
        run(shelf, "INSERT INTO label (id, name) VALUES (%u, '%s')", k + 1, labels[k]);
    fill(shelf);
}

static void
settle(Shelf *shelf)
{
    g_autoptr(GError) error = NULL;

    arsip_upkeep_settle_all(shelf->desk.archive, &arsip_labelled, &(ArsipRebuildOptions){.portion = 1},
                            &error);
    g_assert_no_error(error);
    arsip_upkeep_settle_all(shelf->desk.archive, &arsip_dated, &(ArsipRebuildOptions){.portion = 1}, &error);
    g_assert_no_error(error);
}

static gint64
count(Shelf *shelf, const char *sql)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipStatement) statement = arsip_statement_once(shelf->desk.archive, sql, &error);

    g_assert_no_error(error);
    g_assert_true(arsip_statement_step(statement, &error));
    return sqlite3_column_int64(statement, 0);
}

/* What a query finds, and the same in SQL. */
static const struct {
    const char *query, *sql;
} questions[] = {
    {"label:jenis/undangan", "id IN (SELECT document FROM assignment WHERE label = 1 AND given)"},
    {"label:perihal/rapat", "id IN (SELECT document FROM assignment WHERE label = 3 AND given)"},
    {"label:perihal/rapat*", "id IN (SELECT document FROM assignment WHERE label IN (3, 4) AND given)"},
    {"label:tiada", "0"},
    {"NOT label:jenis/undangan", "id NOT IN (SELECT document FROM assignment WHERE label = 1 AND given)"},
    {"label:jenis/undangan label:sifat/rahasia",
     "id IN (SELECT document FROM assignment WHERE label = 1 AND given)"
     " AND id IN (SELECT document FROM assignment WHERE label = 5 AND given)"},
    {"label:jenis/laporan OR label:sifat/rahasia",
     "id IN (SELECT document FROM assignment WHERE label IN (2, 5) AND given)"},
    {"tanggal:2020..2023", "id IN (SELECT document FROM field WHERE name = 'tanggal' AND value BETWEEN "
                           "'2020-01-01' AND '2023-12-31')"},
    {"tanggal:..2019",
     "id IN (SELECT document FROM field WHERE name = 'tanggal' AND value <> '' AND value <= '2019-12-31')"},
    {"tanggal:2022-06..",
     "id IN (SELECT document FROM field WHERE name = 'tanggal' AND value >= '2022-06-01')"},
    {"tanggal:2023-02", "id IN (SELECT document FROM field WHERE name = 'tanggal' AND value BETWEEN "
                        "'2023-02-01' AND '2023-02-28')"},
    {"tanggal:..2001",
     "id IN (SELECT document FROM field WHERE name = 'tanggal' AND value <> '' AND value <= '2001-12-31')"},
    {"tanggal:2026..", "id IN (SELECT document FROM field WHERE name = 'tanggal' AND value >= '2026-01-01')"},
    {"tanggal:2016..2024 label:jenis/laporan",
     "id IN (SELECT document FROM field WHERE name = 'tanggal' AND value BETWEEN '2016-01-01' AND "
     "'2024-12-31')"
     " AND id IN (SELECT document FROM assignment WHERE label = 2 AND given)"},
    {"label:jenis/laporan NOT tanggal:2016..2024",
     "id NOT IN (SELECT document FROM field WHERE name = 'tanggal' AND value BETWEEN '2016-01-01' AND "
     "'2024-12-31')"
     " AND id IN (SELECT document FROM assignment WHERE label = 2 AND given)"},
};

static void
assert_answers(Shelf *shelf)
{
    for (guint i = 0; i < G_N_ELEMENTS(questions); i++) {
        const ArsipSearchOptions options = {
            .query = questions[i].query, .flags = ARSIP_SEARCH_EXACT, .limit = 2 * N};
        g_autoptr(ArsipAnswer) answer = desk_ask(&shelf->desk, &options);
        g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM document WHERE %s", questions[i].sql);
        g_autofree char *sum = g_strdup_printf("SELECT total(id) FROM document WHERE %s", questions[i].sql);
        gint64 ids = 0;

        for (guint k = 0; k < answer->hits->len; k++)
            ids += ((const ArsipSearchHit *)answer->hits->pdata[k])->id;
        g_test_message("%s", questions[i].query);
        g_assert_cmpint((gint64)answer->total, ==, count(shelf, sql));
        g_assert_cmpint(ids, ==, count(shelf, sum));
    }
}

static void
strips_answer_as_the_catalogue_does(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;

    g_assert_cmpint(count(shelf, "SELECT count(*) FROM labelled"), ==, 0);
    assert_answers(shelf);
    settle(shelf);
    g_assert_cmpint(count(shelf, "SELECT count(*) FROM labelled"), ==, 2);
    g_assert_cmpint(count(shelf, "SELECT count(*) FROM dated"), ==, 2);
    assert_answers(shelf);
}

static void
what_was_filtered_is_what_the_query_says(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;
    static const char *const wanted[] = {"jenis/undangan", "perihal/*", NULL};
    const ArsipSearchOptions options = {.query = "",
                                        .labels = wanted,
                                        .since = "2018",
                                        .until = "2023-06",
                                        .limit = 5,
                                        .flags = ARSIP_SEARCH_EXACT};
    const ArsipSearchOptions same = {.query = "label:jenis/undangan label:perihal/* tanggal:2018..2023-06",
                                     .limit = 5,
                                     .flags = ARSIP_SEARCH_EXACT};
    g_autoptr(ArsipAnswer) filtered = NULL, asked = NULL;

    settle(shelf);
    filtered = desk_ask(&shelf->desk, &options);
    asked = desk_ask(&shelf->desk, &same);

    g_assert_cmpuint(filtered->total, ==, asked->total);
    g_assert_cmpuint(filtered->total, >, 0);
}

/* Each of the ways in which a row may change. */
static void
what_changes_is_seen_at_once(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;
    static const char *const changes[] = {
        "INSERT OR REPLACE INTO assignment (document, label, given) VALUES (17, 1, 1)",
        "UPDATE assignment SET given = 0 WHERE document BETWEEN 100 AND 300 AND label = 2",
        "DELETE FROM assignment WHERE document BETWEEN 5000 AND 5100",
        "INSERT OR REPLACE INTO field (document, name, value) VALUES (18, 'tanggal', '2021-03-04')",
        "UPDATE field SET value = '2019-01-02' WHERE document BETWEEN 4100 AND 4200 AND name = 'tanggal'",
        "UPDATE field SET value = 'entah' WHERE document BETWEEN 30 AND 40 AND name = 'tanggal'",
        "DELETE FROM field WHERE document BETWEEN 6000 AND 6010",
    };

    for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
        settle(shelf);
        run(shelf, "%s", changes[i]);
        g_test_message("%s", changes[i]);
        g_assert_cmpint(count(shelf, "SELECT (SELECT count(*) FROM labelled) + (SELECT count(*) FROM dated)"),
                        ==, 3);
        assert_answers(shelf);
    }
    settle(shelf);
    assert_answers(shelf);
}

static void
write_down(ArsipHealthFault fault, gint64 document, const char *word, gpointer told)
{
    if (fault == ARSIP_HEALTH_MISNOTED)
        g_string_append_printf(told, "%d%s ", (int)document, word != NULL ? word : "");
}

static char *
examine(Shelf *shelf)
{
    GString *told = g_string_new(NULL);
    const ArsipHealthOptions options = {.part = 0.001, .tell = write_down, .data = told};
    g_autoptr(GError) error = NULL;
    ArsipHealthCount n;

    arsip_index_examine(shelf->desk.archive, &options, &n, &error);
    g_assert_no_error(error);
    return g_string_free(told, FALSE);
}

static void
what_is_kept_wrongly_is_told(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;
    g_autofree char *well = NULL, *ill = NULL, *mended = NULL;
    g_autofree char *expected = NULL;

    settle(shelf);
    well = examine(shelf);
    g_assert_cmpstr(well, ==, "");
    expected = g_strdup_printf(
        "%d %d ",
        (int)count(shelf,
                   "SELECT min(document) FROM assignment WHERE label = 2 AND given AND document >= 4000"),
        (int)count(shelf, "SELECT min(document) FROM field WHERE name = 'tanggal' AND value <> ''"));
    run(shelf, "UPDATE strip SET bytes = x'' WHERE id = (((1 << 21) + 2) << 24) + 1");
    run(shelf, "UPDATE strip SET bytes = zeroblob(8000) WHERE id = (1 << 22) << 24");
    ill = examine(shelf);
    g_assert_cmpstr(ill, ==, expected);
    run(shelf, "DELETE FROM labelled");
    run(shelf, "DELETE FROM dated");
    settle(shelf);
    mended = examine(shelf);

    g_assert_cmpstr(mended, ==, "");
}

static void
another_field_strikes_nothing_off(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;

    settle(shelf);
    run(shelf, "INSERT INTO field (document, name, value) VALUES (19, 'hal', 'Undangan')");

    g_assert_cmpint(count(shelf, "SELECT count(*) FROM dated"), ==, 2);
}

/* An archive that was last written before there were strips, and is only read. */
static void
without_strips_the_catalogue_answers(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;

    run(shelf, "DELETE FROM labelled");
    run(shelf, "DELETE FROM dated");
    run(shelf, "ALTER TABLE strip RENAME TO strip_away");
    assert_answers(shelf);
    run(shelf, "ALTER TABLE strip_away RENAME TO strip");
}

/* As of an archive whose strips were all struck off; or of a catalogue that is damaged. */
static void
answers_are_the_same_where_hardly_a_strip_is_kept(gconstpointer data)
{
    Shelf *shelf = (Shelf *)data;
    static const gint64 far_away[] = {90000, G_GINT64_CONSTANT(400000000000)};

    settle(shelf);
    for (guint i = 0; i < G_N_ELEMENTS(far_away); i++) {
        run(shelf,
            "INSERT INTO document (id, uuid, batch, name, state, received)"
            " VALUES (%" G_GINT64_FORMAT ", 'far', 1, 'scan.tif', 'stored', '')",
            far_away[i]);
        assert_answers(shelf);
        run(shelf, "DELETE FROM document WHERE uuid = 'far'");
    }
}

int
main(int argc, char **argv)
{
    Shelf shelf;
    int outcome;

    g_test_init(&argc, &argv, NULL);
    shelf_open(&shelf);
#define TEST(name) g_test_add_data_func("/upkeep/" #name, &shelf, name)
    TEST(strips_answer_as_the_catalogue_does);
    TEST(what_was_filtered_is_what_the_query_says);
    TEST(what_changes_is_seen_at_once);
    TEST(what_is_kept_wrongly_is_told);
    TEST(without_strips_the_catalogue_answers);
    TEST(answers_are_the_same_where_hardly_a_strip_is_kept);
    TEST(another_field_strikes_nothing_off);
    outcome = g_test_run();
    desk_close(&shelf.desk);
    g_rand_free(shelf.random);
    return outcome;
}
