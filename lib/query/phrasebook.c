/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/phrasebook.h"

static void
put(ArsipPhrasebook *book, const ArsipKeywords *keywords, guint64 key, guint32 node)
{
    const ArsipTrieNode *reached = &g_array_index(keywords->nodes, ArsipTrieNode, node);

    book->edges[arsip_perfect_place(&book->places, arsip_phrasebook_hash(key))] =
        (ArsipBookEdge){.key = key, .edges = reached->edges, .node = node, .keyword = reached->keyword};
}

void
arsip_phrasebook_init(ArsipPhrasebook *book, const ArsipKeywords *keywords)
{
    const ArsipEdges *edges = &keywords->edges;
    g_autofree guint64 *hashes = g_new(guint64, edges->n);
    guint32 n = 0;
    gboolean is_settled;

    for (guint32 i = 0; i < edges->n_slots; i++)
        if (edges->slots[i].key != 0)
            hashes[n++] = arsip_phrasebook_hash(edges->slots[i].key);
    is_settled = arsip_perfect_init(&book->places, hashes, n);
    g_assert(is_settled); /* no edge has the hash of another */
    book->edges = g_aligned_alloc0(book->places.n_places + 1, sizeof *book->edges, ARSIP_CACHE_LINE);
    for (guint32 i = 0; i < edges->n_slots; i++)
        if (edges->slots[i].key != 0)
            put(book, keywords, edges->slots[i].key, edges->slots[i].to);
}

void
arsip_phrasebook_clear(ArsipPhrasebook *book)
{
    arsip_perfect_clear(&book->places);
    g_aligned_free(book->edges);
}
