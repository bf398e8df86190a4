/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_PHRASEBOOK_H
#define ARSIP_QUERY_PHRASEBOOK_H

#include "query/perfect.h"
#include "query/trie.h"

/*
 * How the phrases of a table of keywords that is complete go on: the edges of its trie but those from the
 * root and those of joined words, each at a place of its own, beside what is asked of the node that it leads
 * to.
 */
typedef struct {
    guint64 key;   /* arsip_edges_key() */
    guint64 edges; /* the node's */
    guint32 node;
    guint32 keyword; /* the node's */
    guint64 unused;  /* so that none goes over the end of a line of the cache */
} ArsipBookEdge;

typedef struct {
    ArsipBookEdge *edges; /* by place; [0] is none */
    ArsipPerfect places;
} ArsipPhrasebook;

void arsip_phrasebook_init(ArsipPhrasebook *book, const ArsipKeywords *keywords);
void arsip_phrasebook_clear(ArsipPhrasebook *book);

/* Which no other key has: a product with an odd number. 2^64 over the golden ratio (Knuth 6.4). */
static inline guint64
arsip_phrasebook_hash(guint64 key)
{
    return key * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
}

/* One to node 0 where there is none; without a jump on whether there is one. */
static inline const ArsipBookEdge *
arsip_phrasebook_find(const ArsipPhrasebook *book, guint32 from, guint32 symbol)
{
    guint64 key = arsip_edges_key(from, symbol);
    guint32 place = arsip_perfect_place(&book->places, arsip_phrasebook_hash(key));

    return &book->edges[place & -(guint32)(book->edges[place].key == key)];
}

#endif
