/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/plan.h"

#include "search/expression.h"
#include "search/leaf.h"
#include "search/spread.h"

struct ArsipPlan {
    ArsipArchive *archive;
    ArsipQuery *query;
    char **field_names;
    char *expression;
};

/* ---- what to weigh by */

/*
 * The words that speak for a document. Of a conjunction those parts that can be asked of FTS5 by themselves,
 * of a disjunction all of its sides; a negation speaks for none.
 */
static char *
weigh(const ArsipPlan *plan, const ArsipNode *node)
{
    char *expression = NULL;
    const char *operator= node->kind == ARSIP_NODE_AND ? "AND" : "OR";

    if (arsip_expression_can(node))
        return arsip_expression_make(node, (const char *const *)plan->field_names);
    if (node->kind != ARSIP_NODE_AND && node->kind != ARSIP_NODE_OR)
        return NULL;
    for (guint i = 0; i < node->children->len; i++) {
        const ArsipNode *child = g_ptr_array_index(node->children, i);

        if (node->kind == ARSIP_NODE_OR || arsip_expression_can(child))
            expression = arsip_expression_join(expression, operator, weigh(plan, child));
    }
    return expression;
}

/* Whoever asks several times spreads its word~ before. */
static ArsipQuery *
spread_vague(ArsipArchive *archive, ArsipQuery *query, GError **error)
{
    g_autoptr(ArsipNeighbours) neighbours = arsip_neighbours_new(archive, FALSE);

    return arsip_spread_query(neighbours, query, ARSIP_SPREAD_VAGUE, NULL, error);
}

ArsipPlan *
arsip_plan_new(ArsipArchive *archive, ArsipQuery *query, GError **error)
{
    g_autoptr(ArsipPlan) plan = g_new0(ArsipPlan, 1);

    plan->archive = archive;
    plan->query = spread_vague(archive, query, error);
    plan->field_names = plan->query != NULL ? arsip_leaf_field_names(archive, error) : NULL;
    if (plan->field_names == NULL)
        return NULL;
    plan->expression = weigh(plan, arsip_query_root(plan->query));
    return g_steal_pointer(&plan);
}

void
arsip_plan_free(ArsipPlan *plan)
{
    if (plan == NULL)
        return;
    g_clear_pointer(&plan->query, arsip_query_unref);
    g_strfreev(plan->field_names);
    g_free(plan->expression);
    g_free(plan);
}

const char *
arsip_plan_expression(const ArsipPlan *plan)
{
    return plan->expression;
}

/* ---- sets */

static GArray *evaluate(const ArsipPlan *plan, const ArsipNode *node, GError **error);

/* one becomes one OPERATION other; other is freed. NULL operands stand for failure. */
static gboolean
combine(GArray **one, GArray *(*operation)(const GArray *, const GArray *), GArray *other)
{
    g_autoptr(GArray) before = g_steal_pointer(one);
    g_autoptr(GArray) beside = other;

    if (before == NULL || beside == NULL)
        return FALSE;
    *one = operation(before, beside);
    return TRUE;
}

/* Those children that FTS5 can take, joined into one expression; NULL where there is none. */
static char *
gather(const ArsipPlan *plan, const ArsipNode *node, gboolean negative, const char *operator)
{
    char *expression = NULL;

    for (guint i = 0; i < node->children->len; i++) {
        const ArsipNode *child = g_ptr_array_index(node->children, i);

        if ((child->kind == ARSIP_NODE_NOT) != negative)
            continue;
        if (negative)
            child = g_ptr_array_index(child->children, 0);
        if (arsip_expression_can(child))
            expression = arsip_expression_join(
                expression, operator, arsip_expression_make(child, (const char *const *)plan->field_names));
    }
    return expression;
}

static GArray *
evaluate_conjunction(const ArsipPlan *plan, const ArsipNode *node, GError **error)
{
    g_autofree char *words = gather(plan, node, FALSE, "AND");
    g_autofree char *without = gather(plan, node, TRUE, "OR");
    g_autoptr(GArray) set = words != NULL ? arsip_leaf_match(plan->archive, words, error) : NULL;

    if (words != NULL && set == NULL)
        return NULL;
    for (guint i = 0; i < node->children->len; i++) {
        const ArsipNode *child = g_ptr_array_index(node->children, i);

        if (child->kind == ARSIP_NODE_NOT || arsip_expression_can(child))
            continue;
        if (set == NULL ? (set = evaluate(plan, child, error)) == NULL
                        : !combine(&set, arsip_set_intersection, evaluate(plan, child, error)))
            return NULL;
    }
    if (set == NULL && (set = arsip_leaf_all(plan->archive, error)) == NULL)
        return NULL;
    if (without != NULL &&
        !combine(&set, arsip_set_difference, arsip_leaf_match(plan->archive, without, error)))
        return NULL;
    for (guint i = 0; i < node->children->len; i++) {
        const ArsipNode *child = g_ptr_array_index(node->children, i);

        if (child->kind != ARSIP_NODE_NOT || arsip_expression_can(g_ptr_array_index(child->children, 0)))
            continue;
        if (!combine(&set, arsip_set_difference,
                     evaluate(plan, g_ptr_array_index(child->children, 0), error)))
            return NULL;
    }
    return g_steal_pointer(&set);
}

static GArray *
evaluate_disjunction(const ArsipPlan *plan, const ArsipNode *node, GError **error)
{
    g_autofree char *words = gather(plan, node, FALSE, "OR");
    g_autoptr(GArray) set = words != NULL ? arsip_leaf_match(plan->archive, words, error) : arsip_set_new();

    if (set == NULL)
        return NULL;
    for (guint i = 0; i < node->children->len; i++) {
        const ArsipNode *child = g_ptr_array_index(node->children, i);

        if (!arsip_expression_can(child) && !combine(&set, arsip_set_union, evaluate(plan, child, error)))
            return NULL;
    }
    return g_steal_pointer(&set);
}

static GArray *
evaluate_negation(const ArsipPlan *plan, const ArsipNode *node, GError **error)
{
    g_autoptr(GArray) set = arsip_leaf_all(plan->archive, error);

    if (set == NULL ||
        !combine(&set, arsip_set_difference, evaluate(plan, g_ptr_array_index(node->children, 0), error)))
        return NULL;
    return g_steal_pointer(&set);
}

/* The parser bounds how deep a tree is, and with it this recursion. */
static GArray *
evaluate(const ArsipPlan *plan, const ArsipNode *node, GError **error)
{
    if (arsip_expression_can(node)) {
        g_autofree char *words = arsip_expression_make(node, (const char *const *)plan->field_names);

        return arsip_leaf_match(plan->archive, words, error);
    }
    switch (node->kind) {
    case ARSIP_NODE_AND:
        return evaluate_conjunction(plan, node, error);
    case ARSIP_NODE_OR:
        return evaluate_disjunction(plan, node, error);
    case ARSIP_NODE_NOT:
        return evaluate_negation(plan, node, error);
    default:
        return arsip_leaf_find(plan->archive, node, error);
    }
}

GArray *
arsip_plan_run(ArsipPlan *plan, GError **error)
{
    g_autoptr(GArray) set = evaluate(plan, arsip_query_root(plan->query), error);

    if (set == NULL || !combine(&set, arsip_set_difference, arsip_leaf_hidden(plan->archive, error)))
        return NULL;
    return g_steal_pointer(&set);
}
