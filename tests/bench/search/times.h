/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_SEARCH_TIMES_H
#define BENCH_SEARCH_TIMES_H

#include <glib.h>
#include <sys/resource.h>
#include <time.h>

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

/* Of processor time, this process's. */
static inline double
bench_processor_milliseconds(void)
{
    struct timespec used;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (double)used.tv_sec * 1000 + (double)used.tv_nsec / 1e6;
}

/* That of processes that it started, and that have ended. */
static inline double
bench_children_milliseconds(void)
{
    struct rusage used;

    getrusage(RUSAGE_CHILDREN, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
}

#endif
