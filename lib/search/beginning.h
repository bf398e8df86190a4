/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_BEGINNING_H
#define ARSIP_SEARCH_BEGINNING_H

#include <arsip/archive.h>
#include "query/query.h"
#include "search/found.h"
#include "search/planner.h"

/*
 * FTS5 answers pre* by merging the documents of every word that begins so, and needs a second where they are
 * a million. Asked word by word, the frequent ones come from their strips, and the others are few; in the
 * segments of the index they stand beside one another.
 */
typedef struct ArsipBeginnings ArsipBeginnings;

/* Looks up the words for each pre* that stands alone and anywhere in the letter. */
ArsipBeginnings *arsip_beginnings_new(ArsipArchive *archive, const ArsipNode *root, ArsipRarities *rarities,
                                      GError **error);
void arsip_beginnings_free(ArsipBeginnings *beginnings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipBeginnings, arsip_beginnings_free)

/* The leaf as an OR of words; NULL where it is to be asked as it is. Borrowed. */
const ArsipNode *arsip_beginnings_of(const ArsipBeginnings *beginnings, const ArsipNode *leaf);

/*
 * What such an OR finds: its words in the order that they are given in, which is the index's, in one walk
 * through the segments. They must be known (search/segments.h). The caller owns what it gives; NULL on
 * failure.
 */
ArsipFound *arsip_beginnings_find(ArsipPlanner *planner, const ArsipNode *words, gboolean is_weighed,
                                  GError **error);

#endif
