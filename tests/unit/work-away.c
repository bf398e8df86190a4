/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/intake.h"
#include "work-house.h"

/* What happens to a source while its batch is under way. */
typedef struct {
    House house;
    char *source;
    void (*happens)(const char *source, const House *house);
    gboolean has_happened;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
    (void)data;
    house_open(&fixture->house);
    house_put(&fixture->house, "a.txt", "Surat undangan");
    fixture->source = g_build_filename(fixture->house.files, "a.txt", NULL);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_free(fixture->source);
    house_close(&fixture->house);
}

static void
look_on(const ArsipProgress *progress, gpointer data)
{
    Fixture *fixture = data;

    if (progress->phase != ARSIP_PHASE_READ || fixture->has_happened || fixture->happens == NULL)
        return;
    fixture->has_happened = TRUE;
    fixture->happens(fixture->source, &fixture->house);
}

static void
ingest_and_take_away(Fixture *fixture, ArsipAway *away)
{
    const char *const paths[] = {fixture->house.files, NULL};
    const ArsipIngestOptions options = {.paths = paths, .readers = {.readers = 1}, .away = away};
    const ArsipWatcher watcher = {.progress = look_on, .data = fixture};
    GError *error = NULL;
    gint64 batch;

    arsip_ingest(fixture->house.archive, &options, &watcher, &batch, &error);
    g_assert_no_error(error);
    g_assert_true(fixture->happens == NULL || fixture->has_happened);
}

static void
check_left(Fixture *fixture, const char *reason)
{
    g_auto(ArsipAway) away = {0};

    ingest_and_take_away(fixture, &away);

    g_assert_true(g_file_test(fixture->source, G_FILE_TEST_EXISTS));
    g_assert_cmpuint(away.taken, ==, 0);
    g_assert_cmpuint(away.left, ==, 1);
    g_assert_true(g_str_has_suffix(away.sentences->pdata[0], reason));
}

static void
an_undisturbed_source_goes(Fixture *fixture, gconstpointer data)
{
    g_auto(ArsipAway) away = {0};

    (void)data;
    ingest_and_take_away(fixture, &away);

    g_assert_false(g_file_test(fixture->source, G_FILE_TEST_EXISTS));
    g_assert_cmpuint(away.taken, ==, 1);
    g_assert_cmpuint(away.left, ==, 0);
}

static void
write_over(const char *path, gboolean keeps_time)
{
    struct stat info;
    g_auto(ArsipFd) fd = open(path, O_WRONLY | O_CLOEXEC);

    g_assert_cmpint(fd, >=, 0);
    g_assert_cmpint(fstat(fd, &info), ==, 0);
    g_assert_cmpint(pwrite(fd, "X", 1, 0), ==, 1);
    if (keeps_time) {
        const struct timespec times[] = {info.st_atim, info.st_mtim};

        g_assert_cmpint(futimens(fd, times), ==, 0);
    }
}

static void
change_source(const char *source, const House *house)
{
    (void)house;
    write_over(source, FALSE);
}

static void
a_source_that_changed_stays(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->happens = change_source;
    check_left(fixture, "it has changed since it was taken in");
}

static void
change_source_behind_its_time(const char *source, const House *house)
{
    (void)house;
    write_over(source, TRUE);
}

static void
a_source_of_other_bytes_stays_though_size_and_time_are_the_same(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->happens = change_source_behind_its_time;
    check_left(fixture, "it has changed since it was taken in");
}

static void
replace_source(const char *source, const House *house)
{
    (void)house;
    g_assert_cmpint(g_unlink(source), ==, 0);
    g_assert_cmpint(symlink("/etc/passwd", source), ==, 0);
}

static void
a_link_that_took_the_place_of_the_source_stays(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->happens = replace_source;
    check_left(fixture, "it is a link");
}

static void
damage_original(const char *source, const House *house)
{
    g_auto(ArsipFd) fd = open(source, O_RDONLY | O_CLOEXEC);
    guint8 sha256[ARSIP_HASH_SIZE];
    g_autofree char *relative = NULL;
    g_autofree char *path = NULL;

    g_assert_true(arsip_hash_file(fd, source, sha256, NULL, NULL));
    relative = arsip_original_path(sha256);
    path = g_build_filename(house->place, relative, NULL);
    g_assert_cmpint(g_chmod(path, 0600), ==, 0);
    write_over(path, TRUE);
}

static void
a_source_whose_original_is_damaged_stays(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->happens = damage_original;
    check_left(fixture, "run `arsip check`");
}

static void
lose_original(const char *source, const House *house)
{
    g_autofree char *files = g_build_filename(house->place, "files", NULL);

    (void)source;
    arsip_folder_remove(files);
}

static void
a_source_whose_original_is_lost_stays(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->happens = lose_original;
    check_left(fixture, "No such file or directory");
}

#define ADD(name) g_test_add("/away/" #name, Fixture, NULL, set_up, name, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(an_undisturbed_source_goes);
    ADD(a_source_that_changed_stays);
    ADD(a_source_of_other_bytes_stays_though_size_and_time_are_the_same);
    ADD(a_link_that_took_the_place_of_the_source_stays);
    ADD(a_source_whose_original_is_damaged_stays);
    ADD(a_source_whose_original_is_lost_stays);
    return g_test_run();
}
