/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/spread.h"

#include <string.h>

#include "query/node.h"

/* Ways to read one leaf or one NEAR. */
#define WAYS_MOST ARSIP_NEIGHBOURS_MOST

static GPtrArray *
new_ways(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)arsip_node_free);
}

/* The leaf with `n` of its terms, from term i on, as `words`, which stand in the archive so. */
static ArsipNode *
copy_with(const ArsipNode *leaf, guint i, guint n, const char *words)
{
    g_auto(GStrv) parts = g_strsplit(words, " ", -1);
    ArsipNode *copy = arsip_node_copy_head(leaf);

    for (guint k = 0; k < leaf->terms->len; k++) {
        ArsipTerm term = g_array_index(leaf->terms, ArsipTerm, k);

        if (k < i || k >= i + n) {
            arsip_node_add_term(copy, &term, term.folded);
            continue;
        }
        term.is_fuzzy = FALSE;
        for (guint part = 0; k == i && parts[part] != NULL; part++)
            arsip_node_add_term(copy, &term, parts[part]);
    }
    return copy;
}

/* ---- the ways to read a leaf */

/* A word~ that nothing comes near is asked as any other, lest the planner look for it again. */
static ArsipNode *
copy_sure(const ArsipNode *leaf, const ArsipMeant *meant, ArsipSpread spread)
{
    ArsipNode *copy = arsip_node_copy_leaf(leaf);

    for (guint i = 0; i < copy->terms->len; i++) {
        ArsipTerm *term = &g_array_index(copy->terms, ArsipTerm, i);

        if (term->is_fuzzy && arsip_meant_words(meant, term, spread) == NULL)
            term->is_fuzzy = FALSE;
    }
    return copy;
}

/* Where a term is asked as two words, those behind it have moved: they are counted from the end. */
static void
add_ways(GPtrArray *ways, const GPtrArray *before, guint from_end, const GPtrArray *words)
{
    for (guint k = 0; k < words->len; k++)
        for (guint j = 0; j < before->len && ways->len < WAYS_MOST; j++) {
            const ArsipNode *way = before->pdata[j];

            g_ptr_array_add(ways, copy_with(way, way->terms->len - from_end, 1, words->pdata[k]));
        }
}

/* A space of a phrase may be one too many. */
static void
add_joined(GPtrArray *ways, const ArsipNode *leaf, const ArsipMeant *meant)
{
    for (guint i = 0; i + 1 < leaf->terms->len; i++) {
        g_autofree char *joined = arsip_spread_join(&g_array_index(leaf->terms, ArsipTerm, i),
                                                    &g_array_index(leaf->terms, ArsipTerm, i + 1));

        if (joined != NULL && arsip_meant_has_joined(meant, joined))
            g_ptr_array_add(ways, copy_with(leaf, i, 2, joined));
    }
}

/* What may be meant is no likelier for being rare: a misread word nearly always is. */
static void
weigh_as_first(GPtrArray *ways)
{
    g_autofree char *words = arsip_node_words(ways->pdata[0]);

    for (guint i = 1; i < ways->len; i++)
        ((ArsipNode *)ways->pdata[i])->stands_for = g_strdup(words);
}

/* Every way to put words of the archive in the place of the leaf's, the likeliest first. */
static GPtrArray *
spread_leaf(const ArsipNode *leaf, ArsipSpread spread, const ArsipMeant *meant)
{
    GPtrArray *ways = new_ways();

    g_ptr_array_add(ways, copy_sure(leaf, meant, spread));
    for (guint i = 0; i < leaf->terms->len; i++) {
        const GPtrArray *words = arsip_meant_words(meant, &g_array_index(leaf->terms, ArsipTerm, i), spread);

        if (words == NULL)
            continue;
        g_autoptr(GPtrArray) before = ways;
        ways = new_ways();
        add_ways(ways, before, leaf->terms->len - i, words);
    }
    if (spread == ARSIP_SPREAD_NEAR)
        add_joined(ways, leaf, meant);
    if (spread != ARSIP_SPREAD_FORMS)
        weigh_as_first(ways);
    return ways;
}

/* Takes the ways, of which there is one at least. */
static ArsipNode *
any_of(GPtrArray *ways, guint column)
{
    ArsipNode *any = NULL;

    if (ways->len > 1)
        any = arsip_node_new(ARSIP_NODE_OR, column);
    while (any != NULL && ways->len > 0)
        arsip_node_adopt(any, g_ptr_array_steal_index(ways, 0));
    if (any == NULL)
        any = g_ptr_array_steal_index(ways, 0);
    g_ptr_array_unref(ways);
    return any;
}

