/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/file.h"
#include "work/walk.h"

typedef struct {
    char *folder;
    GString *files;    /* "a b/c ", below the folder, escaped */
    GString *problems; /* "path:code " */
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->folder = g_dir_make_tmp("arsip-walk-XXXXXX", NULL);
    fixture->files = g_string_new(NULL);
    fixture->problems = g_string_new(NULL);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
    (void)data;
    arsip_folder_remove(fixture->folder);
    g_free(fixture->folder);
    g_string_free(fixture->files, TRUE);
    g_string_free(fixture->problems, TRUE);
}

static char *
below(const Fixture *fixture, const char *name)
{
    return g_build_filename(fixture->folder, name, NULL);
}

static void
make_file(const Fixture *fixture, const char *name)
{
    g_autofree char *path = below(fixture, name);

    g_assert_true(g_file_set_contents(path, name, -1, NULL));
}

static void
make_folder(const Fixture *fixture, const char *name)
{
    g_autofree char *path = below(fixture, name);

    g_assert_cmpint(g_mkdir(path, 0700), ==, 0);
}

static void
make_link(const Fixture *fixture, const char *name, const char *target)
{
    g_autofree char *path = below(fixture, name);

    g_assert_cmpint(symlink(target, path), ==, 0);
}

static gboolean
note_file(const char *path, const struct stat *info, gpointer data, GError **error)
{
    Fixture *fixture = data;
    g_autofree char *name = arsip_escape(path + strlen(fixture->folder) + 1);

    (void)error;
    g_assert_true(S_ISREG(info->st_mode));
    g_string_append_printf(fixture->files, "%s ", name);
    return TRUE;
}

static gboolean
note_problem(const char *path, const GError *problem, gpointer data, GError **error)
{
    Fixture *fixture = data;

    (void)error;
    g_assert_null(strchr(problem->message, '\n'));
    g_string_append_printf(fixture->problems, "%s:%d ", path + strlen(fixture->folder) + 1, problem->code);
    return TRUE;
}

static void
walk(Fixture *fixture, const char *barred)
{
    const char *const paths[] = {fixture->folder, NULL};
    ArsipWalk walk = {.file = note_file, .problem = note_problem, .data = fixture};
    struct stat info;

    if (barred != NULL) {
        g_autofree char *path = below(fixture, barred);

        g_assert_cmpint(stat(path, &info), ==, 0);
        walk.barred_device = info.st_dev;
        walk.barred_inode = info.st_ino;
    }
    g_assert_true(arsip_walk(paths, &walk, NULL));
}

static void
names_are_walked_in_their_order(Fixture *fixture, gconstpointer data)
{
    (void)data;
    make_file(fixture, "b");
    make_file(fixture, "B");
    make_file(fixture, "10");
    make_file(fixture, "9");
    make_folder(fixture, "a");
    make_file(fixture, "a/z");
    make_file(fixture, "a/y\n\033[2J");

    walk(fixture, NULL);

    g_assert_cmpstr(fixture->files->str, ==, "10 9 B a/y\\n\\x1b[2J a/z b ");
    g_assert_cmpstr(fixture->problems->str, ==, "");
}

static void
a_loop_of_links_ends_and_is_told(Fixture *fixture, gconstpointer data)
{
    (void)data;
    make_folder(fixture, "a");
    make_file(fixture, "a/scan");
    make_link(fixture, "a/up", "..");
    make_link(fixture, "self", "self");
    make_link(fixture, "gone", "nowhere");
    make_link(fixture, "scan", "a/scan");

    walk(fixture, NULL);

    g_assert_cmpstr(fixture->files->str, ==, "a/scan scan ");
    g_assert_cmpstr(fixture->problems->str, ==, "a/up:8 gone:14 self:0 ");
}

static void
what_is_no_file_is_told(Fixture *fixture, gconstpointer data)
{
    g_autofree char *pipe_path = below(fixture, "pipe");

    (void)data;
    g_assert_cmpint(mkfifo(pipe_path, 0600), ==, 0);

    walk(fixture, NULL);

    g_assert_cmpstr(fixture->files->str, ==, "");
    g_assert_cmpstr(fixture->problems->str, ==, "pipe:8 ");
}

static void
the_archive_itself_is_left_alone(Fixture *fixture, gconstpointer data)
{
    (void)data;
    make_folder(fixture, "archive");
    make_file(fixture, "archive/arsip.db");
    make_file(fixture, "scan");

    walk(fixture, "archive");

    g_assert_cmpstr(fixture->files->str, ==, "scan ");
    g_assert_cmpstr(fixture->problems->str, ==, "archive:8 ");
}

static void
a_closed_folder_is_told_and_the_rest_is_walked(Fixture *fixture, gconstpointer data)
{
    g_autofree char *closed = below(fixture, "closed");

    (void)data;
    if (geteuid() == 0) {
        g_test_skip("no folder is closed to root");
        return;
    }
    make_folder(fixture, "closed");
    make_file(fixture, "scan");
    g_chmod(closed, 0);

    walk(fixture, NULL);

    g_chmod(closed, 0700);
    g_assert_cmpstr(fixture->files->str, ==, "scan ");
    g_assert_cmpstr(fixture->problems->str, ==, "closed:15 ");
}

#define ADD(test) g_test_add("/work/" #test, Fixture, NULL, set_up, test, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(names_are_walked_in_their_order);
    ADD(a_loop_of_links_ends_and_is_told);
    ADD(what_is_no_file_is_told);
    ADD(the_archive_itself_is_left_alone);
    ADD(a_closed_folder_is_told_and_the_rest_is_walked);
    return g_test_run();
}
