/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/doubt.h"

#include "base/i18n.h"

#include <string.h>

static const ArsipNamespace *
find_namespace(const ArsipRules *rules, const char *name)
{
    for (guint i = 0; i < rules->namespaces->len; i++) {
        const ArsipNamespace *space = g_ptr_array_index(rules->namespaces, i);

        if (strcmp(space->name, name) == 0)
            return space;
    }
    return NULL;
}

static gboolean
has_rules(const ArsipRules *rules, const ArsipNamespace *space)
{
    for (guint i = 0; i < rules->rules->len; i++) {
        const ArsipRule *rule = g_ptr_array_index(rules->rules, i);
        g_autofree char *name = arsip_label_namespace(rule->label);

        if (g_strcmp0(name, space->name) == 0)
            return TRUE;
    }
    return FALSE;
}

static void
doubt_declaration(const ArsipRules *rules, const ArsipNamespace *space, const char *folder,
                  ArsipFaults *faults)
{
    g_autofree char *shown = arsip_rules_shown_name(folder, space->declared_file);

    if (has_rules(rules, space))
        return;
    faults->file = shown;
    arsip_fault_add(faults, space->declared_line, space->declared_column,
                    _("%s is exclusive, but no rule gives a label that begins with %s/"), space->name,
                    space->name);
    faults->file = NULL;
}

/* What one file gives for want of a label, another may have promised to give once only. */
static void
doubt_otherwise(const ArsipRules *rules, const ArsipNamespace *space, const char *folder, ArsipFaults *faults)
{
    g_autofree char *name = space->otherwise != NULL ? arsip_label_namespace(space->otherwise) : NULL;
    const ArsipNamespace *other = name != NULL ? find_namespace(rules, name) : NULL;
    g_autofree char *shown = NULL;

    if (other == NULL || other == space)
        return;
    shown = arsip_rules_shown_name(folder, space->file);
    faults->file = shown;
    arsip_fault_add(faults, space->line, 1,
                    _("`otherwise` for %s gives %s, but %s is exclusive as well (%s, line %u): a document "
                      "could get two of its labels"),
                    space->name, space->otherwise, other->name, other->declared_file, other->declared_line);
    faults->file = NULL;
}

static void
doubt_label(const ArsipRules *rules, const ArsipRule *rule, const char *folder, ArsipFaults *faults)
{
    const ArsipNamespace *space = find_namespace(rules, rule->label);
    g_autofree char *shown = NULL;

    if (space == NULL)
        return;
    shown = arsip_rules_shown_name(folder, rule->file);
    faults->file = shown;
    arsip_fault_add(faults, rule->line, rule->column,
                    _("the label %s has nothing behind a slash, so that %s is exclusive (%s, line %u) does "
                      "not hold for it"),
                    rule->label, space->name, space->declared_file, space->declared_line);
    faults->file = NULL;
}

void
arsip_doubt_namespaces(const ArsipRules *rules, const char *folder, ArsipFaults *faults)
{
    for (guint i = 0; i < rules->namespaces->len; i++) {
        doubt_declaration(rules, g_ptr_array_index(rules->namespaces, i), folder, faults);
        doubt_otherwise(rules, g_ptr_array_index(rules->namespaces, i), folder, faults);
    }
    for (guint i = 0; i < rules->rules->len; i++)
        doubt_label(rules, g_ptr_array_index(rules->rules, i), folder, faults);
}
