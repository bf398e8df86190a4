/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "query/fault.h"
#include "query/leaf.h"
#include "query/lexer.h"
#include "query/node.h"

/*
 * One function for each strength, from the loosest: OR, AND, NOT, NEAR, then words and parentheses. Only
 * parentheses lead back to the first, and how many may be open is checked before each.
 */
typedef struct {
    ArsipLexer lexer;
    ArsipQueryFlags flags;
    ArsipQuerySaved find; /* or NULL */
    gpointer find_data;
    guint depth, n_leaves;
    const char *before; /* the piece before the one in hand, as written; borrowed from the query */
    gsize before_length;
} Parser;

static ArsipNode *parse_or(Parser *parser, const char *scope, GError **error);

static gboolean
advance(Parser *parser, GError **error)
{
    parser->before = parser->lexer.lexeme.source;
    parser->before_length = parser->lexer.lexeme.length;
    return arsip_lexer_next(&parser->lexer, error);
}

static ArsipNode *
tell_missing_operand(const Parser *parser, GError **error)
{
    const ArsipLexeme *lexeme = &parser->lexer.lexeme;

    if (parser->before != NULL)
        arsip_query_fault(error, lexeme->column, _("expected a word or a phrase after %.*s"),
                          (int)parser->before_length, parser->before);
    else
        arsip_query_fault(error, lexeme->column, _("expected a word or a phrase before %.*s"),
                          (int)lexeme->length, lexeme->source);
    return NULL;
}

static gboolean
add_leaves(Parser *parser, guint n, GError **error)
{
    parser->n_leaves += n;
    return parser->n_leaves <= ARSIP_QUERY_LEAVES ||
           arsip_query_fault(error, parser->lexer.lexeme.column,
                             _("expected at most %d words and phrases in a query"), ARSIP_QUERY_LEAVES);
}

static ArsipNode *
parse_leaf(Parser *parser, const char *scope, GError **error)
{
    const ArsipLexeme *lexeme = &parser->lexer.lexeme;

    if (!add_leaves(parser, 1, error))
        return NULL;
    g_autoptr(ArsipNode) leaf =
        arsip_leaf_make(lexeme, lexeme->scope != NULL ? lexeme->scope : scope, parser->flags, error);
    if (leaf == NULL || !advance(parser, error))
        return NULL;
    return g_steal_pointer(&leaf);
}

static ArsipNode *
parse_parenthesis(Parser *parser, const char *scope, GError **error)
{
    const ArsipLexeme *lexeme = &parser->lexer.lexeme;
    guint column = lexeme->column;
    g_autofree char *inner = g_strdup(lexeme->scope != NULL ? lexeme->scope : scope);

    if (++parser->depth > ARSIP_QUERY_DEPTH) {
        arsip_query_fault(error, column, _("expected at most %d open parentheses"), ARSIP_QUERY_DEPTH);
        return NULL;
    }
    if (!advance(parser, error))
        return NULL;
    g_autoptr(ArsipNode) node = parse_or(parser, inner, error);
    if (node == NULL)
        return NULL;
    if (lexeme->kind != ARSIP_LEXEME_CLOSE) {
        arsip_query_fault(error, lexeme->column, _("expected a ) for the ( in column %u"), column);
        return NULL;
    }
    parser->depth--;
    return advance(parser, error) ? g_steal_pointer(&node) : NULL;
}

static guint
count_leaves(const ArsipNode *node)
{
    guint n = node->children == NULL ? 1 : 0;

    for (guint i = 0; node->children != NULL && i < node->children->len; i++)
        n += count_leaves(node->children->pdata[i]);
    return n;
}

