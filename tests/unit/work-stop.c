/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work-house.h"

#include <arsip/document.h>
#include <sys/wait.h>

/* The reader that does what its file says, or the one that reads. */
static void
take_reader(const char *program)
{
    g_setenv("ARSIP_READER", program, TRUE);
}

typedef struct {
    guint questions;
    guint most;
} Patience;

static gboolean
is_tired(gpointer data)
{
    Patience *patience = data;

    return ++patience->questions > patience->most;
}

/* Signals come when they come: each question is such a moment, and the first ones are asked while looking. */
static void
an_unpacking_stops_and_begins_anew(gconstpointer real)
{
    House house;
    Patience patience = {.most = 12};
    const ArsipWatcher watcher = {.should_stop = is_tired, .data = &patience};
    g_autofree char *wayward = g_strdup(g_getenv("ARSIP_READER"));
    g_autoptr(ArsipReport) report = NULL;
    GError *error = NULL;
    gint64 batch;

    house_open(&house);
    house_put(&house, "a.zip", "unpack for ever");
    house_put(&house, "b.txt", "fine");
    house_ingest(&house, FALSE, &watcher, &error);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED);
    g_clear_error(&error);
    g_assert_cmpint(waitpid(-1, NULL, WNOHANG), ==, -1);
    report = house_report(&house, 1);
    g_assert_cmpint(report->pages_waiting, ==, 2);
    g_assert_cmpuint(report->problems->len, ==, 0);
    g_clear_pointer(&report, arsip_report_free);

    take_reader(real);
    batch = house_ingest(&house, FALSE, NULL, &error);

    g_assert_no_error(error);
    g_assert_cmpint(batch, ==, 1);
    report = house_report(&house, batch);
    g_assert_cmpint(report->pages_read, ==, 2);
    g_assert_cmpstr(report->batch->state, ==, "done");
    take_reader(wayward);
    house_close(&house);
}

int
main(int argc, char **argv)
{
    g_autofree char *real = g_strdup(g_getenv("ARSIP_READER"));
    g_autofree char *wayward = g_build_filename(g_getenv("ARSIP_TEST_HELPERS"), "wayward-reader", NULL);

    g_test_init(&argc, &argv, NULL);
    take_reader(wayward);
    g_test_add_data_func("/work/an_unpacking_stops_and_begins_anew", real,
                         an_unpacking_stops_and_begins_anew);
    return g_test_run();
}
