/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-desk.h"

#include <errno.h>
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>

static void
a_reader_serves_one_job_after_another(void)
{
    Desk desk;
    desk_open(&desk, 1);

    for (guint i = 0; i < 3; i++)
        submit(&desk, "fine");
    wait_for_all(&desk);

    g_assert_cmpuint(desk.told->len, ==, 3);
    g_assert_true(g_str_has_suffix(told(&desk, 2), " 3"));
    g_assert_cmpint(process_of(&desk, 0), ==, process_of(&desk, 2));
    g_assert_cmpuint(arsip_pool_lost(desk.pool), ==, 0);
    desk_close(&desk);
}

static void
opening_tells_type_and_pages(void)
{
    g_auto(ArsipFd) fd = file_with("fine");
    Desk desk;
    desk_open(&desk, 1);

    arsip_pool_open(desk.pool, fd, NULL, on_opened, &desk);
    wait_for_all(&desk);

    g_assert_cmpstr(told(&desk, 0), ==, "text/plain 0 2 0");
    g_assert_false(arsip_pool_has_landlock(desk.pool));
    desk_close(&desk);
}

static void
a_callback_may_submit_the_next_job(void)
{
    Desk desk;
    desk_open(&desk, 2);

    desk.n_more = 100;
    submit(&desk, "fine");
    wait_for_all(&desk);

    g_assert_cmpuint(desk.told->len, ==, 101);
    desk_close(&desk);
}

typedef struct {
    const char *content;
    int code;
    const char *words; /* in the sentence */
} Mishap;

static void
a_mishap_costs_one_page(gconstpointer data)
{
    const Mishap *mishap = data;
    Desk desk;
    desk_open(&desk, 1);

    submit(&desk, "fine");
    submit(&desk, mishap->content);
    submit(&desk, "fine");
    wait_for_all(&desk);

    g_assert_cmpuint(desk.told->len, ==, 3);
    g_assert_error(desk.failure, ARSIP_ERROR, mishap->code);
    g_assert_nonnull(strstr(told(&desk, 1), mishap->words));
    g_assert_cmpint(process_of(&desk, 0), !=, process_of(&desk, 2));
    g_assert_cmpuint(arsip_pool_lost(desk.pool), ==, 2); /* the job was tried twice */
    desk_close(&desk);
}

static void
a_failure_that_is_told_costs_no_reader(void)
{
    Desk desk;
    desk_open(&desk, 1);

    submit(&desk, "fine");
    submit(&desk, "refuse");
    submit(&desk, "fine");
    wait_for_all(&desk);

    g_assert_error(desk.failure, ARSIP_ERROR, ARSIP_ERROR_PASSWORD);
    g_assert_cmpstr(told(&desk, 1), ==, "it has a password");
    g_assert_cmpint(process_of(&desk, 0), ==, process_of(&desk, 2));
    desk_close(&desk);
}

static void
a_reader_cannot_stop_a_batch_or_paint_a_terminal(void)
{
    Desk desk;
    desk_open(&desk, 1);

    submit(&desk, "overreach");
    wait_for_all(&desk);

    g_assert_error(desk.failure, ARSIP_ERROR, ARSIP_ERROR_FAILED);
    g_assert_cmpstr(told(&desk, 0), ==, "\\x1b[31mred");
    desk_close(&desk);
}

static void
a_crash_that_does_not_come_again_is_not_told(void)
{
    Desk desk;
    desk_open(&desk, 1);

    submit(&desk, "crash once");
    wait_for_all(&desk);

    g_assert_null(desk.failure);
    g_assert_true(g_str_has_suffix(told(&desk, 0), " 1")); /* a fresh reader */
    g_assert_cmpuint(arsip_pool_lost(desk.pool), ==, 1);
    desk_close(&desk);
}

static void
readers_that_die_at_start_end_the_waiting(gconstpointer start)
{
    g_autoptr(GError) error = NULL;
    gboolean is_well = TRUE;
    Desk desk;
    g_setenv("WAYWARD_START", start, TRUE);
    desk_open(&desk, 2);

    submit(&desk, "fine");
    while (is_well && arsip_pool_pending(desk.pool) > 0)
        is_well = arsip_pool_wait(desk.pool, -1, &error);

    g_assert_false(is_well);
    g_assert_nonnull(error);
    g_assert_nonnull(
        strstr(error->message, g_str_equal(start, "die") ? "status 3" : "no words for the language"));
    g_unsetenv("WAYWARD_START");
    desk_close(&desk);
}

static void
computing_time_ends_too(void)
{
    const ArsipPoolSettings settings = {.readers = 1, .deadline = 3600, .cpu = 1};
    g_autoptr(ArsipPool) pool = arsip_pool_new(&settings, NULL);
    Desk desk = {.pool = pool, .told = g_ptr_array_new_with_free_func(g_free)};

    submit(&desk, "burn");
    wait_for_all(&desk);

    g_assert_error(desk.failure, ARSIP_ERROR, ARSIP_ERROR_DEADLINE);
    g_assert_nonnull(strstr(told(&desk, 0), "computing time"));
    g_ptr_array_unref(desk.told);
    g_clear_error(&desk.failure);
}

