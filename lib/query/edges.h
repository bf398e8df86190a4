/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_EDGES_H
#define ARSIP_QUERY_EDGES_H

#include <glib.h>

/* The edges of a trie in one table: (node, symbol) -> node. Nodes and symbols are numbers from 1; 0 is none.
 */
typedef struct {
    struct {
        guint64 key; /* 0: free */
        guint32 to;
    } * slots;
    guint32 n_slots; /* a power of two */
    guint32 n;
} ArsipEdges;

static inline guint64
arsip_edges_key(guint32 from, guint32 symbol)
{
    return (guint64)from << 32 | symbol;
}

void arsip_edges_init(ArsipEdges *edges);
void arsip_edges_clear(ArsipEdges *edges);

/* 0: there is none. */
guint32 arsip_edges_follow(const ArsipEdges *edges, guint32 from, guint32 symbol);

/* There is none yet. */
void arsip_edges_add(ArsipEdges *edges, guint32 from, guint32 symbol, guint32 to);

#endif
