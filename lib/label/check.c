/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/private.h"

#include "base/i18n.h"

#include <string.h>

static gboolean
has_query(const GPtrArray *queries, const ArsipRuleQuery *query)
{
    for (guint i = 0; i < queries->len; i++)
        if (strcmp(((const ArsipRuleQuery *)g_ptr_array_index(queries, i))->normal, query->normal) == 0)
            return TRUE;
    return FALSE;
}

static gboolean
has_all_of(const GPtrArray *queries, const GPtrArray *others)
{
    for (guint i = 0; i < others->len; i++)
        if (!has_query(queries, g_ptr_array_index(others, i)))
            return FALSE;
    return TRUE;
}

static gboolean
has_one_of(const GPtrArray *queries, const GPtrArray *others)
{
    for (guint i = 0; i < others->len; i++)
        if (has_query(queries, g_ptr_array_index(others, i)))
            return TRUE;
    return FALSE;
}

/*
 * Whether `wide` surely holds wherever `narrow` does. Only what equal queries prove is found; a rule that is
 * narrower by what its words mean is not.
 */
static gboolean
covers(const ArsipRule *wide, const ArsipRule *narrow)
{
    if (wide->is_guarded && !narrow->is_guarded)
        return FALSE;
    if (!has_all_of(narrow->all, wide->all) || !has_all_of(narrow->none, wide->none))
        return FALSE;
    if (wide->any->len == 0 || has_one_of(wide->any, narrow->all))
        return TRUE;
    return narrow->any->len > 0 && has_all_of(wide->any, narrow->any);
}

static gboolean
compete(const ArsipRules *rules, const ArsipRule *a, const ArsipRule *b)
{
    g_autofree char *one = arsip_label_namespace(a->label);
    g_autofree char *other = arsip_label_namespace(b->label);

    if (one == NULL || g_strcmp0(one, other) != 0)
        return FALSE;
    for (guint i = 0; i < rules->namespaces->len; i++)
        if (strcmp(((const ArsipNamespace *)g_ptr_array_index(rules->namespaces, i))->name, one) == 0)
            return TRUE;
    return FALSE;
}

static void
tell_never_wins(const ArsipRule *weak, const ArsipRule *strong, const char *folder, ArsipFaults *faults)
{
    g_autofree char *shown = arsip_rules_shown_name(folder, weak->file);

    faults->file = shown;
    arsip_fault_add(
        faults, weak->line, weak->column,
        _("%s can never win: %s (%s, line %u) holds wherever it does, with priority %d against %d"),
        weak->label, strong->label, strong->file, strong->line, strong->priority, weak->priority);
    faults->file = NULL;
}

static void
tell_twice(const ArsipRule *rule, const ArsipRule *before, const char *folder, ArsipFaults *faults)
{
    g_autofree char *shown = arsip_rules_shown_name(folder, rule->file);

    faults->file = shown;
    arsip_fault_add(faults, rule->line, rule->column, _("%s has the same queries already (%s, line %u)"),
                    rule->label, before->file, before->line);
    faults->file = NULL;
}

/* Each pair is told once. At equal priority a tie is no win either. */
static void
doubt_pair(const ArsipRules *rules, const ArsipRule *before, const ArsipRule *rule, const char *folder,
           ArsipFaults *faults)
{
    gboolean is_covered = covers(before, rule);
    gboolean is_covering = covers(rule, before);

    if (!is_covered && !is_covering)
        return;
    if (strcmp(rule->label, before->label) == 0) {
        if (is_covered && is_covering)
            tell_twice(rule, before, folder, faults);
        return;
    }
    if (!compete(rules, rule, before))
        return;
    if (is_covered && rule->priority <= before->priority)
        tell_never_wins(rule, before, folder, faults);
    else if (is_covering && before->priority <= rule->priority)
        tell_never_wins(before, rule, folder, faults);
}

static void
doubt_queries(const ArsipRule *rule, const GPtrArray *queries, const char *key, const char *folder,
              ArsipFaults *faults)
{
    g_autofree char *shown = arsip_rules_shown_name(folder, rule->file);

    faults->file = shown;
    for (guint i = 0; i < queries->len; i++) {
        const ArsipRuleQuery *query = g_ptr_array_index(queries, i);

        if (has_query(rule->none, query))
            arsip_fault_add(faults, query->line, query->column,
                            _("%s stands in `none` of the same rule, so it is no use in `%s`"), query->text,
                            key);
        if (arsip_query_root(query->query)->kind == ARSIP_NODE_ALL)
            arsip_fault_add(faults, query->line, query->column, _("%s holds for every document"),
                            query->text);
    }
    faults->file = NULL;
}

void
arsip_rules_doubt(const ArsipRules *rules, const char *folder, ArsipFaults *faults)
{
    for (guint i = 0; i < rules->rules->len; i++) {
        const ArsipRule *rule = g_ptr_array_index(rules->rules, i);

        doubt_queries(rule, rule->any, "any", folder, faults);
        doubt_queries(rule, rule->all, "all", folder, faults);
        for (guint k = 0; k < i; k++)
            doubt_pair(rules, g_ptr_array_index(rules->rules, k), rule, folder, faults);
    }
}
