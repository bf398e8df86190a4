/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An archive as the first version made it: read where nobody may write, and brought up to date. */
#include "work-house.h"

#include <arsip/document.h>
#include <arsip/export.h>
#include <arsip/facets.h>
#include <arsip/plan.h>
#include <arsip/saved.h>
#include <arsip/search.h>
#include <arsip/status.h>
#include <sys/stat.h>

#include "archive/chain.h"
#include "archive/private.h"
#include "archive/schema.h"
#include "archive/seal.h"
#include "custody/record.h"
#include "work/filing.h"

static void
run(ArsipArchive *archive, const char *sql)
{
    char *fault = NULL;

    sqlite3_exec(archive->database, sql, NULL, NULL, &fault);
    g_assert_cmpstr(fault, ==, NULL);
}

/* One letter of two pages, read as the first version did; the words have no boxes. */
static const char letter[] =
    "INSERT INTO archive (id, uuid, schema, tokenizer, rules, created) VALUES"
    "  (1, '0b0e1f7c-0000-4000-8000-000000000001', 1, (SELECT 0), '', '2024-03-12T03:04:05.678Z');"
    "INSERT INTO batch (id, uuid, arguments, who, started, finished, state) VALUES"
    "  (1, '0b0e1f7c-0000-4000-8000-000000000002', '{}', 'budi', '2024-03-12T03:04:05.678Z',"
    "   '2024-03-12T03:04:06.678Z', 'done');"
    "INSERT INTO original (id, sha256, size, media_type) VALUES (1, zeroblob(32), 7, 'image/tiff');"
    "INSERT INTO arrival (id, batch, original, name, path, modified, outcome) VALUES"
    "  (1, 1, 1, 'scan.tif', CAST('/scans/scan.tif' AS BLOB), 0, 'new');"
    "INSERT INTO document (id, uuid, batch, name, state, received) VALUES"
    "  (1, '0b0e1f7c-0000-4000-8000-000000000003', 1, 'scan.tif', 'filed', '2024-03-12');"
    "INSERT INTO page (id, document, number, original, original_page, state) VALUES"
    "  (1, 1, 1, 1, 1, 'read'), (2, 1, 2, 1, 2, 'read');"
    "INSERT INTO main.reading (id, page, made, who, text, words, confidence, rotation, skew, width, height, "
    "dpi,"
    "                          blank, method) VALUES"
    "  (1, 1, '2024-03-12T03:04:06.000Z', NULL, 'Nomor : 005/117-Um' || char(10) || 'undangan rapat' || "
    "char(10),"
    "   x'0100', 51.5, 90, 0.5, 1653, 2339, 200, 0, 'otsu'),"
    "  (2, 2, '2024-03-12T03:04:06.000Z', NULL, '', x'0100', 0, 0, 0, 1653, 2339, 200, 1, 'otsu');"
    "UPDATE page SET reading = id;";

static void
make_folders(const House *house)
{
    static const char *const inside[] = {"files", "incoming", "rules", "words"};

    for (guint i = 0; i < G_N_ELEMENTS(inside); i++) {
        g_autofree char *path = g_build_filename(house->place, inside[i], NULL);

        g_assert_cmpint(g_mkdir_with_parents(path, 0700), ==, 0);
    }
    g_assert_true(house_furnish(house->place, NULL));
}

/* As that version would have: its tables, its rows, and the index over them. */
static void
fill_as(ArsipArchive *archive, const House *house, guint schema)
{
    g_autofree char *number = g_strdup_printf("UPDATE archive SET schema = %u", schema);

    g_autoptr(ArsipRules) rules = NULL;
    GError *error = NULL;

    run(archive, "PRAGMA journal_mode = WAL");
    arsip_begin(archive, &error);
    for (guint from = 0; from < schema; from++)
        for (const char *const *part = arsip_schema_step(from); *part != NULL; part++)
            run(archive, *part);
    run(archive, letter);
    run(archive, number);
    if (schema >= ARSIP_SCHEMA_OF_SEALS)
        arsip_seal_add_all(archive, &error);
    g_assert_no_error(error);
    if (arsip_schema_view(schema) != NULL)
        run(archive, arsip_schema_view(schema)); /* for what files the letter and knows only today's tables */
    rules = arsip_folio_rules(archive, &error);
    g_assert_no_error(error);
    arsip_index_create(archive, &error);
    g_assert_no_error(error);
    arsip_file_document(archive, 1, rules, "document.filed", NULL, &error);
    g_assert_no_error(error);
    arsip_commit(archive, &error);
    g_assert_no_error(error);
    g_assert_nonnull(house->place);
}

