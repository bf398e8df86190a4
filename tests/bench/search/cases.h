/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_SEARCH_CASES_H
#define BENCH_SEARCH_CASES_H

#include <arsip/search.h>

/* Queries of each class that issue 5 names, drawn from documents of the archive itself. */
typedef struct {
    char *text;
    char *labels[2];           /* NULL: none */
    char since[11], until[11]; /* "": none */
    double share; /* of the documents that have its rarest word, or the commonest that it may be meant for */
} BenchQuery;

/* A word in no more documents than this is rare, and has the limit of those. */
#define BENCH_RARE_SHARE 0.01
#define BENCH_RARE_P50   5.0
#define BENCH_COMMON_P50 20.0

typedef struct {
    const char *name;
    double p99;         /* limit, milliseconds */
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
