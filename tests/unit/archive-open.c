/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work-house.h"

#include <arsip/document.h>
#include <arsip/check.h>
#include <arsip/status.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/private.h"

static void
refuse(const char *place, ArsipArchiveMode mode, ArsipError code, const char *words)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipArchive) archive = arsip_archive_open(place, mode, &error);

    g_assert_null(archive);
    g_assert_error(error, ARSIP_ERROR, (int)code);
    g_assert_nonnull(strstr(error->message, words));
}

static void
where_there_is_none_it_says_how_to_make_one(void)
{
    House house;

    house_open(&house);

    refuse(house.files, ARSIP_ARCHIVE_READ, ARSIP_ERROR_NO_ARCHIVE, "init");
    refuse(house.files, ARSIP_ARCHIVE_WRITE, ARSIP_ERROR_NO_ARCHIVE, "init");
    house_close(&house);
}

static void
what_is_no_catalogue_is_damaged(void)
{
    House house;

    house_open(&house);
    house_put(&house, "arsip.db",
              "This is a text of more than one hundred bytes, which somebody has put where the "
              "catalogue of an archive was looked for.");

    refuse(house.files, ARSIP_ARCHIVE_READ, ARSIP_ERROR_DAMAGED, "arsip.db");
    house_close(&house);
}

static void
a_newer_schema_is_refused_in_words(void)
{
    House house;

    house_open(&house);
    sqlite3_exec(house.archive->database, "UPDATE archive SET schema = 99", NULL, NULL, NULL);

    refuse(house.place, ARSIP_ARCHIVE_READ, ARSIP_ERROR_UNSUPPORTED, "newer");
    refuse(house.place, ARSIP_ARCHIVE_WRITE, ARSIP_ERROR_UNSUPPORTED, "newer");
    house_close(&house);
}

static gint
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/*
 * Paths and bytes of all files. Without arsip.db-shm: in it SQLite's readers keep their marks and locks, and
 * the first one makes it anew from the log; it holds nothing of the archive's own.
 */
static void
add_bytes(ArsipHash *hash, const char *folder)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    const char *name;

    while ((name = g_dir_read_name(entries)) != NULL)
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
        g_autofree char *bytes = NULL;
        gsize length = 0;

        arsip_hash_update(hash, path, strlen(path));
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            add_bytes(hash, path);
        else if (!g_str_has_suffix(path, "-shm") && g_file_get_contents(path, &bytes, &length, NULL))
            arsip_hash_update(hash, bytes, length);
    }
}

static char *
bytes_of(const House *house)
{
    g_autoptr(ArsipHash) hash = arsip_hash_new();
    guint8 digest[ARSIP_HASH_SIZE];

    add_bytes(hash, house->place);
    arsip_hash_finish(hash, digest);
    return arsip_hash_hex(digest);
}

static void
ignore(const ArsipFault *fault, gpointer data)
{
    (void)fault;
    (void)data;
}

static void
reading_never_writes(void)
{
    House house;
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;
    g_autoptr(ArsipArchive) archive = NULL;
    g_autoptr(ArsipDocument) document = NULL;
    g_autoptr(ArsipStatus) status = NULL;
    ArsipCheckCount count;
    GError *error = NULL;

    house_open(&house);
    house_put(&house, "a.txt", "undangan rapat");
    house_ingest(&house, TRUE, NULL, &error);
    g_assert_no_error(error);
    g_clear_pointer(&house.archive, arsip_archive_close);
    before = bytes_of(&house);

    archive = arsip_archive_open(house.place, ARSIP_ARCHIVE_READ, &error);
    g_assert_no_error(error);
    document = arsip_document_load(archive, 1, TRUE, &error);
    status = arsip_status_load(archive, &error);
    arsip_check(archive, &(ArsipCheckOptions){.tell = ignore}, &count, &error);
    g_assert_no_error(error);
    g_assert_cmpint(count.faults, ==, 0);
    g_assert_cmpint(status->documents, ==, 1);
    g_clear_pointer(&archive, arsip_archive_close);
    after = bytes_of(&house);

    g_assert_cmpstr(before, ==, after);
    house_close(&house);
}

