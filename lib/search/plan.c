/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/plan.h"

#include <string.h>

#include "search/evaluate.h"
#include "search/explain.h"
#include "search/leaf.h"
#include "search/likely.h"
#include "search/nearness.h"
#include "search/spread.h"

struct ArsipPlan {
    ArsipEvaluation how;
    ArsipQuery *query;
};

/* Whoever asks several times spreads its word~ before. */
static ArsipQuery *
spread_vague(ArsipArchive *archive, ArsipQuery *query, GError **error)
{
    g_autoptr(ArsipNeighbours) neighbours = arsip_neighbours_new(archive, FALSE);

    return arsip_spread_query(neighbours, query, ARSIP_SPREAD_VAGUE, NULL, error);
}

ArsipPlan *
arsip_plan_new(ArsipPlanner *planner, ArsipQuery *query, gboolean is_weighed, GError **error)
{
    g_autoptr(ArsipPlan) plan = g_new0(ArsipPlan, 1);

    plan->how.planner = planner;
    plan->how.is_weighed = is_weighed;
    plan->query = spread_vague(planner->archive, query, error);
    plan->how.beginnings =
        plan->query != NULL
            ? arsip_beginnings_new(planner->archive, arsip_query_root(plan->query), planner->rarities, error)
            : NULL;
    return plan->how.beginnings != NULL ? g_steal_pointer(&plan) : NULL;
}

void
arsip_plan_free(ArsipPlan *plan)
{
    if (plan == NULL)
        return;
    g_clear_pointer(&plan->query, arsip_query_unref);
    g_clear_pointer(&plan->how.beginnings, arsip_beginnings_free);
    g_free(plan);
}

ArsipFound *
arsip_plan_run(ArsipPlan *plan, GError **error)
{
    return arsip_plan_show(plan, arsip_evaluate(&plan->how, arsip_query_root(plan->query), error), error);
}

GArray *
arsip_plan_ids(ArsipArchive *archive, ArsipQuery *query, GError **error)
{
    g_autoptr(ArsipPlanner) planner = arsip_planner_new(archive, error);
    g_autoptr(ArsipPlan) plan = planner != NULL ? arsip_plan_new(planner, query, FALSE, error) : NULL;
    g_autoptr(ArsipFound) found = plan != NULL ? arsip_plan_run(plan, error) : NULL;

    return found != NULL ? arsip_found_ids(found) : NULL;
}

ArsipFound *
arsip_plan_show(ArsipPlan *plan, ArsipFound *found, GError **error)
{
    g_autoptr(ArsipFound) taken = found;
    g_autoptr(ArsipFound) hidden = NULL;

    if (taken == NULL)
        return NULL;
    hidden = arsip_found_from_set(arsip_leaf_hidden(plan->how.planner->archive, error));
    return hidden != NULL ? arsip_found_without(g_steal_pointer(&taken), hidden) : NULL;
}

gboolean
arsip_plan_run_likely(ArsipPlan *plan, guint wanted, ArsipFound **found, guint64 *about, GError **error)
{
    const ArsipNode *root = arsip_query_root(plan->query);
    double rarity = 0;

    *found = NULL;
    if (root->kind != ARSIP_NODE_TERMS || !plan->how.is_weighed)
        return TRUE;
    rarity = arsip_rarities_of(plan->how.planner->rarities, root, error);
    if (rarity < 0 || !arsip_likely_find(plan->how.planner, root, rarity, wanted, found, about, error))
        return FALSE;
    if (*found != NULL)
        *found = arsip_plan_show(plan, *found, error);
    return TRUE;
}

gboolean
arsip_plan_is_everything(const ArsipPlan *plan)
{
    static const gint64 large = 2000;

    return arsip_query_root(plan->query)->kind == ARSIP_NODE_ALL &&
           arsip_rarities_last(plan->how.planner->rarities) > large;
}

static void
narrow_dates(const ArsipNode *node, ArsipDates *dates)
{
    if (node->kind != ARSIP_NODE_DATE || g_strcmp0(node->scope, "received") == 0)
        return;
    if (strcmp(node->first, dates->first) > 0)
        g_strlcpy(dates->first, node->first, sizeof dates->first);
    if (*node->last != '\0' && (*dates->last == '\0' || strcmp(node->last, dates->last) < 0))
        g_strlcpy(dates->last, node->last, sizeof dates->last);
}

void
arsip_plan_narrow_dates(const ArsipPlan *plan, ArsipDates *dates)
{
    const ArsipNode *root = arsip_query_root(plan->query);

    narrow_dates(root, dates);
    for (guint i = 0; root->kind == ARSIP_NODE_AND && i < root->children->len; i++)
        narrow_dates(g_ptr_array_index(root->children, i), dates);
}

/* A word that must not be there weighs nothing. */
static gboolean
weighs(const ArsipNode *node)
{
    if (node->kind != ARSIP_NODE_AND && node->kind != ARSIP_NODE_OR)
        return node->kind == ARSIP_NODE_TERMS || node->kind == ARSIP_NODE_NEAR;
    for (guint i = 0; i < node->children->len; i++)
        if (weighs(g_ptr_array_index(node->children, i)))
            return TRUE;
    return FALSE;
}

gboolean
arsip_plan_weighs(const ArsipPlan *plan)
{
    return plan->how.is_weighed && weighs(arsip_query_root(plan->query));
}

gboolean
arsip_plan_add_nearness(ArsipPlan *plan, GArray *placed, GError **error)
{
    return arsip_nearness_add(plan->how.planner->archive, arsip_query_root(plan->query),
                              plan->how.planner->rarities, placed, error);
}

gboolean
arsip_plan_explain(ArsipPlan *plan, ArsipSearchHit *hit, GError **error)
{
    return arsip_explain_hit(plan->how.planner->archive, arsip_query_root(plan->query),
                             (const char *const *)plan->how.planner->survey->field_names,
                             plan->how.planner->rarities, plan->how.beginnings, hit, error);
}