/* ---- the tree that is asked */

/* A NEAR of words to spread: of each way to read them one NEAR. */
static ArsipNode *
spread_near(const ArsipNode *node, ArsipSpread spread, const ArsipMeant *meant)
{
    GPtrArray *ways = new_ways();

    g_ptr_array_add(ways, arsip_node_copy_head(node));
    for (guint i = 0; i < node->children->len; i++) {
        g_autoptr(GPtrArray) leaves = spread_leaf(node->children->pdata[i], spread, meant);
        g_autoptr(GPtrArray) before = ways;

        ways = new_ways();
        for (guint k = 0; k < leaves->len; k++) {
            for (guint j = 0; j < before->len && ways->len < WAYS_MOST; j++) {
                const ArsipNode *one = before->pdata[j];
                ArsipNode *way = arsip_node_copy_head(node);

                for (guint child = 0; child < i; child++)
                    arsip_node_adopt(way, arsip_node_copy_leaf(one->children->pdata[child]));
                arsip_node_adopt(way, arsip_node_copy_leaf(leaves->pdata[k]));
                g_ptr_array_add(ways, way);
            }
        }
    }
    return any_of(ways, node->column);
}

static ArsipNode *spread_node(const ArsipNode *node, ArsipSpread outside, const ArsipMeant *meant);

/* The children, with those of numbers i and i + 1 as one word; joined NULL: all as they are. */
static ArsipNode *
spread_children(const ArsipNode *node, ArsipSpread spread, const ArsipMeant *meant, guint i,
                const char *joined)
{
    ArsipNode *copy = arsip_node_copy_head(node);

    for (guint k = 0; node->children != NULL && k < node->children->len; k++) {
        const ArsipNode *child = node->children->pdata[k];

        if (joined == NULL || k < i || k > i + 1)
            arsip_node_adopt(copy, spread_node(child, spread, meant));
        else if (k == i)
            arsip_node_adopt(copy, copy_with(child, 0, 1, joined));
    }
    if (joined == NULL || copy->children->len > 1)
        return copy;
    /* Both were all there is. */
    g_autoptr(ArsipNode) empty = copy;
    return g_ptr_array_steal_index(empty->children, 0);
}

/* A space between two words of an AND may be one too many. */
static ArsipNode *
spread_conjunction(const ArsipNode *node, ArsipSpread spread, const ArsipMeant *meant)
{
    GPtrArray *ways = new_ways();
    const ArsipTerm *first, *second;

    g_ptr_array_add(ways, spread_children(node, spread, meant, 0, NULL));
    for (guint i = 0; spread == ARSIP_SPREAD_NEAR && i + 1 < node->children->len; i++) {
        g_autofree char *joined =
            arsip_spread_pair(node, i, &first, &second) ? arsip_spread_join(first, second) : NULL;

        if (joined != NULL && arsip_meant_has_joined(meant, joined))
            g_ptr_array_add(ways, spread_children(node, spread, meant, i, joined));
    }
    return any_of(ways, node->column);
}

/* The parser bounds how deep a tree is, and with it this recursion. */
static ArsipNode *
spread_node(const ArsipNode *node, ArsipSpread outside, const ArsipMeant *meant)
{
    ArsipSpread spread = arsip_spread_inside(node, outside);

    switch (node->kind) {
    case ARSIP_NODE_TERMS:
        return any_of(spread_leaf(node, spread, meant), node->column);
    case ARSIP_NODE_NEAR:
        return spread_near(node, spread, meant);
    case ARSIP_NODE_AND:
        return spread_conjunction(node, spread, meant);
    default:
        return spread_children(node, spread, meant, 0, NULL);
    }
}

ArsipQuery *
arsip_spread_query(ArsipNeighbours *neighbours, ArsipQuery *query, ArsipSpread spread, GPtrArray **others,
                   GError **error)
{
    g_autoptr(ArsipMeant) meant = arsip_meant_find(neighbours, arsip_query_root(query), spread, error);

    if (meant == NULL)
        return NULL;
    if (arsip_meant_is_plain(meant))
        return arsip_query_ref(query);
    if (others != NULL)
        *others = arsip_meant_others(meant);
    return arsip_query_new(spread_node(arsip_query_root(query), spread, meant));
}
