/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/claim.h"
#include "label/doubt.h"

#include "base/i18n.h"

#include <string.h>

/* Folded words, a bit for each: two sets that share no bit share no word. */
typedef struct {
    guint64 bits[4];
    gboolean is_any; /* there are words that are not told apart by their spelling, or what is no word */
} Words;

/*
 * A rule as others are held against it. Another one can hold wherever this does only if it holds in the one
 * of its cases that `witness` has the words of, so that most pairs need not be looked at.
 */
typedef struct {
    const ArsipRule *rule;
    guint number;
    Words words;   /* all of `any` and `all` */
    Words witness; /* of the first way to answer them */
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

static gboolean
share_words(const Words *one, const Words *other)
{
    guint64 shared = 0;

    for (guint i = 0; i < G_N_ELEMENTS(one->bits); i++)
        shared |= one->bits[i] & other->bits[i];
    return shared != 0 || one->is_any || other->is_any;
}

static void
add_leaf(Words *words, const ArsipNode *leaf)
{
    if (leaf->kind != ARSIP_NODE_TERMS) {
        words->is_any = TRUE;
        return;
    }
    for (guint i = 0; i < leaf->terms->len; i++) {
        const ArsipTerm *term = &g_array_index(leaf->terms, ArsipTerm, i);
        guint bit = g_str_hash(term->folded) % 256;

        words->is_any = words->is_any || term->is_prefix || term->is_fuzzy;
        words->bits[bit / 64] |= G_GUINT64_CONSTANT(1) << (bit % 64);
    }
}

/* first_only: of each choice the first. */
static void
add_node(Words *words, const ArsipNode *node, gboolean first_only)
{
    guint n = node->children == NULL                      ? 0
              : first_only && node->kind == ARSIP_NODE_OR ? 1
                                                          : node->children->len;

    if (node->kind == ARSIP_NODE_NOT)
        words->is_any = TRUE;
    else if (node->children == NULL)
        add_leaf(words, node);
    else
        for (guint i = 0; i < n; i++)
            add_node(words, g_ptr_array_index(node->children, i), first_only);
}

static void
add_queries(Words *words, const GPtrArray *queries, guint n, gboolean first_only)
{
    for (guint i = 0; i < n; i++)
        add_node(words, arsip_query_root(((const ArsipRuleQuery *)queries->pdata[i])->query), first_only);
}

/* Of the first way to answer `all`. */
static Words
words_of_all(const ArsipRule *rule)
{
    Words words = {{0}, FALSE};

    add_queries(&words, rule->all, rule->all->len, TRUE);
    return words;
}

static Words
words_of_rule(const ArsipRule *rule, gboolean first_only)
{
    Words words = {{0}, FALSE};

    add_queries(&words, rule->any, first_only ? MIN(rule->any->len, 1) : rule->any->len, first_only);
    add_queries(&words, rule->all, rule->all->len, first_only);
    return words;
}

static Rival *
new_rival(const ArsipRule *rule, guint number)
{
    Rival *rival = g_new0(Rival, 1);

    rival->rule = rule;
    rival->number = number;
    rival->words = words_of_rule(rule, FALSE);
    rival->witness = words_of_rule(rule, TRUE);
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

        if (share_words(&strong->words, &weak->words) && takes_precedence(rules, strong, weak))
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

/* witness: the words of one way to answer the claims. */
static const Rival *
find_cover(const GPtrArray *claims, const Words *witness, const GPtrArray *stronger)
{
    for (guint i = 0; i < stronger->len; i++) {
        const Rival *strong = g_ptr_array_index(stronger, i);

        if (share_words(&strong->words, witness) && follows(claims, strong))
            return strong;
    }
    return NULL;
}

static const Rival *
find_cover_of_rule(const Rival *weak, const GPtrArray *stronger)
{
    g_autoptr(GPtrArray) claims = g_ptr_array_new();

    g_ptr_array_add(claims, weak->itself);
    return find_cover(claims, &weak->witness, stronger);
}

/* Every query of `any` has a rule of its own that comes before; gives the first of them, or NULL. */
static const Rival *
find_cover_of_each(const Rival *weak, const GPtrArray *stronger)
{
    const Rival *first = NULL;

    if (weak->rule->any->len < 2)
        return NULL; /* find_cover_of_rule() has asked */
    for (guint i = 0; i < weak->rule->any->len; i++) {
        const ArsipRuleQuery *query = g_ptr_array_index(weak->rule->any, i);
        g_autoptr(ArsipClaim) claim = arsip_claim_of_query(query, weak->rule->is_guarded, FALSE);
        g_autoptr(GPtrArray) claims = g_ptr_array_new();
        Words witness = words_of_all(weak->rule);
        const Rival *found;

        add_node(&witness, arsip_query_root(query->query), TRUE);
        g_ptr_array_add(claims, claim);
        g_ptr_array_add(claims, weak->itself);
        found = find_cover(claims, &witness, stronger);
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
