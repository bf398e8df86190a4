/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/query.h"

#include "query/node.h"

struct ArsipQuery {
    gatomicrefcount references;
    ArsipNode *root;
};

static void
clear_term(gpointer term)
{
    g_free(((ArsipTerm *)term)->folded);
}

static void
free_child(gpointer node)
{
    arsip_node_free(node);
}

ArsipNode *
arsip_node_new(ArsipNodeKind kind, guint column)
{
    ArsipNode *node = g_new0(ArsipNode, 1);

    node->kind = kind;
    node->column = column;
    if (kind == ARSIP_NODE_AND || kind == ARSIP_NODE_OR || kind == ARSIP_NODE_NOT || kind == ARSIP_NODE_NEAR)
        node->children = g_ptr_array_new_with_free_func(free_child);
    if (kind == ARSIP_NODE_TERMS) {
        node->terms = g_array_new(FALSE, TRUE, sizeof(ArsipTerm));
        g_array_set_clear_func(node->terms, clear_term);
    }
    return node;
}

void
arsip_node_free(ArsipNode *node)
{
    if (node == NULL)
        return;
    g_clear_pointer(&node->children, g_ptr_array_unref);
    g_clear_pointer(&node->terms, g_array_unref);
    g_free(node->scope);
    g_free(node->value);
    g_free(node->stands_for);
    g_free(node);
}

void
arsip_node_adopt(ArsipNode *node, ArsipNode *child)
{
    gboolean is_same_list =
        child->kind == node->kind && (child->kind == ARSIP_NODE_AND || child->kind == ARSIP_NODE_OR);

    if (is_same_list) {
        g_ptr_array_extend_and_steal(node->children, g_steal_pointer(&child->children));
        arsip_node_free(child);
    } else {
        g_ptr_array_add(node->children, child);
    }
}

ArsipNode *
arsip_node_copy_head(const ArsipNode *node)
{
    ArsipNode *copy = arsip_node_new(node->kind, node->column);

    copy->scope = g_strdup(node->scope);
    copy->value = g_strdup(node->value);
    g_strlcpy(copy->first, node->first, sizeof copy->first);
    g_strlcpy(copy->last, node->last, sizeof copy->last);
    copy->number = node->number;
    copy->distance = node->distance;
    copy->is_prefix = node->is_prefix;
    copy->stands_for = g_strdup(node->stands_for);
    return copy;
}

char *
arsip_node_words(const ArsipNode *leaf)
{
    GString *words = g_string_new(NULL);

    for (guint i = 0; i < leaf->terms->len; i++)
        g_string_append_printf(words, "%s%s", i > 0 ? " " : "",
                               g_array_index(leaf->terms, ArsipTerm, i).folded);
    return g_string_free(words, FALSE);
}

void
arsip_node_add_term(ArsipNode *leaf, const ArsipTerm *term, const char *folded)
{
    g_array_append_vals(leaf->terms, term, 1);
    g_array_index(leaf->terms, ArsipTerm, leaf->terms->len - 1).folded = g_strdup(folded);
}

ArsipNode *
arsip_node_copy_leaf(const ArsipNode *node)
{
    ArsipNode *copy = arsip_node_copy_head(node);

    for (guint i = 0; node->terms != NULL && i < node->terms->len; i++) {
        const ArsipTerm *term = &g_array_index(node->terms, ArsipTerm, i);

        arsip_node_add_term(copy, term, term->folded);
    }
    return copy;
}

ArsipQuery *
arsip_query_new(ArsipNode *root)
{
    ArsipQuery *query = g_new0(ArsipQuery, 1);

    g_atomic_ref_count_init(&query->references);
    query->root = root;
    return query;
}

ArsipQuery *
arsip_query_ref(ArsipQuery *query)
{
    g_atomic_ref_count_inc(&query->references);
    return query;
}

void
arsip_query_unref(ArsipQuery *query)
{
    if (query == NULL || !g_atomic_ref_count_dec(&query->references))
        return;
    arsip_node_free(query->root);
    g_free(query);
}

ArsipNode *
arsip_query_take_root(ArsipQuery *query)
{
    ArsipNode *root = g_steal_pointer(&query->root);

    arsip_query_unref(query);
    return root;
}

const ArsipNode *
arsip_query_root(const ArsipQuery *query)
{
    return query->root;
}