static void
who_opened_for_reading_cannot_write(void)
{
    House house;
    g_autoptr(ArsipArchive) archive = NULL;
    g_autoptr(GError) error = NULL;

    house_open(&house);
    archive = arsip_archive_open(house.place, ARSIP_ARCHIVE_READ, NULL);

    g_assert_false(arsip_begin(archive, &error) && arsip_event_add(archive, "x", "", NULL, &error));

    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_READ_ONLY);
    arsip_rollback(archive);
    house_close(&house);
}

static gboolean
create(const char *place, GError **error)
{
    const ArsipSharing sharing = {NULL, FALSE};

    return arsip_archive_create(place, &sharing, house_furnish, house_fill, error);
}

static void
an_existing_archive_stays_as_it_is(void)
{
    House house;
    g_autoptr(GError) error = NULL;
    g_autofree char *uuid = NULL;

    house_open(&house);
    uuid = g_strdup(arsip_archive_uuid(house.archive));

    g_assert_false(create(house.place, &error));

    g_assert_nonnull(error);
    house_reopen(&house);
    g_assert_cmpstr(arsip_archive_uuid(house.archive), ==, uuid);
    house_close(&house);
}

static void
an_interrupted_making_is_completed(void)
{
    House house;
    g_autofree char *place = NULL;
    g_autofree char *catalogue = NULL;
    g_autofree char *rules = NULL;
    GError *error = NULL;

    house_open(&house);
    place = g_build_filename(house.folder, "second", NULL);
    catalogue = g_build_filename(place, "arsip.db", NULL);
    rules = g_build_filename(place, "rules", NULL);
    g_mkdir_with_parents(rules, 0700);
    g_file_set_contents(catalogue, "", 0, NULL);

    create(place, &error);

    g_assert_no_error(error);
    g_clear_pointer(&house.archive, arsip_archive_close);
    house.archive = arsip_archive_open(place, ARSIP_ARCHIVE_WRITE, &error);
    g_assert_no_error(error);
    house_close(&house);
}

static void
a_folder_of_other_things_is_left_alone(void)
{
    House house;
    GStatBuf info;
    g_autoptr(GError) error = NULL;

    house_open(&house);
    house_put(&house, "surat.txt", "mine");
    g_chmod(house.files, 0755);

    g_assert_false(create(house.files, &error));

    g_assert_nonnull(strstr(error->message, "other things"));
    g_stat(house.files, &info);
    g_assert_cmpint(info.st_mode & 07777, ==, 0755);
    house_close(&house);
}

static guint
mode_of(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    GStatBuf info;

    g_assert_cmpint(g_stat(path, &info), ==, 0);
    return info.st_mode & 07777;
}

static void
only_the_owner_looks_into_an_archive(void)
{
    House house;

    house_open(&house);

    g_assert_cmpuint(mode_of(house.place, ""), ==, 0700);
    g_assert_cmpuint(mode_of(house.place, "files"), ==, 0700);
    g_assert_cmpuint(mode_of(house.place, "arsip.db"), ==, 0600);
    g_assert_cmpuint(mode_of(house.place, "arsip.db-wal"), ==, 0600);
    house_close(&house);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/archive/where_there_is_none_it_says_how_to_make_one",
                    where_there_is_none_it_says_how_to_make_one);
    g_test_add_func("/archive/what_is_no_catalogue_is_damaged", what_is_no_catalogue_is_damaged);
    g_test_add_func("/archive/a_newer_schema_is_refused_in_words", a_newer_schema_is_refused_in_words);
    g_test_add_func("/archive/reading_never_writes", reading_never_writes);
    g_test_add_func("/archive/who_opened_for_reading_cannot_write", who_opened_for_reading_cannot_write);
    g_test_add_func("/archive/an_existing_archive_stays_as_it_is", an_existing_archive_stays_as_it_is);
    g_test_add_func("/archive/an_interrupted_making_is_completed", an_interrupted_making_is_completed);
    g_test_add_func("/archive/a_folder_of_other_things_is_left_alone",
                    a_folder_of_other_things_is_left_alone);
    g_test_add_func("/archive/only_the_owner_looks_into_an_archive", only_the_owner_looks_into_an_archive);
    return g_test_run();
}
