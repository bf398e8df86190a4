/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/claim.h"

#include "query/imply.h"

/* Comparisons of two leaves for one proof; the starter rules' longest take some thousands. */
#define COMPARISONS_MAX 20000

typedef enum { CLAIM_LEAF, CLAIM_ALL_OF, CLAIM_ANY_OF } ClaimKind;

struct ArsipClaim {
    ClaimKind kind;
    const ArsipNode *leaf;
    gboolean is_guarded, is_negated; /* LEAF */
    GPtrArray *parts;                /* of ArsipClaim; ALL_OF and ANY_OF; ALL_OF nothing holds always */
};

void
arsip_claim_free(ArsipClaim *claim)
{
    if (claim == NULL)
        return;
    g_clear_pointer(&claim->parts, g_ptr_array_unref);
    g_free(claim);
}

static ArsipClaim *
new_list(ClaimKind kind)
{
    ArsipClaim *claim = g_new0(ArsipClaim, 1);

    claim->kind = kind;
    claim->parts = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_claim_free);
    return claim;
}

static ArsipClaim *
claim_of_node(const ArsipNode *node, gboolean is_guarded, gboolean is_negated)
{
    ArsipClaim *claim;

    if (node->kind == ARSIP_NODE_NOT)
        return claim_of_node(g_ptr_array_index(node->children, 0), is_guarded, !is_negated);
    if (node->kind == ARSIP_NODE_ALL)
        return new_list(is_negated ? CLAIM_ANY_OF : CLAIM_ALL_OF);
    if (node->kind == ARSIP_NODE_AND || node->kind == ARSIP_NODE_OR) {
        claim = new_list((node->kind == ARSIP_NODE_AND) != is_negated ? CLAIM_ALL_OF : CLAIM_ANY_OF);
        for (guint i = 0; i < node->children->len; i++)
            g_ptr_array_add(claim->parts,
                            claim_of_node(g_ptr_array_index(node->children, i), is_guarded, is_negated));
        return claim;
    }
    claim = g_new0(ArsipClaim, 1);
    claim->leaf = node;
    claim->is_guarded = is_guarded;
    claim->is_negated = is_negated;
    return claim;
}

ArsipClaim *
arsip_claim_of_query(const ArsipRuleQuery *query, gboolean is_guarded, gboolean is_negated)
{
    return claim_of_node(arsip_query_root(query->query), is_guarded, is_negated);
}

static void
add_queries(ArsipClaim *list, const GPtrArray *queries, gboolean is_guarded, gboolean is_negated)
{
    for (guint i = 0; i < queries->len; i++)
        g_ptr_array_add(list->parts,
                        arsip_claim_of_query(g_ptr_array_index(queries, i), is_guarded, is_negated));
}

ArsipClaim *
arsip_claim_of_rule(const ArsipRule *rule, gboolean is_negated)
{
    ArsipClaim *claim = new_list(is_negated ? CLAIM_ANY_OF : CLAIM_ALL_OF);

    if (rule->any->len > 0) {
        ArsipClaim *any = new_list(is_negated ? CLAIM_ALL_OF : CLAIM_ANY_OF);

        add_queries(any, rule->any, rule->is_guarded, is_negated);
        g_ptr_array_add(claim->parts, any);
    }
    add_queries(claim, rule->all, rule->is_guarded, is_negated);
    add_queries(claim, rule->none, FALSE, !is_negated);
    return claim;
}

/* ---- the proof */

typedef struct {
    GPtrArray *known; /* of ArsipClaim, borrowed: the leaves that are assumed, rising with the branch */
    guint n_left;     /* comparisons */
} Proof;

typedef enum { TOLD_FALSE, TOLD_TRUE, TOLD_NOTHING } Told;

static void
spend(Proof *proof)
{
    if (proof->n_left > 0)
        proof->n_left--;
}

static gboolean
implies(Proof *proof, const ArsipClaim *narrow, const ArsipClaim *wide)
{
    spend(proof);
    return proof->n_left > 0 &&
           arsip_leaf_implies(narrow->leaf, narrow->is_guarded, wide->leaf, wide->is_guarded);
}

/* What is known of a leaf's claim from those that are assumed, one at a time. */
static Told
tell_leaf(Proof *proof, const ArsipClaim *claim)
{
    spend(proof);
    for (guint i = 0; i < proof->known->len; i++) {
        const ArsipClaim *known = g_ptr_array_index(proof->known, i);

        if (!known->is_negated && implies(proof, known, claim))
            return claim->is_negated ? TOLD_FALSE : TOLD_TRUE;
        if (known->is_negated && implies(proof, claim, known))
            return claim->is_negated ? TOLD_TRUE : TOLD_FALSE;
    }
    return TOLD_NOTHING;
}

