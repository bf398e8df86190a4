/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/claim.h"
#include "label/doubt.h"

#include "base/i18n.h"

#include <string.h>

/*
 * A rule as others are held against it. words: a bit for each folded word of its `any` and `all`, so that two
 * rules which share none are not compared; all of them where words are not told apart by their spelling.
 */
typedef struct {
    const ArsipRule *rule;
    guint number;
    guint64 words;
    ArsipClaim *itself;
    ArsipClaim *contrary;
} Rival;

static void
free_rival(Rival *rival)
{
    arsip_claim_free(rival->itself);
    arsip_claim_free(rival->contrary);
    g_free(rival);
}

static guint64
words_of_leaf(const ArsipNode *leaf)
{
    guint64 words = 0;

    if (leaf->kind != ARSIP_NODE_TERMS)
        return G_MAXUINT64;
    for (guint i = 0; i < leaf->terms->len; i++) {
        const ArsipTerm *term = &g_array_index(leaf->terms, ArsipTerm, i);

        if (term->is_prefix || term->is_fuzzy)
            return G_MAXUINT64;
        words |= G_GUINT64_CONSTANT(1) << (g_str_hash(term->folded) % 64);
    }
    return words;
}

static guint64
words_of_node(const ArsipNode *node)
{
    guint64 words = 0;

    if (node->kind == ARSIP_NODE_NOT)
        return G_MAXUINT64;
    if (node->children == NULL)
        return words_of_leaf(node);
    for (guint i = 0; i < node->children->len; i++)
        words |= words_of_node(g_ptr_array_index(node->children, i));
    return words;
}

static guint64
words_of_queries(const GPtrArray *queries)
{
    guint64 words = 0;

    for (guint i = 0; i < queries->len; i++)
        words |=
            words_of_node(arsip_query_root(((const ArsipRuleQuery *)g_ptr_array_index(queries, i))->query));
    return words;
}

static Rival *
new_rival(const ArsipRule *rule, guint number)
{
    Rival *rival = g_new0(Rival, 1);

    rival->rule = rule;
    rival->number = number;
    rival->words = words_of_queries(rule->any) | words_of_queries(rule->all);
    rival->itself = arsip_claim_of_rule(rule, FALSE);
    rival->contrary = arsip_claim_of_rule(rule, TRUE);
    return rival;
}

static gboolean
compete(const ArsipRules *rules, const ArsipRule *a, const ArsipRule *b)
{
    g_autofree char *one = arsip_label_namespace(a->label);
    g_autofree char *other = arsip_label_namespace(b->label);

    return one != NULL && g_strcmp0(one, other) == 0 && arsip_rules_is_exclusive(rules, a->label);
}

/*
 * Whether the weak rule is passed over wherever the strong one holds too: for its own label the higher
 * priority, then the earlier rule speaks; of two labels of an exclusive namespace a tie is no win either.
 */
static gboolean
takes_precedence(const ArsipRules *rules, const Rival *strong, const Rival *weak)
{
    if (strong == weak || strong->rule->priority < weak->rule->priority)
        return FALSE;
    if (strcmp(strong->rule->label, weak->rule->label) == 0)
        return strong->rule->priority > weak->rule->priority || strong->number < weak->number;
    return compete(rules, strong->rule, weak->rule);
}

/* Those that come before the weak one wherever they hold. */
static GPtrArray *
list_stronger(const ArsipRules *rules, const GPtrArray *rivals, const Rival *weak)
{
    GPtrArray *stronger = g_ptr_array_new();

    for (guint i = 0; i < rivals->len; i++) {
        Rival *strong = g_ptr_array_index(rivals, i);

        if ((strong->words & weak->words) != 0 && takes_precedence(rules, strong, weak))
            g_ptr_array_add(stronger, strong);
    }
    return stronger;
}

/* Whether the rule surely holds where all the claims do. */
static gboolean
follows(const GPtrArray *claims, const Rival *rival)
{
    g_autoptr(GPtrArray) together = g_ptr_array_copy((GPtrArray *)claims, NULL, NULL);

    g_ptr_array_set_free_func(together, NULL); /* the copy takes over how the claims are freed */
    g_ptr_array_add(together, rival->contrary);
    return arsip_claims_contradict(together);
}

