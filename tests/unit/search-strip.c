/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A byte for each document, in strips. */
#include "search-desk.h"

#include "search/strip.h"

#define ROW 7

static void
fill(guint8 bytes[ARSIP_STRIP], GRand *random, double share)
{
    for (guint i = 0; i < ARSIP_STRIP; i++)
        bytes[i] = g_rand_double(random) < share ? (guint8)g_rand_int_range(random, 1, 256) : 0;
}

typedef struct {
    const guint8 *expected;
    guint next; /* place */
} Comparison;

static void
compare_entry(guint place, guint8 byte, gpointer data)
{
    Comparison *comparison = data;

    while (comparison->expected[comparison->next] == 0)
        comparison->next++;
    g_assert_cmpuint(place, ==, comparison->next);
    g_assert_cmpuint(byte, ==, comparison->expected[place]);
    comparison->next++;
}

/* The packed strip is held against the bytes. */
static void
compare_entries(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    Comparison comparison = {data, 0};

    g_assert_cmpint(strip, ==, 3);
    arsip_strip_each_entry(packed, length, compare_entry, &comparison);
    while (comparison.next < ARSIP_STRIP)
        g_assert_cmpuint(comparison.expected[comparison.next++], ==, 0);
}

static void
a_strip_comes_back_however_many_of_its_bytes_are_none(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    static const double shares[] = {0, 0.0002, 0.003, 0.02, 0.06, 0.064, 0.1, 0.3, 0.8, 0.88, 1};
    g_autoptr(GRand) random = g_rand_new_with_seed(4);
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < G_N_ELEMENTS(shares); i++) {
        guint8 bytes[ARSIP_STRIP], kept[ARSIP_STRIP];

        fill(bytes, random, shares[i]);
        arsip_strip_write(desk->archive, ROW, 3, bytes, &error);
        g_assert_no_error(error);
        arsip_strip_read(desk->archive, ROW, 3, kept, &error);
        g_assert_no_error(error);
        g_assert_true(memcmp(kept, bytes, ARSIP_STRIP) == 0);
        arsip_strips_each(desk->archive, ROW, compare_entries, bytes, &error);
        g_assert_no_error(error);
    }
}

static void
few_bytes_take_little_room(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    guint8 bytes[ARSIP_STRIP] = {0};
    g_autoptr(GError) error = NULL;

    bytes[3999] = 9;
    arsip_strip_write(desk->archive, ROW, 0, bytes, &error);
    g_assert_no_error(error);
    g_assert_cmpint(arsip_fetch_number(desk->archive, -1, &error, "SELECT length(bytes) FROM strip", ""), <=,
                    40);
}

static void
assert_within(guint place, G_GNUC_UNUSED guint8 byte, G_GNUC_UNUSED gpointer data)
{
    g_assert_cmpuint(place, <, ARSIP_STRIP);
}

/* Whatever a damaged database gives, no place is outside of the strip. */
static void
a_damaged_strip_says_nothing_of_places_beyond_its_end(G_GNUC_UNUSED Desk *desk,
                                                      G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(5);
    guint8 packed[ARSIP_STRIP];

    for (guint i = 0; i < 2000; i++) {
        guint length = (guint)g_rand_int_range(random, 0, i % 2 ? 600 : ARSIP_STRIP);

        for (guint k = 0; k < length; k++)
            packed[k] = (guint8)g_rand_int(random);
        arsip_strip_each_entry(packed, length, assert_within, NULL);
    }
}

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

#define TEST(path, function) g_test_add(path, Desk, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("/strip/comes_back_however_many_of_its_bytes_are_none",
         a_strip_comes_back_however_many_of_its_bytes_are_none);
    TEST("/strip/few_bytes_take_little_room", few_bytes_take_little_room);
    TEST("/strip/damaged_says_nothing_of_places_beyond_its_end",
         a_damaged_strip_says_nothing_of_places_beyond_its_end);
    return g_test_run();
}
