/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents loaded whole, one after another and each alone: the same is told of them. */
#include "work-house.h"

#include "archive/follower.h"
#include "archive/holding.h"
#include "archive/whole.h"
#include "custody/record.h"

static void
sql(ArsipArchive *archive, const char *statement)
{
    GError *error = NULL;

    arsip_execute_once(archive, g_strdup(statement), &error);
    g_assert_no_error(error);
}

/* Letters with labels and fields, and notes without; of one page and of many; one that came twice, one that
 * has pages of two originals, and one that is gone from sight. */
static void
fill(House *house)
{
    GError *error = NULL;

    house_open(house);
    for (guint i = 0; i < 30; i++) {
        g_autofree char *name = g_strdup_printf("%02u.txt", i);
        g_autoptr(GString) text = g_string_new(NULL);

        if (i % 3 > 0)
            g_string_append_printf(
                text, "Nomor : 005/%u-Um\nHal : Undangan Rapat ke-%u\n\ndengan ini undangan\n", i, i);
        for (guint page = 0; page < (i % 4 == 0 ? 5 : i % 4); page++)
            g_string_append_printf(text, "%shalaman ke%u puluh dari surat yang ke%u ratus\n",
                                   page > 0 ? "\f" : "", page, i);
        house_put(house, name, text->str);
        if (i == 7)
            house_put(house, "copy.txt", text->str);
    }
    house_ingest(house, FALSE, NULL, &error);
    g_assert_no_error(error);
    sql(house->archive, "UPDATE page SET original = (SELECT max(id) FROM original)"
                        " WHERE document = 5 AND number = 3");
    sql(house->archive,
        "INSERT INTO arrival (batch, original, name, path, modified, outcome)"
        " SELECT 1, original, 'again', CAST('again' AS BLOB), 7, 'known' FROM arrival WHERE id < 9");
    sql(house->archive,
        "INSERT INTO arrival (batch, original, name, path, modified, outcome, container)"
        " SELECT 1, original, 'inner', CAST('inner' AS BLOB), 7, 'known', 20 FROM arrival WHERE id = 3");
    sql(house->archive, "UPDATE document SET hidden = 1 WHERE id = 11");
}

static gboolean
goes(gint64 document, G_GNUC_UNUSED gpointer data)
{
    return document % 2 == 0;
}

/* What a bag would say. */
static void
tell(ArsipArchive *archive, ArsipWholeWalk *walk, ArsipWhole *whole, ArsipWholePage *page, GString *told)
{
    g_autoptr(ArsipJson) json = arsip_json_new();
    GError *error = NULL;

    arsip_whole_walk_next(walk, whole, &error);
    g_assert_no_error(error);
    arsip_record_add_document(json, whole);
    g_string_append_printf(told, "%s\n", arsip_json_line(json));
    for (guint number = 1; number <= whole->n_pages; number++) {
        arsip_whole_load_page(archive, whole, number, page, &error);
        g_assert_no_error(error);
        arsip_json_reset(json);
        arsip_record_add_page(json, whole, page);
        g_string_append_printf(told, "%s\n", arsip_json_line(json));
    }
}

/* Into the same memory again and again. */
static char *
tell_all(ArsipArchive *archive, const GArray *names)
{
    g_autoptr(ArsipWhole) whole = arsip_whole_new();
    g_autoptr(ArsipWholePage) page = arsip_whole_page_new();
    GString *told = g_string_new(NULL);
    GError *error = NULL;
    g_autoptr(ArsipWholeWalk) walk = arsip_whole_walk_new(archive, names, goes, NULL, &error);

    g_assert_no_error(error);
    for (guint i = 0; i < names->len; i++)
        tell(archive, walk, whole, page, told);
    return g_string_free(told, FALSE);
}

static char *
tell_each(ArsipArchive *archive, const GArray *names)
{
    GString *told = g_string_new(NULL);

    for (guint i = 0; i < names->len; i++) {
        g_autoptr(GArray) one = g_array_new(FALSE, FALSE, sizeof(ArsipWholeName));
        g_autofree char *alone = NULL;

        g_array_append_val(one, g_array_index(names, ArsipWholeName, i));
        alone = tell_all(archive, one);
        g_string_append(told, alone);
    }
    return g_string_free(told, FALSE);
}

static guint
count_of(const char *text, const char *part)
{
    g_auto(GStrv) pieces = g_strsplit(text, part, -1);

    return g_strv_length(pieces) - 1;
}

static GArray *
names_of(ArsipArchive *archive)
{
    GError *error = NULL;
    GArray *names = arsip_whole_names(archive, NULL, &error);

    g_assert_no_error(error);
    return names;
}

/* Gives what is told. */
static char *
assert_alike(ArsipArchive *archive, const GArray *names)
{
    g_autofree char *all = tell_all(archive, names);
    g_autofree char *each = tell_each(archive, names);

    g_assert_cmpstr(all, ==, each);
    return g_steal_pointer(&all);
}

static void
a_walk_tells_of_each_what_it_tells_of_one(gconstpointer data)
{
    ArsipArchive *archive = ((const House *)data)->archive;
    g_autoptr(GArray) names = names_of(archive);
    g_autofree char *all = assert_alike(archive, names);

    g_assert_cmpuint(names->len, ==, 29);
    g_assert_cmpuint(count_of(all, "\"name\":\"jenis/undangan\""), ==, 20 - 1);
    g_assert_cmpuint(count_of(all, "\"path\":\"again\""), ==, 8);
    g_assert_cmpuint(count_of(all, "\"within_arrival\":1"), ==, 1);
    g_assert_cmpuint(count_of(all, "halaman ke4 puluh"), ==, 8);
}

