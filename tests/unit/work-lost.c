/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work-house.h"

/* What the report says of one file of forty pages; reads: those by which the reader does not die. */
static ArsipReport *
report_of(const char *reads)
{
    House house;
    GError *error = NULL;

    g_setenv("DYING_READER_READS", reads, TRUE);
    house_open(&house);
    house_put(&house, "a.pdf", "forty pages");
    gint64 batch = house_ingest(&house, FALSE, NULL, &error);
    g_assert_no_error(error);
    ArsipReport *report = house_report(&house, batch);
    house_close(&house);
    return report;
}

/* Pages of which the reason says that nobody tried them. */
static guint
count_untried(const ArsipReport *report)
{
    guint n_untried = 0;

    for (guint i = 0; i < report->problems->len; i++) {
        const ArsipProblem *problem = report->problems->pdata[i];

        n_untried += strstr(problem->reason, "not tried") != NULL ? 1 : 0;
    }
    return n_untried;
}

static void
a_document_that_kills_its_readers_is_given_up(void)
{
    g_autoptr(ArsipReport) report = report_of("");

    g_assert_cmpint(report->pages_failed, ==, 40);
    g_assert_cmpuint(report->problems->len, ==, 40);
    g_assert_cmpuint(count_untried(report), >, 20);
    g_assert_cmpint(report->pages_waiting, ==, 0);
}

static void
a_page_that_is_read_between_gives_hope(void)
{
    g_autoptr(ArsipReport) report = report_of("4,8,12,16,20,24,28,32,36,40");

    g_assert_cmpint(report->pages_read, ==, 10);
    g_assert_cmpint(report->pages_failed, ==, 30);
    g_assert_cmpuint(count_untried(report), ==, 0);
}

int
main(int argc, char **argv)
{
    g_autofree char *reader = g_build_filename(g_getenv("ARSIP_TEST_HELPERS"), "dying-reader", NULL);

    g_setenv("ARSIP_READER", reader, TRUE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lost/a_document_that_kills_its_readers_is_given_up",
                    a_document_that_kills_its_readers_is_given_up);
    g_test_add_func("/lost/a_page_that_is_read_between_gives_hope", a_page_that_is_read_between_gives_hope);
    return g_test_run();
}
