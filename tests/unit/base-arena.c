/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <string.h>

static void
what_is_taken_is_zero_and_aligned(void)
{
    g_autoptr(ArsipArena) arena = arsip_arena_new();

    for (guint round = 0; round < 3; round++) {
        for (gsize size = 1; size < 300; size++) {
            guint8 *bytes = arsip_arena_take(arena, size);

            g_assert_cmpuint(GPOINTER_TO_SIZE(bytes) % _Alignof(max_align_t), ==, 0);
            for (gsize i = 0; i < size; i++)
                g_assert_cmpuint(bytes[i], ==, 0);
            memset(bytes, 0xff, size);
        }
        arsip_arena_empty(arena);
    }
}

static void
copies_stay_as_they_were_while_others_come(void)
{
    g_autoptr(ArsipArena) arena = arsip_arena_new();
    char *texts[2000];
    char *page;
    g_autofree char *long_one = g_strnfill(100000, 'x');

    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *text = g_strdup_printf("surat nomor %u", i);

        texts[i] = arsip_arena_text(arena, text);
    }
    page = arsip_arena_copy(arena, long_one, 100000);

    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *text = g_strdup_printf("surat nomor %u", i);

        g_assert_cmpstr(texts[i], ==, text);
    }
    g_assert_cmpstr(page, ==, long_one);
    g_assert_cmpuint(arsip_arena_size(arena), >, 100000);
}

static void
of_nothing_there_is_no_copy(void)
{
    g_autoptr(ArsipArena) arena = arsip_arena_new();

    g_assert_null(arsip_arena_text(arena, NULL));
    g_assert_null(arsip_arena_copy(arena, NULL, 0));
    g_assert_cmpstr(arsip_arena_text(arena, ""), ==, "");
    g_assert_cmpint(arsip_arena_copy(arena, "a\0b", 3)[2], ==, 'b');
}

static void
what_is_emptied_keeps_no_more_than_a_chunk(void)
{
    g_autoptr(ArsipArena) arena = arsip_arena_new();
    gsize size = arsip_arena_size(arena);

    for (guint round = 0; round < 100; round++) {
        arsip_arena_take(arena, 1u << 20);
        arsip_arena_empty(arena);
        g_assert_cmpuint(arsip_arena_size(arena), ==, size);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/what_is_taken_is_zero_and_aligned", what_is_taken_is_zero_and_aligned);
    g_test_add_func("/base/copies_stay_as_they_were_while_others_come",
                    copies_stay_as_they_were_while_others_come);
    g_test_add_func("/base/of_nothing_there_is_no_copy", of_nothing_there_is_no_copy);
    g_test_add_func("/base/what_is_emptied_keeps_no_more_than_a_chunk",
                    what_is_emptied_keeps_no_more_than_a_chunk);
    return g_test_run();
}