/* It tells of one member and then nothing more: ten seconds are for one that comes on. */
static void
an_unpacking_that_stands_still_is_ended(void)
{
    const ArsipPoolSettings settings = {.readers = 1, .deadline = 1};
    g_autoptr(ArsipPool) pool = arsip_pool_new(&settings, NULL);
    Desk desk = {.pool = pool, .told = g_ptr_array_new_with_free_func(g_free)};

    submit_unpack(&desk, "unpack for ever");
    wait_for_all(&desk);

    g_assert_error(desk.failure, ARSIP_ERROR, ARSIP_ERROR_DEADLINE);
    g_assert_cmpstr(told(&desk, 0), ==, "one 0+3 7");
    g_assert_null(strstr(desk.failure->message, " 10 seconds"));
    g_ptr_array_unref(desk.told);
    g_clear_error(&desk.failure);
}

static void
members_are_told_where_their_bytes_are(void)
{
    Desk desk;
    desk_open(&desk, 1);

    submit_unpack(&desk, "unpack");
    wait_for_all(&desk);

    g_assert_cmpuint(desk.told->len, ==, 4);
    g_assert_cmpstr(told(&desk, 0), ==, "a/one 0+3 7");
    g_assert_cmpstr(told(&desk, 1), ==, "a/two 3+3 7");
    g_assert_cmpstr(told(&desk, 2), ==, "encrypted");
    g_assert_error(desk.failure, ARSIP_ERROR, ARSIP_ERROR_PASSWORD);
    g_assert_cmpstr(told(&desk, 3), ==, "unpacked");
    desk_close(&desk);
}

static void
a_member_out_of_bounds_is_not_believed(gconstpointer content)
{
    Desk desk;
    desk_open(&desk, 1);

    submit_unpack(&desk, content);
    submit(&desk, "fine");
    wait_for_all(&desk);

    g_assert_error(desk.failure, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    g_assert_cmpuint(desk.told->len, ==, g_str_equal(content, "overlap") ? 3 : 2);
    g_assert_cmpuint(arsip_pool_lost(desk.pool), ==, 1);
    desk_close(&desk);
}

static void
on_alarm(int number)
{
    (void)number;
}

static void
a_signal_ends_the_waiting(void)
{
    const struct sigaction action = {.sa_handler = on_alarm};
    const struct itimerval soon = {.it_value = {.tv_usec = 50000}, .it_interval = {.tv_usec = 50000}};
    const struct itimerval never = {0};
    const ArsipPoolSettings settings = {.readers = 1, .deadline = 3600};
    g_autoptr(ArsipPool) pool = arsip_pool_new(&settings, NULL);
    Desk desk = {.pool = pool, .told = g_ptr_array_new_with_free_func(g_free)};
    gboolean is_well = FALSE;
    sigaction(SIGALRM, &action, NULL);

    submit(&desk, "hang");
    setitimer(ITIMER_REAL, &soon, NULL);
    is_well = arsip_pool_wait(pool, -1, NULL);
    setitimer(ITIMER_REAL, &never, NULL);

    g_assert_true(is_well);
    g_assert_cmpuint(arsip_pool_pending(pool), ==, 1);
    g_ptr_array_unref(desk.told);
}

static guint
count_descriptors(void)
{
    g_autoptr(GDir) folder = g_dir_open("/proc/self/fd", 0, NULL);
    guint n = 0;

    while (g_dir_read_name(folder) != NULL)
        n++;
    return n;
}

static void
a_pool_leaves_no_process_and_no_descriptor(void)
{
    guint before = count_descriptors();
    Desk desk;
    desk_open(&desk, 3);

    for (guint i = 0; i < 6; i++)
        submit(&desk, i % 2 == 0 ? "fine" : "crash");
    wait_for_all(&desk);
    submit(&desk, "hang");
    submit(&desk, "fine");
    arsip_pool_wait(desk.pool, 0, NULL);
    desk_close(&desk);

    g_assert_cmpuint(count_descriptors(), ==, before);
    g_assert_cmpint(waitpid(-1, NULL, WNOHANG), ==, -1);
    g_assert_cmpint(errno, ==, ECHILD);
}

static void
a_missing_program_is_told(void)
{
    g_autofree char *real = g_strdup(g_getenv("ARSIP_READER"));
    const ArsipPoolSettings settings = {0};
    g_autoptr(GError) error = NULL;
    g_setenv("ARSIP_READER", "/nowhere/arsip-reader", TRUE);

    g_autoptr(ArsipPool) pool = arsip_pool_new(&settings, &error);

    g_assert_null(pool);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND);
    g_setenv("ARSIP_READER", real, TRUE);
}

static void
a_drawn_page_is_told(void)
{
    Desk desk;
    desk_open(&desk, 1);

    submit_draw(&desk, "draw");
    wait_for_all(&desk);

    g_assert_no_error(desk.failure);
    g_assert_cmpstr(told(&desk, 0), ==, "drawn");
    g_assert_cmpuint(arsip_pool_lost(desk.pool), ==, 0);
    desk_close(&desk);
}

