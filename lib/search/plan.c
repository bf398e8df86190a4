/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/plan.h"

#include <string.h>

#include "search/beginning.h"
#include "search/explain.h"
#include "search/expression.h"
#include "search/frequent.h"
#include "search/leaf.h"
#include "search/likely.h"
#include "search/nearness.h"
#include "search/rarity.h"
#include "search/spread.h"

struct ArsipPlan {
    ArsipPlanner *planner;
    ArsipQuery *query;
    gboolean is_weighed;
    ArsipBeginnings *beginnings;
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

    plan->planner = planner;
    plan->is_weighed = is_weighed;
    plan->query = spread_vague(planner->archive, query, error);
    plan->beginnings =
        plan->query != NULL
            ? arsip_beginnings_new(planner->archive, arsip_query_root(plan->query), planner->rarities, error)
            : NULL;
    return plan->beginnings != NULL ? g_steal_pointer(&plan) : NULL;
}

void
arsip_plan_free(ArsipPlan *plan)
{
    if (plan == NULL)
        return;
    g_clear_pointer(&plan->query, arsip_query_unref);
    g_clear_pointer(&plan->beginnings, arsip_beginnings_free);
    g_free(plan);
}

/* ---- one MATCH */

/* An expression under way, and the leaf of each of its phrases. */
typedef struct {
    char *text;
    GPtrArray *leaves;
} Expression;

