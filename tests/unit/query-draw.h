/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef QUERY_DRAW_H
#define QUERY_DRAW_H

#include "query/query.h"

/* The tree with all its brackets, so that a test sees what binds what. */
static inline void
draw(GString *out, const ArsipNode *node)
{
    static const char *const names[] = {
        [ARSIP_NODE_AND] = "and", [ARSIP_NODE_OR] = "or", [ARSIP_NODE_NOT] = "not"};

    if (node->scope != NULL)
        g_string_append_printf(out, "%s:", node->scope);
    switch (node->kind) {
    case ARSIP_NODE_TERMS:
        for (guint i = 0; i < node->terms->len; i++) {
            const ArsipTerm *term = &g_array_index(node->terms, ArsipTerm, i);

            g_string_append_printf(out, "%s%s%s%s%s%s", i > 0 ? "+" : "", term->is_exact ? "=" : "",
                                   term->is_acronym ? "^" : "", term->folded, term->is_prefix ? "*" : "",
                                   term->is_fuzzy ? "~" : "");
        }
        return;
    case ARSIP_NODE_DATE:
        g_string_append_printf(out, "[%s,%s]", node->first, node->last);
        return;
    case ARSIP_NODE_REGEX:
        g_string_append_printf(out, "/%s/", node->value);
        return;
    case ARSIP_NODE_BATCH:
        g_string_append_printf(out, "batch#%" G_GINT64_FORMAT, node->number);
        return;
    case ARSIP_NODE_ALL:
        g_string_append(out, "all");
        return;
    case ARSIP_NODE_HAS:
    case ARSIP_NODE_LABEL:
    case ARSIP_NODE_FILE:
    case ARSIP_NODE_TYPE:
        g_string_append_printf(out, "%d<%s%s>", (int)node->kind - (int)ARSIP_NODE_HAS, node->value,
                               node->is_prefix ? "*" : "");
        return;
    default:
        if (node->kind == ARSIP_NODE_NEAR)
            g_string_append_printf(out, "near%u(", node->distance);
        else
            g_string_append_printf(out, "%s(", names[node->kind]);
        for (guint i = 0; i < node->children->len; i++) {
            g_string_append(out, i > 0 ? " " : "");
            draw(out, g_ptr_array_index(node->children, i));
        }
        g_string_append_c(out, ')');
    }
}

static inline char *
drawn(const ArsipQuery *query)
{
    GString *out = g_string_new(NULL);

    draw(out, arsip_query_root(query));
    return g_string_free(out, FALSE);
}

#endif
