/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_DIRECT_H
#define ARSIP_SEARCH_DIRECT_H

#include "query/query.h"
#include "search/doclist.h"
#include "search/found.h"
#include "search/length.h"
#include "search/segments.h"
#include "search/sheaf.h"

/*
 * Words and phrases found in the segments of the index themselves. FTS5 tells of a document of a MATCH, and
 * of each place in it, through several layers of calls: a tenth of a microsecond for every document that has
 * a word, ten times what it takes to read it. What is found, and its weight, is the same (search/weight.h).
 */

/* Whether the leaf is one that can be found so: a word, a phrase or an acronym, anywhere. */
gboolean arsip_direct_can(const ArsipSegments *segments, const ArsipNode *leaf);

/* The documents with it: a list. rarity: the weight of the leaf; 0: nothing is weighed. NULL on failure. */
ArsipFound *arsip_direct_find(const ArsipSegments *segments, const ArsipNode *leaf, double rarity,
                              ArsipLengths *lengths, GError **error);

/*
 * The documents with each of several such leaves of one word. rarities: of float, the weight of each; NULL:
 * nothing is weighed.
 */
ArsipFound *arsip_direct_find_words(const ArsipSegments *segments, const GPtrArray *leaves,
                                    const GArray *rarities, ArsipLengths *lengths, GError **error);

/* Adds all documents of the list, which is read to its end: those of one word. rarity: as above. */
gboolean arsip_direct_gather(ArsipDoclist *list, double rarity, ArsipLengths *lengths, ArsipSheaf *sheaf,
                             GError **error);

#endif
