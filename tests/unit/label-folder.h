/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_LABEL_FOLDER_H
#define TESTS_LABEL_FOLDER_H

#include "label-text.h"

#include <glib/gstdio.h>

typedef struct {
    char *folder; /* ends in /rules, so that faults are told under that name */
} Fixture;

static inline void
set_up(Fixture *fixture, gconstpointer data)
{
    g_autofree char *parent = g_dir_make_tmp("arsip-label-XXXXXX", NULL);

    (void)data;
    fixture->folder = g_build_filename(parent, "rules", NULL);
    g_assert_no_errno(g_mkdir(fixture->folder, 0700));
}

static inline void
tear_down(Fixture *fixture, gconstpointer data)
{
    g_autoptr(GDir) directory = g_dir_open(fixture->folder, 0, NULL);
    g_autofree char *parent = g_path_get_dirname(fixture->folder);
    const char *name;

    (void)data;
    while ((name = g_dir_read_name(directory)) != NULL) {
        g_autofree char *path = g_build_filename(fixture->folder, name, NULL);

        g_unlink(path);
    }
    g_rmdir(fixture->folder);
    g_rmdir(parent);
    g_free(fixture->folder);
}

static inline void
write_file(const Fixture *fixture, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(fixture->folder, name, NULL);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

#define ADD(name, function) g_test_add("/label/" name, Fixture, NULL, set_up, function, tear_down)

#endif