static void
a_walk_takes_them_in_any_order(gconstpointer data)
{
    ArsipArchive *archive = ((const House *)data)->archive;
    g_autoptr(GArray) names = names_of(archive);
    g_autofree char *all = NULL;

    for (guint i = 0; i + 1 < names->len; i++) {
        guint other = (guint)g_test_rand_int_range((gint)i, (gint)names->len);
        ArsipWholeName held = g_array_index(names, ArsipWholeName, i);

        g_array_index(names, ArsipWholeName, i) = g_array_index(names, ArsipWholeName, other);
        g_array_index(names, ArsipWholeName, other) = held;
    }
    all = assert_alike(archive, names);
    g_assert_cmpuint(count_of(all, "\n"), >, names->len);
}

static void
a_document_that_is_not_there_is_told(gconstpointer data)
{
    ArsipArchive *archive = ((const House *)data)->archive;
    const ArsipWholeName nobody = {.id = 4711};
    g_autoptr(GArray) names = g_array_new(FALSE, FALSE, sizeof(ArsipWholeName));
    g_autoptr(ArsipWhole) whole = arsip_whole_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipWholeWalk) walk = NULL;

    g_array_append_val(names, nobody);
    walk = arsip_whole_walk_new(archive, names, goes, NULL, &error);
    g_assert_no_error(error);

    g_assert_false(arsip_whole_walk_next(walk, whole, &error));
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND);
    g_assert_nonnull(strstr(error->message, "4711"));
}

/* The catalogue's memory makes no difference to what it tells. */
static void
what_is_held_is_told_as_before(gconstpointer data)
{
    ArsipArchive *archive = ((const House *)data)->archive;
    g_autoptr(GArray) names = names_of(archive);
    g_autofree char *before = tell_all(archive, names);

    for (gsize most = 1u << 16; most <= 1u << 26; most <<= 2) {
        g_autofree char *held = NULL;
        g_autofree char *after = NULL;

        arsip_catalogue_hold(archive, most);
        held = tell_all(archive, names);
        arsip_catalogue_let_go(archive);
        after = tell_all(archive, names);
        g_assert_cmpstr(held, ==, before);
        g_assert_cmpstr(after, ==, before);
    }
}

/* Of a damaged catalogue: what ends a walk says why. */
static void
a_container_that_was_lost_is_told(gconstpointer data)
{
    ArsipArchive *archive = ((const House *)data)->archive;
    g_autoptr(GArray) names = names_of(archive);
    g_autoptr(ArsipWhole) whole = arsip_whole_new();
    g_autoptr(ArsipWholeWalk) walk = NULL;
    g_autoptr(GError) error = NULL;
    guint n = 0;

    sql(archive, "PRAGMA foreign_keys = OFF");
    sql(archive, "UPDATE arrival SET container = 4711 WHERE name = 'inner'");
    walk = arsip_whole_walk_new(archive, names, goes, NULL, &error);
    g_assert_no_error(error);
    while (n < names->len && arsip_whole_walk_next(walk, whole, &error))
        n++;
    sql(archive, "UPDATE arrival SET container = 20 WHERE name = 'inner'");
    sql(archive, "PRAGMA foreign_keys = ON");

    g_assert_cmpuint(n, <, names->len);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    g_assert_nonnull(strstr(error->message, "4711"));
}

static void
rows_are_followed_over_gaps_and_what_was_left(gconstpointer data)
{
    static const char rows[] = "SELECT subject, n FROM temp.rows ORDER BY subject, n";
    ArsipArchive *archive = ((const House *)data)->archive;
    const gint64 subjects[] = {1, 2, 3, 5, 8, 9, 10};
    const guint found[] = {0, 3, 1, 0, 2, 0, 0}, wanted[] = {9, 1, 9, 9, 9, 9, 9};
    ArsipFollower follower;
    GError *error = NULL;

    sql(archive, "CREATE TEMP TABLE rows AS SELECT column1 AS subject, column2 AS n FROM"
                 " (VALUES (2, 1), (2, 2), (2, 3), (3, 1), (4, 1), (8, 1), (8, 2))");
    g_assert_true(arsip_follower_begin(&follower, archive, rows, &error));
    for (guint i = 0; i < G_N_ELEMENTS(subjects); i++) {
        guint n = 0;

        while (n < wanted[i] && arsip_follower_step(&follower, subjects[i], &error)) {
            n++;
            g_assert_cmpint(sqlite3_column_int64(follower.statement, 0), ==, subjects[i]);
            g_assert_cmpint(sqlite3_column_int64(follower.statement, 1), ==, n);
        }
        g_assert_no_error(error);
        g_assert_cmpuint(n, ==, MIN(found[i], wanted[i]));
    }
    arsip_follower_end(&follower);
}

int
main(int argc, char **argv)
{
    House house;
    int outcome;

    g_test_init(&argc, &argv, NULL);
    fill(&house);
    g_test_add_data_func("/archive/a_walk_tells_of_each_what_it_tells_of_one", &house,
                         a_walk_tells_of_each_what_it_tells_of_one);
    g_test_add_data_func("/archive/a_walk_takes_them_in_any_order", &house, a_walk_takes_them_in_any_order);
    g_test_add_data_func("/archive/a_document_that_is_not_there_is_told", &house,
                         a_document_that_is_not_there_is_told);
    g_test_add_data_func("/archive/what_is_held_is_told_as_before", &house, what_is_held_is_told_as_before);
    g_test_add_data_func("/archive/a_container_that_was_lost_is_told", &house,
                         a_container_that_was_lost_is_told);
    g_test_add_data_func("/archive/rows_are_followed_over_gaps_and_what_was_left", &house,
                         rows_are_followed_over_gaps_and_what_was_left);
    outcome = g_test_run();
    house_close(&house);
    return outcome;
}
