/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/set.h"

/* From here on the smaller set looks its members up in the larger one instead of walking it. */
#define LOPSIDED 16

/* So many are marked bit by bit instead of compared, unless that takes more bits for each than so many. */
#define MANY      1000
#define BITS_EACH 1000

GArray *
arsip_set_new(void)
{
    return g_array_new(FALSE, FALSE, sizeof(gint64));
}

void
arsip_set_append(GArray *set, gint64 id)
{
    g_array_append_val(set, id);
}

static gint
compare_ids(gconstpointer one, gconstpointer other)
{
    gint64 a = *(const gint64 *)one, b = *(const gint64 *)other;

    return (a > b) - (a < b);
}

static gint64
find_highest(const GArray *set)
{
    gint64 highest = 0;

    for (guint i = 0; i < set->len; i++)
        highest = MAX(highest, arsip_set_at(set, i));
    return highest;
}

/* By marking each in a row of bits and reading them off; documents are numbered without great gaps. */
static void
settle_many(GArray *set, gint64 highest)
{
    g_autofree guint64 *bits = g_new0(guint64, highest / 64 + 1);
    guint kept = 0;

    for (guint i = 0; i < set->len; i++)
        bits[arsip_set_at(set, i) / 64] |= G_GUINT64_CONSTANT(1) << arsip_set_at(set, i) % 64;
    for (gint64 word = 0; word <= highest / 64; word++)
        for (guint64 left = bits[word]; left != 0; left &= left - 1)
            g_array_index(set, gint64, kept++) = word * 64 + __builtin_ctzll(left);
    g_array_set_size(set, kept);
}

void
arsip_set_settle(GArray *set)
{
    gboolean is_rising = TRUE;
    gint64 highest;
    guint kept = 0;

    for (guint i = 1; i < set->len && is_rising; i++)
        is_rising = arsip_set_at(set, i - 1) < arsip_set_at(set, i);
    if (is_rising)
        return;
    highest = find_highest(set);
    if (set->len > MANY && highest / BITS_EACH < set->len) {
        settle_many(set, highest);
        return;
    }
    g_array_sort(set, compare_ids);
    for (guint i = 0; i < set->len; i++)
        if (kept == 0 || arsip_set_at(set, kept - 1) != arsip_set_at(set, i))
            g_array_index(set, gint64, kept++) = arsip_set_at(set, i);
    g_array_set_size(set, kept);
}

/* Where id stands at or after `from`, or where it would. */
static guint
find(const GArray *set, guint from, gint64 id)
{
    guint low = from, high = set->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (arsip_set_at(set, middle) < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

gboolean
arsip_set_has(const GArray *set, gint64 id)
{
    guint at = find(set, 0, id);

    return at < set->len && arsip_set_at(set, at) == id;
}

GArray *
arsip_set_union(const GArray *one, const GArray *other)
{
    GArray *all = g_array_sized_new(FALSE, FALSE, sizeof(gint64), one->len + other->len);
    guint i = 0, j = 0;

    while (i < one->len && j < other->len) {
        gint64 a = arsip_set_at(one, i), b = arsip_set_at(other, j);

        arsip_set_append(all, MIN(a, b));
        i += a <= b;
        j += b <= a;
    }
    if (i < one->len)
        g_array_append_vals(all, &g_array_index(one, gint64, i), one->len - i);
    if (j < other->len)
        g_array_append_vals(all, &g_array_index(other, gint64, j), other->len - j);
    return all;
}

GArray *
arsip_set_difference(const GArray *one, const GArray *without)
{
    GArray *left = arsip_set_new();
    gboolean is_lopsided = without->len / LOPSIDED > one->len;
    guint j = 0;

    for (guint i = 0; i < one->len; i++) {
        gint64 id = arsip_set_at(one, i);

        if (is_lopsided)
            j = find(without, j, id);
        while (j < without->len && arsip_set_at(without, j) < id)
            j++;
        if (j == without->len || arsip_set_at(without, j) != id)
            arsip_set_append(left, id);
    }
    return left;
}
