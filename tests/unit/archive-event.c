/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work-house.h"

#include "archive/private.h"

static void
add_event(const House *house, const char *what, const char *subject)
{
    GError *error = NULL;

    arsip_begin(house->archive, &error);
    arsip_event_add(house->archive, what, subject, "{\"a\":1}", &error);
    arsip_commit(house->archive, &error);
    g_assert_no_error(error);
}

static gboolean
is_whole(const House *house, gint64 *count)
{
    g_autoptr(GError) error = NULL;
    gboolean is_good = arsip_event_verify(house->archive, count, &error);

    g_assert_true(is_good || g_error_matches(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED));
    return is_good;
}

static void
change(const House *house, const char *sql)
{
    g_assert_cmpint(sqlite3_exec(house->archive->database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_changes(house->archive->database), ==, 1);
}

static void
an_untouched_chain_is_whole(void)
{
    House house;
    gint64 count;

    house_open(&house);
    add_event(&house, "document.stored", "u1");
    house_reopen(&house);
    add_event(&house, "document.filed", "u1");

    g_assert_true(is_whole(&house, &count));
    g_assert_cmpint(count, ==, 3);
    house_close(&house);
}

/* A change of one byte in any column, and an event that is gone, are both seen. */
static void
no_event_can_be_changed_unseen(void)
{
    static const char *const changes[] = {
        "UPDATE event SET at = '3' || substr(at, 2) WHERE id = 2",
        "UPDATE event SET who = who || 'x' WHERE id = 2",
        "UPDATE event SET what = 'Document.stored' WHERE id = 2",
        "UPDATE event SET subject = 'u2' WHERE id = 2",
        "UPDATE event SET detail = '{\"a\":2}' WHERE id = 2",
        "UPDATE event SET previous = zeroblob(32) WHERE id = 2",
        "UPDATE event SET hash = CAST(CASE hex(substr(hash, 1, 1)) WHEN '00' THEN x'01' ELSE x'00' END || "
        "substr(hash, 2)"
        "  AS BLOB) WHERE id = 2",
        "UPDATE event SET id = 9 WHERE id = 3",
        "UPDATE event SET what = 'document.', subject = 'storedu1' WHERE id = 2",
        "DELETE FROM event WHERE id = 2",
        "DELETE FROM event WHERE id = 1",
    };

    for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
        House house;
        gint64 count;

        house_open(&house);
        add_event(&house, "document.stored", "u1");
        add_event(&house, "document.filed", "u1");
        g_test_message("%s", changes[i]);
        change(&house, changes[i]);

        g_assert_false(is_whole(&house, &count));
        house_close(&house);
    }
}

static void
what_was_rolled_back_leaves_no_gap(void)
{
    House house;
    gint64 count;
    GError *error = NULL;

    house_open(&house);
    arsip_begin(house.archive, &error);
    arsip_event_add(house.archive, "document.stored", "u1", NULL, &error);
    arsip_rollback(house.archive);
    g_assert_no_error(error);
    add_event(&house, "document.filed", "u2");

    g_assert_true(is_whole(&house, &count));
    g_assert_cmpint(count, ==, 2);
    house_close(&house);
}

static void
a_chain_goes_on_behind_another_writer(void)
{
    House house;
    House other;
    gint64 count;
    GError *error = NULL;

    house_open(&house);
    other = house;
    other.archive = arsip_archive_open(house.place, ARSIP_ARCHIVE_WRITE, &error);
    g_assert_no_error(error);
    add_event(&house, "a", "u1");
    add_event(&other, "b", "u1");
    add_event(&house, "c", "u1");

    g_assert_true(is_whole(&house, &count));
    g_assert_cmpint(count, ==, 4);
    arsip_archive_close(other.archive);
    house_close(&house);
}

static void
the_log_shows_the_newest_of_a_subject_last(void)
{
    House house;
    g_autoptr(GPtrArray) events = NULL;
    GError *error = NULL;

    house_open(&house);
    add_event(&house, "a", "u1");
    add_event(&house, "b", "u2");
    add_event(&house, "c", "u1");
    add_event(&house, "d", "u1");

    events = arsip_event_list(house.archive, "u1", 2, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(events->len, ==, 2);
    g_assert_cmpstr(((const ArsipEvent *)events->pdata[0])->what, ==, "c");
    g_assert_cmpstr(((const ArsipEvent *)events->pdata[1])->what, ==, "d");
    g_assert_cmpstr(((const ArsipEvent *)events->pdata[1])->who, ==, arsip_event_who(house.archive));
    house_close(&house);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/archive/an_untouched_chain_is_whole", an_untouched_chain_is_whole);
    g_test_add_func("/archive/no_event_can_be_changed_unseen", no_event_can_be_changed_unseen);
    g_test_add_func("/archive/what_was_rolled_back_leaves_no_gap", what_was_rolled_back_leaves_no_gap);
    g_test_add_func("/archive/a_chain_goes_on_behind_another_writer", a_chain_goes_on_behind_another_writer);
    g_test_add_func("/archive/the_log_shows_the_newest_of_a_subject_last",
                    the_log_shows_the_newest_of_a_subject_last);
    return g_test_run();
}
