/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/claim.h"
#include "label/doubt.h"

#include "base/i18n.h"

#include <string.h>

static void
add_claim(GPtrArray *claims, const ArsipRuleQuery *query, gboolean is_guarded, gboolean is_negated)
{
    g_ptr_array_add(claims, arsip_claim_of_query(query, is_guarded, is_negated));
}

static GPtrArray *
new_claims(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)arsip_claim_free);
}

static gboolean
never_holds(const ArsipRuleQuery *query, gboolean is_guarded, gboolean is_negated)
{
    g_autoptr(GPtrArray) claims = new_claims();

    add_claim(claims, query, is_guarded, is_negated);
    return arsip_claims_contradict(claims);
}

/* The query of `none` that holds wherever this one does, or NULL. */
static const ArsipRuleQuery *
find_forbidding(const ArsipRule *rule, const ArsipRuleQuery *query)
{
    for (guint i = 0; i < rule->none->len; i++) {
        const ArsipRuleQuery *none = g_ptr_array_index(rule->none, i);
        g_autoptr(GPtrArray) claims = new_claims();

        add_claim(claims, query, rule->is_guarded, FALSE);
        add_claim(claims, none, FALSE, TRUE);
        if (arsip_claims_contradict(claims))
            return none;
    }
    return NULL;
}

/* Beside all of `all` and `none`; query: one of `any`, or NULL. */
static gboolean
can_hold(const ArsipRule *rule, const ArsipRuleQuery *query)
{
    g_autoptr(GPtrArray) claims = new_claims();

    if (query != NULL)
        add_claim(claims, query, rule->is_guarded, FALSE);
    for (guint i = 0; i < rule->all->len; i++)
        add_claim(claims, g_ptr_array_index(rule->all, i), rule->is_guarded, FALSE);
    for (guint i = 0; i < rule->none->len; i++)
        add_claim(claims, g_ptr_array_index(rule->none, i), FALSE, TRUE);
    return !arsip_claims_contradict(claims);
}

/* TRUE: something was told, and the query never does what it is there for. */
static gboolean
doubt_query(const ArsipRule *rule, const ArsipRuleQuery *query, const char *key, ArsipFaults *faults)
{
    const ArsipRuleQuery *none;

    if (never_holds(query, rule->is_guarded, TRUE)) {
        arsip_fault_add(faults, query->line, query->column, _("%s holds for every document"), query->text);
        return FALSE;
    }
    if (never_holds(query, rule->is_guarded, FALSE)) {
        arsip_fault_add(faults, query->line, query->column,
                        _("%s never holds: it asks for something and for its contrary"), query->text);
        return TRUE;
    }
    none = find_forbidding(rule, query);
    if (none == NULL)
        return FALSE;
    if (strcmp(none->normal, query->normal) == 0)
        arsip_fault_add(faults, query->line, query->column,
                        _("%s stands in `none` of the same rule, so it is no use in `%s`"), query->text, key);
    else
        arsip_fault_add(faults, query->line, query->column,
                        _("%s is no use in `%s`: wherever it holds, %s of `none` (line %u) holds too"),
                        query->text, key, none->text, none->line);
    return TRUE;
}

static void
doubt_any(const ArsipRule *rule, ArsipFaults *faults)
{
    for (guint i = 0; i < rule->any->len; i++) {
        const ArsipRuleQuery *query = g_ptr_array_index(rule->any, i);

        if (!doubt_query(rule, query, "any", faults) && !can_hold(rule, query))
            arsip_fault_add(faults, query->line, query->column,
                            _("%s is no use in `any`: it never holds together with what `all` and `none` of "
                              "the rule ask"),
                            query->text);
    }
}

/* Two queries of `all` that never hold together. */
static gboolean
doubt_pairs_of_all(const ArsipRule *rule, ArsipFaults *faults)
{
    for (guint i = 0; i < rule->all->len; i++) {
        for (guint k = 0; k < i; k++) {
            const ArsipRuleQuery *query = g_ptr_array_index(rule->all, i);
            const ArsipRuleQuery *before = g_ptr_array_index(rule->all, k);
            g_autoptr(GPtrArray) claims = new_claims();

            add_claim(claims, query, rule->is_guarded, FALSE);
            add_claim(claims, before, rule->is_guarded, FALSE);
            if (!arsip_claims_contradict(claims))
                continue;
            arsip_fault_add(faults, query->line, query->column,
                            _("%s contradicts %s (line %u), and `all` asks for both: the rule for %s can "
                              "never hold"),
                            query->text, before->text, before->line, rule->label);
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean
doubt_all(const ArsipRule *rule, ArsipFaults *faults)
{
    gboolean is_told = FALSE;

    for (guint i = 0; i < rule->all->len; i++)
        is_told = doubt_query(rule, g_ptr_array_index(rule->all, i), "all", faults) || is_told;
    return is_told || doubt_pairs_of_all(rule, faults);
}

static gboolean
doubt_none(const ArsipRule *rule, ArsipFaults *faults)
{
    gboolean is_told = FALSE;

    for (guint i = 0; i < rule->none->len; i++) {
        const ArsipRuleQuery *query = g_ptr_array_index(rule->none, i);

        if (never_holds(query, FALSE, FALSE))
            arsip_fault_add(faults, query->line, query->column,
                            _("%s never holds: it asks for something and for its contrary"), query->text);
        if (!never_holds(query, FALSE, TRUE))
            continue;
        arsip_fault_add(faults, query->line, query->column,
                        _("%s in `none` holds for every document: the rule for %s can never hold"),
                        query->text, rule->label);
        is_told = TRUE;
    }
    return is_told;
}

static gboolean
is_dead(const ArsipRule *rule)
{
    g_autoptr(GPtrArray) claims = new_claims();

    g_ptr_array_add(claims, arsip_claim_of_rule(rule, FALSE));
    return arsip_claims_contradict(claims);
}

gboolean
arsip_doubt_contradictions(const ArsipRule *rule, ArsipFaults *faults)
{
    gboolean is_told = doubt_none(rule, faults);

    is_told = doubt_all(rule, faults) || is_told;
    if (is_told)
        return TRUE;
    if (!can_hold(rule, NULL)) {
        arsip_fault_add(faults, rule->line, rule->column,
                        _("the rule for %s can never hold: what `all` and `none` ask contradicts"),
                        rule->label);
        return TRUE;
    }
    doubt_any(rule, faults);
    return is_dead(rule);
}