static void
clear_expression(Expression *expression)
{
    g_free(expression->text);
    g_clear_pointer(&expression->leaves, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Expression, clear_expression)

static void
join(const ArsipPlan *plan, Expression *expression, const char *operator, const ArsipNode * node)
{
    expression->text = arsip_expression_join(
        expression->text, operator,
        arsip_expression_make(node, (const char *const *)plan->planner->field_names, expression->leaves));
}

static ArsipFound *
match(const ArsipPlan *plan, const Expression *expression, gboolean is_weighed, GError **error)
{
    return arsip_planner_match(plan->planner, expression->text, is_weighed ? expression->leaves : NULL,
                               error);
}

/* ---- frequent words */

static gboolean
is_frequent(const ArsipPlan *plan, const ArsipNode *node)
{
    const ArsipTerm *term;

    if (node->kind != ARSIP_NODE_TERMS || node->scope != NULL || node->terms->len != 1)
        return FALSE;
    term = &g_array_index(node->terms, ArsipTerm, 0);
    return !term->is_prefix && !term->is_acronym &&
           arsip_frequents_has(plan->planner->frequents, term->folded);
}

/* Or a beginning, which is an OR of words. The parser bounds how deep a tree is, and with it this recursion
 * and the others below. */
static gboolean
has_frequent(const ArsipPlan *plan, const ArsipNode *node)
{
    if (arsip_beginnings_of(plan->beginnings, node) != NULL)
        return TRUE;
    if (node->kind != ARSIP_NODE_AND && node->kind != ARSIP_NODE_OR && node->kind != ARSIP_NODE_NOT)
        return is_frequent(plan, node);
    for (guint i = 0; i < node->children->len; i++)
        if (has_frequent(plan, g_ptr_array_index(node->children, i)))
            return TRUE;
    return FALSE;
}

/* Whether FTS5 is asked for the whole of it. */
static gboolean
is_for_match(const ArsipPlan *plan, const ArsipNode *node)
{
    return arsip_expression_can(node) && !has_frequent(plan, node);
}

static ArsipFound *
find_frequent(const ArsipPlan *plan, const ArsipNode *leaf, const ArsipFound *among, GError **error)
{
    const char *word = g_array_index(leaf->terms, ArsipTerm, 0).folded;
    double rarity = arsip_rarities_of(plan->planner->rarities, leaf, error);

    if (rarity < 0)
        return NULL;
    if (among != NULL && arsip_found_list(among) != NULL)
        return arsip_frequents_narrow(plan->planner->frequents, word, rarity, among, error);
    return arsip_frequents_find(plan->planner->frequents, word, rarity, error);
}

/* ---- putting together */

static ArsipFound *evaluate(const ArsipPlan *plan, const ArsipNode *node, GError **error);

/* one becomes one OPERATION other; other is freed. NULL operands stand for failure. */
static gboolean
combine(ArsipFound **one, ArsipFound *(*operation)(ArsipFound *, const ArsipFound *), ArsipFound *other)
{
    g_autoptr(ArsipFound) before = g_steal_pointer(one);
    g_autoptr(ArsipFound) beside = other;

    if (before == NULL || beside == NULL)
        return FALSE;
    *one = operation(g_steal_pointer(&before), beside);
    return TRUE;
}

/* Those children that FTS5 can take, joined into one expression; its text is NULL where there is none. */
static Expression
gather(const ArsipPlan *plan, const ArsipNode *node, gboolean negative, const char *operator)
{
    Expression expression = {NULL, g_ptr_array_new()};

    for (guint i = 0; i < node->children->len; i++) {
        const ArsipNode *child = g_ptr_array_index(node->children, i);

        if ((child->kind == ARSIP_NODE_NOT) != negative)
            continue;
        if (negative)
            child = g_ptr_array_index(child->children, 0);
        if (is_for_match(plan, child))
            join(plan, &expression, operator, child);
    }
    return expression;
}

/* found becomes what of it the child finds too; it may be NULL yet. */
static gboolean
narrow(const ArsipPlan *plan, const ArsipNode *child, ArsipFound **found, GError **error)
{
    ArsipFound *narrower;

    if (is_frequent(plan, child) && *found != NULL && arsip_found_list(*found) != NULL) {
        narrower = find_frequent(plan, child, *found, error);
        arsip_found_free(*found);
        *found = narrower;
        return narrower != NULL;
    }
    if (*found != NULL)
        return combine(found, arsip_found_both, evaluate(plan, child, error));
    *found = evaluate(plan, child, error);
    return *found != NULL;
}

/* Of the children that FTS5 is not asked for: those with a frequent word, or the others. What is likely to
 * leave few comes first. */
static gboolean
narrow_by(const ArsipPlan *plan, const ArsipNode *node, gboolean frequent, ArsipFound **found, GError **error)
{
    for (guint i = 0; i < node->children->len; i++) {
        const ArsipNode *child = g_ptr_array_index(node->children, i);

        if (child->kind != ARSIP_NODE_NOT && !is_for_match(plan, child) &&
            has_frequent(plan, child) == frequent && !narrow(plan, child, found, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
take_away(const ArsipPlan *plan, const ArsipNode *node, ArsipFound **found, GError **error)
{
    g_auto(Expression) without = gather(plan, node, TRUE, "OR");

    if (without.text != NULL && !combine(found, arsip_found_without, match(plan, &without, FALSE, error)))
        return FALSE;
    for (guint i = 0; i < node->children->len; i++) {
        const ArsipNode *child = g_ptr_array_index(node->children, i);

        if (child->kind == ARSIP_NODE_NOT && !is_for_match(plan, g_ptr_array_index(child->children, 0)) &&
            !combine(found, arsip_found_without,
                     evaluate(plan, g_ptr_array_index(child->children, 0), error)))
            return FALSE;
    }
    return TRUE;
}

static ArsipFound *
find_all(const ArsipPlan *plan, GError **error)
{
    return arsip_found_from_set(arsip_leaf_all(plan->planner->archive, error));
}

static ArsipFound *
evaluate_conjunction(const ArsipPlan *plan, const ArsipNode *node, GError **error)
{
    g_auto(Expression) words = gather(plan, node, FALSE, "AND");
    g_autoptr(ArsipFound) found = NULL;

    if ((words.text != NULL && (found = match(plan, &words, plan->is_weighed, error)) == NULL) ||
        !narrow_by(plan, node, FALSE, &found, error) || !narrow_by(plan, node, TRUE, &found, error) ||
        (found == NULL && (found = find_all(plan, error)) == NULL) || !take_away(plan, node, &found, error))
        return NULL;
    return g_steal_pointer(&found);
}

/* Many sides are asked one by one: FTS5 would look at every one of them for each document. */
#define SIDES_TOGETHER 4

/* Up to so many documents a list is joined with the next one; more go into a table. */
#define LIST_MOST 2000

static gboolean
is_short(const ArsipFound *one, const ArsipFound *other)
{
    return arsip_found_list(one) != NULL && arsip_found_list(other) != NULL &&
           arsip_found_count(one) + arsip_found_count(other) <= LIST_MOST;
}

static void
make_table(const ArsipPlan *plan, ArsipFound **found)
{
    g_autoptr(ArsipFound) list = *found;

    *found = arsip_found_table(arsip_rarities_last(plan->planner->rarities) + 1);
    arsip_found_gather(*found, list);
}

/* Puts what a side finds to all that the others found. */
static gboolean
gather_side(const ArsipPlan *plan, const ArsipNode *side, ArsipFound **all, GError **error)
{
    g_autoptr(ArsipFound) found = NULL;

    if (is_frequent(plan, side)) {
        double rarity = arsip_rarities_of(plan->planner->rarities, side, error);

        if (arsip_found_list(*all) != NULL)
            make_table(plan, all);
        return rarity >= 0 &&
               arsip_frequents_add(plan->planner->frequents, g_array_index(side->terms, ArsipTerm, 0).folded,
                                   rarity, *all, error);
    }
    found = evaluate(plan, side, error);
    if (found == NULL)
        return FALSE;
    if (arsip_found_list(*all) != NULL && !is_short(*all, found))
        make_table(plan, all);
    if (arsip_found_list(*all) == NULL)
        arsip_found_gather(*all, found);
    else
        *all = arsip_found_either(*all, found);
    return TRUE;
}

static ArsipFound *
evaluate_many(const ArsipPlan *plan, const ArsipNode *node, GError **error)
{
    g_autoptr(ArsipFound) all = arsip_found_new();

    for (guint i = 0; i < node->children->len; i++)
        if (!gather_side(plan, g_ptr_array_index(node->children, i), &all, error))
            return NULL;
    return g_steal_pointer(&all);
}

static ArsipFound *
evaluate_few(const ArsipPlan *plan, const ArsipNode *node, GError **error)
{
    g_auto(Expression) words = gather(plan, node, FALSE, "OR");
    g_autoptr(ArsipFound) found =
        words.text != NULL ? match(plan, &words, plan->is_weighed, error) : arsip_found_new();

    if (found == NULL)
        return NULL;
    for (guint i = 0; i < node->children->len; i++) {
        const ArsipNode *child = g_ptr_array_index(node->children, i);

        if ((child->kind == ARSIP_NODE_NOT || !is_for_match(plan, child)) &&
            !combine(&found, arsip_found_either, evaluate(plan, child, error)))
            return NULL;
    }
    return g_steal_pointer(&found);
}

static gboolean
is_of_words(const ArsipNode *node)
{
    for (guint i = 0; i < node->children->len; i++)
        if (((const ArsipNode *)g_ptr_array_index(node->children, i))->kind != ARSIP_NODE_TERMS)
            return FALSE;
    return TRUE;
}

static ArsipFound *
evaluate_disjunction(const ArsipPlan *plan, const ArsipNode *node, GError **error)
{
    return node->children->len > SIDES_TOGETHER && is_of_words(node) ? evaluate_many(plan, node, error)
                                                                     : evaluate_few(plan, node, error);
}

static ArsipFound *
evaluate_negation(const ArsipPlan *plan, const ArsipNode *node, GError **error)
{
    g_autoptr(ArsipFound) found = find_all(plan, error);

    if (found == NULL ||
        !combine(&found, arsip_found_without, evaluate(plan, g_ptr_array_index(node->children, 0), error)))
        return NULL;
    return g_steal_pointer(&found);
}

static ArsipFound *
evaluate_match(const ArsipPlan *plan, const ArsipNode *node, GError **error)
{
    g_auto(Expression) expression = {NULL, g_ptr_array_new()};

    join(plan, &expression, "AND", node);
    return match(plan, &expression, plan->is_weighed, error);
}

static ArsipFound *
evaluate(const ArsipPlan *plan, const ArsipNode *node, GError **error)
{
    const ArsipNode *words = arsip_beginnings_of(plan->beginnings, node);

    if (words != NULL)
        return evaluate_disjunction(plan, words, error);
    if (node->kind == ARSIP_NODE_OR)
        return evaluate_disjunction(plan, node, error);
    if (is_for_match(plan, node))
        return evaluate_match(plan, node, error);
    switch (node->kind) {
    case ARSIP_NODE_AND:
        return evaluate_conjunction(plan, node, error);
    case ARSIP_NODE_NOT:
        return evaluate_negation(plan, node, error);
    case ARSIP_NODE_TERMS:
        return find_frequent(plan, node, NULL, error);
    default:
        return arsip_found_from_set(arsip_leaf_find(plan->planner->archive, node, error));
    }
}

ArsipFound *
arsip_plan_run(ArsipPlan *plan, GError **error)
{
    return arsip_plan_show(plan, evaluate(plan, arsip_query_root(plan->query), error), error);
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

    if (taken == NULL || !combine(&taken, arsip_found_without,
                                  arsip_found_from_set(arsip_leaf_hidden(plan->planner->archive, error))))
        return NULL;
    return g_steal_pointer(&taken);
}

gboolean
arsip_plan_run_likely(ArsipPlan *plan, guint wanted, ArsipFound **found, guint64 *about, GError **error)
{
    const ArsipNode *root = arsip_query_root(plan->query);
    double rarity = 0;

    *found = NULL;
    if (root->kind != ARSIP_NODE_TERMS || !plan->is_weighed)
        return TRUE;
    rarity = arsip_rarities_of(plan->planner->rarities, root, error);
    if (rarity < 0 || !arsip_likely_find(plan->planner, root, rarity, wanted, found, about, error))
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
           arsip_rarities_last(plan->planner->rarities) > large;
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
    return plan->is_weighed && weighs(arsip_query_root(plan->query));
}

gboolean
arsip_plan_add_nearness(ArsipPlan *plan, GArray *placed, GError **error)
{
    return arsip_nearness_add(plan->planner->archive, arsip_query_root(plan->query), plan->planner->rarities,
                              placed, error);
}

gboolean
arsip_plan_explain(ArsipPlan *plan, ArsipSearchHit *hit, GError **error)
{
    return arsip_explain_hit(plan->planner->archive, arsip_query_root(plan->query),
                             (const char *const *)plan->planner->field_names, plan->planner->rarities,
                             plan->beginnings, hit, error);
}
