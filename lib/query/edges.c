/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/edges.h"

#define SLOTS_AT_FIRST 64

void
arsip_edges_init(ArsipEdges *edges)
{
    edges->n_slots = SLOTS_AT_FIRST;
    edges->n = 0;
    edges->slots = g_malloc0_n(edges->n_slots, sizeof *edges->slots);
}

void
arsip_edges_clear(ArsipEdges *edges)
{
    g_free(edges->slots);
}

/* The slot of the key, or the free one where it belongs. The factor is 2^64 over the golden ratio
 * (Knuth 6.4). */
static guint32
slot_of(const ArsipEdges *edges, guint64 key)
{
    guint32 at = (guint32)((key * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) >> 32) & (edges->n_slots - 1);

    while (edges->slots[at].key != 0 && edges->slots[at].key != key)
        at = (at + 1) & (edges->n_slots - 1);
    return at;
}

guint32
arsip_edges_follow(const ArsipEdges *edges, guint32 from, guint32 symbol)
{
    return edges->slots[slot_of(edges, arsip_edges_key(from, symbol))].to;
}

static void
put(ArsipEdges *edges, guint64 key, guint32 to)
{
    guint32 at = slot_of(edges, key);

    edges->slots[at].key = key;
    edges->slots[at].to = to;
    edges->n++;
}

void
arsip_edges_add(ArsipEdges *edges, guint32 from, guint32 symbol, guint32 to)
{
    if ((edges->n + 1) * 2 > edges->n_slots) {
        ArsipEdges larger = {.n_slots = edges->n_slots * 2};

        larger.slots = g_malloc0_n(larger.n_slots, sizeof *larger.slots);
        for (guint32 i = 0; i < edges->n_slots; i++)
            if (edges->slots[i].key != 0)
                put(&larger, edges->slots[i].key, edges->slots[i].to);
        g_free(edges->slots);
        *edges = larger;
    }
    put(edges, arsip_edges_key(from, symbol), to);
}
