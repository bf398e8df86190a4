/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The seals of readings: whatever of a reading is another, is found. */
#include "search-desk.h"

#include "archive/seal.h"

#define TEST(path, function) g_test_add(path, Desk, NULL, set_up, function, tear_down)

static void
set_up(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_open(desk);
    desk_file_body(desk, "undangan rapat");
    desk_file_body(desk, "kenaikan pangkat");
}

static void
tear_down(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_close(desk);
}

static gboolean
write_down(const ArsipSealed *sealed, gpointer data, G_GNUC_UNUSED GError **error)
{
    g_string_append_printf(data, "%d/%u/%d:%s ", (int)sealed->document, sealed->page, (int)sealed->reading,
                           sealed->is_whole   ? "whole"
                           : sealed->has_seal ? "changed"
                                              : "unsealed");
    return TRUE;
}

static char *
look(Desk *desk)
{
    GString *told = g_string_new(NULL);
    GError *error = NULL;

    arsip_seal_each(desk->archive, write_down, told, &error);
    g_assert_no_error(error);
    return g_string_free(told, FALSE);
}

#define assert_seals(desk, expected)                                                                         \
    do {                                                                                                     \
        g_autofree char *told = look(desk);                                                                  \
        g_assert_cmpstr(told, ==, expected);                                                                 \
    } while (0)

static void
what_was_kept_is_sealed(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    assert_seals(desk, "1/1/1:whole 2/1/2:whole ");
}

static void
a_change_of_any_column_is_found(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    static const char *const changes[] = {
        "made = made || ' '",
        "who = ''",
        "text = replace(text, 'pangkat', 'pangkau')",
        "words = CAST(words || x'00' AS BLOB)",
        "confidence = confidence + 0.001",
        "rotation = 90",
        "skew = -0.0 - 1e-300",
        "width = width + 1",
        "height = height + 1",
        "dpi = dpi + 1",
        "blank = 1 - blank",
        "method = 'x' || method",
        "languages = 'ind'",
        "known = known + 1",
        "steps = 'x'",
    };

    for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_autofree char *change = g_strdup_printf("UPDATE reading SET %s WHERE id = 2", changes[i]);

        desk_run(desk, "SAVEPOINT before");
        desk_run(desk, change);
        g_test_message("%s", change);
        assert_seals(desk, "1/1/1:whole 2/1/2:changed ");
        desk_run(desk, "ROLLBACK TO before");
        desk_run(desk, "RELEASE before");
    }
    assert_seals(desk, "1/1/1:whole 2/1/2:whole ");
}

static void
a_bit_of_the_seal_itself_is_found(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_run(desk, "UPDATE seal SET sha256 = (SELECT sha256 FROM seal WHERE reading = 1) WHERE reading = 2");

    assert_seals(desk, "1/1/1:whole 2/1/2:changed ");
}

static void
a_reading_without_a_seal_is_found(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_run(desk, "DELETE FROM seal WHERE reading = 1");

    assert_seals(desk, "1/1/1:unsealed 2/1/2:whole ");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("/seal/what_was_kept_is_sealed", what_was_kept_is_sealed);
    TEST("/seal/a_change_of_any_column_is_found", a_change_of_any_column_is_found);
    TEST("/seal/a_bit_of_the_seal_itself_is_found", a_bit_of_the_seal_itself_is_found);
    TEST("/seal/a_reading_without_a_seal_is_found", a_reading_without_a_seal_is_found);
    return g_test_run();
}
