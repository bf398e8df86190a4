/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search-desk.h"

#include "search/content.h"

/* A document whose words go into the index in several portions. */

#define BIG_PAGES      120
#define BIG_PAGE_WORDS 800

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

/* A word of 128 letters, so that many bytes are few words. */
static void
append_long_word(GString *text, guint number)
{
    for (guint i = 0; i < 128; i++)
        g_string_append_c(text, (char)('a' + (number >> (i % 10) & 1) + i % 3));
    g_string_append_c(text, ' ');
}

/* 12 MiB of body, two portions; each page ends with a word and begins with one that tell its number. */
static Paper *
write_big_letter(void)
{
    Paper *paper = paper_new();
    guint32 at = 0;

    paper_zone(paper, ARSIP_ZONE_JUDUL, "LAPORAN TAHUNAN");
    paper_field(paper, "hal", "Laporan rapat Dinas");
    paper_field(paper, "lokasi", "Rak awal9");
    for (guint page = 2; page <= BIG_PAGES; page++) {
        g_autoptr(GString) text = g_string_new(NULL);
        ArsipPiece piece;

        g_string_append_printf(text, "awal%u rapat ", page);
        for (guint i = 0; i < BIG_PAGE_WORDS; i++)
            append_long_word(text, page * 7 + i);
        g_string_append_printf(text, "SPP akhir%u", page);
        paper_turn(paper);
        piece = (ArsipPiece){at, paper_write(paper, text->str)};
        at += piece.place.length + 1;
        g_array_append_val(paper->letter->zones[ARSIP_ZONE_ISI].pieces, piece);
    }
    return paper;
}

/* What FTS5 counts of all rows. */
static char *
dump_counts(Desk *desk)
{
    g_autoptr(GError) error = NULL;
    char *counts =
        arsip_fetch_text(desk->archive, &error, "SELECT hex(block) FROM words_data WHERE id = 1", "");

    g_assert_no_error(error);
    return counts;
}

static void
a_document_in_portions_is_found_by_words_of_all_of_them(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_file(desk, "scan.tif", desk_letter());
    desk_file(desk, "laporan.pdf", write_big_letter());

    assert_finds(desk, "\"spp akhir7 awal8 rapat\"", "2");
    assert_finds(desk, "\"akhir7 awal9\"", "");
    assert_finds(desk, "awal2 akhir120 hal:dinas lokasi:awal9 =SPP judul:tahunan", "2");
    assert_finds(desk, "isi:awal9 NEAR/2 isi:akhir8", "2");
    assert_finds(desk, "hal:awal9", "");
    assert_finds(desk, "rapat", "1 2");
}

static void
a_document_in_portions_counts_as_one(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autofree char *counts = NULL, *again = NULL;

    desk_file(desk, "laporan.pdf", write_big_letter());
    counts = dump_counts(desk);
    index_again(desk, 1, "lain.pdf", write_big_letter());
    index_again(desk, 1, "laporan.pdf", write_big_letter());
    again = dump_counts(desk);

    g_assert_cmpstr(counts, ==, again);
    /* One row; words of name, hal, lokasi, judul and isi. Varints, big-endian (SQLite's, as FTS5 writes
     * them). */
    g_assert_true(g_str_has_prefix(counts, "01"));
}

static void
a_document_in_portions_leaves_no_word_behind(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *words = NULL, *counts = NULL, *words_after = NULL, *counts_after = NULL;

    desk_file(desk, "scan.tif", desk_letter());
    words = dump_vocabulary(desk);
    counts = dump_counts(desk);
    desk_file(desk, "laporan.pdf", write_big_letter());
    arsip_begin(desk->archive, &error);
    arsip_index_remove(desk->archive, 2, &error);
    arsip_commit(desk->archive, &error);
    words_after = dump_vocabulary(desk);
    counts_after = dump_counts(desk);

    g_assert_no_error(error);
    g_assert_cmpstr(words_after, ==, words);
    g_assert_cmpstr(counts_after, ==, counts);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("/index/a_document_in_portions_is_found_by_words_of_all_of_them",
         a_document_in_portions_is_found_by_words_of_all_of_them);
    TEST("/index/a_document_in_portions_counts_as_one", a_document_in_portions_counts_as_one);
    TEST("/index/a_document_in_portions_leaves_no_word_behind", a_document_in_portions_leaves_no_word_behind);
    return g_test_run();
}
