/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_SEARCH_CROWD_H
#define BENCH_SEARCH_CROWD_H

#include "cases.h"
#include "words.h"

/* Several processes that search while another takes a batch in. */
typedef struct {
    const char *program; /* arsip */
    const char *folder;  /* of the archive: it grows */
    const BenchWords *words;
    guint32 seed;
    guint n_letters;
    guint n_processes;
    guint pause; /* milliseconds between two queries of one process */
} BenchCrowd;

/* Prints how long the queries took, and how many failed. classes: of BenchClass. */
gboolean bench_crowd_run(const BenchCrowd *crowd, const GPtrArray *classes, GError **error);

#endif
