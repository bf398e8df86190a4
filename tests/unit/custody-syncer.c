/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/syncer.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* More than lie between one time and the next. */
#define FILES 10000

static void
what_was_put_is_durable_at_the_end(void)
{
    int fd = open(g_get_tmp_dir(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    g_autoptr(ArsipSyncer) syncer = arsip_syncer_new(fd);

    for (guint i = 0; i < FILES; i++)
        g_assert_cmpint(arsip_syncer_count(syncer), ==, 0);

    g_assert_cmpint(arsip_syncer_end(syncer), ==, 0);
    close(fd);
}

static void
a_fault_is_told_at_the_end(void)
{
    g_autoptr(ArsipSyncer) syncer = arsip_syncer_new(-1);

    g_assert_cmpint(arsip_syncer_end(syncer), ==, EBADF);
}

/* The system tells it to whoever syncs first. */
static void
a_fault_of_an_earlier_time_is_not_forgotten(void)
{
    int fd = dup(0);
    g_autoptr(ArsipSyncer) syncer = arsip_syncer_new(fd);

    close(fd);
    while (arsip_syncer_count(syncer) == 0)
        g_thread_yield();
    g_assert_cmpint(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC), ==, fd);

    g_assert_cmpint(arsip_syncer_end(syncer), ==, EBADF);
    close(fd);
}

static void
who_fails_leaves_it_as_it_is(void)
{
    ArsipSyncer *syncer = arsip_syncer_new(0);

    for (guint i = 0; i < FILES; i++)
        arsip_syncer_count(syncer);
    arsip_syncer_free(syncer);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/syncer/what_was_put_is_durable_at_the_end", what_was_put_is_durable_at_the_end);
    g_test_add_func("/syncer/a_fault_is_told_at_the_end", a_fault_is_told_at_the_end);
    g_test_add_func("/syncer/a_fault_of_an_earlier_time_is_not_forgotten",
                    a_fault_of_an_earlier_time_is_not_forgotten);
    g_test_add_func("/syncer/who_fails_leaves_it_as_it_is", who_fails_leaves_it_as_it_is);
    return g_test_run();
}
