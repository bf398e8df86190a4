/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_REWRITE_H
#define ARSIP_SEARCH_REWRITE_H

#include "query/query.h"

/* Of one phrase at most so many ways to put other words in the place of its own. */
#define ARSIP_REWRITE_MOST 32

/*
 * What else may stand for the words from number `at` on, which follow one another in the query: as a phrase,
 * or as words that must all be there. others: gets leaves (ARSIP_NODE_TERMS), which their taker owns; one
 * with a scope of its own is left out where the words have one, or are but a part of a phrase. Returns for
 * how many words they stand, 0 for none.
 */
typedef guint (*ArsipRewriteFunc)(const char *const *words, guint n, guint at, GPtrArray *others,
                                  gpointer data);

typedef enum {
    ARSIP_REWRITE_BESIDE, /* the others beside the words, by OR */
    ARSIP_REWRITE_INSTEAD /* the others in the place of the words */
} ArsipRewriteManner;

/*
 * The query with other words in it; a reference to the query itself where there are none. =words, word~,
 * prefixes, words in capitals, and what stands under a NOT, stay as they are.
 */
ArsipQuery *arsip_rewrite(ArsipQuery *query, ArsipRewriteFunc function, ArsipRewriteManner manner,
                          gpointer data);

/* A leaf of these folded words, parted by spaces. */
ArsipNode *arsip_rewrite_leaf(const char *folded);

#endif
