/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What very many words find is added up strip by strip as if it had been added one by one. */
#include "search-desk.h"

#include "search/sheaf.h"
#include "search/weight.h"

#define TEST(path, function) g_test_add(path, Desk, NULL, set_up, function, tear_down)

/* Two full strips and a part of a third. */
#define LAST (2 * ARSIP_STRIP + 300)

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

/* A sheaf, and beside it what is to come of it. */
typedef struct {
    ArsipLengths *lengths;
    ArsipSheaf *sheaf;
    double rarity;
    float expected[LAST + 1];
} Sum;

static Sum *
begin(Desk *desk)
{
    Sum *sum = g_new0(Sum, 1);

    sum->lengths = arsip_lengths_new(desk->archive);
    sum->sheaf = arsip_sheaf_new(sum->lengths, LAST);
    for (guint id = 0; id <= LAST; id++)
        sum->expected[id] = ARSIP_FOUND_NOT;
    return sum;
}

static void
weigh(Sum *sum, double rarity)
{
    arsip_sheaf_weigh(sum->sheaf, rarity);
    sum->rarity = rarity;
}

static void
expect(Sum *sum, gint64 id, guint8 presence)
{
    if (id >= 0 && id <= LAST)
        sum->expected[id] = MAX(sum->expected[id], 0) + (float)(sum->rarity * presence / ARSIP_PRESENCE_MOST);
}

static void
add(Sum *sum, gint64 id, guint8 presence)
{
    arsip_sheaf_add(sum->sheaf, id, presence);
    expect(sum, id, presence);
}

static void
add_body(Sum *sum, gint64 id, guint n)
{
    ArsipOften often = {0};

    arsip_sheaf_add_body(sum->sheaf, id, n);
    for (guint i = 0; i < n; i++)
        arsip_often_add(&often, ARSIP_COLUMN_ISI);
    expect(sum, id, arsip_presence(&often, arsip_lengths_share(sum->lengths, id)));
}

/* With so many of its documents, packed as the archive packs it. */
static void
add_strip(Desk *desk, Sum *sum, GRand *random, gint64 strip, double share)
{
    guint8 bytes[ARSIP_STRIP] = {0};
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipStatement) statement = NULL;

    for (guint place = 0; place < ARSIP_STRIP; place++) {
        bytes[place] = g_rand_double(random) < share ? (guint8)g_rand_int_range(random, 1, 256) : 0;
        if (bytes[place] != 0)
            expect(sum, strip * ARSIP_STRIP + place, bytes[place]);
    }
    arsip_strip_write(desk->archive, 1, strip, bytes, &error);
    g_assert_no_error(error);
    statement = arsip_statement(desk->archive, "SELECT bytes FROM strip WHERE id = ?1", &error);
    g_assert_true(arsip_statement_bind(statement, &error, "i", arsip_strip_key(1, strip)));
    g_assert_true(arsip_statement_step(statement, &error));
    arsip_sheaf_add_strip(sum->sheaf, strip, sqlite3_column_blob(statement, 0),
                          (guint)sqlite3_column_bytes(statement, 0));
}

/* To the last bit. Takes the sum. How many were found. */
static guint
assert_sum(Sum *sum)
{
    g_autoptr(ArsipFound) found = arsip_sheaf_end(sum->sheaf);
    g_autoptr(GArray) best = arsip_found_best(found, G_MAXUINT);
    guint n = 0;

    for (guint id = 0; id <= LAST; id++)
        n += sum->expected[id] >= 0 ? 1 : 0;
    g_assert_cmpuint(best->len, ==, n);
    for (guint i = 0; i < best->len; i++) {
        const ArsipPlaced *placed = &g_array_index(best, ArsipPlaced, i);

        g_assert_cmpint(placed->id, <=, LAST);
        g_assert_true((float)placed->score == sum->expected[placed->id]);
    }
    g_assert_true((arsip_found_list(found) != NULL) == (n <= ARSIP_SHEAF_LIST_MOST));
    arsip_sheaf_free(sum->sheaf);
    arsip_lengths_free(sum->lengths);
    g_free(sum);
    return n;
}

static void
set_lengths(Desk *desk, GRand *random)
{
    g_autoptr(GError) error = NULL;

    desk_run(desk, "BEGIN IMMEDIATE");
    for (guint i = 0; i < 500; i++)
        arsip_length_set(desk->archive, g_rand_int_range(random, 1, LAST + 1),
                         (guint64)g_rand_int_range(random, 0, 3000), &error);
    desk_run(desk, "COMMIT");
    g_assert_no_error(error);
}

