/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_SEARCH_CASES_H
#define BENCH_SEARCH_CASES_H

#include <arsip/search.h>

/* Queries of each class that issue 5 names, drawn from documents of the archive itself. */
typedef struct {
    char *text;
    char *labels[2];           /* NULL: none */
    char since[11], until[11]; /* "": none */
} BenchQuery;

typedef struct {
    const char *name;
    double p50, p99;    /* limits, milliseconds */
    GPtrArray *queries; /* of BenchQuery, all different */
} BenchClass;

/*
 * only: names, or NULL for all. n: at most so many in each class; there are fewer where the archive has no
 * more. Of BenchClass.
 */
GPtrArray *bench_cases_draw(ArsipArchive *archive, const char *const *only, guint32 seed, guint n,
                            GError **error);

/* Runs it as a person would have it, the best twenty with their snippets. */
ArsipAnswer *bench_query_run(ArsipArchive *archive, const BenchQuery *query, GError **error);

#endif
