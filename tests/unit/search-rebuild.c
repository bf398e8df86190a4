/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The index made anew beside those who search and write. */
#include "search-desk.h"

#define TEST(path, function) g_test_add(path, Desk, NULL, set_up, function, tear_down)

static void
set_up(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_open(desk);
    for (guint i = 0; i < 5; i++) {
        g_autofree char *body = g_strdup_printf("rapat nomor%u pegawai", i);

        desk_file_body(desk, body);
    }
}

static void
tear_down(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_close(desk);
}

static gboolean
stop_at_once(G_GNUC_UNUSED gpointer data)
{
    return TRUE;
}

/* One document, and no more. */
static void
rebuild_a_little(Desk *desk)
{
    const ArsipRebuildOptions options = {.portion = 1, .should_stop = stop_at_once};
    GError *error = NULL;

    g_assert_false(arsip_search_rebuild(desk->archive, &options, &error));
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED);
    g_error_free(error);
}

static void
rebuild(Desk *desk)
{
    GError *error = NULL;

    arsip_search_rebuild(desk->archive, &(ArsipRebuildOptions){.portion = 1}, &error);
    g_assert_no_error(error);
}

static void
reopen(Desk *desk)
{
    GError *error = NULL;

    arsip_archive_close(desk->archive);
    desk->archive = arsip_archive_open(desk->folder, ARSIP_ARCHIVE_WRITE, &error);
    g_assert_no_error(error);
}

static gint64
count_tables(Desk *desk, const char *like)
{
    return arsip_fetch_number(desk->archive, -1, NULL,
                              "SELECT count(*) FROM sqlite_schema WHERE name LIKE ?1", "s", like);
}

static void
a_damaged_index_is_as_it_was_once_it_is_made_anew(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autofree char *before = dump_vocabulary(desk);
    g_autofree char *after = NULL;

    desk_run(desk, "INSERT INTO words (words) VALUES ('delete-all')");
    assert_finds(desk, "rapat", "");
    rebuild(desk);
    after = dump_vocabulary(desk);

    g_assert_cmpstr(before, ==, after);
    assert_finds(desk, "rapat", "1 2 3 4 5");
}

static void
nothing_of_the_work_is_left_behind(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    rebuild(desk);

    g_assert_cmpint(count_tables(desk, "%rebuild%"), ==, 0);
    g_assert_cmpint(count_tables(desk, "words_new%"), ==, 0);
    g_assert_cmpint(count_tables(desk, "words_old%"), ==, 0);
}

static void
searches_go_on_while_it_is_under_way(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    GError *error = NULL;
    g_autoptr(ArsipArchive) other = arsip_archive_open(desk->folder, ARSIP_ARCHIVE_READ, &error);
    Desk reader = {.folder = desk->folder, .archive = other};

    g_assert_no_error(error);
    assert_finds(&reader, "nomor3", "4");
    rebuild_a_little(desk);
    assert_finds(&reader, "rapat", "1 2 3 4 5");
    rebuild(desk);

    assert_finds(&reader, "rapat", "1 2 3 4 5");
    assert_finds(&reader, "\"rapat nomor3\"", "4");
}

static void
an_interrupted_one_goes_on_where_it_was(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    rebuild_a_little(desk);
    reopen(desk);
    rebuild_a_little(desk);

    g_assert_cmpint(arsip_fetch_number(desk->archive, 0, NULL, "SELECT position FROM rebuild", ""), ==, 2);
    rebuild(desk);
    assert_finds(desk, "rapat", "1 2 3 4 5");
}

static void
what_changed_meanwhile_is_found_as_it_is_now(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    Paper *again = paper_new();
    Paper *once_more = paper_new();
    g_autofree char *after = NULL;
    g_autofree char *whole = NULL;

    paper_zone(again, ARSIP_ZONE_ISI, "cuti bersama");
    paper_zone(once_more, ARSIP_ZONE_ISI, "cuti tahunan");
    rebuild_a_little(desk);
    rebuild_a_little(desk);
    rebuild_a_little(desk);
    index_again(desk, 1, "scan.tif", again);
    index_again(desk, 1, "scan.tif", once_more);
    desk_remove(desk, 2);
    desk_file_body(desk, "rapat baru");
    rebuild(desk);
    after = dump_vocabulary(desk);

    assert_finds(desk, "bersama", "");
    assert_finds(desk, "tahunan", "1");
    assert_finds(desk, "rapat", "3 4 5 6");
    rebuild(desk);
    whole = dump_vocabulary(desk);
    g_assert_cmpstr(after, ==, whole);
}

