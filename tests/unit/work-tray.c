/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/tray.h>

#include <sys/time.h>
#include <unistd.h>

#include "work-house.h"

#define SECOND G_TIME_SPAN_SECOND
#define SETTLE (5 * SECOND)

/* The house's folder of files is the inbox; the clock is the test's own. */
typedef struct {
    House house;
    ArsipTray *tray;
    gint64 now;
    guint told;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
    GError *error = NULL;

    (void)data;
    house_open(&fixture->house);
    fixture->tray = arsip_tray_open(fixture->house.files, fixture->house.place, SETTLE, &error);
    g_assert_no_error(error);
    fixture->now = 1000 * SECOND;
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
    (void)data;
    arsip_tray_free(fixture->tray);
    house_close(&fixture->house);
}

static void
count(const char *sentence, gpointer data)
{
    g_assert_nonnull(sentence);
    ++*(guint *)data;
}

/* Lets time pass, looks, and says whether a batch is due. */
static gboolean
is_due_after(Fixture *fixture, gint64 time)
{
    GError *error = NULL;

    fixture->now += time;
    arsip_tray_look(fixture->tray, fixture->now, count, &fixture->told, &error);
    g_assert_no_error(error);
    return arsip_tray_is_due(fixture->tray, fixture->now);
}

static gboolean
takes(const Fixture *fixture, const char *name)
{
    g_autofree char *path = g_build_filename(fixture->house.files, name, NULL);
    struct stat info;

    return stat(path, &info) == 0 && arsip_tray_takes(path, &info, fixture->tray);
}

static void
a_file_is_ripe_once_it_has_stayed_the_same(Fixture *fixture, gconstpointer data)
{
    (void)data;
    house_put(&fixture->house, "a.txt", "Surat");
    g_assert_false(is_due_after(fixture, 0));
    g_assert_false(is_due_after(fixture, SETTLE - 1));
    house_put(&fixture->house, "a.txt", "Surat yang lebih panjang");
    g_assert_false(is_due_after(fixture, 1));
    g_assert_false(is_due_after(fixture, SETTLE - 1));

    g_assert_true(is_due_after(fixture, 1));
    g_assert_true(takes(fixture, "a.txt"));
}

static void
a_change_of_time_alone_is_a_change(Fixture *fixture, gconstpointer data)
{
    g_autofree char *path = g_build_filename(fixture->house.files, "a.txt", NULL);
    const struct timeval times[] = {{1000, 0}, {1000, 0}};

    (void)data;
    house_put(&fixture->house, "a.txt", "Surat");
    g_assert_false(is_due_after(fixture, 0));
    g_assert_cmpint(utimes(path, times), ==, 0);

    g_assert_false(is_due_after(fixture, SETTLE));
    g_assert_true(is_due_after(fixture, SETTLE));
}

static void
what_seems_incomplete_is_taken_after_a_minute(Fixture *fixture, gconstpointer data)
{
    (void)data;
    house_put(&fixture->house, "a.pdf", "%PDF-1.4 and then nothing");
    g_assert_false(is_due_after(fixture, 0));
    g_assert_false(is_due_after(fixture, 60 * SECOND - 1));
    g_assert_false(takes(fixture, "a.pdf"));

    g_assert_true(is_due_after(fixture, 1));
    g_assert_true(takes(fixture, "a.pdf"));
}

static void
what_comes_together_is_waited_for(Fixture *fixture, gconstpointer data)
{
    (void)data;
    house_put(&fixture->house, "a.txt", "Surat");
    g_assert_false(is_due_after(fixture, 0));
    house_put(&fixture->house, "b.txt", "Surat lain");
    g_assert_false(is_due_after(fixture, SETTLE - 1));
    g_assert_false(is_due_after(fixture, SETTLE - 1));

    g_assert_true(is_due_after(fixture, 1));
    g_assert_true(takes(fixture, "a.txt"));
    g_assert_true(takes(fixture, "b.txt"));
}

static void
a_stream_without_end_does_not_put_off_what_is_ripe(Fixture *fixture, gconstpointer data)
{
    g_autoptr(GString) growing = g_string_new("Surat");
    guint steps = 0;

    (void)data;
    house_put(&fixture->house, "a.txt", "Surat");
    do {
        g_string_append(growing, " lagi");
        house_put(&fixture->house, "tumbuh.txt", growing->str);
        g_assert_cmpuint(++steps, <, 20);
    } while (!is_due_after(fixture, SETTLE));

    g_assert_cmpuint(steps, >, 2);
    g_assert_true(takes(fixture, "a.txt"));
    g_assert_false(takes(fixture, "tumbuh.txt"));
}

