/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_PLANNER_H
#define ARSIP_SEARCH_PLANNER_H

#include "search/found.h"
#include "search/rarity.h"
#include "search/survey.h"

/* What the plans of one question share, which is asked several times in other words: within one snapshot. */
typedef struct {
    ArsipArchive *archive;
    ArsipSurvey *survey;
    ArsipRarities *rarities;
    GHashTable *matched; /* expression with its weights -> ArsipFound */
} ArsipPlanner;

ArsipPlanner *arsip_planner_new(ArsipArchive *archive, GError **error);
void arsip_planner_free(ArsipPlanner *planner);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPlanner, arsip_planner_free)

/*
 * What the expression finds, weighed by the rarity of its phrases' leaves; leaves NULL: not weighed. A phrase
 * stands in many of a question's queries, and is looked for once. The caller owns what is found.
 */
ArsipFound *arsip_planner_match(ArsipPlanner *planner, const char *expression, const GPtrArray *leaves,
                                GError **error);

/* The same of a leaf that arsip_direct_can() find; is_weighed: by its rarity. */
ArsipFound *arsip_planner_find(ArsipPlanner *planner, const ArsipNode *leaf, gboolean is_weighed,
                               GError **error);

#endif
