/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_LIKELY_H
#define ARSIP_SEARCH_LIKELY_H

#include "query/query.h"
#include "search/found.h"
#include "search/planner.h"

/*
 * A phrase of frequent words. FTS5 finds it by laying the places of its words side by side in every document
 * that has them all, which are a good part of a million. A phrase cannot be more present than the least of
 * its words, and how present these are stands in strips: so the documents in which they are most present are
 * looked at one by one, until enough of them have the phrase. What is best among some hundred such is very
 * nearly the best of all; a phrase that two samples of the index say is not in many documents is left to
 * FTS5.
 */

/*
 * The best documents with the phrase, `wanted` at least, and about how many there are; *found is NULL where
 * it is not so simple. rarity: of the phrase. The caller owns it.
 */
gboolean arsip_likely_find(ArsipPlanner *planner, const ArsipNode *leaf, double rarity, guint wanted,
                           ArsipFound **found, guint64 *about, GError **error);

#endif
