/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_EVALUATE_H
#define ARSIP_SEARCH_EVALUATE_H

#include "search/beginning.h"
#include "search/planner.h"

/*
 * A tree answered part by part: a frequent word from its strips (search/frequent.h), a beginning word by word
 * (search/beginning.h), any other word and a phrase of frequent words from the segments of the index
 * (search/direct.h); as much of the rest as FTS5 can take is one MATCH, and every other leaf is asked of the
 * catalogue. What comes of all is put together as found documents.
 */
typedef struct {
    ArsipPlanner *planner;
    ArsipBeginnings *beginnings;
    gboolean is_weighed;
} ArsipEvaluation;

/* Hidden documents among them. The caller owns what it gives. */
ArsipFound *arsip_evaluate(const ArsipEvaluation *plan, const ArsipNode *node, GError **error);

#endif
