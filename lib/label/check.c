/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/doubt.h"

void
arsip_rules_doubt(const ArsipRules *rules, const char *folder, ArsipFaults *faults)
{
    g_autofree gboolean *is_dead = g_new0(gboolean, rules->rules->len + 1);

    for (guint i = 0; i < rules->rules->len; i++) {
        const ArsipRule *rule = g_ptr_array_index(rules->rules, i);
        g_autofree char *shown = arsip_rules_shown_name(folder, rule->file);

        faults->file = shown;
        arsip_doubt_keywords(rule, faults);
        is_dead[i] = arsip_doubt_contradictions(rule, faults);
        faults->file = NULL;
    }
    arsip_doubt_shadows(rules, is_dead, folder, faults);
    arsip_doubt_namespaces(rules, folder, faults);
}
