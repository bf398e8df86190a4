/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read of the index's segments is what FTS5 tells of them, and damage in them is only damage. */
#include "search-desk.h"

#include "search/places.h"

#define TEST(path, function) g_test_add(path, Desk, NULL, set_up, function, tear_down)

static void
set_up(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_open(desk);
}

static void
tear_down(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_close(desk);
}

typedef struct {
    GString *word, *told;
} Listing;

static gboolean
begin_word(const char *word, gsize length, gpointer data, G_GNUC_UNUSED GError **error)
{
    Listing *listing = data;

    g_string_truncate(listing->word, 0);
    g_string_append_len(listing->word, word, (gssize)length);
    return TRUE;
}

static void
write_place(gint64 document, guint column, guint position, gpointer data)
{
    const Listing *listing = data;

    g_string_append_printf(listing->told, "%s %d %u %u\n", listing->word->str, (int)document, column,
                           position);
}

static char *
list(Desk *desk, gboolean (*each)(ArsipArchive *archive, const ArsipPlacesVisitor *visitor, GError **error),
     GError **error)
{
    g_autoptr(GString) word = g_string_new(NULL);
    Listing listing = {word, g_string_new(NULL)};
    const ArsipPlacesVisitor visitor = {begin_word, write_place, &listing};

    if (each(desk->archive, &visitor, error))
        return g_string_free(listing.told, FALSE);
    g_string_free(listing.told, TRUE);
    return NULL;
}

static void
assert_the_same(Desk *desk)
{
    GError *error = NULL;
    g_autofree char *read = list(desk, arsip_places_each, &error);
    g_autofree char *told = NULL;

    g_assert_no_error(error);
    told = list(desk, arsip_places_each_of_fts5, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(strlen(told), >, 0);
    /* Not g_assert_cmpstr(), which would print megabytes. */
    g_assert_true(g_str_equal(read, told));
}

/* Words that all have, that some have and that one alone has. */
static void
file_letter(Desk *desk, guint number, guint n_words)
{
    g_autoptr(GString) body = g_string_new(NULL);

    for (guint i = 0; i < n_words; i++)
        g_string_append_printf(body, "rapat kata%u surat%u%c", (number * 31 + i * i) % 97, number,
                               i % 9 == 0 ? '\n' : ' ');
    desk_file_body(desk, body->str);
}

static void
a_segment_alone_is_read_as_fts5_tells_it(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_file(desk, "scan.tif", desk_letter());

    assert_the_same(desk);
}

/* Each transaction leaves a segment, and FTS5 merges them now and then. */
static void
many_segments_are_read_as_fts5_tells_them(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    for (guint i = 1; i <= 40; i++) {
        file_letter(desk, i, i * 5);
        assert_the_same(desk);
    }
}

/* A word's documents and a document's places go from page to page. */
static void
what_stands_on_many_pages_is_read_as_fts5_tells_it(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    GError *error = NULL;

    arsip_begin(desk->archive, &error);
    for (guint i = 1; i <= 3; i++)
        file_letter(desk, i, 20000);
    for (guint i = 4; i <= 1500; i++)
        file_letter(desk, i, 3);
    arsip_commit(desk->archive, &error);
    g_assert_no_error(error);

    assert_the_same(desk);
}

static void
what_was_deleted_and_came_again_is_read_as_fts5_tells_it(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    for (guint i = 1; i <= 12; i++)
        file_letter(desk, i, 400);
    desk_remove(desk, 3);
    desk_remove(desk, 12);
    assert_the_same(desk);
    desk_run(desk, "INSERT INTO words (rowid, isi) VALUES (3, 'kata7 gaji')");
    assert_the_same(desk);

    desk_run(desk, "INSERT INTO words (words) VALUES ('optimize')");

    assert_the_same(desk);
}

/* Whatever byte is another. */
static void
damage_in_a_segment_is_told_as_damage_or_read_as_other_words(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    guint n_damaged = 0;

    file_letter(desk, 1, 40);
    file_letter(desk, 2, 3000);
    desk_remove(desk, 1);
    for (guint byte = 1; byte <= 12000; byte += byte < 400 ? 1 : 37) {
        static const char *const others[] = {"00", "01", "7f", "80", "ff"};
        const char *other = others[byte % G_N_ELEMENTS(others)];
        g_autoptr(GError) error = NULL;
        g_autofree char *told = NULL;
        g_autofree char *sql = g_strdup_printf(
            "UPDATE words_data SET block = CAST(substr(block, 1, %u) || x'%s' || substr(block, %u) AS BLOB)"
            " WHERE id >= 10 AND length(block) >= %u",
            byte - 1, other, byte + 1, byte);

        desk_run(desk, "BEGIN");
        desk_run(desk, sql);
        told = list(desk, arsip_places_each, &error);
        desk_run(desk, "ROLLBACK");
        g_assert_true(told != NULL || g_error_matches(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED));
        n_damaged += told == NULL ? 1 : 0;
    }

    g_assert_cmpuint(n_damaged, >, 0);
    assert_the_same(desk);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("/places/a_segment_alone_is_read_as_fts5_tells_it", a_segment_alone_is_read_as_fts5_tells_it);
    TEST("/places/many_segments_are_read_as_fts5_tells_them", many_segments_are_read_as_fts5_tells_them);
    TEST("/places/what_stands_on_many_pages_is_read_as_fts5_tells_it",
         what_stands_on_many_pages_is_read_as_fts5_tells_it);
    TEST("/places/what_was_deleted_and_came_again_is_read_as_fts5_tells_it",
         what_was_deleted_and_came_again_is_read_as_fts5_tells_it);
    TEST("/places/damage_in_a_segment_is_told_as_damage_or_read_as_other_words",
         damage_in_a_segment_is_told_as_damage_or_read_as_other_words);
    return g_test_run();
}
