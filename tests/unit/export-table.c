/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/table.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#define ROWS 5000

/* A list whose sheet is some 500 KB, and packed a hundredth of that. */
static gboolean
write_rows(ArsipTable *table, GError **error)
{
    const ArsipCell heads[] = {{.text = "Uraian"}, {.text = "Lembar"}};
    const ArsipCell cells[] = {{.text = "Undangan rapat koordinasi"}, {.number = 12}};

    if (!arsip_table_row(table, heads, G_N_ELEMENTS(heads), error))
        return FALSE;
    for (guint i = 0; i < ROWS; i++)
        if (!arsip_table_row(table, cells, G_N_ELEMENTS(cells), error))
            return FALSE;
    return arsip_table_end(table, error);
}

static gboolean
write_sheet(FILE *out, GError **error)
{
    g_autoptr(ArsipTable) table = arsip_table_sheet(out, "Daftar", error);

    return table != NULL && write_rows(table, error);
}

/* No file may grow beyond what the packed list needs: its parts meet what a full disk is to them. */
static void
test_a_sheet_whose_parts_cannot_be_written_is_not_told_as_done(void)
{
    const struct rlimit little = {64 * 1024, RLIM_INFINITY};
    struct rlimit usual;
    g_autofree char *path = NULL;
    g_autoptr(GError) error = NULL;
    int fd = g_file_open_tmp("arsip-table-XXXXXX", &path, NULL);
    FILE *out = fdopen(fd, "w+");
    signal(SIGXFSZ, SIG_IGN);
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &usual), ==, 0);

    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &little), ==, 0);
    gboolean is_written_in_little = write_sheet(out, &error);
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &usual), ==, 0);

    g_assert_false(is_written_in_little);
    g_assert_nonnull(error);
    g_clear_error(&error);
    g_assert_true(write_sheet(out, &error));
    g_assert_no_error(error);
    g_assert_cmpint(lseek(fd, 0, SEEK_END), <, 64 * 1024);
    fclose(out);
    g_unlink(path);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/table/a_sheet_whose_parts_cannot_be_written_is_not_told_as_done",
                    test_a_sheet_whose_parts_cannot_be_written_is_not_told_as_done);
    return g_test_run();
}
