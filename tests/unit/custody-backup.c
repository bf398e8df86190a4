/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work-house.h"

#include <arsip/backup.h>

#include "archive/copy.h"
#include "archive/record.h"

static void
write_something(const char *place, const char *value)
{
    GError *error = NULL;
    g_autoptr(ArsipArchive) other = arsip_archive_open(place, ARSIP_ARCHIVE_WRITE, &error);

    g_assert_no_error(error);
    g_assert_true(arsip_begin(other, &error) && arsip_setting_set(other, "uji", value, &error) &&
                  arsip_commit(other, &error));
}

static void
ignore(const char *sentence, gpointer data)
{
    (void)sentence;
    (void)data;
}

static void
house_fill_and_close(House *house)
{
    GError *error = NULL;

    house_put(house, "a.txt", "undangan rapat");
    house_put(house, "b.txt", "nota dinas");
    house_ingest(house, TRUE, NULL, &error);
    g_assert_no_error(error);
    g_clear_pointer(&house->archive, arsip_archive_close);
}

static ArsipBackupCount
back_up(const House *house, ArsipArchiveMode mode, const ArsipBackupWatcher *watcher)
{
    g_autofree char *folder = g_build_filename(house->folder, "backup", NULL);
    GError *error = NULL;
    g_autoptr(ArsipArchive) archive = arsip_archive_open(house->place, mode, &error);
    ArsipBackupCount count;

    g_assert_no_error(error);
    arsip_backup(archive, folder, watcher, &count, &error);
    g_assert_no_error(error);
    return count;
}

static const ArsipBackupWatcher quiet = {ignore, NULL, NULL};

static void
only_what_others_write_changes_the_version(void)
{
    House house;
    GError *error = NULL;
    gint64 before;

    house_open(&house);
    before = arsip_catalogue_version(house.archive, &error);
    g_assert_no_error(error);

    g_assert_true(arsip_begin(house.archive, &error) &&
                  arsip_setting_set(house.archive, "uji", "1", &error) &&
                  arsip_commit(house.archive, &error));
    arsip_trim_log(house.archive);
    g_assert_cmpint(arsip_catalogue_version(house.archive, &error), ==, before);

    write_something(house.place, "2");
    g_assert_cmpint(arsip_catalogue_version(house.archive, &error), !=, before);
    house_close(&house);
}

static void
each_write_changes_the_stamp_and_reading_does_not(void)
{
    House house;
    g_autofree char *last = NULL;
    GError *error = NULL;

    house_open(&house);
    last = arsip_catalogue_stamp(house.archive);
    for (guint i = 0; i < 20; i++) {
        g_autofree char *value = g_strdup_printf("%u", i);
        g_autofree char *now = NULL;
        g_autofree char *again = NULL;

        write_something(house.place, value);
        now = arsip_catalogue_stamp(house.archive);
        g_assert_cmpstr(now, !=, last);
        g_free(arsip_setting_get(house.archive, "uji", &error));
        again = arsip_catalogue_stamp(house.archive);
        g_assert_cmpstr(again, ==, now);
        g_free(last);
        last = g_steal_pointer(&now);
    }
    house_close(&house);
}

typedef struct {
    const char *place;
    guint asked;
    guint at; /* which asking */
} Meddler;

static gboolean
meddle(gpointer data)
{
    Meddler *meddler = data;

    if (meddler->asked++ == meddler->at)
        write_something(meddler->place, "sementara itu");
    return FALSE;
}

static void
what_is_written_during_a_backup_is_in_the_next(ArsipArchiveMode mode)
{
    House house;
    Meddler meddler;
    ArsipBackupWatcher watcher = {ignore, meddle, &meddler};
    g_autofree char *folder = NULL;
    g_autofree char *value = NULL;
    g_autoptr(ArsipArchive) backup = NULL;
    GError *error = NULL;

    house_open(&house);
    house_fill_and_close(&house);
    meddler = (Meddler){.place = house.place};
    folder = g_build_filename(house.folder, "backup", NULL);

    g_assert_true(back_up(&house, mode, &watcher).is_catalogue_new);
    g_assert_cmpuint(meddler.asked, >, 0);
    g_assert_true(back_up(&house, mode, &quiet).is_catalogue_new);
    backup = arsip_archive_open(folder, ARSIP_ARCHIVE_READ, &error);
    g_assert_no_error(error);
    value = arsip_setting_get(backup, "uji", &error);
    g_assert_cmpstr(value, ==, "sementara itu");
    g_assert_false(back_up(&house, mode, &quiet).is_catalogue_new);
    house_close(&house);
}

static void
what_others_write_during_a_backup_is_in_the_next(void)
{
    what_is_written_during_a_backup_is_in_the_next(ARSIP_ARCHIVE_WRITE);
}

static void
so_it_is_where_the_archive_is_only_read(void)
{
    what_is_written_during_a_backup_is_in_the_next(ARSIP_ARCHIVE_READ);
}

static gboolean
stop(gpointer data)
{
    (void)data;
    return TRUE;
}

static void
a_backup_that_is_stopped_says_so_and_goes_on(void)
{
    House house;
    const ArsipBackupWatcher stopping = {ignore, stop, NULL};
    g_autofree char *folder = NULL;
    g_autoptr(ArsipArchive) archive = NULL;
    ArsipBackupCount count;
    GError *error = NULL;

    house_open(&house);
    house_fill_and_close(&house);
    folder = g_build_filename(house.folder, "backup", NULL);
    archive = arsip_archive_open(house.place, ARSIP_ARCHIVE_WRITE, &error);

    g_assert_false(arsip_backup(archive, folder, &stopping, &count, &error));
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED);
    g_clear_error(&error);
    g_assert_true(arsip_backup(archive, folder, &quiet, &count, &error));
    g_assert_cmpint(count.originals, ==, 2);
    g_assert_true(count.is_noted);
    house_close(&house);
}

static void
a_mark_that_is_no_mark_is_refused(void)
{
    House house;
    g_autofree char *folder = NULL;
    g_autofree char *mark = NULL;
    ArsipBackupCount count;
    GError *error = NULL;

    house_open(&house);
    folder = g_build_filename(house.folder, "backup", NULL);
    mark = g_build_filename(folder, "backup", NULL);
    g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
    g_file_set_contents(mark, "[backup]\noriginals=3\n", -1, NULL);

    g_assert_false(arsip_backup(house.archive, folder, &quiet, &count, &error));
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    g_clear_error(&error);
    house_close(&house);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/backup/only_what_others_write_changes_the_version",
                    only_what_others_write_changes_the_version);
    g_test_add_func("/backup/each_write_changes_the_stamp_and_reading_does_not",
                    each_write_changes_the_stamp_and_reading_does_not);
    g_test_add_func("/backup/what_others_write_during_a_backup_is_in_the_next",
                    what_others_write_during_a_backup_is_in_the_next);
    g_test_add_func("/backup/so_it_is_where_the_archive_is_only_read",
                    so_it_is_where_the_archive_is_only_read);
    g_test_add_func("/backup/a_backup_that_is_stopped_says_so_and_goes_on",
                    a_backup_that_is_stopped_says_so_and_goes_on);
    g_test_add_func("/backup/a_mark_that_is_no_mark_is_refused", a_mark_that_is_no_mark_is_refused);
    return g_test_run();
}