static const Rival *
find_cover(const GPtrArray *claims, const GPtrArray *stronger)
{
    for (guint i = 0; i < stronger->len; i++)
        if (follows(claims, g_ptr_array_index(stronger, i)))
            return g_ptr_array_index(stronger, i);
    return NULL;
}

static const Rival *
find_cover_of_rule(const Rival *weak, const GPtrArray *stronger)
{
    g_autoptr(GPtrArray) claims = g_ptr_array_new();

    g_ptr_array_add(claims, weak->itself);
    return find_cover(claims, stronger);
}

/* Every query of `any` has a rule of its own that comes before; gives the first of them, or NULL. */
static const Rival *
find_cover_of_each(const Rival *weak, const GPtrArray *stronger)
{
    const Rival *first = NULL;

    for (guint i = 0; i < weak->rule->any->len; i++) {
        g_autoptr(ArsipClaim) query =
            arsip_claim_of_query(g_ptr_array_index(weak->rule->any, i), weak->rule->is_guarded, FALSE);
        g_autoptr(GPtrArray) claims = g_ptr_array_new();
        const Rival *found;

        g_ptr_array_add(claims, query);
        g_ptr_array_add(claims, weak->itself);
        found = find_cover(claims, stronger);
        if (found == NULL)
            return NULL;
        if (first == NULL)
            first = found;
    }
    return first;
}

static void
tell_cover(const Rival *weak, const Rival *strong, ArsipFaults *faults)
{
    const ArsipRule *rule = weak->rule, *other = strong->rule;
    g_autoptr(GPtrArray) claims = g_ptr_array_new();

    g_ptr_array_add(claims, strong->itself);
    if (strcmp(rule->label, other->label) != 0)
        arsip_fault_add(
            faults, rule->line, rule->column,
            _("%s can never win: %s (%s, line %u) holds wherever it does, with priority %d against %d"),
            rule->label, other->label, other->file, other->line, other->priority, rule->priority);
    else if (follows(claims, weak))
        arsip_fault_add(faults, rule->line, rule->column, _("%s has the same queries already (%s, line %u)"),
                        rule->label, other->file, other->line);
    else
        arsip_fault_add(faults, rule->line, rule->column,
                        _("this rule for %s can never win: another one for it (%s, line %u) holds wherever "
                          "it does, and comes before it"),
                        rule->label, other->file, other->line);
}

static void
doubt_rule(const ArsipRules *rules, const GPtrArray *rivals, const Rival *weak, ArsipFaults *faults)
{
    g_autoptr(GPtrArray) stronger = list_stronger(rules, rivals, weak);
    const Rival *found = find_cover_of_rule(weak, stronger);

    if (found != NULL) {
        tell_cover(weak, found, faults);
        return;
    }
    found = find_cover_of_each(weak, stronger);
    if (found != NULL)
        arsip_fault_add(faults, weak->rule->line, weak->rule->column,
                        _("%s can never win: for each query of its `any` another rule holds too and comes "
                          "before it, such as %s (%s, line %u)"),
                        weak->rule->label, found->rule->label, found->rule->file, found->rule->line);
}

void
arsip_doubt_shadows(const ArsipRules *rules, const gboolean *is_dead, const char *folder, ArsipFaults *faults)
{
    g_autoptr(GPtrArray) rivals = g_ptr_array_new_with_free_func((GDestroyNotify)free_rival);

    for (guint i = 0; i < rules->rules->len; i++)
        if (!is_dead[i])
            g_ptr_array_add(rivals, new_rival(g_ptr_array_index(rules->rules, i), i));
    for (guint i = 0; i < rivals->len; i++) {
        const Rival *weak = g_ptr_array_index(rivals, i);
        g_autofree char *shown = arsip_rules_shown_name(folder, weak->rule->file);

        faults->file = shown;
        doubt_rule(rules, rivals, weak, faults);
        faults->file = NULL;
    }
}
