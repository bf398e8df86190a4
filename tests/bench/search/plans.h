/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_SEARCH_PLANS_H
#define BENCH_SEARCH_PLANS_H

#include "cases.h"

/*
 * What SQLite does for the query of each class that takes the longest of the first few: each statement, how
 * often it was run, its time, the steps of SQLite's machine, the rows of full scans and the sorts in it, and
 * its plan (EXPLAIN QUERY PLAN). On standard output.
 */
gboolean bench_plans_print(ArsipArchive *archive, const GPtrArray *classes, GError **error);

#endif
