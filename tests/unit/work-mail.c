/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work-house.h"

#include "archive/private.h"
#include "archive/record.h"

/* Of two names and three lengths: the same names and lengths come with other bytes, and with the same. */
#define ATTACHMENTS 12

static void
put_mail(const House *house)
{
    g_autoptr(GString) mail =
        g_string_new("From: Budi <budi@dinas.example>\nDate: Tue, 12 Mar 2024 09:30:00 +0700\n"
                     "Subject: Rapat\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
                     "--b\n\nTerlampir undangan.\n");

    for (guint i = 0; i < ATTACHMENTS; i++)
        g_string_append_printf(mail,
                               "--b\nContent-Type: text/plain\n"
                               "Content-Disposition: attachment; filename=%s.txt\n\nUndangan %.*s%u\n",
                               i % 2 == 0 ? "satu" : "dua", (int)(i % 3), "xxx", i % 5);
    g_string_append(mail, "--b--\n");
    house_put(house, "a.txt", "Undangan rapat\n");
    house_put(house, "m.eml", mail->str);
    house_put(house, "z.txt", "Laporan bulanan\n");
}

static char *
portrait(const House *house)
{
    static const char *const queries[] = {
        "SELECT id || ' ' || name || ' ' || state FROM document ORDER BY id",
        "SELECT id || ' ' || original || ' ' || name || ' ' || coalesce(container, 0) FROM arrival ORDER BY "
        "id",
        "SELECT page.id || ' ' || page.state || ' ' || coalesce(text, '') FROM page"
        " LEFT JOIN reading ON reading.id = page.reading ORDER BY page.id",
        "SELECT id || ' ' || what || ' ' || CASE what WHEN 'container.unpacked' THEN detail ELSE '' END"
        " FROM event ORDER BY id",
        "SELECT name || ' ' || value FROM field ORDER BY document, name",
    };
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < G_N_ELEMENTS(queries); i++) {
        g_autoptr(ArsipStatement) statement = arsip_statement_once(house->archive, queries[i], NULL);

        g_assert_nonnull(statement);
        while (arsip_statement_step(statement, NULL))
            g_string_append_printf(text, "%s\n", arsip_column_text(statement, 0));
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static gboolean
is_tired(gpointer data)
{
    guint *left = data;

    if (*left == 0)
        return TRUE;
    --*left;
    return FALSE;
}

/* FALSE when it came to its end before it was stopped. */
static gboolean
ingest_stopped(House *house, guint questions)
{
    const ArsipWatcher watcher = {.should_stop = is_tired, .data = &questions};
    g_autoptr(GError) error = NULL;

    house_ingest(house, FALSE, &watcher, &error);
    if (error != NULL)
        g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED);
    return error != NULL;
}

static void
a_mail_that_is_stopped_goes_on_as_if_it_had_not_been(void)
{
    House whole;
    g_autofree char *expected = NULL;
    gboolean is_stopped = TRUE;

    house_open(&whole);
    put_mail(&whole);
    g_assert_false(ingest_stopped(&whole, G_MAXUINT));
    expected = portrait(&whole);
    g_assert_nonnull(strstr(expected, "container.unpacked {\"members\":12}"));
    for (guint questions = 0; is_stopped; questions++) {
        House house;
        g_autofree char *found = NULL;

        house_open(&house);
        put_mail(&house);
        is_stopped = ingest_stopped(&house, questions);
        house_reopen(&house);

        g_assert_false(is_stopped && ingest_stopped(&house, G_MAXUINT));

        found = portrait(&house);
        g_assert_cmpstr(found, ==, expected);
        house_close(&house);
    }
    house_close(&whole);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/work-mail/a_mail_that_is_stopped_goes_on_as_if_it_had_not_been",
                    a_mail_that_is_stopped_goes_on_as_if_it_had_not_been);
    return g_test_run();
}
