/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search-desk.h"

#include "search/content.h"

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

static void
what_was_read_anew_replaces_what_was_read(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    Paper *again = paper_new();

    desk_file(desk, "scan.tif", desk_letter());
    paper_zone(again, ARSIP_ZONE_ISI, "sama sekali lain");
    paper_turn(again);
    index_again(desk, 1, "scan.tif", again);

    assert_finds(desk, "lain", "1");
    assert_finds(desk, "rapat", "");
    assert_finds(desk, "=SPP", "");
    assert_finds(desk, "file:scan.tif", "1");
}

static void
a_document_taken_out_leaves_no_word_behind(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *vocabulary = NULL;

    desk_file(desk, "scan.tif", desk_letter());
    arsip_begin(desk->archive, &error);
    arsip_index_remove(desk->archive, 1, &error);
    arsip_index_remove(desk->archive, 1, &error);
    arsip_commit(desk->archive, &error);
    vocabulary = dump_vocabulary(desk);

    g_assert_no_error(error);
    g_assert_cmpstr(vocabulary, ==, "");
    assert_finds(desk, "rapat", "");
}

static void
filing_the_same_again_changes_nothing(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipLetter) letter = NULL;
    const gint64 readings[] = {1, 2};
    gint64 before, after;

    desk_file(desk, "scan.tif", desk_letter());
    letter = arsip_index_letter(desk->archive, 1, &error);
    g_assert_no_error(error);
    before = arsip_fetch_number(desk->archive, 0, &error, "SELECT total_changes()", "");
    arsip_begin(desk->archive, &error);
    arsip_index_add(desk->archive, 1, letter, readings, 2, "scan.tif", &error);
    arsip_commit(desk->archive, &error);
    after = arsip_fetch_number(desk->archive, 0, &error, "SELECT total_changes()", "");

    g_assert_no_error(error);
    g_assert_cmpint(before, ==, after);
}

static void
an_index_that_another_tokenizer_filled_is_made_anew(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;

    desk_file(desk, "scan.tif", desk_letter());
    desk_file(desk, "lain.tif", desk_letter());
    before = dump_vocabulary(desk);
    desk_run(desk, "INSERT INTO words (words) VALUES ('delete-all')");
    desk_run(desk, "UPDATE archive SET tokenizer = 0");

    g_assert_false(arsip_index_is_current(desk->archive, &error));
    arsip_index_refresh(desk->archive, &error);
    after = dump_vocabulary(desk);

    g_assert_no_error(error);
    g_assert_true(arsip_index_is_current(desk->archive, &error));
    g_assert_cmpstr(before, ==, after);
    assert_finds(desk, "\"rapat kedua\"", "1 2");
}

/* The first tokenizer took these for tamuundangan and a repeated um. */
static void
an_index_of_the_first_tokenizer_finds_broken_words_once_it_is_refreshed(Desk *desk,
                                                                        G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;

    desk_file_body(desk, "kepada tamu-\nundangan Bagian Um-\num");
    desk_run(desk, "INSERT INTO words (words) VALUES ('delete-all')");
    desk_run(desk, "INSERT INTO words (rowid, isi) VALUES (1, 'kepada tamuundangan bagian um')");
    desk_run(desk, "UPDATE archive SET tokenizer = 1");
    assert_finds(desk, "tamuundangan", "1");
    assert_finds(desk, "\"bagian umum\"", "");

    arsip_index_refresh(desk->archive, &error);

    g_assert_no_error(error);
    assert_finds(desk, "tamuundangan", "");
    assert_finds(desk, "\"tamu undangan bagian umum\"", "1");
}

static void
a_document_filed_into_an_old_index_brings_it_up_to_date(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;

    desk_file(desk, "scan.tif", desk_letter());
    desk_run(desk, "INSERT INTO words (words) VALUES ('delete-all')");
    desk_run(desk, "UPDATE archive SET tokenizer = 0");
    desk_file_body(desk, "rapat ketiga");

    assert_finds(desk, "rapat", "1 2");
    g_assert_true(arsip_index_is_current(desk->archive, &error));
}

static void
an_old_index_is_told(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(ArsipAnswer) answer = NULL;

    desk_run(desk, "UPDATE archive SET tokenizer = 0");
    answer = desk_ask(desk, &(ArsipSearchOptions){.query = "rapat"});

    g_assert_true(answer->is_stale);
}

