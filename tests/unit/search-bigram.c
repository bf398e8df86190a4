/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bigrams of a strip: packed and read again. */
#include <glib.h>
#include <string.h>

#include "search-desk.h"
#include "search/bigram.h"
#include "search/weight.h"

#define WORDS 40

static GArray *
make_rows(void)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(gint64));

    for (guint i = 0; i < WORDS; i++) {
        gint64 row = 3 + (gint64)i * 41;

        g_array_append_val(rows, row);
    }
    return rows;
}

typedef struct {
    ArsipOften often[WORDS][WORDS];
} Counts;

/* What a document of random bigrams is: some of them several times, in several columns. */
static void
draw(GRand *random, Counts *counts, GArray *bigrams)
{
    memset(counts, 0, sizeof *counts);
    g_array_set_size(bigrams, 0);
    for (gint n = g_rand_int_range(random, 0, 30); n > 0; n--) {
        guint first = (guint)g_rand_int_range(random, 0, WORDS),
              second = (guint)g_rand_int_range(random, 0, WORDS);
        ArsipColumn column = (ArsipColumn)g_rand_int_range(random, 0, ARSIP_N_COLUMNS);
        ArsipBigram bigram = arsip_bigram(first, second, g_rand_boolean(random) ? ARSIP_COLUMN_ISI : column);

        g_array_append_val(bigrams, bigram);
        arsip_often_add(&counts->often[first][second], (ArsipColumn)(bigram & 15));
    }
}

/* Whose steps of length are these, by document. */
static void
set_lengths(Desk *desk, const guint64 *n_words)
{
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < ARSIP_STRIP; i++)
        if (n_words[i] > 0)
            arsip_length_set(desk->archive, i, n_words[i], &error);
    g_assert_no_error(error);
}

static void
presences_come_back_as_they_were_counted(void)
{
    static guint8 expected[WORDS][WORDS][ARSIP_STRIP];
    static guint64 n_words[ARSIP_STRIP];
    g_autoptr(GRand) random = g_rand_new_with_seed(11);
    g_autoptr(ArsipBigramStrip) strip = arsip_bigram_strip_new();
    g_autoptr(GArray) rows = make_rows(), bigrams = g_array_new(FALSE, FALSE, sizeof(ArsipBigram));
    g_autofree Counts *counts = g_new(Counts, 1);
    g_autoptr(ArsipLengths) lengths = NULL;
    guint8 bytes[ARSIP_STRIP];
    guint n_found = 0;
    Desk desk;

    desk_open(&desk);
    for (gint i = 0; i < ARSIP_STRIP; i += g_rand_int_range(random, 1, 9)) {
        /* A few were there before, and some are written out of their order. */
        guint place =
            (guint)(g_rand_int_range(random, 0, 50) == 0 ? g_rand_int_range(random, 0, ARSIP_STRIP) : i);

        n_words[place] = (guint64)g_rand_int_range(random, 1, 2000);
        draw(random, counts, bigrams);
        arsip_bigram_strip_drop(strip, place);
        arsip_bigram_strip_add(strip, place, arsip_length_step(n_words[place]), bigrams);
        for (guint a = 0; a < WORDS; a++)
            for (guint b = 0; b < WORDS; b++)
                expected[a][b][place] = arsip_presence(
                    &counts->often[a][b], arsip_length_share_of_step(arsip_length_step(n_words[place])));
    }
    set_lengths(&desk, n_words);
    lengths = arsip_lengths_new(desk.archive);

    for (guint i = 0; i < WORDS * ARSIP_BIGRAM_PARTS; i++) {
        guint a = i / ARSIP_BIGRAM_PARTS, part = i % ARSIP_BIGRAM_PARTS;
        g_autoptr(GByteArray) packed = arsip_bigram_strip_pack(strip, a, part, rows);

        for (guint b = 0; b < WORDS; b++) {
            gint64 row = g_array_index(rows, gint64, b);
            gboolean is_found = arsip_bigram_unpack(packed->data, packed->len, row, 0, lengths, bytes);

            n_found += is_found ? 1 : 0;
            if (row % ARSIP_BIGRAM_PARTS == part)
                g_assert_true(memcmp(bytes, expected[a][b], ARSIP_STRIP) == 0);
            else
                g_assert_false(is_found);
        }
        g_assert_false(arsip_bigram_unpack(packed->data, packed->len, 4, 0, lengths, bytes));
    }
    g_assert_cmpuint(n_found, >, WORDS * WORDS / 2);
    desk_close(&desk);
}

static void
bytes_that_make_no_sense_are_read_no_further(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(5);
    g_autoptr(ArsipLengths) lengths = NULL;
    guint8 bytes[ARSIP_STRIP];
    Desk desk;

    desk_open(&desk);
    lengths = arsip_lengths_new(desk.archive);
    for (guint i = 0; i < 20000; i++) {
        guint length = (guint)g_rand_int_range(random, 0, 40);
        g_autofree guint8 *packed = g_malloc(length + 1);

        for (guint k = 0; k < length; k++)
            packed[k] = (guint8)(g_rand_boolean(random) ? g_rand_int_range(random, 0, 12)
                                                        : g_rand_int_range(random, 0, 256));
        arsip_bigram_unpack(packed, length, g_rand_int_range(random, 0, 12), 0, lengths, bytes);
    }
    desk_close(&desk);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bigram/presences_come_back_as_they_were_counted",
                    presences_come_back_as_they_were_counted);
    g_test_add_func("/bigram/bytes_that_make_no_sense_are_read_no_further",
                    bytes_that_make_no_sense_are_read_no_further);
    return g_test_run();
}
