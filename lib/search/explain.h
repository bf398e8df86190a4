/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_EXPLAIN_H
#define ARSIP_SEARCH_EXPLAIN_H

#include <arsip/search.h>
#include "query/query.h"
#include "search/rarity.h"

/*
 * Fills hit->factors and hit->nearness: what the score of the hit is made of (search/weight.h,
 * search/nearness.h). root: the query that found it; field_names as in search/expression.h.
 */
gboolean arsip_explain_hit(ArsipArchive *archive, const ArsipNode *root, const char *const *field_names,
                           ArsipRarities *rarities, ArsipSearchHit *hit, GError **error);

void arsip_factor_free(ArsipSearchFactor *factor);

#endif