static void
scores_are_added_in_the_order_of_the_words(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(31);
    Sum *sum;

    set_lengths(desk, random);
    sum = begin(desk);
    for (guint i = 0; i < 30000; i++) {
        if (i % 100 == 0)
            weigh(sum, g_rand_double(random) * 9);
        if (g_rand_boolean(random))
            add(sum, g_rand_int_range(random, 1, LAST + 1), (guint8)g_rand_int_range(random, 1, 256));
        else
            add_body(sum, g_rand_int_range(random, 1, LAST + 1),
                     (guint)g_rand_int_range(random, 1, ARSIP_SHEAF_BODY_MOST + 1));
        if (i % 3000 == 0)
            add_strip(desk, sum, random, i / 3000 % 3, i % 4000 == 0 ? 0.01 : i % 5000 == 0 ? 0.3 : 0.97);
    }

    g_assert_cmpuint(assert_sum(sum), >, LAST / 2);
}

static void
few_documents_are_a_list(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(32);
    Sum *sum = begin(desk);

    weigh(sum, 3);
    for (guint i = 0; i < 9000; i++)
        add_body(sum, 1 + 8 * g_rand_int_range(random, 0, 800), 1 + i % 3);

    g_assert_cmpuint(assert_sum(sum), <, ARSIP_SHEAF_LIST_MOST);
}

/* More than are kept, and more rarities. */
static void
what_has_become_much_is_added_up_on_the_way(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(33);
    Sum *sum = begin(desk);

    for (guint i = 0; i < 3000000; i++) {
        if (i % 500 == 0)
            weigh(sum, 1 + i / 500 % 5000);
        add_body(sum, g_rand_int_range(random, 1, LAST + 1), 1);
    }

    g_assert_cmpuint(assert_sum(sum), >, LAST / 2);
}

/* A damaged index may name them. */
static void
documents_that_cannot_be_are_left_out(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    static const gint64 numbers[] = {G_MININT64, -1, LAST + 1, LAST + 4000, G_MAXINT64};
    Sum *sum = begin(desk);
    guint8 full[ARSIP_STRIP];

    memset(full, 1, sizeof full);
    weigh(sum, 1);
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
        arsip_sheaf_add(sum->sheaf, numbers[i], 7);
        arsip_sheaf_add_body(sum->sheaf, numbers[i], 1);
    }
    arsip_sheaf_add_strip(sum->sheaf, -1, full, sizeof full);
    arsip_sheaf_add_strip(sum->sheaf, 3, full, sizeof full);
    arsip_sheaf_add_strip(sum->sheaf, 2, full, sizeof full);
    for (gint64 id = 2 * ARSIP_STRIP; id <= LAST; id++)
        expect(sum, id, 1);
    add(sum, LAST, 9);

    {
        g_autoptr(ArsipFound) found = arsip_sheaf_end(sum->sheaf);

        g_assert_cmpuint(arsip_found_count(found), ==, 301);
        g_assert_cmpint(arsip_found_size(found), ==, LAST + 1);
        for (gint64 id = 0; id <= LAST; id++)
            g_assert_true(arsip_found_scores(found)[id] == sum->expected[id]);
    }
    arsip_sheaf_free(sum->sheaf);
    arsip_lengths_free(sum->lengths);
    g_free(sum);
}

static void
a_last_document_that_cannot_be_takes_no_room(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    static const gint64 numbers[] = {G_MININT64, -1, 0, G_MAXINT64};
    g_autoptr(ArsipLengths) lengths = arsip_lengths_new(desk->archive);

    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
        g_autoptr(ArsipSheaf) sheaf = arsip_sheaf_new(lengths, numbers[i]);
        g_autoptr(ArsipFound) found = NULL;

        arsip_sheaf_weigh(sheaf, 1);
        arsip_sheaf_add(sheaf, 5000, 7);
        found = arsip_sheaf_end(sheaf);

        g_assert_cmpuint(arsip_found_count(found), ==, numbers[i] > 0 ? 1 : 0);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("/sheaf/scores_are_added_in_the_order_of_the_words", scores_are_added_in_the_order_of_the_words);
    TEST("/sheaf/few_documents_are_a_list", few_documents_are_a_list);
    TEST("/sheaf/what_has_become_much_is_added_up_on_the_way", what_has_become_much_is_added_up_on_the_way);
    TEST("/sheaf/documents_that_cannot_be_are_left_out", documents_that_cannot_be_are_left_out);
    TEST("/sheaf/a_last_document_that_cannot_be_takes_no_room", a_last_document_that_cannot_be_takes_no_room);
    return g_test_run();
}