static void
a_document_that_went_and_came_back_meanwhile_stands_there_once(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autofree char *before = dump_vocabulary(desk);
    g_autofree char *after = NULL;
    Paper *same = paper_new();

    paper_zone(same, ARSIP_ZONE_ISI, "rapat nomor0 pegawai");
    rebuild_a_little(desk);
    desk_remove(desk, 1);
    index_again(desk, 1, "scan.tif", same);
    rebuild(desk);
    after = dump_vocabulary(desk);

    g_assert_cmpstr(before, ==, after);
}

static void
what_another_tokenizer_began_is_begun_anew(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autofree char *before = dump_vocabulary(desk);
    g_autofree char *after = NULL;

    rebuild_a_little(desk);
    desk_run(desk, "INSERT INTO words_new (rowid, isi) VALUES (1, 'lain')");
    desk_run(desk, "UPDATE rebuild SET tokenizer = 0, position = 4");
    rebuild(desk);
    after = dump_vocabulary(desk);

    g_assert_cmpstr(before, ==, after);
}

/* The old table was renamed, and the process killed before it had thrown it away. */
static void
what_was_left_of_an_old_table_goes_with_the_next_one(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    GError *error = NULL;

    arsip_index_create_words(desk->archive, "words_old", &error);
    g_assert_no_error(error);
    rebuild(desk);

    g_assert_cmpint(count_tables(desk, "words_old%"), ==, 0);
    assert_finds(desk, "rapat", "1 2 3 4 5");
}

/* The third version's columns stood in another order, it kept sizes, and knew no strips. */
static void
an_index_of_other_columns_gets_those_of_this_version(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autofree char *before = dump_vocabulary(desk);
    g_autofree char *after = NULL;

    desk_run(desk, "DROP TABLE words");
    desk_run(desk,
             "CREATE VIRTUAL TABLE words USING fts5 (name, nomor, hal, kepada, dari, sifat, kode, other, kop,"
             " judul, kepala, isi, akhir, content = '', tokenize = 'arsip')");
    desk_run(desk, "INSERT INTO words (rowid, isi) VALUES (1, 'lain')");
    desk_run(desk, "DROP TABLE strip");
    desk_run(desk, "DROP TABLE frequent");
    desk_run(desk, "DROP TABLE weighed");
    desk_run(desk, "UPDATE archive SET tokenizer = 3");
    rebuild(desk);
    after = dump_vocabulary(desk);

    g_assert_cmpstr(before, ==, after);
    g_assert_cmpint(count_tables(desk, "words_docsize"), ==, 0);
    assert_finds(desk, "\"rapat nomor3\"", "4");
}

static void
misspelt_words_are_found_afterwards_too(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    static const char *const tables[] = {"vocabulary", "vocabulary_block", "vocabulary_run",
                                         "vocabulary_recent"};

    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *sql = g_strdup_printf("DELETE FROM %s", tables[i]);

        desk_run(desk, sql);
    }
    /* As another process would have left it. */
    desk_run(desk, "UPDATE vocabulary_mark SET mark = mark / 2");
    assert_finds(desk, "pegavvai~", "");
    rebuild(desk);

    assert_finds(desk, "pegavvai~", "1 2 3 4 5");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("/rebuild/a_damaged_index_is_as_it_was_once_it_is_made_anew",
         a_damaged_index_is_as_it_was_once_it_is_made_anew);
    TEST("/rebuild/nothing_of_the_work_is_left_behind", nothing_of_the_work_is_left_behind);
    TEST("/rebuild/searches_go_on_while_it_is_under_way", searches_go_on_while_it_is_under_way);
    TEST("/rebuild/an_interrupted_one_goes_on_where_it_was", an_interrupted_one_goes_on_where_it_was);
    TEST("/rebuild/what_changed_meanwhile_is_found_as_it_is_now",
         what_changed_meanwhile_is_found_as_it_is_now);
    TEST("/rebuild/a_document_that_went_and_came_back_meanwhile_stands_there_once",
         a_document_that_went_and_came_back_meanwhile_stands_there_once);
    TEST("/rebuild/what_another_tokenizer_began_is_begun_anew", what_another_tokenizer_began_is_begun_anew);
    TEST("/rebuild/what_was_left_of_an_old_table_goes_with_the_next_one",
         what_was_left_of_an_old_table_goes_with_the_next_one);
    TEST("/rebuild/an_index_of_other_columns_gets_those_of_this_version",
         an_index_of_other_columns_gets_those_of_this_version);
    TEST("/rebuild/misspelt_words_are_found_afterwards_too", misspelt_words_are_found_afterwards_too);
    return g_test_run();
}