static void
a_drawing_that_is_not_there_is_not_believed(gconstpointer content)
{
    Desk desk;
    desk_open(&desk, 1);

    submit_draw(&desk, content);
    submit(&desk, "fine");
    wait_for_all(&desk);

    g_assert_error(desk.failure, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    g_assert_cmpuint(desk.told->len, ==, 2);
    g_assert_cmpuint(arsip_pool_lost(desk.pool), ==, 1);
    desk_close(&desk);
}

/* What a lost reader wrote would stand before what the next one writes. */
static void
a_drawing_is_not_begun_again(void)
{
    Desk desk;
    desk_open(&desk, 1);

    submit_draw(&desk, "crash once");
    wait_for_all(&desk);

    g_assert_error(desk.failure, ARSIP_ERROR, ARSIP_ERROR_CRASHED);
    g_assert_cmpuint(arsip_pool_lost(desk.pool), ==, 1);
    desk_close(&desk);
}

int
main(int argc, char **argv)
{
    static const Mishap mishaps[] = {
        {"crash", ARSIP_ERROR_CRASHED, "signal 11"},
        {"leave", ARSIP_ERROR_CRASHED, "status 0"},
        {"hang", ARSIP_ERROR_DEADLINE, "1 seconds"},
        {"starve", ARSIP_ERROR_MEMORY, "memory"},
        {"complain of memory", ARSIP_ERROR_MEMORY, "no memory"},
        {"answer another", ARSIP_ERROR_CRASHED, "nobody asked"},
        {"read nonsense", ARSIP_ERROR_DAMAGED, ""},
        {"promise too much", ARSIP_ERROR_DAMAGED, "too large"},
        {"break off", ARSIP_ERROR_DAMAGED, "cut short"},
    };

    desk_begin(&argc, &argv);
    g_test_add_func("/reader/a_reader_serves_one_job_after_another", a_reader_serves_one_job_after_another);
    g_test_add_func("/reader/opening_tells_type_and_pages", opening_tells_type_and_pages);
    g_test_add_func("/reader/a_callback_may_submit_the_next_job", a_callback_may_submit_the_next_job);
    for (gsize i = 0; i < G_N_ELEMENTS(mishaps); i++) {
        g_autofree char *name = g_strdup_printf("/reader/a_mishap_costs_one_page/%s", mishaps[i].content);

        g_test_add_data_func(g_strdelimit(name, " ", '_'), &mishaps[i], a_mishap_costs_one_page);
    }
    g_test_add_func("/reader/a_failure_that_is_told_costs_no_reader", a_failure_that_is_told_costs_no_reader);
    g_test_add_func("/reader/a_reader_cannot_stop_a_batch_or_paint_a_terminal",
                    a_reader_cannot_stop_a_batch_or_paint_a_terminal);
    g_test_add_func("/reader/a_crash_that_does_not_come_again_is_not_told",
                    a_crash_that_does_not_come_again_is_not_told);
    g_test_add_data_func("/reader/readers_that_die_at_start_end_the_waiting", "die",
                         readers_that_die_at_start_end_the_waiting);
    g_test_add_data_func("/reader/readers_that_cannot_serve_say_why", "refuse",
                         readers_that_die_at_start_end_the_waiting);
    g_test_add_func("/reader/computing_time_ends_too", computing_time_ends_too);
    g_test_add_func("/pool/an_unpacking_that_stands_still_is_ended", an_unpacking_that_stands_still_is_ended);
    g_test_add_func("/reader/members_are_told_where_their_bytes_are", members_are_told_where_their_bytes_are);
    g_test_add_data_func("/reader/a_member_that_climbs_is_not_believed", "climb",
                         a_member_out_of_bounds_is_not_believed);
    g_test_add_data_func("/reader/a_member_beyond_the_output_is_not_believed", "reach beyond",
                         a_member_out_of_bounds_is_not_believed);
    g_test_add_data_func("/reader/the_same_bytes_are_not_two_members", "overlap",
                         a_member_out_of_bounds_is_not_believed);
    g_test_add_func("/reader/a_drawn_page_is_told", a_drawn_page_is_told);
    g_test_add_data_func("/reader/a_drawing_of_nothing_is_not_believed", "draw nothing",
                         a_drawing_that_is_not_there_is_not_believed);
    g_test_add_data_func("/reader/a_drawing_that_is_cut_short_is_not_believed", "draw too little",
                         a_drawing_that_is_not_there_is_not_believed);
    g_test_add_func("/reader/a_drawing_is_not_begun_again", a_drawing_is_not_begun_again);
    g_test_add_func("/reader/a_signal_ends_the_waiting", a_signal_ends_the_waiting);
    g_test_add_func("/reader/a_pool_leaves_no_process_and_no_descriptor",
                    a_pool_leaves_no_process_and_no_descriptor);
    g_test_add_func("/reader/a_missing_program_is_told", a_missing_program_is_told);
    return g_test_run();
}