static void
house_of_schema(House *house, guint schema)
{
    g_autofree char *catalogue = NULL;
    g_autoptr(ArsipArchive) archive = NULL;
    GError *error = NULL;

    *house = (House){0};
    house->folder = g_dir_make_tmp("arsip-house-XXXXXX", &error);
    house->files = g_build_filename(house->folder, "scans", NULL);
    house->place = g_build_filename(house->folder, "archive", NULL);
    catalogue = g_build_filename(house->place, "arsip.db", NULL);
    make_folders(house);
    g_assert_true(g_file_set_contents_full(catalogue, "", 0, G_FILE_SET_CONTENTS_NONE, 0640, NULL));
    archive = arsip_archive_connect(house->place, ARSIP_ARCHIVE_WRITE, SQLITE_OPEN_READWRITE, &error);
    g_assert_no_error(error);
    fill_as(archive, house, schema);
}

static void
house_of_the_first_schema(House *house)
{
    house_of_schema(house, 1);
}

static ArsipArchive *
look_into(const char *place)
{
    GError *error = NULL;
    ArsipArchive *archive = arsip_archive_open(place, ARSIP_ARCHIVE_READ, &error);

    g_assert_no_error(error);
    return archive;
}

/* What the commands that read show of it. */
static char *
portrait(ArsipArchive *archive)
{
    g_autoptr(GString) text = g_string_new(NULL);
    GError *error = NULL;
    g_autoptr(ArsipDocument) document = arsip_document_load(archive, 1, TRUE, &error);
    g_autoptr(ArsipStatus) status = arsip_status_load(archive, &error);
    g_autoptr(ArsipReport) report = arsip_report_make(archive, 1, &error);
    g_autoptr(GArray) found = NULL;
    g_auto(GStrv) story = arsip_page_story(archive, 1, 1, &error);
    g_autofree char *json = NULL;
    g_autofree char *told = NULL;

    g_assert_no_error(error);
    arsip_search_ids(archive, "undangan label:jenis/undangan", ARSIP_SEARCH_PLAIN, &found, &error);
    g_assert_no_error(error);
    json = arsip_export_json(document);
    told = g_strjoinv("\n", story);
    g_string_append_printf(text, "%s\n%s\nfound %u, pages %d, low %d, low of the batch %d\n", json, told,
                           found->len, (int)status->pages, (int)status->pages_low, (int)report->pages_low);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
who_only_reads_sees_an_old_archive_as_it_is(void)
{
    House house;
    g_autoptr(ArsipArchive) archive = NULL;
    g_autofree char *seen = NULL;

    house_of_the_first_schema(&house);

    archive = look_into(house.place);
    seen = portrait(archive);

    g_assert_nonnull(strstr(seen, "\"nomor\":\"005/117-Um\""));
    g_assert_nonnull(strstr(seen, "found 1, pages 2, low 1, low of the batch 1"));
    g_assert_cmpint(arsip_fetch_number(archive, 0, NULL, "SELECT schema FROM archive", ""), ==, 1);
    house_close(&house);
}

static void
migrating_changes_nothing_that_is_seen(void)
{
    House house;
    g_autoptr(ArsipArchive) archive = NULL;
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;

    house_of_the_first_schema(&house);
    archive = look_into(house.place);
    before = portrait(archive);
    g_clear_pointer(&archive, arsip_archive_close);

    house_reopen(&house);

    after = portrait(house.archive);
    g_assert_cmpstr(after, ==, before);
    g_assert_cmpint(arsip_fetch_number(house.archive, 0, NULL, "SELECT schema FROM archive", ""), ==,
                    ARSIP_SCHEMA_VERSION);
    g_assert_cmpint(
        arsip_fetch_number(house.archive, 0, NULL, "SELECT count(*) FROM reading WHERE known = -1", ""), ==,
        2);
    house_close(&house);
}

static void
a_copy_of_the_old_catalogue_is_kept(void)
{
    House house;
    g_autofree char *copy = NULL;
    g_autofree char *elsewhere = NULL;
    g_autofree char *catalogue = NULL;
    g_autoptr(ArsipArchive) archive = NULL;
    g_autofree char *whole = NULL;
    GStatBuf info;

    house_of_the_first_schema(&house);
    copy = g_build_filename(house.place, "arsip.db.schema-1", NULL);
    elsewhere = g_build_filename(house.folder, "before", NULL);
    catalogue = g_build_filename(elsewhere, "arsip.db", NULL);

    house_reopen(&house);

    g_assert_cmpint(g_stat(copy, &info), ==, 0);
    g_assert_cmpuint(info.st_mode & 0777, ==, 0600); /* the folder's, which only its owner enters */
    g_assert_cmpint(g_mkdir(elsewhere, 0700), ==, 0);
    g_assert_cmpint(g_rename(copy, catalogue), ==, 0);
    archive = look_into(elsewhere);
    whole = arsip_fetch_text(archive, NULL, "PRAGMA integrity_check", "");
    g_assert_cmpstr(whole, ==, "ok");
    g_assert_cmpint(arsip_fetch_number(archive, 0, NULL, "SELECT schema FROM archive", ""), ==, 1);
    g_assert_cmpint(arsip_fetch_number(archive, 0, NULL, "SELECT count(*) FROM main.reading", ""), ==, 2);
    house_close(&house);
}

/* An index that the migration makes is there already: that statement fails. */
static void
a_migration_that_fails_leaves_the_old_archive(void)
{
    House house;
    g_autoptr(ArsipArchive) archive = NULL;
    g_autoptr(GError) error = NULL;

    house_of_the_first_schema(&house);
    archive = arsip_archive_connect(house.place, ARSIP_ARCHIVE_WRITE, SQLITE_OPEN_READWRITE, NULL);
    run(archive, "CREATE INDEX reading_low ON reading (page)");
    g_clear_pointer(&archive, arsip_archive_close);

    g_assert_null(arsip_archive_open(house.place, ARSIP_ARCHIVE_WRITE, &error));

    g_assert_nonnull(error);
    archive = arsip_archive_connect(house.place, ARSIP_ARCHIVE_WRITE, SQLITE_OPEN_READWRITE, NULL);
    g_assert_cmpint(arsip_fetch_number(archive, 0, NULL, "SELECT schema FROM archive", ""), ==, 1);
    g_assert_cmpint(
        arsip_fetch_number(archive, 9, NULL,
                           "SELECT count(*) FROM pragma_table_info('reading') WHERE name = 'languages'", ""),
        ==, 0);
    run(archive, "DROP INDEX reading_low");
    g_clear_pointer(&archive, arsip_archive_close);
    house_reopen(&house);
    house_close(&house);
}

static gboolean
count_whole(const ArsipSealed *sealed, gpointer data, G_GNUC_UNUSED GError **error)
{
    *(guint *)data += sealed->is_whole ? 1 : 0;
    return TRUE;
}

static guint
count_sealed(ArsipArchive *archive)
{
    GError *error = NULL;
    guint n = 0;

    arsip_seal_each(archive, count_whole, &n, &error);
    g_assert_no_error(error);
    return n;
}

/* The fourth schema knew no seals. */
static void
readings_of_an_old_archive_are_sealed_as_they_are(void)
{
    House house;
    g_autoptr(ArsipArchive) archive = NULL;

    house_of_schema(&house, 4);
    archive = look_into(house.place);
    g_assert_cmpuint(count_sealed(archive), ==, 0);
    g_clear_pointer(&archive, arsip_archive_close);

    house_reopen(&house);

    g_assert_cmpuint(count_sealed(house.archive), ==, 2);
    house_close(&house);
}

/* The second schema knew no applications. */
static void
labels_of_an_old_archive_can_be_planned_applied_and_taken_back(void)
{
    House house;
    g_autoptr(ArsipArchive) archive = NULL;
    g_autofree char *rules = NULL;
    g_autofree char *plan = NULL;
    g_autofree char *copy = NULL;
    g_autofree char *before = NULL;
    g_autofree char *applied = NULL;
    g_autofree char *after = NULL;
    g_autoptr(ArsipPlanSummary) summary = NULL;
    g_auto(ArsipOutcome) outcome = {0};
    g_auto(ArsipOutcome) undone = {0};
    GError *error = NULL;

    house_of_schema(&house, 2);
    rules = g_build_filename(house.place, "rules", "10-jenis.yaml", NULL);
    plan = g_build_filename(house.folder, "plan.json", NULL);
    copy = g_build_filename(house.place, "arsip.db.schema-2", NULL);
    g_file_set_contents(rules, "rules:\n  - label: perihal/rapat\n    any: [ 'isi:rapat' ]\n", -1, NULL);
    archive = look_into(house.place);
    before = portrait(archive);
    summary = arsip_plan_make(archive, NULL, plan, &error);
    g_assert_no_error(error);
    g_clear_pointer(&archive, arsip_archive_close);

    house_reopen(&house);
    arsip_plan_apply(house.archive, plan, &outcome, &error);
    g_assert_no_error(error);
    applied = portrait(house.archive);
    arsip_label_undo(house.archive, 0, &undone, &error);
    g_assert_no_error(error);

    after = portrait(house.archive);
    g_assert_nonnull(strstr(applied, "perihal/rapat"));
    g_assert_cmpstr(after, ==, before);
    g_assert_true(g_file_test(copy, G_FILE_TEST_IS_REGULAR));
    house_close(&house);
}

/* The third schema knew no searches under a name, and its labels had another index. */
static void
an_old_archive_has_no_saved_searches_until_it_is_written(void)
{
    static char *no_labels[] = {NULL};
    ArsipSavedSearch rapat = {.name = (char *)"Rapat",
                              .query = (char *)"undangan",
                              .labels = no_labels,
                              .since = (char *)"2020",
                              .until = (char *)"",
                              .sort = ARSIP_SORT_OLDEST};
    const ArsipSearchOptions everything = {0};
    House house;
    g_autoptr(ArsipArchive) archive = NULL;
    g_autoptr(ArsipFacets) before = NULL;
    g_autoptr(ArsipFacets) after = NULL;
    g_autoptr(GPtrArray) none = NULL;
    g_autoptr(ArsipSavedSearch) kept = NULL;
    g_autoptr(GError) missing = NULL;
    GArray *found = NULL;
    GError *error = NULL;

    house_of_schema(&house, 3);
    archive = look_into(house.place);
    none = arsip_saved_list(archive, &error);
    g_assert_no_error(error);
    before = arsip_facets_count(archive, &everything, &error);
    g_assert_no_error(error);
    arsip_search_ids(archive, "@rapat", ARSIP_SEARCH_PLAIN, &found, &missing);
    g_clear_pointer(&archive, arsip_archive_close);

    house_reopen(&house);
    arsip_saved_keep(house.archive, &rapat, &error);
    g_assert_no_error(error);
    kept = arsip_saved_load(house.archive, "RAPAT", &error);
    after = arsip_facets_count(house.archive, &everything, &error);
    g_assert_no_error(error);

    g_assert_cmpuint(none->len, ==, 0);
    g_assert_error(missing, ARSIP_ERROR, ARSIP_ERROR_SYNTAX);
    g_assert_cmpstr(kept->query, ==, "undangan");
    g_assert_cmpint(kept->sort, ==, ARSIP_SORT_OLDEST);
    g_assert_cmpuint(before->labels->len, >, 0);
    g_assert_cmpuint(after->labels->len, ==, before->labels->len);
    for (guint i = 0; i < after->labels->len; i++)
        g_assert_cmpstr(((ArsipFacet *)after->labels->pdata[i])->value, ==,
                        ((ArsipFacet *)before->labels->pdata[i])->value);
    house_close(&house);
}

static gboolean
goes_along(gint64 document, gpointer data)
{
    (void)data;
    return document == 1;
}

/* What a bag would say of the letter. */
static char *
record_of(ArsipArchive *archive)
{
    GError *error = NULL;
    gint64 one = 1;
    g_autoptr(GArray) chosen = g_array_append_val(g_array_new(FALSE, FALSE, sizeof one), one);
    g_autoptr(GArray) names = NULL;
    g_autoptr(ArsipWholeWalk) walk = NULL;
    g_autoptr(ArsipWhole) whole = arsip_whole_new();
    g_autoptr(ArsipJson) json = arsip_json_new();
    g_autoptr(GString) record = g_string_new(NULL);

    names = arsip_whole_names(archive, chosen, &error);
    g_assert_no_error(error);
    walk = arsip_whole_walk_new(archive, names, goes_along, NULL, &error);
    g_assert_no_error(error);
    arsip_whole_walk_next(walk, whole, &error);
    g_assert_no_error(error);
    arsip_record_add_document(json, whole);
    g_string_append(record, arsip_json_line(json));
    for (guint number = 1; number <= 2; number++) {
        g_autoptr(ArsipWholePage) page = arsip_whole_page_new();

        arsip_whole_load_page(archive, whole, number, page, &error);
        g_assert_no_error(error);
        arsip_json_reset(json);
        arsip_record_add_page(json, whole, page);
        g_string_append_printf(record, "\n%s", arsip_json_line(json));
    }
    return g_string_free(g_steal_pointer(&record), FALSE);
}

static guint
count_owners(ArsipArchive *archive)
{
    GError *error = NULL;
    g_auto(GStrv) owners = arsip_chain_owners(archive, &error);

    g_assert_no_error(error);
    return g_strv_length(owners);
}

/* Before bags there were no events of other archives, and nobody had to tell whose batch brought a file. */
static void
an_archive_of_any_age_goes_into_a_bag_as_it_is_and_takes_one(void)
{
    const ArsipLink link = {.event = {.id = 1,
                                      .at = (char *)"2024-03-12T03:04:05.678Z",
                                      .who = (char *)"budi",
                                      .what = (char *)"archive.made",
                                      .subject = (char *)"",
                                      .detail = (char *)"{}"}};

    for (guint schema = 1; schema < ARSIP_SCHEMA_VERSION; schema++) {
        House house;
        g_autoptr(ArsipArchive) archive = NULL;
        g_autofree char *before = NULL;
        g_autofree char *after = NULL;
        GError *error = NULL;

        house_of_schema(&house, schema);
        archive = look_into(house.place);
        before = record_of(archive);
        g_assert_cmpuint(count_owners(archive), ==, 0);
        g_clear_pointer(&archive, arsip_archive_close);

        house_reopen(&house);

        after = record_of(house.archive);
        g_assert_cmpstr(after, ==, before);
        g_assert_cmpuint(count_sealed(house.archive), ==, 2);
        g_assert_nonnull(strstr(after, "\"batch\":\"0b0e1f7c-0000-4000-8000-000000000002\""));
        arsip_begin(house.archive, &error);
        arsip_chain_keep(house.archive, "0b0e1f7c-0000-4000-8000-000000000009", &link, FALSE, &error);
        arsip_commit(house.archive, &error);
        g_assert_no_error(error);
        g_assert_cmpuint(count_owners(house.archive), ==, 1);
        house_close(&house);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/archive/who_only_reads_sees_an_old_archive_as_it_is",
                    who_only_reads_sees_an_old_archive_as_it_is);
    g_test_add_func("/archive/migrating_changes_nothing_that_is_seen",
                    migrating_changes_nothing_that_is_seen);
    g_test_add_func("/archive/a_copy_of_the_old_catalogue_is_kept", a_copy_of_the_old_catalogue_is_kept);
    g_test_add_func("/archive/a_migration_that_fails_leaves_the_old_archive",
                    a_migration_that_fails_leaves_the_old_archive);
    g_test_add_func("/archive/labels_of_an_old_archive_can_be_planned_applied_and_taken_back",
                    labels_of_an_old_archive_can_be_planned_applied_and_taken_back);
    g_test_add_func("/archive/an_old_archive_has_no_saved_searches_until_it_is_written",
                    an_old_archive_has_no_saved_searches_until_it_is_written);
    g_test_add_func("/archive/an_archive_of_any_age_goes_into_a_bag_as_it_is_and_takes_one",
                    an_archive_of_any_age_goes_into_a_bag_as_it_is_and_takes_one);
    g_test_add_func("/archive/readings_of_an_old_archive_are_sealed_as_they_are",
                    readings_of_an_old_archive_are_sealed_as_they_are);
    return g_test_run();
}
