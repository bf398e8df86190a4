/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/rewrite.h"

#include <string.h>

#include "query/node.h"

typedef struct {
    ArsipRewriteFunc function;
    ArsipRewriteManner manner;
    gpointer data;
    gboolean has_changed;
} Rewriter;

static ArsipTerm *
term_at(const ArsipNode *leaf, guint i)
{
    return &g_array_index(leaf->terms, ArsipTerm, i);
}

static void
append_term(ArsipNode *leaf, const ArsipTerm *term)
{
    arsip_node_add_term(leaf, term, term->folded);
}

static ArsipNode *
copy_tree(const ArsipNode *node)
{
    ArsipNode *copy = arsip_node_copy_leaf(node);

    for (guint i = 0; node->children != NULL && i < node->children->len; i++)
        arsip_node_adopt(copy, copy_tree(node->children->pdata[i]));
    return copy;
}

ArsipNode *
arsip_rewrite_leaf(const char *folded)
{
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    ArsipNode *leaf = arsip_node_new(ARSIP_NODE_TERMS, 1);

    for (guint i = 0; words[i] != NULL; i++)
        append_term(leaf, &(ArsipTerm){.folded = words[i]});
    return leaf;
}

static gboolean
is_plain(const ArsipNode *node)
{
    if (node->kind != ARSIP_NODE_TERMS)
        return FALSE;
    for (guint i = 0; i < node->terms->len; i++) {
        const ArsipTerm *term = term_at(node, i);

        if (term->is_prefix || term->is_exact || term->is_fuzzy || term->is_acronym)
            return FALSE;
    }
    return TRUE;
}

/* Borrowed from the leaf. */
static void
add_words(GPtrArray *words, const ArsipNode *leaf)
{
    for (guint i = 0; i < leaf->terms->len; i++)
        g_ptr_array_add(words, term_at(leaf, i)->folded);
}

static GPtrArray *
new_nodes(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)arsip_node_free);
}

/* A copy without the terms: they are put together anew. */
static ArsipNode *
empty_leaf(const ArsipNode *leaf)
{
    ArsipNode *copy = arsip_node_copy_leaf(leaf);

    g_array_set_size(copy->terms, 0);
    return copy;
}

/* Every way so far goes on with every continuation: terms from `from` to `to` of a leaf each. */
static GPtrArray *
go_on(GPtrArray *ways, const GPtrArray *continuations)
{
    g_autoptr(GPtrArray) before = ways;
    GPtrArray *after = new_nodes();

    for (guint k = 0; k < continuations->len; k++) {
        const ArsipNode *next = continuations->pdata[k];

        for (guint j = 0; j < before->len && after->len < ARSIP_REWRITE_MOST; j++) {
            ArsipNode *way = arsip_node_copy_leaf(before->pdata[j]);

            for (guint i = 0; i < next->terms->len; i++)
                append_term(way, term_at(next, i));
            g_ptr_array_add(after, way);
        }
    }
    return after;
}

static void
go_on_as_written(GPtrArray *ways, const ArsipNode *leaf, guint at)
{
    for (guint j = 0; j < ways->len; j++)
        append_term(ways->pdata[j], term_at(leaf, at));
}

/* Leaves out those that name a scope where that cannot be. */
static void
leave_out_scoped(GPtrArray *others)
{
    for (guint i = others->len; i > 0; i--)
        if (((const ArsipNode *)others->pdata[i - 1])->scope != NULL)
            g_ptr_array_remove_index(others, i - 1);
}

static void
add_as_written(GPtrArray *others, const ArsipNode *leaf, guint at, guint n)
{
    ArsipNode *written = arsip_node_new(ARSIP_NODE_TERMS, leaf->column);

    for (guint i = at; i < at + n; i++)
        append_term(written, term_at(leaf, i));
    g_ptr_array_insert(others, 0, written);
}

/* Every way to have the leaf, the written one first. Others for the whole of it may have a scope. */
static GPtrArray *
ways_of_leaf(Rewriter *rewriter, const ArsipNode *leaf)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    g_autoptr(GPtrArray) scoped = new_nodes();
    GPtrArray *ways = new_nodes();

    g_ptr_array_add(ways, empty_leaf(leaf));
    add_words(words, leaf);
    for (guint at = 0; at < words->len;) {
        g_autoptr(GPtrArray) others = new_nodes();
        guint n =
            rewriter->function((const char *const *)words->pdata, words->len, at, others, rewriter->data);

        if (n == words->len && leaf->scope == NULL)
            for (guint i = 0; i < others->len; i++)
                if (((const ArsipNode *)others->pdata[i])->scope != NULL)
                    g_ptr_array_add(scoped, arsip_node_copy_leaf(others->pdata[i]));
        leave_out_scoped(others);
        if (n == 0 || others->len + scoped->len == 0) {
            go_on_as_written(ways, leaf, at++);
            continue;
        }
        rewriter->has_changed = TRUE;
        if (rewriter->manner == ARSIP_REWRITE_BESIDE)
            add_as_written(others, leaf, at, n);
        ways = go_on(ways, others);
        at += n;
    }
    g_ptr_array_extend_and_steal(ways, g_steal_pointer(&scoped));
    return ways;
}

/* Takes the ways, of which there is one at least. */
static ArsipNode *
any_of(GPtrArray *ways, guint column)
{
    g_autoptr(GPtrArray) all = ways;
    ArsipNode *any;

    if (all->len == 1)
        return g_ptr_array_steal_index(all, 0);
    any = arsip_node_new(ARSIP_NODE_OR, column);
    while (all->len > 0)
        arsip_node_adopt(any, g_ptr_array_steal_index(all, 0));
    return any;
}

