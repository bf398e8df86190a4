/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words of a beginning find together. */
#include "search/beginning.h"

#include "query/node.h"
#include "search/direct.h"
#include "search/doclist.h"
#include "search/sheaf.h"

typedef struct {
    ArsipPlanner *planner;
    gboolean is_weighed;
    ArsipDoclist *list;
    ArsipSheaf *sheaf;
} Gathering;

static gboolean
gather_word(const Gathering *gathering, const ArsipNode *leaf, GError **error)
{
    const char *word = g_array_index(leaf->terms, ArsipTerm, 0).folded;
    ArsipPlanner *planner = gathering->planner;
    double rarity = arsip_rarities_of(planner->rarities, leaf, error);

    if (rarity < 0)
        return FALSE;
    if (arsip_frequents_has(planner->survey->frequents, leaf))
        return arsip_frequents_gather(planner->survey->frequents, leaf, rarity, gathering->sheaf, error);
    /* As precise as arsip_planner_find() has it, so that equals are equals in both. */
    return arsip_doclist_advance(gathering->list, word, error) &&
           arsip_direct_gather(gathering->list, gathering->is_weighed ? (double)(float)rarity : 0,
                               planner->survey->lengths, gathering->sheaf, error);
}

ArsipFound *
arsip_beginnings_find(ArsipPlanner *planner, const ArsipNode *words, gboolean is_weighed, GError **error)
{
    g_autoptr(ArsipDoclist) list = arsip_doclist_begin(planner->survey->segments);
    g_autoptr(ArsipSheaf) sheaf =
        arsip_sheaf_new(planner->survey->lengths, arsip_rarities_last(planner->rarities));
    const Gathering gathering = {planner, is_weighed, list, sheaf};

    for (guint i = 0; i < words->children->len; i++)
        if (!gather_word(&gathering, g_ptr_array_index(words->children, i), error))
            return NULL;
    return arsip_sheaf_end(sheaf);
}
