/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "query/node.h"
#include "query/query.h"

/* A phrase would join these with what follows; the tokenizer leaves them alone before a comma or a quote. */
static gboolean
may_be_joined(const char *folded)
{
    return g_str_equal(folded, "undang") || g_str_equal(folded, "perundang");
}

static void
print_scope(GString *out, const char *scope)
{
    if (scope != NULL)
        g_string_append_printf(out, "%s:", scope);
}

static void
print_name(GString *out, const char *scope, const ArsipNode *node)
{
    gsize plain = strspn(node->value, "abcdefghijklmnopqrstuvwxyz0123456789/-_.+");
    const char *quote = plain > 0 && node->value[plain] == '\0' ? "" : "\"";

    g_string_append_printf(out, "%s:%s%s%s%s", scope, quote, node->value, node->is_prefix ? "*" : "", quote);
}

static void
print_quoted(GString *out, const char *value, gboolean is_prefix)
{
    g_string_append_printf(out, "\"%s%s\"", value, is_prefix ? "*" : "");
}

/* Words in capitals would turn AND into a word, were they bare. */
static gboolean
is_bare(const GArray *terms)
{
    const ArsipTerm *term = &g_array_index(terms, ArsipTerm, 0);

    if (terms->len != 1 || term->is_acronym || may_be_joined(term->folded))
        return FALSE;
    for (const char *at = term->folded; *at != '\0'; at = g_utf8_next_char(at))
        if (g_unichar_isupper(g_utf8_get_char(at)))
            return FALSE;
    return TRUE;
}

static void
print_terms(GString *out, const ArsipNode *node)
{
    const ArsipTerm *last = &g_array_index(node->terms, ArsipTerm, node->terms->len - 1);
    g_autoptr(GString) words = g_string_new(NULL);
    gboolean is_fuzzy = FALSE;

    for (guint i = 0; i < node->terms->len; i++) {
        const ArsipTerm *term = &g_array_index(node->terms, ArsipTerm, i);
        g_autofree char *capitals = term->is_acronym ? g_ascii_strup(term->folded, -1) : NULL;

        is_fuzzy = is_fuzzy || term->is_fuzzy;
        g_string_append(words, capitals != NULL ? capitals : term->folded);
        if (i + 1 < node->terms->len)
            g_string_append(words, may_be_joined(term->folded) ? ", " : " ");
    }
    g_string_append(out, last->is_exact ? "=" : "");
    if (is_bare(node->terms))
        g_string_append_printf(out, "%s%s", words->str, last->is_prefix ? "*" : "");
    else
        print_quoted(out, words->str, last->is_prefix);
    g_string_append(out, is_fuzzy ? "~" : "");
}

static void
print_regex(GString *out, const char *expression)
{
    g_string_append_c(out, '/');
    for (const char *at = expression; *at != '\0'; at++) {
        if (*at == '/')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *at);
        if (*at == '\\' && at[1] != '\0')
            g_string_append_c(out, *++at);
    }
    g_string_append_c(out, '/');
}

static void
print_dates(GString *out, const ArsipNode *node)
{
    g_string_append(out, node->first);
    if (!g_str_equal(node->first, node->last))
        g_string_append_printf(out, "..%s", node->last);
}

static void
print_leaf(GString *out, const ArsipNode *node)
{
    print_scope(out, node->scope);
    switch (node->kind) {
    case ARSIP_NODE_TERMS:
        print_terms(out, node);
        break;
    case ARSIP_NODE_REGEX:
        print_regex(out, node->value);
        break;
    case ARSIP_NODE_DATE:
        print_dates(out, node);
        break;
    case ARSIP_NODE_BATCH:
        g_string_append_printf(out, "batch:%" G_GINT64_FORMAT, node->number);
        break;
    case ARSIP_NODE_HAS:
        print_name(out, "has", node);
        break;
    case ARSIP_NODE_TYPE:
        print_name(out, "type", node);
        break;
    case ARSIP_NODE_LABEL:
        print_name(out, "label", node);
        break;
    case ARSIP_NODE_FILE:
        print_name(out, "file", node);
        break;
    default: /* ALL: the empty query */
        break;
    }
}

static void print_node(GString *out, const ArsipNode *node);

static void
print_operand(GString *out, const ArsipNode *node)
{
    gboolean is_list = node->kind == ARSIP_NODE_AND || node->kind == ARSIP_NODE_OR;

    g_string_append(out, is_list ? "(" : "");
    print_node(out, node);
    g_string_append(out, is_list ? ")" : "");
}

static void
print_list(GString *out, const ArsipNode *node, const char *separator)
{
    for (guint i = 0; i < node->children->len; i++) {
        g_string_append(out, i > 0 ? separator : "");
        print_operand(out, g_ptr_array_index(node->children, i));
    }
}

static void
print_near(GString *out, const ArsipNode *node)
{
    for (guint i = 0; i < node->children->len; i++) {
        if (i > 0)
            g_string_append_printf(out, " NEAR/%u ", node->distance);
        print_leaf(out, g_ptr_array_index(node->children, i));
    }
}

static void
print_node(GString *out, const ArsipNode *node)
{
    switch (node->kind) {
    case ARSIP_NODE_AND:
        print_list(out, node, " ");
        break;
    case ARSIP_NODE_OR:
        print_list(out, node, " OR ");
        break;
    case ARSIP_NODE_NOT:
        g_string_append(out, "NOT ");
        print_operand(out, g_ptr_array_index(node->children, 0));
        break;
    case ARSIP_NODE_NEAR:
        print_near(out, node);
        break;
    default:
        print_leaf(out, node);
    }
}

char *
arsip_query_print(const ArsipQuery *query)
{
    GString *out = g_string_new(NULL);

    print_node(out, arsip_query_root(query));
    return g_string_free(out, FALSE);
}
