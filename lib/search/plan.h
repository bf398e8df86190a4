/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_PLAN_H
#define ARSIP_SEARCH_PLAN_H

#include <arsip/archive.h>
#include "query/query.h"
#include "search/set.h"

/*
 * How a tree is answered: as much of it as FTS5 can take is one MATCH; every other leaf is asked of the
 * catalogue; what comes of both is put together as sets. Hidden documents and containers are in no set that
 * leaves this file.
 */
typedef struct ArsipPlan ArsipPlan;

ArsipPlan *arsip_plan_new(ArsipArchive *archive, ArsipQuery *query, GError **error);
void arsip_plan_free(ArsipPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPlan, arsip_plan_free)

/* The documents that the query matches (search/set.h). The caller owns them. */
GArray *arsip_plan_run(ArsipPlan *plan, GError **error);

/* The expression whose bm25 orders them, or NULL where the query has no word to weigh by. Borrowed from the
 * plan. */
const char *arsip_plan_expression(const ArsipPlan *plan);

#endif
