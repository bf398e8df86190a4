/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_NODE_H
#define ARSIP_QUERY_NODE_H

#include "query/query.h"

/* Trees are made and freed only here. Their depth is bounded by the parser (ARSIP_QUERY_DEPTH). */
#define ARSIP_QUERY_DEPTH  64
#define ARSIP_QUERY_LEAVES 2000
#define ARSIP_QUERY_BYTES  65536
#define ARSIP_NEAR_USUAL   10 /* NEAR without a number, as in FTS5 */
#define ARSIP_NEAR_MAX     1000

ArsipNode *arsip_node_new(ArsipNodeKind kind, guint column);
void arsip_node_free(ArsipNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipNode, arsip_node_free)

/*
 * Hangs `child` under `node`, which takes it over; an AND in an AND, or an OR in an OR, is dissolved into it.
 */
void arsip_node_adopt(ArsipNode *node, ArsipNode *child);

/* The node without its terms and children; with its terms, a copy of a leaf. The caller owns it. */
ArsipNode *arsip_node_copy_head(const ArsipNode *node);
ArsipNode *arsip_node_copy_leaf(const ArsipNode *node);

/* A leaf's words with a space between. The caller owns it. */
char *arsip_node_words(const ArsipNode *leaf);

/* Adds a term like this one, but as `folded`. */
void arsip_node_add_term(ArsipNode *leaf, const ArsipTerm *term, const char *folded);

/* node: taken over. */
ArsipQuery *arsip_query_new(ArsipNode *root);

/* The tree of a query that nobody else has a reference to; the query is freed. */
ArsipNode *arsip_query_take_root(ArsipQuery *query);

#endif