static void
a_filing_that_is_rolled_back_leaves_no_word(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;

    desk_file_body(desk, "rapat");
    arsip_begin(desk->archive, &error);
    desk_file_body(desk, "rapat petugas");
    arsip_rollback(desk->archive);

    g_assert_no_error(error);
    assert_finds(desk, "rapat", "1");
    assert_finds(desk, "petugas", "");
}

static void
the_letter_comes_back_as_it_was(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipLetter) letter = NULL;
    const ArsipField *hal;
    ArsipPlace place;

    desk_file(desk, "scan.tif", desk_letter());
    letter = arsip_index_letter(desk->archive, 1, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(letter->zones[ARSIP_ZONE_JUDUL].text, ==, "SURAT TUGAS");
    g_assert_cmpstr(letter->zones[ARSIP_ZONE_ISI].text, ==, "rapat pertama SPP\nrapat kedua");
    place = arsip_zone_text_place(&letter->zones[ARSIP_ZONE_ISI], 18, 5);
    g_assert_cmpuint(place.page, ==, 2);
    g_assert_cmpuint(place.start, ==, 0);
    hal = arsip_letter_field(letter, "hal");
    g_assert_cmpstr(hal->value, ==, "Tugas");
    g_assert_cmpuint(hal->place.start, ==, 6);
    g_assert_cmpuint(arsip_letter_field(letter, "lokasi")->place.page, ==, 0);
}

/* The index is filled from the pieces of the zones: they must give the zones' very text. */
static void
the_zones_of_a_letter_that_was_read_come_back(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    static const char text[] =
        "PEMERINTAH KOTA CENDANA\nDINAS SOSIAL\nJalan Melati 3 Cendana\n\n"
        "Nomor : 094/65/Dinsos/2019        Cendana, 12 Maret 2019\nSifat : Segera\n"
        "Hal : Undangan Rapat\n\nYth. Camat Cendana\ndi Tempat\n\n"
        "Dengan hormat, mengharap kehadiran Saudara pada\nhari Senin pukul 09.00 di aula.\n\n"
        "Kepala Dinas,\n\nBudi Santoso\nNIP 197001012000031001\n\nTembusan:\n1. Arsip\n";
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipReading) reading = arsip_reading_new();
    g_autoptr(ArsipLetter) read = NULL;
    g_autoptr(ArsipLetter) back = NULL;
    gint64 made = 0;

    desk_file_body(desk, "x");
    g_free(reading->text);
    reading->text = g_strdup(text);
    read = arsip_letter_read((const ArsipReading *const[]){reading}, 1);
    arsip_begin(desk->archive, &error);
    arsip_page_add_reading(desk->archive, 1, reading, NULL, &made, &error);
    arsip_index_add(desk->archive, 1, read, &made, 1, "scan.tif", &error);
    arsip_commit(desk->archive, &error);
    back = arsip_index_letter(desk->archive, 1, &error);

    g_assert_no_error(error);
    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        g_assert_cmpstr(back->zones[i].text, ==, read->zones[i].text);
    g_assert_cmpuint(back->zones[ARSIP_ZONE_ISI].pieces->len, >, 0);
    g_assert_cmpuint(back->fields->len, ==, read->fields->len);
    assert_finds(desk, "isi:\"pada hari senin\"", "1");
}

static void
the_letter_of_an_unknown_document_is_empty(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipLetter) letter = arsip_index_letter(desk->archive, 99, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(letter->fields->len, ==, 0);
}

static void
a_piece_that_is_on_no_page_is_told_and_not_indexed(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    Paper *paper = desk_letter();
    g_autoptr(GArray) readings = NULL;
    ArsipPiece *piece = &g_array_index(paper->letter->zones[ARSIP_ZONE_ISI].pieces, ArsipPiece, 1);

    desk_file(desk, "scan.tif", desk_letter());
    readings = desk_read(desk, 1, paper);
    piece->place.length = 1000;
    arsip_begin(desk->archive, &error);
    arsip_index_add(desk->archive, 1, paper->letter, (const gint64 *)(void *)readings->data, readings->len,
                    "scan.tif", &error);
    arsip_rollback(desk->archive);

    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    assert_finds(desk, "isi:\"spp rapat\"", "1");
    paper_free(paper);
}

