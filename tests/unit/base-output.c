/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/file.h"
#include "base/output.h"

static gboolean is_fat;

/* Stands in for the C library's, so that a disk without links can be tried where there is none. */
int
link(const char *from, const char *to)
{
    if (!is_fat)
        return (int)syscall(SYS_link, from, to);
    errno = EPERM;
    return -1;
}

typedef struct {
    char *folder, *path;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->folder = g_dir_make_tmp("arsip-output-XXXXXX", NULL);
    fixture->path = g_build_filename(fixture->folder, "out.jsonl", NULL);
    is_fat = FALSE;
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
    (void)data;
    arsip_folder_remove(fixture->folder);
    g_free(fixture->folder);
    g_free(fixture->path);
}

static guint
count_entries(const char *folder)
{
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    guint count = 0;

    while (g_dir_read_name(entries) != NULL)
        count++;
    return count;
}

static void
assert_holds(const Fixture *fixture, const char *expected)
{
    g_autofree char *text = NULL;

    g_assert_true(g_file_get_contents(fixture->path, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, expected);
    g_assert_cmpuint(count_entries(fixture->folder), ==, 1);
}

static gboolean
write_out(const Fixture *fixture, gboolean must_be_new, GError **error)
{
    g_autoptr(ArsipOutput) output = arsip_output_begin(fixture->path, must_be_new, error);

    if (output == NULL)
        return FALSE;
    fputs("new", arsip_output_stream(output));
    return arsip_output_finish(output, error);
}

static void
a_finished_file_stands_alone(Fixture *fixture, gconstpointer data)
{
    GError *error = NULL;

    (void)data;
    write_out(fixture, TRUE, &error);

    g_assert_no_error(error);
    assert_holds(fixture, "new");
}

static void
an_unfinished_file_leaves_the_old_one(Fixture *fixture, gconstpointer data)
{
    ArsipOutput *output;

    (void)data;
    g_file_set_contents(fixture->path, "old", -1, NULL);

    output = arsip_output_begin(fixture->path, FALSE, NULL);
    fputs("half", arsip_output_stream(output));
    arsip_output_free(output);

    assert_holds(fixture, "old");
}

static void
another_file_is_overwritten_only_when_asked(Fixture *fixture, gconstpointer data)
{
    g_autoptr(GError) error = NULL;

    (void)data;
    g_file_set_contents(fixture->path, "old", -1, NULL);

    g_assert_false(write_out(fixture, TRUE, &error));
    g_assert_nonnull(error);
    assert_holds(fixture, "old");
    g_assert_true(write_out(fixture, FALSE, NULL));
    assert_holds(fixture, "new");
}

static void
a_disk_without_links_takes_files_too(Fixture *fixture, gconstpointer data)
{
    GError *error = NULL;

    (void)data;
    is_fat = TRUE;
    write_out(fixture, TRUE, &error);

    g_assert_no_error(error);
    assert_holds(fixture, "new");
}

static void
a_disk_without_links_loses_nothing(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_file_set_contents(fixture->path, "old", -1, NULL);
    is_fat = TRUE;

    g_assert_false(write_out(fixture, TRUE, NULL));

    assert_holds(fixture, "old");
}

static void
a_folder_is_emptied_without_following_links(Fixture *fixture, gconstpointer data)
{
    g_autofree char *below = g_build_filename(fixture->folder, "below", NULL);
    g_autofree char *way_out = g_build_filename(below, "link", NULL);

    (void)data;
    g_file_set_contents(fixture->path, "kept", -1, NULL);
    g_assert_cmpint(g_mkdir(below, 0700), ==, 0);
    g_assert_cmpint(symlink(fixture->folder, way_out), ==, 0);

    arsip_folder_remove(below);

    assert_holds(fixture, "kept");
}

#define ADD(test) g_test_add("/base/" #test, Fixture, NULL, set_up, test, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(a_finished_file_stands_alone);
    ADD(an_unfinished_file_leaves_the_old_one);
    ADD(another_file_is_overwritten_only_when_asked);
    ADD(a_disk_without_links_takes_files_too);
    ADD(a_disk_without_links_loses_nothing);
    ADD(a_folder_is_emptied_without_following_links);
    return g_test_run();
}