static Told
tell(Proof *proof, const ArsipClaim *claim)
{
    Told decides = claim->kind == CLAIM_ALL_OF ? TOLD_FALSE : TOLD_TRUE;
    gboolean is_open = FALSE;

    if (claim->kind == CLAIM_LEAF)
        return tell_leaf(proof, claim);
    for (guint i = 0; i < claim->parts->len; i++) {
        Told told = tell(proof, g_ptr_array_index(claim->parts, i));

        if (told == decides)
            return told;
        is_open = is_open || told == TOLD_NOTHING;
    }
    if (is_open)
        return TOLD_NOTHING;
    return decides == TOLD_FALSE ? TOLD_TRUE : TOLD_FALSE;
}

/* Adds the leaves to what is known and what leaves a choice to `open`. FALSE for a contradiction. */
static gboolean
assume(Proof *proof, const ArsipClaim *claim, GPtrArray *open)
{
    if (claim->kind == CLAIM_ANY_OF) {
        g_ptr_array_add(open, (gpointer)claim);
        return TRUE;
    }
    if (claim->kind == CLAIM_LEAF) {
        Told told = tell_leaf(proof, claim);

        if (told == TOLD_NOTHING)
            g_ptr_array_add(proof->known, (gpointer)claim);
        return told != TOLD_FALSE;
    }
    for (guint i = 0; i < claim->parts->len; i++)
        if (!assume(proof, g_ptr_array_index(claim->parts, i), open))
            return FALSE;
    return TRUE;
}

/* The parts of a choice that may still hold; NULL where one of them surely does. */
static GPtrArray *
list_live(Proof *proof, const ArsipClaim *choice)
{
    g_autoptr(GPtrArray) live = g_ptr_array_new();

    for (guint i = 0; i < choice->parts->len; i++) {
        Told told = tell(proof, g_ptr_array_index(choice->parts, i));

        if (told == TOLD_TRUE)
            return NULL;
        if (told == TOLD_NOTHING)
            g_ptr_array_add(live, g_ptr_array_index(choice->parts, i));
    }
    return g_steal_pointer(&live);
}

/* A choice and the parts of it that may still hold. */
typedef struct {
    const ArsipClaim *choice;
    GPtrArray *live;
} Fork;

static void
clear_fork(Fork *fork)
{
    g_clear_pointer(&fork->live, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fork, clear_fork)

/*
 * Goes through the choices once: what has one way left is assumed, what has none is a contradiction (FALSE).
 * narrowest: the fewest ways of those that stay open, if any.
 */
static gboolean
narrow_choices(Proof *proof, GPtrArray *open, Fork *narrowest, gboolean *is_changed)
{
    *is_changed = FALSE;
    for (guint i = 0; i < open->len; i++) {
        g_autoptr(GPtrArray) live = list_live(proof, g_ptr_array_index(open, i));

        if (live != NULL && live->len == 0)
            return FALSE;
        if (live != NULL && live->len > 1) {
            if (narrowest->live == NULL || live->len < narrowest->live->len) {
                clear_fork(narrowest);
                *narrowest = (Fork){g_ptr_array_index(open, i), g_steal_pointer(&live)};
            }
            continue;
        }
        if (live != NULL && !assume(proof, g_ptr_array_index(live, 0), open))
            return FALSE;
        *is_changed = *is_changed || live != NULL;
        g_ptr_array_remove_index(open, i--);
    }
    return TRUE;
}

static gboolean contradicts(Proof *proof, GPtrArray *choices);

/* Whether assuming the part leads nowhere, beside the choices that are open but the one that it is of. */
static gboolean
leads_nowhere(Proof *proof, const GPtrArray *open, const ArsipClaim *choice, const ArsipClaim *part)
{
    guint n_known = proof->known->len;
    GPtrArray *left = g_ptr_array_copy((GPtrArray *)open, NULL, NULL);
    gboolean is_refuted;

    g_ptr_array_remove_fast(left, (gpointer)choice);
    if (assume(proof, part, left)) {
        is_refuted = contradicts(proof, left);
    } else {
        is_refuted = TRUE;
        g_ptr_array_unref(left);
    }
    g_ptr_array_set_size(proof->known, (gint)n_known);
    return is_refuted;
}

/* Takes the choices. How deep it goes is bounded by the comparisons that each open choice costs at each step.
 */
static gboolean
contradicts(Proof *proof, GPtrArray *choices)
{
    g_autoptr(GPtrArray) open = choices;
    g_auto(Fork) fork = {0};
    gboolean is_changed = TRUE;

    while (is_changed) {
        clear_fork(&fork);
        if (!narrow_choices(proof, open, &fork, &is_changed))
            return TRUE;
        if (proof->n_left == 0)
            return FALSE;
    }
    if (fork.live == NULL)
        return FALSE;
    for (guint i = 0; i < fork.live->len; i++)
        if (!leads_nowhere(proof, open, fork.choice, g_ptr_array_index(fork.live, i)))
            return FALSE;
    return TRUE;
}

gboolean
arsip_claims_contradict(const GPtrArray *claims)
{
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    g_autoptr(GPtrArray) open = g_ptr_array_new();
    Proof proof = {.known = known, .n_left = COMPARISONS_MAX};

    for (guint i = 0; i < claims->len; i++)
        if (!assume(&proof, g_ptr_array_index(claims, i), open))
            return TRUE;
    return contradicts(&proof, g_steal_pointer(&open));
}
