/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/evaluate.h"

#include "search/direct.h"
#include "search/expression.h"
#include "search/leaf.h"

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
join(const ArsipEvaluation *plan, Expression *expression, const char *operator, const ArsipNode * node)
{
    expression->text = arsip_expression_join(
        expression->text, operator,
        arsip_expression_make(node, (const char *const *)plan->planner->survey->field_names,
                              expression->leaves));
}

static ArsipFound *
match(const ArsipEvaluation *plan, const Expression *expression, gboolean is_weighed, GError **error)
{
    return arsip_planner_match(plan->planner, expression->text, is_weighed ? expression->leaves : NULL,
                               error);
}

/* ---- frequent words and bigrams */

static gboolean
is_frequent(const ArsipEvaluation *plan, const ArsipNode *node)
{
    return node->kind == ARSIP_NODE_TERMS && arsip_frequents_has(plan->planner->survey->frequents, node);
}

/* Or a beginning, which is an OR of words. */
static gboolean
is_heavy(const ArsipEvaluation *plan, const ArsipNode *leaf)
{
    return arsip_beginnings_of(plan->beginnings, leaf) != NULL || is_frequent(plan, leaf);
}

/* A word, or a phrase of words each of which is frequent: for another one FTS5 passes over most of what its
 * frequent words have. */
static gboolean
is_direct(const ArsipEvaluation *plan, const ArsipNode *leaf)
{
    return arsip_direct_can(plan->planner->survey->segments, leaf) &&
           (leaf->terms->len == 1 || arsip_frequents_has_words(plan->planner->survey->frequents, leaf));
}

static gboolean
is_better_apart(const ArsipEvaluation *plan, const ArsipNode *leaf)
{
    return is_heavy(plan, leaf) || is_direct(plan, leaf);
}

/* The parser bounds how deep a tree is, and with it this recursion and the others below. */
static gboolean
has_leaf(const ArsipEvaluation *plan, const ArsipNode *node,
         gboolean (*is)(const ArsipEvaluation *, const ArsipNode *))
{
    if (node->kind != ARSIP_NODE_AND && node->kind != ARSIP_NODE_OR && node->kind != ARSIP_NODE_NOT)
        return is(plan, node);
    for (guint i = 0; i < node->children->len; i++)
        if (has_leaf(plan, g_ptr_array_index(node->children, i), is))
            return TRUE;
    return FALSE;
}

/* Whether FTS5 is asked for the whole of it. */
static gboolean
is_for_match(const ArsipEvaluation *plan, const ArsipNode *node)
{
    return arsip_expression_can(node) && !has_leaf(plan, node, is_better_apart);
}

static ArsipFound *
find_frequent(const ArsipEvaluation *plan, const ArsipNode *leaf, GError **error)
{
    double rarity = arsip_rarities_of(plan->planner->rarities, leaf, error);

    return rarity >= 0 ? arsip_frequents_find(plan->planner->survey->frequents, leaf, rarity, error) : NULL;
}

static gboolean
narrow_to_frequent(const ArsipEvaluation *plan, const ArsipNode *leaf, ArsipFound **found, GError **error)
{
    double rarity = arsip_rarities_of(plan->planner->rarities, leaf, error);

    return rarity >= 0 &&
           arsip_frequents_narrow(plan->planner->survey->frequents, leaf, rarity, found, error);
}

/* ---- putting together */

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
gather(const ArsipEvaluation *plan, const ArsipNode *node, gboolean negative, const char *operator)
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

/* Not when it was received. */
static gboolean
is_of_own_date(const ArsipNode *node)
{
    return node->kind == ARSIP_NODE_DATE && g_strcmp0(node->scope, "received") != 0;
}

/* found becomes what of it the child finds too; it may be NULL yet. */
static gboolean
narrow(const ArsipEvaluation *plan, const ArsipNode *child, ArsipFound **found, GError **error)
{
    if (*found != NULL && is_frequent(plan, child))
        return narrow_to_frequent(plan, child, found, error);
    if (*found != NULL && child->kind == ARSIP_NODE_LABEL)
        return arsip_labels_narrow(plan->planner->survey->labels, child->value, child->is_prefix, found,
                                   error);
    if (*found != NULL && is_of_own_date(child))
        return arsip_days_narrow(plan->planner->survey->days, child->first, child->last, found, error);
    if (*found != NULL)
        return combine(found, arsip_found_both, arsip_evaluate(plan, child, error));
    *found = arsip_evaluate(plan, child, error);
    return *found != NULL;
}

typedef struct {
    const ArsipNode *node;
    double rarity;
} Ranked;