static void
damage_in_what_was_indexed_is_told_and_not_followed(G_GNUC_UNUSED Desk *desk,
                                                    G_GNUC_UNUSED gconstpointer data)
{
    Paper *paper = desk_letter();
    const gint64 readings[] = {1, 2};
    g_autoptr(GBytes) whole = arsip_content_pack("scan.tif", readings, 2, paper->letter);
    gsize size;
    const guint8 *bytes = g_bytes_get_data(whole, &size);

    for (gsize length = 0; length < size; length++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GBytes) cut = g_bytes_new(bytes, length);

        g_assert_null(arsip_content_unpack(cut, &error));
        g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    }
    for (gsize i = 0; i < size * 8; i++) {
        ArsipReading page = {.text = (char *)"SURAT TUGAS\n\nrapat pertama SPP\n\n"};
        const ArsipReading *const pages[] = {&page};
        ArsipHeldPages held;
        g_autofree guint8 *flipped = g_memdup2(bytes, size);
        g_autoptr(GBytes) blob = NULL;
        g_autoptr(ArsipContent) content = NULL;

        flipped[i / 8] = (guint8)(flipped[i / 8] ^ (1u << (i % 8)));
        blob = g_bytes_new(flipped, size);
        content = arsip_content_unpack(blob, NULL);
        if (content == NULL)
            continue;
        arsip_held_pages_init(&held, pages, G_N_ELEMENTS(pages));
        arsip_content_fill(content, &held.pages);
        for (guint zone = 0; zone < ARSIP_N_ZONES; zone++)
            arsip_zone_text_hold(&content->letter->zones[zone], &held.pages);
    }
    paper_free(paper);
}

static void
a_reader_that_cannot_write_finds_too(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipArchive) reader = NULL;
    g_autoptr(GArray) ids = NULL;

    desk_file_body(desk, "rapat");
    reader = arsip_archive_open(desk->folder, ARSIP_ARCHIVE_READ, &error);
    g_assert_no_error(error);
    arsip_search_ids(reader, "rapat", ARSIP_SEARCH_PLAIN, &ids, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(ids->len, ==, 1);
}

static void
an_answer_is_given_while_another_writes(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipArchive) reader = NULL;
    g_autoptr(GArray) during = NULL;
    g_autoptr(GArray) after = NULL;

    desk_file_body(desk, "rapat");
    reader = arsip_archive_open(desk->folder, ARSIP_ARCHIVE_READ, &error);
    arsip_begin(desk->archive, &error);
    desk_file_body(desk, "rapat");
    arsip_search_ids(reader, "rapat", ARSIP_SEARCH_PLAIN, &during, &error);
    arsip_commit(desk->archive, &error);
    arsip_search_ids(reader, "rapat", ARSIP_SEARCH_PLAIN, &after, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(during->len, ==, 1);
    g_assert_cmpuint(after->len, ==, 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("/index/what_was_read_anew_replaces_what_was_read", what_was_read_anew_replaces_what_was_read);
    TEST("/index/a_document_taken_out_leaves_no_word_behind", a_document_taken_out_leaves_no_word_behind);
    TEST("/index/filing_the_same_again_changes_nothing", filing_the_same_again_changes_nothing);
    TEST("/index/an_index_that_another_tokenizer_filled_is_made_anew",
         an_index_that_another_tokenizer_filled_is_made_anew);
    TEST("/index/an_index_of_the_first_tokenizer_finds_broken_words_once_it_is_refreshed",
         an_index_of_the_first_tokenizer_finds_broken_words_once_it_is_refreshed);
    TEST("/index/a_document_filed_into_an_old_index_brings_it_up_to_date",
         a_document_filed_into_an_old_index_brings_it_up_to_date);
    TEST("/index/an_old_index_is_told", an_old_index_is_told);
    TEST("/index/a_filing_that_is_rolled_back_leaves_no_word", a_filing_that_is_rolled_back_leaves_no_word);
    TEST("/index/the_letter_comes_back_as_it_was", the_letter_comes_back_as_it_was);
    TEST("/index/the_zones_of_a_letter_that_was_read_come_back",
         the_zones_of_a_letter_that_was_read_come_back);
    TEST("/index/the_letter_of_an_unknown_document_is_empty", the_letter_of_an_unknown_document_is_empty);
    TEST("/index/a_piece_that_is_on_no_page_is_told_and_not_indexed",
         a_piece_that_is_on_no_page_is_told_and_not_indexed);
    TEST("/index/damage_in_what_was_indexed_is_told_and_not_followed",
         damage_in_what_was_indexed_is_told_and_not_followed);
    TEST("/index/a_reader_that_cannot_write_finds_too", a_reader_that_cannot_write_finds_too);
    TEST("/index/an_answer_is_given_while_another_writes", an_answer_is_given_while_another_writes);
    return g_test_run();
}