static ArsipNode *
parse_saved(Parser *parser, const char *scope, GError **error)
{
    const ArsipLexeme *lexeme = &parser->lexer.lexeme;
    g_autoptr(ArsipNode) node = NULL;

    if (scope != NULL)
        arsip_query_fault(error, lexeme->column,
                          _("expected a word or a phrase and no saved search, as %s: holds here"), scope);
    else if ((parser->flags & ARSIP_QUERY_AS_RULE) != 0)
        arsip_query_fault(
            error, lexeme->column,
            _("expected no saved search (@%s) here: a rule must be readable by itself, so write "
              "what it stands for"),
            lexeme->value);
    else if (parser->find == NULL)
        arsip_query_fault(error, lexeme->column, _("expected no saved search (@%s) here"), lexeme->value);
    else
        node = parser->find(lexeme->value, lexeme->column, parser->find_data, error);
    if (node == NULL || !add_leaves(parser, count_leaves(node), error) || !advance(parser, error))
        return NULL;
    return g_steal_pointer(&node);
}

static ArsipNode *
parse_operand(Parser *parser, const char *scope, GError **error)
{
    const ArsipLexeme *lexeme = &parser->lexer.lexeme;
    gboolean is_value = lexeme->kind == ARSIP_LEXEME_WORD || lexeme->kind == ARSIP_LEXEME_REGEX ||
                        lexeme->kind == ARSIP_LEXEME_OPEN;

    if (is_value && scope != NULL && lexeme->scope != NULL) {
        arsip_query_fault(error, lexeme->column,
                          _("expected a word or a phrase without %s:, as %s: holds here"), lexeme->scope,
                          scope);
        return NULL;
    }
    if (lexeme->kind == ARSIP_LEXEME_SAVED)
        return parse_saved(parser, scope, error);
    if (!is_value)
        return tell_missing_operand(parser, error);
    return lexeme->kind == ARSIP_LEXEME_OPEN ? parse_parenthesis(parser, scope, error)
                                             : parse_leaf(parser, scope, error);
}

static gboolean
add_to_near(ArsipNode *near, ArsipNode *operand, GError **error)
{
    g_autoptr(ArsipNode) child = operand;
    const ArsipNode *first = near->children->len > 0 ? g_ptr_array_index(near->children, 0) : child;

    if (child->kind != ARSIP_NODE_TERMS)
        return arsip_query_fault(error, child->column, _("expected a word or a phrase beside NEAR"));
    if (g_strcmp0(first->scope, child->scope) != 0)
        return arsip_query_fault(
            error, child->column,
            _("expected the same field or zone on both sides of NEAR, as in hal:(a NEAR b)"));
    g_ptr_array_add(near->children, g_steal_pointer(&child));
    return TRUE;
}

static ArsipNode *
parse_near(Parser *parser, const char *scope, GError **error)
{
    const ArsipLexeme *lexeme = &parser->lexer.lexeme;
    g_autoptr(ArsipNode) first = parse_operand(parser, scope, error);

    if (first == NULL || lexeme->kind != ARSIP_LEXEME_NEAR)
        return g_steal_pointer(&first);
    g_autoptr(ArsipNode) near = arsip_node_new(ARSIP_NODE_NEAR, first->column);
    near->distance = lexeme->distance;
    if (!add_to_near(near, g_steal_pointer(&first), error))
        return NULL;
    while (lexeme->kind == ARSIP_LEXEME_NEAR) {
        if (lexeme->distance != near->distance) {
            arsip_query_fault(error, lexeme->column, _("expected NEAR/%u again, as before"), near->distance);
            return NULL;
        }
        if (!advance(parser, error))
            return NULL;
        ArsipNode *operand = parse_operand(parser, scope, error);
        if (operand == NULL || !add_to_near(near, operand, error))
            return NULL;
    }
    return g_steal_pointer(&near);
}

static ArsipNode *
negate(ArsipNode *node, guint column)
{
    ArsipNode *negation;

    if (node->kind == ARSIP_NODE_NOT) {
        negation = g_ptr_array_steal_index(node->children, 0);
        arsip_node_free(node);
        return negation;
    }
    negation = arsip_node_new(ARSIP_NODE_NOT, column);
    arsip_node_adopt(negation, node);
    return negation;
}

static ArsipNode *
parse_not(Parser *parser, const char *scope, GError **error)
{
    const ArsipLexeme *lexeme = &parser->lexer.lexeme;
    guint column = lexeme->column;
    gboolean is_negated = FALSE;

    for (; lexeme->kind == ARSIP_LEXEME_NOT; is_negated = !is_negated)
        if (!advance(parser, error))
            return NULL;
    ArsipNode *node = parse_near(parser, scope, error);

    return node != NULL && is_negated ? negate(node, column) : node;
}