static gint
compare_rarities(gconstpointer one, gconstpointer other)
{
    const Ranked *a = one, *b = other;

    return (a->rarity < b->rarity) - (a->rarity > b->rarity);
}

/* Of the children that FTS5 is not asked for and that are not done: those with a frequent word, or the
 * others. What is likely to leave few comes first. */
static GArray *
rank_children(const ArsipEvaluation *plan, const ArsipNode *node, gboolean frequent, const GPtrArray *done,
              GError **error)
{
    g_autoptr(GArray) ranked = g_array_new(FALSE, FALSE, sizeof(Ranked));

    for (guint i = 0; i < node->children->len; i++) {
        const ArsipNode *child = g_ptr_array_index(node->children, i);
        Ranked one = {child, 0};

        if (child->kind == ARSIP_NODE_NOT || is_for_match(plan, child) ||
            g_ptr_array_find((GPtrArray *)done, child, NULL) || has_leaf(plan, child, is_heavy) != frequent)
            continue;
        if (is_frequent(plan, child))
            one.rarity = arsip_rarities_of(plan->planner->rarities, child, error);
        if (one.rarity < 0)
            return NULL;
        g_array_append_val(ranked, one);
    }
    g_array_sort(ranked, compare_rarities);
    return g_steal_pointer(&ranked);
}

static gboolean
narrow_by(const ArsipEvaluation *plan, const ArsipNode *node, gboolean frequent, const GPtrArray *done,
          ArsipFound **found, GError **error)
{
    g_autoptr(GArray) ranked = rank_children(plan, node, frequent, done, error);

    for (guint i = 0; ranked != NULL && i < ranked->len; i++)
        if (!narrow(plan, g_array_index(ranked, Ranked, i).node, found, error))
            return FALSE;
    return ranked != NULL;
}

static gboolean
take_away(const ArsipEvaluation *plan, const ArsipNode *node, ArsipFound **found, GError **error)
{
    g_auto(Expression) without = gather(plan, node, TRUE, "OR");

    if (without.text != NULL && !combine(found, arsip_found_without, match(plan, &without, FALSE, error)))
        return FALSE;
    for (guint i = 0; i < node->children->len; i++) {
        const ArsipNode *child = g_ptr_array_index(node->children, i);

        if (child->kind == ARSIP_NODE_NOT && !is_for_match(plan, g_ptr_array_index(child->children, 0)) &&
            !combine(found, arsip_found_without,
                     arsip_evaluate(plan, g_ptr_array_index(child->children, 0), error)))
            return FALSE;
    }
    return TRUE;
}

/* A word that is not frequent. */
static gboolean
is_plain_word(const ArsipEvaluation *plan, const ArsipNode *node)
{
    return arsip_direct_can(plan->planner->survey->segments, node) && node->terms->len == 1 &&
           !is_heavy(plan, node);
}

/* Those among the children, if there are two at least: of the documents that have them all none is weighed
 * in vain. Empty otherwise. */
static GPtrArray *
gather_words(const ArsipEvaluation *plan, const ArsipNode *node)
{
    GPtrArray *words = g_ptr_array_new();

    for (guint i = 0; i < node->children->len; i++)
        if (is_plain_word(plan, g_ptr_array_index(node->children, i)))
            g_ptr_array_add(words, g_ptr_array_index(node->children, i));
    if (words->len == 1)
        g_ptr_array_set_size(words, 0);
    return words;
}

/* found becomes what of it has these words too; it may be NULL yet. */
static gboolean
narrow_to_words(const ArsipEvaluation *plan, const GPtrArray *words, ArsipFound **found, GError **error)
{
    g_autoptr(GArray) rarities = NULL;
    ArsipFound *with_words;

    if (words->len == 0)
        return TRUE;
    if (plan->is_weighed && (rarities = arsip_rarities_list(plan->planner->rarities, words, error)) == NULL)
        return FALSE;
    with_words = arsip_direct_find_words(plan->planner->survey->segments, words, rarities,
                                         plan->planner->survey->lengths, error);
    if (*found != NULL)
        return combine(found, arsip_found_both, with_words);
    *found = with_words;
    return *found != NULL;
}

static ArsipFound *
find_all(const ArsipEvaluation *plan, GError **error)
{
    return arsip_found_from_set(arsip_leaf_all(plan->planner->archive, error));
}

