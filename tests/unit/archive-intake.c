/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work-house.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "archive/intake.h"
#include "archive/lock.h"
#include "archive/private.h"

/* Done once, between two reads of a file: what another program may do to it meanwhile. */
static void (*meanwhile)(int fd);

/* Stands in for the C library's. */
ssize_t
pread(int fd, void *bytes, size_t length, off_t offset)
{
    ssize_t got = (ssize_t)syscall(SYS_pread64, fd, bytes, length, offset);

    if (meanwhile != NULL && got > 0) {
        void (*act)(int fd) = meanwhile;

        meanwhile = NULL;
        act(fd);
    }
    return got;
}

static gboolean
take(const House *house, const char *name, char **path, GError **error)
{
    g_autoptr(ArsipIntake) intake = arsip_intake_begin(house->archive, error);
    g_autofree char *from = g_build_filename(house->files, name, NULL);
    g_autofree char *relative = NULL;
    g_auto(ArsipFd) fd = open(from, O_RDWR | O_CLOEXEC);
    guint8 sha256[ARSIP_HASH_SIZE];
    guint64 size;

    g_assert_nonnull(intake);
    if (!arsip_intake_take(intake, fd, name, 0, G_MAXUINT64, sha256, &size, error))
        return FALSE;
    relative = arsip_original_path(sha256);
    *path = g_build_filename(house->place, relative, NULL);
    return arsip_intake_sync(intake, error);
}

static void
assert_file(const char *path, const char *expected, guint mode)
{
    g_autofree char *text = NULL;
    GStatBuf info;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, expected);
    g_assert_cmpint(g_stat(path, &info), ==, 0);
    g_assert_cmpuint(info.st_mode & 07777, ==, mode);
    g_assert_cmpuint(info.st_nlink, ==, 1);
}

static guint
count_incoming(const House *house)
{
    g_autofree char *incoming = g_build_filename(house->place, "incoming", NULL);
    g_autoptr(GDir) entries = g_dir_open(incoming, 0, NULL);
    guint count = 0;

    while (g_dir_read_name(entries) != NULL)
        count++;
    return count;
}

static void
an_original_stands_under_its_hash(void)
{
    House house;
    g_autofree char *path = NULL;
    GError *error = NULL;

    house_open(&house);
    house_put(&house, "a.txt", "abc");

    take(&house, "a.txt", &path, &error);

    g_assert_no_error(error);
    g_assert_true(
        g_str_has_suffix(path, "files/ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    assert_file(path, "abc", 0440);
    g_assert_cmpuint(count_incoming(&house), ==, 0);
    house_close(&house);
}

/* What a crash between linking and the catalogue's transaction leaves. */
static void
a_stray_is_taken_up(void)
{
    House house;
    g_autofree char *path = NULL;
    GStatBuf before, after;
    g_autoptr(ArsipReport) report = NULL;
    gint64 batch;
    GError *error = NULL;

    house_open(&house);
    house_put(&house, "a.txt", "abc");
    take(&house, "a.txt", &path, &error);
    g_stat(path, &before);

    batch = house_ingest(&house, TRUE, NULL, &error);

    g_assert_no_error(error);
    report = house_report(&house, batch);
    g_assert_cmpint(report->new_documents, ==, 1);
    g_stat(path, &after);
    g_assert_cmpuint(before.st_ino, ==, after.st_ino);
    assert_file(path, "abc", 0440);
    house_close(&house);
}

static void
half_a_file_under_a_hash_is_put_right(void)
{
    House house;
    g_autofree char *path = NULL;
    g_autofree char *again = NULL;
    GError *error = NULL;

    house_open(&house);
    house_put(&house, "a.txt", "abc");
    take(&house, "a.txt", &path, &error);
    g_chmod(path, 0600);
    g_file_set_contents(path, "a", 1, NULL);

    take(&house, "a.txt", &again, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(path, ==, again);
    assert_file(path, "abc", 0440);
    house_close(&house);
}

static void
a_fan_that_was_not_shared_yet_is_shared(void)
{
    House house;
    g_autofree char *fan = NULL;
    g_autofree char *path = NULL;
    GStatBuf info;
    GError *error = NULL;

    house_open(&house);
    house_put(&house, "a.txt", "abc");
    g_chmod(house.place, 02750);
    fan = g_build_filename(house.place, "files", "ba", NULL);
    g_mkdir(fan, 0700);

    take(&house, "a.txt", &path, &error);

    g_assert_no_error(error);
    g_stat(fan, &info);
    g_assert_cmpuint(info.st_mode & 07777, ==, 02750);
    house_close(&house);
}

static void
write_in_place(int fd)
{
    static const struct timespec times[] = {{0, UTIME_OMIT}, {12345, 0}};

    g_assert_cmpint(pwrite(fd, "xyz", 3, 0), ==, 3);
    g_assert_cmpint(futimens(fd, times), ==, 0);
}

static void
grow(int fd)
{
    g_assert_cmpint(pwrite(fd, "more than before", 16, 0), ==, 16);
}

static void
shrink(int fd)
{
    g_assert_cmpint(ftruncate(fd, 1), ==, 0);
}

static void
a_file_that_changes_while_it_is_taken_is_refused(void)
{
    static void (*const changes[])(int fd) = {write_in_place, shrink};

    for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
        House house;
        g_autofree char *path = NULL;
        g_autoptr(GError) error = NULL;

        house_open(&house);
        house_put(&house, "a.txt", "abc");
        meanwhile = changes[i];

        g_assert_false(take(&house, "a.txt", &path, &error));

        g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_VANISHED);
        g_assert_nonnull(strstr(error->message, "a.txt"));
        g_assert_cmpuint(count_incoming(&house), ==, 0);
        house_close(&house);
    }
}

/* Grown before the end was reached: all of it is there. A later time than it had when it was opened still
 * refuses it. */
static void
a_file_that_grows_is_never_taken_in_part(void)
{
    House house;
    g_autofree char *path = NULL;
    g_autoptr(GError) error = NULL;

    house_open(&house);
    house_put(&house, "a.txt", "abc");
    meanwhile = grow;

    if (take(&house, "a.txt", &path, &error))
        assert_file(path, "more than before", 0440);
    else
        g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_VANISHED);
    house_close(&house);
}

