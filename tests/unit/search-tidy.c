/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the index brought together. */
#include "search-desk.h"

#include "search/tidy.h"

#define TEST(path, function) g_test_add(path, Desk, NULL, set_up, function, tear_down)

static void
set_up(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_open(desk);
    for (guint i = 0; i < 3; i++) {
        g_autofree char *body = g_strdup_printf("rapat nomor%u pegawai", i);

        desk_file_body(desk, body);
    }
}

static void
tear_down(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_close(desk);
}

static gint64
count_parts(Desk *desk)
{
    GError *error = NULL;
    gint64 n =
        arsip_fetch_number(desk->archive, -1, &error, "SELECT count(DISTINCT segid) FROM words_idx", "");

    g_assert_no_error(error);
    return n;
}

static gboolean
stop_at_once(G_GNUC_UNUSED gpointer data)
{
    return TRUE;
}

static void
tidy(Desk *desk, const ArsipRebuildOptions *options)
{
    GError *error = NULL;

    arsip_index_tidy(desk->archive, options, &error);
    g_assert_no_error(error);
}

static void
a_tidy_index_finds_the_same_in_one_part(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_assert_cmpint(count_parts(desk), >, 1);
    tidy(desk, &(ArsipRebuildOptions){.portion = 1});
    g_assert_cmpint(count_parts(desk), ==, 1);
    assert_finds(desk, "rapat", "1 2 3");
    assert_finds(desk, "nomor1", "2");
}

static void
who_says_stop_is_heard_before_anything_is_merged(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    gint64 before = count_parts(desk);

    tidy(desk, &(ArsipRebuildOptions){.should_stop = stop_at_once});
    g_assert_cmpint(count_parts(desk), ==, before);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("/tidy/a_tidy_index_finds_the_same_in_one_part", a_tidy_index_finds_the_same_in_one_part);
    TEST("/tidy/who_says_stop_is_heard_before_anything_is_merged",
         who_says_stop_is_heard_before_anything_is_merged);
    return g_test_run();
}
