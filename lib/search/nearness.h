/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_NEARNESS_H
#define ARSIP_SEARCH_NEARNESS_H

#include <arsip/archive.h>
#include "query/query.h"
#include "search/rarity.h"

/*
 * Words of a query that stand together in a letter speak for it once more: for each word or phrase and the
 * one behind it in the query, half of the lesser rarity, divided by how many words apart they stand where
 * they are nearest in one column; one more where they stand the other way round.
 *
 * It takes a look at each document by itself, and so only the best so far get it.
 */
#define ARSIP_NEARNESS_BEST 40

/*
 * Adds it to the first ARSIP_NEARNESS_BEST of placed (a GArray of ArsipPlaced, best first), and puts these in
 * order again; among equals as they stood. Nothing is added where the query is no conjunction of words.
 */
gboolean arsip_nearness_add(ArsipArchive *archive, const ArsipNode *root, ArsipRarities *rarities,
                            GArray *placed, GError **error);

/* What it is for one document; 0 where it has none. Negative on failure. */
double arsip_nearness_of(ArsipArchive *archive, const ArsipNode *root, ArsipRarities *rarities,
                         gint64 document, GError **error);

/* Makes the function known to the connection: for arsip_search_attach(). */
struct fts5_api;
gboolean arsip_nearness_attach(ArsipArchive *archive, struct fts5_api *api, GError **error);

#endif