static void
what_the_dead_left_is_swept(void)
{
    House house;
    g_autofree char *dead = NULL;
    g_autofree char *alive = NULL;
    g_autofree char *lock_path = NULL;
    g_autofree char *half = NULL;
    g_auto(ArsipFd) lock = -1;
    g_autoptr(ArsipIntake) intake = NULL;

    house_open(&house);
    dead = g_build_filename(house.place, "incoming", "999999991", NULL);
    alive = g_build_filename(house.place, "incoming", "999999992", NULL);
    half = g_build_filename(dead, "0", NULL);
    lock_path = g_build_filename(alive, "lock", NULL);
    g_mkdir(dead, 0700);
    g_mkdir(alive, 0700);
    g_file_set_contents(half, "ha", 2, NULL);
    lock = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    g_assert_cmpint(flock(lock, LOCK_EX), ==, 0);

    intake = arsip_intake_begin(house.archive, NULL);

    g_assert_false(g_file_test(dead, G_FILE_TEST_EXISTS));
    g_assert_true(g_file_test(alive, G_FILE_TEST_EXISTS));
    g_clear_pointer(&intake, arsip_intake_end);
    house_close(&house);
}

static void
a_second_writer_is_told_who_holds_the_lock(void)
{
    House house;
    g_autoptr(ArsipArchive) second = NULL;
    g_autoptr(ArsipLock) lock = NULL;
    g_autoptr(ArsipLock) refused = NULL;
    g_autoptr(GError) error = NULL;

    house_open(&house);
    second = arsip_archive_open(house.place, ARSIP_ARCHIVE_WRITE, NULL);
    arsip_archive_set_patience(second, 0);
    lock = arsip_lock_take(house.archive, "ingest", NULL);

    refused = arsip_lock_take(second, "ocr", &error);

    g_assert_null(refused);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_BUSY);
    g_assert_nonnull(strstr(error->message, arsip_event_who(house.archive)));
    g_assert_nonnull(strstr(error->message, "ingest"));
    g_clear_error(&error);
    g_clear_pointer(&lock, arsip_lock_free);
    lock = arsip_lock_take(second, "ocr", &error);
    g_assert_no_error(error);
    house_close(&house);
}

static void
a_spoilt_part_spoils_the_whole_change(void)
{
    House house;
    gint64 count;
    g_autoptr(GError) error = NULL;

    house_open(&house);
    g_assert_true(arsip_begin(house.archive, NULL));
    g_assert_true(arsip_event_add(house.archive, "outer", "", NULL, NULL));
    g_assert_true(arsip_begin(house.archive, NULL));
    arsip_rollback(house.archive);

    g_assert_false(arsip_commit(house.archive, &error));

    g_assert_nonnull(error);
    g_assert_true(arsip_event_verify(house.archive, &count, NULL));
    g_assert_cmpint(count, ==, 1);
    g_assert_true(sqlite3_get_autocommit(house.archive->database));
    house_close(&house);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/archive/an_original_stands_under_its_hash", an_original_stands_under_its_hash);
    g_test_add_func("/archive/a_stray_is_taken_up", a_stray_is_taken_up);
    g_test_add_func("/archive/half_a_file_under_a_hash_is_put_right", half_a_file_under_a_hash_is_put_right);
    g_test_add_func("/archive/a_fan_that_was_not_shared_yet_is_shared",
                    a_fan_that_was_not_shared_yet_is_shared);
    g_test_add_func("/archive/a_file_that_changes_while_it_is_taken_is_refused",
                    a_file_that_changes_while_it_is_taken_is_refused);
    g_test_add_func("/archive/a_file_that_grows_is_never_taken_in_part",
                    a_file_that_grows_is_never_taken_in_part);
    g_test_add_func("/archive/what_the_dead_left_is_swept", what_the_dead_left_is_swept);
    g_test_add_func("/archive/a_second_writer_is_told_who_holds_the_lock",
                    a_second_writer_is_told_who_holds_the_lock);
    g_test_add_func("/archive/a_spoilt_part_spoils_the_whole_change", a_spoilt_part_spoils_the_whole_change);
    return g_test_run();
}
