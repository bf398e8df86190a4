/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who gets which job, and what becomes of those that are not wanted any more. */
#include "reader-desk.h"

static void
a_reader_goes_on_with_the_file_that_it_has_open(void)
{
    Desk desk;
    desk_open(&desk, 1);

    for (guint i = 0; i < 4; i++) {
        submit_keyed(&desk, "fine", "one");
        submit_keyed(&desk, "fine", "other");
    }
    wait_for_all(&desk);

    g_assert_cmpuint(desk.told->len, ==, 8);
    g_assert_cmpuint(opened_until(&desk, 7), ==, 2);
    desk_close(&desk);
}

static void
the_first_in_the_line_is_not_passed_over_for_ever(void)
{
    Desk desk;
    desk_open(&desk, 1);

    submit_keyed(&desk, "fine", "long");
    submit_keyed(&desk, "refuse", "other");
    for (guint i = 0; i < 100; i++)
        submit_keyed(&desk, "fine", "long");
    wait_for_all(&desk);

    for (guint i = 0; i < 20; i++)
        if (g_str_equal(told(&desk, i), "it has a password")) {
            desk_close(&desk);
            return;
        }
    g_assert_not_reached();
}

static void
a_closed_pool_begins_nothing_more(void)
{
    Desk desk;
    desk_open(&desk, 1);

    submit(&desk, "fine");
    wait_for_all(&desk);
    for (guint i = 0; i < 3; i++)
        submit(&desk, "fine");
    arsip_pool_close(desk.pool);
    submit(&desk, "fine");
    g_assert_cmpuint(arsip_pool_pending(desk.pool), ==, 1);
    wait_for_all(&desk);

    g_assert_cmpuint(desk.told->len, ==, 2);
    desk_close(&desk);
}

static void
a_closed_pool_tries_nothing_again(void)
{
    Desk desk;
    desk_open(&desk, 1);

    submit(&desk, "fine");
    wait_for_all(&desk);
    submit(&desk, "crash");
    arsip_pool_close(desk.pool);
    wait_for_all(&desk);

    g_assert_cmpuint(desk.told->len, ==, 1);
    g_assert_cmpuint(arsip_pool_lost(desk.pool), ==, 1);
    desk_close(&desk);
}

static void
a_dropped_job_is_not_told_and_others_are_done(void)
{
    Desk desk, other;
    g_auto(ArsipFd) fd = file_with("hang");
    desk_open(&desk, 1);

    submit(&desk, "fine");
    wait_for_all(&desk);
    arsip_pool_read(desk.pool, fd, NULL, 1, on_read, &other);
    submit(&desk, "fine");
    arsip_pool_drop(desk.pool, &other);
    wait_for_all(&desk);

    g_assert_cmpuint(desk.told->len, ==, 2);
    g_assert_cmpint(process_of(&desk, 0), !=, process_of(&desk, 1));
    g_assert_cmpuint(arsip_pool_lost(desk.pool), ==, 0);
    desk_close(&desk);
}

static void
a_reader_that_has_grown_is_replaced(void)
{
    Desk desk;

#ifdef ARSIP_SANITIZED
    g_test_skip("a sanitizer's memory tells nothing");
    return;
#endif
    desk_open_until(&desk, 1, 120);

    submit(&desk, "fine");
    submit(&desk, "grow");
    submit(&desk, "fine");
    wait_for_all(&desk);

    g_assert_cmpint(process_of(&desk, 0), ==, process_of(&desk, 1));
    g_assert_cmpint(process_of(&desk, 1), !=, process_of(&desk, 2));
    g_assert_cmpuint(arsip_pool_lost(desk.pool), ==, 0);
    desk_close(&desk);
}

int
main(int argc, char **argv)
{
    desk_begin(&argc, &argv);
    g_test_add_func("/reader/a_reader_goes_on_with_the_file_that_it_has_open",
                    a_reader_goes_on_with_the_file_that_it_has_open);
    g_test_add_func("/reader/the_first_in_the_line_is_not_passed_over_for_ever",
                    the_first_in_the_line_is_not_passed_over_for_ever);
    g_test_add_func("/reader/a_closed_pool_begins_nothing_more", a_closed_pool_begins_nothing_more);
    g_test_add_func("/reader/a_closed_pool_tries_nothing_again", a_closed_pool_tries_nothing_again);
    g_test_add_func("/reader/a_dropped_job_is_not_told_and_others_are_done",
                    a_dropped_job_is_not_told_and_others_are_done);
    g_test_add_func("/reader/a_reader_that_has_grown_is_replaced", a_reader_that_has_grown_is_replaced);
    return g_test_run();
}
