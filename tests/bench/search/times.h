/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_SEARCH_TIMES_H
#define BENCH_SEARCH_TIMES_H

#include <glib.h>

/* Milliseconds of many runs: of double. */
static inline gint
bench_compare_times(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* share: 0.5 for the median, 1 for the worst; of sorted times. The nearest rank. */
static inline double
bench_quantile(const GArray *times, double share)
{
    guint at = (guint)(share * times->len + 0.999999);

    return times->len > 0 ? g_array_index(times, double, CLAMP(at, 1, times->len) - 1) : 0;
}

static inline double
bench_milliseconds(void)
{
    return (double)g_get_monotonic_time() / 1000;
}

#endif