static ArsipNode *
rewrite_near(Rewriter *rewriter, const ArsipNode *node)
{
    GPtrArray *ways = new_nodes();

    g_ptr_array_add(ways, arsip_node_copy_leaf(node));
    for (guint i = 0; i < node->children->len; i++) {
        const ArsipNode *child = node->children->pdata[i];
        g_autoptr(GPtrArray) leaves = is_plain(child) ? ways_of_leaf(rewriter, child) : new_nodes();
        g_autoptr(GPtrArray) before = ways;

        if (leaves->len == 0)
            g_ptr_array_add(leaves, arsip_node_copy_leaf(child));
        ways = new_nodes();
        for (guint k = 0; k < leaves->len; k++) {
            const ArsipNode *leaf = leaves->pdata[k];

            if (g_strcmp0(leaf->scope, child->scope) != 0)
                continue;
            for (guint j = 0; j < before->len && ways->len < ARSIP_REWRITE_MOST; j++) {
                ArsipNode *way = copy_tree(before->pdata[j]);

                arsip_node_adopt(way, arsip_node_copy_leaf(leaf));
                g_ptr_array_add(ways, way);
            }
        }
    }
    return any_of(ways, node->column);
}

/* How many of a conjunction's children from `from` on are words that follow one another in one scope. */
static guint
count_run(const ArsipNode *node, guint from, GPtrArray *words)
{
    const ArsipNode *first = node->children->pdata[from];
    guint n = 0;

    for (; from + n < node->children->len; n++) {
        const ArsipNode *child = node->children->pdata[from + n];

        if (!is_plain(child) || g_strcmp0(child->scope, first->scope) != 0)
            break;
        add_words(words, child);
    }
    return n;
}

/* The children from `from` on that have so many words together; 0 where a child would be cut. */
static guint
count_covered(const ArsipNode *node, guint from, guint n_words)
{
    guint n = 0;

    for (guint words = 0; words < n_words; n++)
        if ((words += ((const ArsipNode *)node->children->pdata[from + n])->terms->len) > n_words)
            return 0;
    return n;
}

/* Children that the others stand for together; 0 where that is less than two of them. */
static guint
rewrite_run(Rewriter *rewriter, const ArsipNode *node, guint from, ArsipNode *into)
{
    const ArsipNode *first = node->children->pdata[from];
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    g_autoptr(GPtrArray) others = new_nodes();
    guint n_words, n;

    if (count_run(node, from, words) < 2)
        return 0;
    n_words = rewriter->function((const char *const *)words->pdata, words->len, 0, others, rewriter->data);
    n = count_covered(node, from, n_words);
    if (first->scope != NULL)
        leave_out_scoped(others);
    if (n < 2 || others->len == 0)
        return 0;
    rewriter->has_changed = TRUE;
    for (guint i = 0; i < others->len; i++)
        if (((ArsipNode *)others->pdata[i])->scope == NULL)
            ((ArsipNode *)others->pdata[i])->scope = g_strdup(first->scope);
    if (rewriter->manner == ARSIP_REWRITE_BESIDE) {
        ArsipNode *written = arsip_node_new(ARSIP_NODE_AND, first->column);

        for (guint i = from; i < from + n; i++)
            arsip_node_adopt(written, copy_tree(node->children->pdata[i]));
        g_ptr_array_insert(others, 0, written);
    }
    arsip_node_adopt(into, any_of(g_steal_pointer(&others), first->column));
    return n;
}

static ArsipNode *rewrite_node(Rewriter *rewriter, const ArsipNode *node);

static ArsipNode *
rewrite_conjunction(Rewriter *rewriter, const ArsipNode *node)
{
    ArsipNode *copy = arsip_node_copy_leaf(node);

    for (guint i = 0; i < node->children->len;) {
        guint n = is_plain(node->children->pdata[i]) ? rewrite_run(rewriter, node, i, copy) : 0;

        if (n == 0)
            arsip_node_adopt(copy, rewrite_node(rewriter, node->children->pdata[i]));
        i += MAX(n, 1);
    }
    if (copy->children->len > 1)
        return copy;
    ArsipNode *only = g_ptr_array_steal_index(copy->children, 0);

    arsip_node_free(copy);
    return only;
}

/* The parser bounds how deep a tree is, and with it this recursion. */
static ArsipNode *
rewrite_node(Rewriter *rewriter, const ArsipNode *node)
{
    ArsipNode *copy;

    switch (node->kind) {
    case ARSIP_NODE_TERMS:
        return is_plain(node) ? any_of(ways_of_leaf(rewriter, node), node->column)
                              : arsip_node_copy_leaf(node);
    case ARSIP_NODE_NEAR:
        return rewrite_near(rewriter, node);
    case ARSIP_NODE_AND:
        return rewrite_conjunction(rewriter, node);
    case ARSIP_NODE_NOT:
        return copy_tree(node);
    default:
        copy = arsip_node_copy_leaf(node);
        for (guint i = 0; node->children != NULL && i < node->children->len; i++)
            arsip_node_adopt(copy, rewrite_node(rewriter, node->children->pdata[i]));
        return copy;
    }
}

ArsipQuery *
arsip_rewrite(ArsipQuery *query, ArsipRewriteFunc function, ArsipRewriteManner manner, gpointer data)
{
    Rewriter rewriter = {function, manner, data, FALSE};
    g_autoptr(ArsipNode) root = rewrite_node(&rewriter, arsip_query_root(query));

    return rewriter.has_changed ? arsip_query_new(g_steal_pointer(&root)) : arsip_query_ref(query);
}
