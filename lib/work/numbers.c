/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/numbers.h"

static gint
compare(gconstpointer a, gconstpointer b)
{
    gint64 one = *(const gint64 *)a, other = *(const gint64 *)b;

    return (one > other) - (one < other);
}

gboolean
arsip_numbers_have(const GArray *numbers, gint64 number)
{
    return g_array_binary_search((GArray *)numbers, &number, compare, NULL);
}

static GArray *
sift(const GArray *one, const GArray *other, gboolean wanted)
{
    GArray *kept = g_array_new(FALSE, FALSE, sizeof(gint64));

    for (guint i = 0; i < one->len; i++) {
        gint64 number = g_array_index(one, gint64, i);

        if (arsip_numbers_have(other, number) == wanted)
            g_array_append_val(kept, number);
    }
    return kept;
}

GArray *
arsip_numbers_both(const GArray *one, const GArray *other)
{
    return sift(one, other, TRUE);
}

GArray *
arsip_numbers_without(const GArray *one, const GArray *other)
{
    return sift(one, other, FALSE);
}
