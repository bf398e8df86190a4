/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_RARITY_H
#define ARSIP_SEARCH_RARITY_H

#include <arsip/archive.h>
#include "query/query.h"
#include "search/segments.h"

/*
 * How rare the words of queries are: ln(1 + N / n) for a word that n of N documents hold. Up to 400 documents
 * are counted; of a word in more of them the first and the last 400 are, and n follows from how close they
 * stand, so that a word in every document costs no more than one in 800.
 */
typedef struct ArsipRarities ArsipRarities;

/* segments: borrowed. last: the highest number of an indexed document. */
ArsipRarities *arsip_rarities_new(ArsipArchive *archive, const ArsipSegments *segments, gint64 last);
void arsip_rarities_free(ArsipRarities *rarities);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipRarities, arsip_rarities_free)

/* The highest number of a document that is indexed: what N is taken to be. */
gint64 arsip_rarities_last(const ArsipRarities *rarities);

/* About how many documents hold a word, as it is folded (text/token.h); -1 on failure. */
gint64 arsip_rarities_count(ArsipRarities *rarities, const char *word, GError **error);

/* Takes the word to be as rare as a beginning (see below), without counting. */
void arsip_rarities_assume_prefix(ArsipRarities *rarities, const char *word);

/* Of a TERMS leaf: of a phrase the sum over its words; a beginning (pre*) counts as a word that one of twenty
 * documents holds. What stands for other words is as rare as they are, and not counted itself. Negative on
 * failure. */
double arsip_rarities_of(ArsipRarities *rarities, const ArsipNode *leaf, GError **error);

/* Of each leaf, as weights of an expression's phrases: a GArray of float, 0 for NULL. The caller owns it. */
GArray *arsip_rarities_list(ArsipRarities *rarities, const GPtrArray *leaves, GError **error);

#endif