static void
what_was_taken_is_not_taken_again_until_it_changes(Fixture *fixture, gconstpointer data)
{
    (void)data;
    house_put(&fixture->house, "a.txt", "Surat");
    g_assert_false(is_due_after(fixture, 0));
    g_assert_true(is_due_after(fixture, SETTLE));
    g_assert_true(takes(fixture, "a.txt"));
    arsip_tray_taken(fixture->tray);

    g_assert_false(is_due_after(fixture, 100 * SECOND));
    g_assert_true(arsip_tray_is_idle(fixture->tray));
    g_assert_false(takes(fixture, "a.txt"));
    house_put(&fixture->house, "a.txt", "Surat lain");
    g_assert_false(is_due_after(fixture, 0));
    g_assert_true(is_due_after(fixture, SETTLE));
    g_assert_true(takes(fixture, "a.txt"));
}

static void
a_file_that_changes_before_the_batch_is_not_taken(Fixture *fixture, gconstpointer data)
{
    (void)data;
    house_put(&fixture->house, "a.txt", "Surat");
    g_assert_false(is_due_after(fixture, 0));
    g_assert_true(is_due_after(fixture, SETTLE));
    house_put(&fixture->house, "a.txt", "Surat lain");

    g_assert_false(takes(fixture, "a.txt"));
}

static void
the_archive_remembers_what_it_took(Fixture *fixture, gconstpointer data)
{
    GError *error = NULL;

    (void)data;
    house_put(&fixture->house, "a.txt", "Surat");
    house_put(&fixture->house, "b.rtf", "{\\rtf1 surat}");
    g_assert_cmpint(house_ingest(&fixture->house, FALSE, NULL, &error), ==, 1);
    g_assert_no_error(error);
    house_put(&fixture->house, "c.txt", "Surat baru");
    g_assert_false(is_due_after(fixture, 0));

    arsip_tray_remember(fixture->tray, fixture->house.archive, FALSE, &error);
    g_assert_no_error(error);

    g_assert_true(is_due_after(fixture, SETTLE));
    g_assert_false(takes(fixture, "a.txt"));
    g_assert_false(takes(fixture, "b.rtf"));
    g_assert_true(takes(fixture, "c.txt"));
}

static void
where_sources_go_what_went_well_goes_too(Fixture *fixture, gconstpointer data)
{
    GError *error = NULL;

    (void)data;
    house_put(&fixture->house, "a.txt", "Surat");
    house_put(&fixture->house, "b.rtf", "{\\rtf1 surat}");
    house_ingest(&fixture->house, FALSE, NULL, &error);
    g_assert_no_error(error);
    g_assert_false(is_due_after(fixture, 0));

    arsip_tray_remember(fixture->tray, fixture->house.archive, TRUE, &error);
    g_assert_no_error(error);

    g_assert_true(is_due_after(fixture, SETTLE));
    g_assert_true(takes(fixture, "a.txt"));
    g_assert_false(takes(fixture, "b.rtf"));
}

static void
what_cannot_be_taken_is_told_once(Fixture *fixture, gconstpointer data)
{
    g_autofree char *link = g_build_filename(fixture->house.files, "boks", NULL);

    (void)data;
    g_assert_cmpint(symlink("/", link), ==, 0);
    is_due_after(fixture, 0);
    is_due_after(fixture, SETTLE);

    g_assert_cmpuint(fixture->told, ==, 1);
}

static void
a_folder_that_goes_away_is_a_failure(Fixture *fixture, gconstpointer data)
{
    g_autoptr(GError) error = NULL;

    (void)data;
    g_assert_cmpint(g_rmdir(fixture->house.files), ==, 0);

    g_assert_false(arsip_tray_look(fixture->tray, fixture->now, count, &fixture->told, &error));
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND);
}

#define ADD(name) g_test_add("/tray/" #name, Fixture, NULL, set_up, name, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(a_file_is_ripe_once_it_has_stayed_the_same);
    ADD(a_change_of_time_alone_is_a_change);
    ADD(what_seems_incomplete_is_taken_after_a_minute);
    ADD(what_comes_together_is_waited_for);
    ADD(a_stream_without_end_does_not_put_off_what_is_ripe);
    ADD(what_was_taken_is_not_taken_again_until_it_changes);
    ADD(a_file_that_changes_before_the_batch_is_not_taken);
    ADD(the_archive_remembers_what_it_took);
    ADD(where_sources_go_what_went_well_goes_too);
    ADD(what_cannot_be_taken_is_told_once);
    ADD(a_folder_that_goes_away_is_a_failure);
    return g_test_run();
}
