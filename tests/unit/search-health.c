/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is amiss with an index is found, and what is well is not told. */
#include "search-desk.h"

#include "search/health.h"

#define TEST(path, function) g_test_add(path, Desk, NULL, set_up, function, tear_down)

static void
set_up(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    Paper *second = desk_letter();

    desk_open(desk);
    paper_personal(second, "nik", "3273014507900003", (ArsipPlace){1, 0, 5});
    paper_personal(second, "nik", "3273014507900004", (ArsipPlace){1, 0, 5});
    desk_file(desk, "scan.tif", desk_letter());
    desk_file(desk, "lain.tif", second);
    desk_file_body(desk, "kenaikan pangkat pegawai");
}

static void
tear_down(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_close(desk);
}

static void
write_down(ArsipHealthFault fault, gint64 document, const char *word, gpointer data)
{
    static const char *const names[] = {"missing",   "strange", "unreadable", "outdated",
                                        "different", "unfound", "unlisted"};

    g_string_append_printf(data, "%s %d %s\n", names[fault], (int)document, word != NULL ? word : "");
}

static char *
examine(Desk *desk, double part)
{
    GString *told = g_string_new(NULL);
    const ArsipHealthOptions options = {.part = part, .tell = write_down, .data = told};
    ArsipHealthCount count;
    GError *error = NULL;

    arsip_index_examine(desk->archive, &options, &count, &error);
    g_assert_no_error(error);
    return g_string_free(told, FALSE);
}

#define assert_told(desk, expected)                                                                          \
    do {                                                                                                     \
        g_autofree char *told = examine(desk, 1);                                                            \
        g_assert_cmpstr(told, ==, expected);                                                                 \
    } while (0)

static void
an_index_that_is_well_is_not_told_of(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    assert_told(desk, "");
}

/* 12 MiB of long words: written in portions. */
static void
a_very_long_document_is_well_too(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; text->len < 12u << 20; i++) {
        for (guint k = 0; k < 120; k++)
            g_string_append_c(text, (char)('a' + (i >> (k % 12) & 1) + k % 3));
        g_string_append(text, " rapat SPP ");
    }
    desk_file_body(desk, text->str);

    assert_told(desk, "");
}

static void
a_filed_document_that_is_not_indexed_is_told(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;

    arsip_begin(desk->archive, &error);
    arsip_index_remove(desk->archive, 2, &error);
    arsip_commit(desk->archive, &error);
    g_assert_no_error(error);

    assert_told(desk, "missing 2 \n");
}

static void
words_of_a_document_that_is_not_indexed_are_told(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_run(desk, "DELETE FROM indexed WHERE document = 3");

    assert_told(desk, "missing 3 \nstrange 3 \n");
}

static void
words_that_the_index_lacks_are_told(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_run(desk, "INSERT INTO words (words) VALUES ('delete-all')");

    assert_told(desk, "different 1 \ndifferent 2 \ndifferent 3 \n");
}

static void
a_word_that_the_text_has_not_is_told(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_run(desk, "INSERT INTO words (rowid, isi) VALUES (3, 'gaji')");

    assert_told(desk, "different 3 \n");
}

static void
a_personal_number_that_is_not_noted_is_told(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_run(desk, "DELETE FROM personal");

    assert_told(desk, "different 2 \n");
}

/* As if the disk had lost it: one letter of the text is another. */
static void
a_text_that_is_another_than_was_indexed_is_told(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_run(desk, "UPDATE reading SET text = replace(text, 'pangkat', 'pangkau')");

    assert_told(desk, "different 3 \n");
}

static void
a_newer_reading_that_is_not_indexed_is_told(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(ArsipReading) reading = arsip_reading_new();
    g_autoptr(GPtrArray) rows = NULL;
    GError *error = NULL;

    arsip_begin(desk->archive, &error);
    rows = arsip_page_rows(desk->archive, 3, &error);
    arsip_page_add_reading(desk->archive, ((ArsipPageRow *)rows->pdata[0])->id, reading, NULL, NULL, &error);
    arsip_commit(desk->archive, &error);
    g_assert_no_error(error);

    assert_told(desk, "outdated 3 \n");
}

static void
what_the_index_keeps_and_cannot_read_is_told(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_run(desk, "UPDATE indexed SET content = x'ff00' WHERE document = 1");

    assert_told(desk, "unreadable 1 \n");
}

static void
a_word_that_the_vocabulary_lacks_is_told(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_run(desk, "DELETE FROM vocabulary WHERE word = 'pangkat'");

    assert_told(desk, "unlisted 3 pangkat\n");
}

/* A sample goes by the words alone. */
static void
a_word_that_does_not_lead_to_its_document_is_told(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autofree char *told = NULL;

    desk_run(desk, "INSERT INTO words (words) VALUES ('delete-all')");
    told = examine(desk, 0.99);

    g_assert_nonnull(strstr(told, "unfound 3 "));
}

static void
a_sample_has_as_many_documents_as_it_should(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GString) told = g_string_new(NULL);
    const ArsipHealthOptions options = {.part = 0.5, .tell = write_down, .data = told};
    ArsipHealthCount count;
    GError *error = NULL;

    arsip_index_examine(desk->archive, &options, &count, &error);

    g_assert_no_error(error);
    g_assert_cmpint(count.documents, ==, 2);
}

static void
an_index_of_another_version_is_not_compared(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GString) told = g_string_new(NULL);
    const ArsipHealthOptions options = {.part = 1, .tell = write_down, .data = told};
    ArsipHealthCount count;
    GError *error = NULL;

    desk_run(desk, "INSERT INTO words (words) VALUES ('delete-all')");
    desk_run(desk, "UPDATE archive SET tokenizer = 0");
    arsip_index_examine(desk->archive, &options, &count, &error);

    g_assert_no_error(error);
    g_assert_true(count.is_stale);
    g_assert_cmpstr(told->str, ==, "");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("/health/an_index_that_is_well_is_not_told_of", an_index_that_is_well_is_not_told_of);
    TEST("/health/a_very_long_document_is_well_too", a_very_long_document_is_well_too);
    TEST("/health/a_filed_document_that_is_not_indexed_is_told",
         a_filed_document_that_is_not_indexed_is_told);
    TEST("/health/words_of_a_document_that_is_not_indexed_are_told",
         words_of_a_document_that_is_not_indexed_are_told);
    TEST("/health/words_that_the_index_lacks_are_told", words_that_the_index_lacks_are_told);
    TEST("/health/a_word_that_the_text_has_not_is_told", a_word_that_the_text_has_not_is_told);
    TEST("/health/a_personal_number_that_is_not_noted_is_told", a_personal_number_that_is_not_noted_is_told);
    TEST("/health/a_text_that_is_another_than_was_indexed_is_told",
         a_text_that_is_another_than_was_indexed_is_told);
    TEST("/health/a_newer_reading_that_is_not_indexed_is_told", a_newer_reading_that_is_not_indexed_is_told);
    TEST("/health/what_the_index_keeps_and_cannot_read_is_told",
         what_the_index_keeps_and_cannot_read_is_told);
    TEST("/health/a_word_that_the_vocabulary_lacks_is_told", a_word_that_the_vocabulary_lacks_is_told);
    TEST("/health/a_word_that_does_not_lead_to_its_document_is_told",
         a_word_that_does_not_lead_to_its_document_is_told);
    TEST("/health/a_sample_has_as_many_documents_as_it_should", a_sample_has_as_many_documents_as_it_should);
    TEST("/health/an_index_of_another_version_is_not_compared", an_index_of_another_version_is_not_compared);
    return g_test_run();
}
