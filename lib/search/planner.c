/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/planner.h"

#include "archive/catalogue.h"
#include "search/direct.h"
#include "search/expression.h"
#include "search/leaf.h"

/* Longer lists are sooner made anew than kept. */
#define KEPT_MOST 10000

static void
free_found(gpointer found)
{
    arsip_found_free(found);
}

ArsipPlanner *
arsip_planner_new(ArsipArchive *archive, GError **error)
{
    g_autoptr(ArsipPlanner) planner = g_new0(ArsipPlanner, 1);

    planner->archive = archive;
    planner->matched = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_found);
    planner->survey = arsip_survey_of(archive, error);
    if (planner->survey == NULL)
        return NULL;
    planner->rarities = arsip_rarities_new(archive, planner->survey->segments, planner->survey->last);
    return g_steal_pointer(&planner);
}

void
arsip_planner_free(ArsipPlanner *planner)
{
    if (planner == NULL)
        return;
    g_clear_pointer(&planner->matched, g_hash_table_unref);
    g_clear_pointer(&planner->rarities, arsip_rarities_free);
    g_clear_pointer(&planner->survey, arsip_survey_unref);
    g_free(planner);
}

static char *
key_of(const char *expression, const GArray *weights)
{
    GString *key = g_string_new(expression);

    for (guint i = 0; weights != NULL && i < weights->len; i++)
        g_string_append_printf(key, "\n%g", (double)g_array_index(weights, float, i));
    return g_string_free(key, FALSE);
}

static void
keep(ArsipPlanner *planner, char *key, const ArsipFound *found)
{
    if (found != NULL && arsip_found_list(found)->len <= KEPT_MOST)
        g_hash_table_insert(planner->matched, key, arsip_found_copy(found));
    else
        g_free(key);
}

ArsipFound *
arsip_planner_match(ArsipPlanner *planner, const char *expression, const GPtrArray *leaves, GError **error)
{
    g_autoptr(GArray) weights = leaves != NULL ? arsip_rarities_list(planner->rarities, leaves, error) : NULL;
    g_autofree char *key = key_of(expression, weights);
    const ArsipFound *known = g_hash_table_lookup(planner->matched, key);
    ArsipFound *found;

    if (known != NULL)
        return arsip_found_copy(known);
    if (leaves != NULL && weights == NULL)
        return NULL;
    found = arsip_leaf_weigh(planner->archive, expression, weights, planner->survey->lengths, error);
    keep(planner, g_steal_pointer(&key), found);
    return found;
}

ArsipFound *
arsip_planner_find(ArsipPlanner *planner, const ArsipNode *leaf, gboolean is_weighed, GError **error)
{
    static const char *const no_fields[] = {NULL};
    double rarity = is_weighed ? arsip_rarities_of(planner->rarities, leaf, error) : 0;
    g_autofree char *expression = arsip_expression_make(leaf, no_fields, NULL);
    g_autofree char *key = g_strdup_printf("%s\n%g", expression, rarity);
    const ArsipFound *known = g_hash_table_lookup(planner->matched, key);
    ArsipFound *found;

    if (known != NULL)
        return arsip_found_copy(known);
    if (rarity < 0)
        return NULL;
    found = arsip_direct_find(planner->survey->segments, leaf, (double)(float)rarity,
                              planner->survey->lengths, error);
    keep(planner, g_steal_pointer(&key), found);
    return found;
}