static ArsipFound *
evaluate_conjunction(const ArsipEvaluation *plan, const ArsipNode *node, GError **error)
{
    g_auto(Expression) words = gather(plan, node, FALSE, "AND");
    g_autoptr(GPtrArray) together = gather_words(plan, node);
    g_autoptr(ArsipFound) found = NULL;

    if ((words.text != NULL && (found = match(plan, &words, plan->is_weighed, error)) == NULL) ||
        !narrow_to_words(plan, together, &found, error) ||
        !narrow_by(plan, node, FALSE, together, &found, error) ||
        !narrow_by(plan, node, TRUE, together, &found, error) ||
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

/* Puts what a side finds to all that the others found. */
static gboolean
gather_side(const ArsipEvaluation *plan, const ArsipNode *side, ArsipFound **all, GError **error)
{
    g_autoptr(ArsipFound) found = NULL;

    if (is_frequent(plan, side)) {
        double rarity = arsip_rarities_of(plan->planner->rarities, side, error);

        if (arsip_found_list(*all) != NULL)
            arsip_found_spread(all, arsip_rarities_last(plan->planner->rarities) + 1);
        return rarity >= 0 &&
               arsip_frequents_add(plan->planner->survey->frequents, side, rarity, *all, error);
    }
    found = arsip_evaluate(plan, side, error);
    if (found == NULL)
        return FALSE;
    if (arsip_found_list(*all) != NULL && !is_short(*all, found))
        arsip_found_spread(all, arsip_rarities_last(plan->planner->rarities) + 1);
    if (arsip_found_list(*all) == NULL)
        arsip_found_gather(*all, found);
    else
        *all = arsip_found_either(*all, found);
    return TRUE;
}

static ArsipFound *
evaluate_many(const ArsipEvaluation *plan, const ArsipNode *node, GError **error)
{
    g_autoptr(ArsipFound) all = arsip_found_new();

    for (guint i = 0; i < node->children->len; i++)
        if (!gather_side(plan, g_ptr_array_index(node->children, i), &all, error))
            return NULL;
    return g_steal_pointer(&all);
}

static ArsipFound *
evaluate_few(const ArsipEvaluation *plan, const ArsipNode *node, GError **error)
{
    g_auto(Expression) words = gather(plan, node, FALSE, "OR");
    g_autoptr(ArsipFound) found =
        words.text != NULL ? match(plan, &words, plan->is_weighed, error) : arsip_found_new();

    if (found == NULL)
        return NULL;
    for (guint i = 0; i < node->children->len; i++) {
        const ArsipNode *child = g_ptr_array_index(node->children, i);

        if ((child->kind == ARSIP_NODE_NOT || !is_for_match(plan, child)) &&
            !combine(&found, arsip_found_either, arsip_evaluate(plan, child, error)))
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
evaluate_disjunction(const ArsipEvaluation *plan, const ArsipNode *node, GError **error)
{
    return node->children->len > SIDES_TOGETHER && is_of_words(node) ? evaluate_many(plan, node, error)
                                                                     : evaluate_few(plan, node, error);
}

static ArsipFound *
evaluate_negation(const ArsipEvaluation *plan, const ArsipNode *node, GError **error)
{
    g_autoptr(ArsipFound) found = find_all(plan, error);

    if (found == NULL || !combine(&found, arsip_found_without,
                                  arsip_evaluate(plan, g_ptr_array_index(node->children, 0), error)))
        return NULL;
    return g_steal_pointer(&found);
}

static ArsipFound *
evaluate_match(const ArsipEvaluation *plan, const ArsipNode *node, GError **error)
{
    g_auto(Expression) expression = {NULL, g_ptr_array_new()};

    join(plan, &expression, "AND", node);
    return match(plan, &expression, plan->is_weighed, error);
}

ArsipFound *
arsip_evaluate(const ArsipEvaluation *plan, const ArsipNode *node, GError **error)
{
    const ArsipNode *words = arsip_beginnings_of(plan->beginnings, node);

    if (words != NULL)
        return plan->planner->survey->segments->is_known
                   ? arsip_beginnings_find(plan->planner, words, plan->is_weighed, error)
                   : evaluate_disjunction(plan, words, error);
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
        return is_frequent(plan, node) ? find_frequent(plan, node, error)
                                       : arsip_planner_find(plan->planner, node, plan->is_weighed, error);
    case ARSIP_NODE_LABEL:
        return arsip_labels_find(plan->planner->survey->labels, node->value, node->is_prefix, error);
    case ARSIP_NODE_DATE:
        if (is_of_own_date(node))
            return arsip_days_find(plan->planner->survey->days, node->first, node->last, error);
        /* fallthrough */
    default:
        return arsip_found_from_set(arsip_leaf_find(plan->planner->archive, node, error));
    }
}
