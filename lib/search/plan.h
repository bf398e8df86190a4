/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_PLAN_H
#define ARSIP_SEARCH_PLAN_H

#include <arsip/search.h>
#include "query/query.h"
#include "search/found.h"
#include "search/order.h"
#include "search/planner.h"

/*
 * How a query is answered: see search/evaluate.h. Hidden documents and containers are in nothing that leaves
 * this file.
 *
 * A document's score (search/weight.h) is the sum over the words and phrases of the query that it holds, but
 * for those that it must not hold.
 */
typedef struct ArsipPlan ArsipPlan;

/* is_weighed: whether the scores are wanted; without, all are 0 and it costs less. The planner is borrowed.
 */
ArsipPlan *arsip_plan_new(ArsipPlanner *planner, ArsipQuery *query, gboolean is_weighed, GError **error);
void arsip_plan_free(ArsipPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPlan, arsip_plan_free)

/* The documents that the query matches. The caller owns them. */
ArsipFound *arsip_plan_run(ArsipPlan *plan, GError **error);

/* The same of a query that is asked once, as a set (search/set.h). The caller owns it. */
GArray *arsip_plan_ids(ArsipArchive *archive, ArsipQuery *query, GError **error);

/*
 * The best `wanted` of them, and about how many there are, where that takes far less than to find all: see
 * search/likely.h. *found is NULL otherwise. The caller owns it.
 */
gboolean arsip_plan_run_likely(ArsipPlan *plan, guint wanted, ArsipFound **found, guint64 *about,
                               GError **error);

/* Whether it matches every document of a large archive, so that anything else had better be asked first. */
gboolean arsip_plan_is_everything(const ArsipPlan *plan);

/* Those of them that may be shown. Takes them; NULL gives NULL. The caller owns what it gives. */
ArsipFound *arsip_plan_show(ArsipPlan *plan, ArsipFound *found, GError **error);

/* Narrows the dates to those that the query itself asks for. */
void arsip_plan_narrow_dates(const ArsipPlan *plan, ArsipDates *dates);

/* Whether the query has a word that documents are weighed by. */
gboolean arsip_plan_weighs(const ArsipPlan *plan);

/* To the best of what was found: see search/nearness.h. */
gboolean arsip_plan_add_nearness(ArsipPlan *plan, GArray *placed, GError **error);

/* What the score of a hit is made of: see search/explain.h. */
gboolean arsip_plan_explain(ArsipPlan *plan, ArsipSearchHit *hit, GError **error);

#endif