/* `list` becomes a node of the kind that holds what it was and the new child. Takes both. */
static ArsipNode *
append(ArsipNode *list, ArsipNodeKind kind, ArsipNode *child)
{
    ArsipNode *node = list;

    if (list->kind != kind) {
        node = arsip_node_new(kind, list->column);
        arsip_node_adopt(node, list);
    }
    arsip_node_adopt(node, child);
    return node;
}

static gboolean
begins_operand(ArsipLexemeKind kind)
{
    return kind == ARSIP_LEXEME_WORD || kind == ARSIP_LEXEME_REGEX || kind == ARSIP_LEXEME_OPEN ||
           kind == ARSIP_LEXEME_SAVED || kind == ARSIP_LEXEME_NOT;
}

static ArsipNode *
parse_and(Parser *parser, const char *scope, GError **error)
{
    const ArsipLexeme *lexeme = &parser->lexer.lexeme;
    g_autoptr(ArsipNode) node = parse_not(parser, scope, error);

    while (node != NULL && (lexeme->kind == ARSIP_LEXEME_AND || begins_operand(lexeme->kind))) {
        if (lexeme->kind == ARSIP_LEXEME_AND && !advance(parser, error))
            return NULL;
        ArsipNode *child = parse_not(parser, scope, error);
        if (child == NULL)
            return NULL;
        node = append(node, ARSIP_NODE_AND, child);
    }
    return g_steal_pointer(&node);
}

static ArsipNode *
parse_or(Parser *parser, const char *scope, GError **error)
{
    const ArsipLexeme *lexeme = &parser->lexer.lexeme;
    g_autoptr(ArsipNode) node = parse_and(parser, scope, error);

    while (node != NULL && lexeme->kind == ARSIP_LEXEME_OR) {
        if (!advance(parser, error))
            return NULL;
        ArsipNode *child = parse_and(parser, scope, error);
        if (child == NULL)
            return NULL;
        node = append(node, ARSIP_NODE_OR, child);
    }
    return g_steal_pointer(&node);
}

static ArsipNode *
parse_all(Parser *parser, GError **error)
{
    const ArsipLexeme *lexeme = &parser->lexer.lexeme;

    if (!arsip_lexer_next(&parser->lexer, error))
        return NULL;
    if (lexeme->kind == ARSIP_LEXEME_END)
        return arsip_node_new(ARSIP_NODE_ALL, 1);
    g_autoptr(ArsipNode) root = parse_or(parser, NULL, error);
    if (root != NULL && lexeme->kind != ARSIP_LEXEME_END) {
        arsip_query_fault(error, lexeme->column, _("expected no ) here, as no ( is open"));
        return NULL;
    }
    return g_steal_pointer(&root);
}

ArsipQuery *
arsip_query_parse(const char *text, ArsipQueryFlags flags, GError **error)
{
    return arsip_query_parse_with(text, flags, NULL, NULL, error);
}

ArsipQuery *
arsip_query_parse_with(const char *text, ArsipQueryFlags flags, ArsipQuerySaved find, gpointer data,
                       GError **error)
{
    Parser parser = {.flags = flags, .find = find, .find_data = data};
    const char *end;

    if (strlen(text) > ARSIP_QUERY_BYTES) {
        arsip_query_fault(error, 1, _("expected a query of at most %d bytes"), ARSIP_QUERY_BYTES);
        return NULL;
    }
    if (!g_utf8_validate(text, -1, &end)) {
        arsip_query_fault(error, (guint)g_utf8_strlen(text, end - text) + 1, _("expected text in UTF-8"));
        return NULL;
    }
    arsip_lexer_init(&parser.lexer, text);
    ArsipNode *root = parse_all(&parser, error);

    arsip_lexer_clear(&parser.lexer);
    return root != NULL ? arsip_query_new(root) : NULL;
}
