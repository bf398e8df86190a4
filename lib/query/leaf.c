/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/leaf.h"

#include <string.h>

#include "base/i18n.h"
#include "query/fault.h"
#include "query/node.h"
#include "text/token.h"

/* In a rule, longer words in capitals are shouted rather than abbreviated. */
#define ACRONYM_IN_RULE_MAX 5

typedef struct {
    const ArsipLexeme *lexeme;
    ArsipQueryFlags flags;
    GArray *terms;
} TermMaker;

static gboolean
add_term(const ArsipToken *token, gpointer data)
{
    TermMaker *maker = data;
    const char *written = maker->lexeme->value + token->start;
    gboolean is_asked = maker->lexeme->is_exact ||
                        ((maker->flags & ARSIP_QUERY_AS_RULE) != 0 && token->length <= ACRONYM_IN_RULE_MAX);
    gboolean is_ascii = TRUE;

    for (guint32 i = 0; i < token->length; i++)
        is_ascii = is_ascii && g_ascii_isalnum(written[i]);
    ArsipTerm term = {.folded = g_strdup(token->folded),
                      .is_exact = maker->lexeme->is_exact,
                      .is_acronym = is_asked && is_ascii && token->is_acronym};

    term.is_fuzzy = maker->lexeme->is_fuzzy && !term.is_acronym;

    g_array_append_val(maker->terms, term);
    return TRUE;
}

static gboolean
fill_terms(ArsipNode *node, const ArsipLexeme *lexeme, ArsipQueryFlags flags, GError **error)
{
    TermMaker maker = {lexeme, flags, node->terms};

    if (lexeme->is_fuzzy && (lexeme->is_prefix || lexeme->is_exact))
        return arsip_query_fault(error, lexeme->value_column,
                                 _("expected only one of =, * and ~ with a word, not %.*s"),
                                 (int)lexeme->length, lexeme->source);
    arsip_tokenize(lexeme->value, -1, add_term, &maker);
    if (node->terms->len == 0)
        return arsip_query_fault(error, lexeme->value_column,
                                 _("expected a word or a phrase with at least one letter or digit"));
    g_array_index(node->terms, ArsipTerm, node->terms->len - 1).is_prefix = lexeme->is_prefix;
    return TRUE;
}

static gboolean
parse_day(const char *text, gsize length, char first[11], char last[11])
{
    g_autofree char *day = g_strndup(text, length);

    return arsip_date_parse(g_strstrip(day), first, last);
}

static gboolean
fill_dates(ArsipNode *node, const ArsipLexeme *lexeme, GError **error)
{
    const char *dots = strstr(lexeme->value, "..");
    gsize length = dots != NULL ? (gsize)(dots - lexeme->value) : strlen(lexeme->value);
    char other[11];
    gboolean is_date = TRUE;

    if (length > 0)
        is_date = parse_day(lexeme->value, length, node->first, node->last);
    if (dots != NULL) {
        node->last[0] = '\0';
        if (dots[2] != '\0')
            is_date = is_date && parse_day(dots + 2, strlen(dots + 2), other, node->last);
    }
    if (!is_date || (node->first[0] == '\0' && node->last[0] == '\0'))
        return arsip_query_fault(
            error, lexeme->value_column,
            _("expected a date after %s: such as 2024-03-12, 12-03-2024, 2024-03 or \"12 Maret "
              "2024\", or two of them with .. between"),
            node->scope);
    if (node->last[0] != '\0' && strcmp(node->first, node->last) > 0)
        return arsip_query_fault(error, lexeme->value_column,
                                 _("expected a first date that is not after the last"));
    return TRUE;
}

static gboolean
fill_batch(ArsipNode *node, const ArsipLexeme *lexeme, GError **error)
{
    guint64 number;

    if (lexeme->is_prefix || !g_ascii_string_to_unsigned(lexeme->value, 10, 1, G_MAXINT64, &number, NULL))
        return arsip_query_fault(error, lexeme->value_column,
                                 _("expected the number of a batch after batch:"));
    node->number = (gint64)number;
    return TRUE;
}

static gboolean
fill_file(ArsipNode *node, const ArsipLexeme *lexeme, GError **error)
{
    g_autofree char *folded = arsip_fold(lexeme->value);

    node->value = arsip_fold(folded); /* `undang, undang` is one word once the comma has gone */
    node->is_prefix = lexeme->is_prefix;
    if (node->value[0] == '\0' && !node->is_prefix)
        return arsip_query_fault(error, lexeme->value_column,
                                 _("expected a file's name, or its beginning and *"));
    return TRUE;
}

static gboolean
fill_name(ArsipNode *node, const ArsipLexeme *lexeme, GError **error)
{
    gboolean is_label = node->kind == ARSIP_NODE_LABEL;

    if (lexeme->is_prefix && !is_label)
        return arsip_query_fault(error, lexeme->value_column, _("expected a whole name without * after %s:"),
                                 lexeme->scope != NULL ? lexeme->scope : node->scope);
    if (lexeme->value[0] == '\0' && !lexeme->is_prefix)
        return arsip_query_fault(error, lexeme->value_column, _("expected a name"));
    node->value = is_label ? g_strdup(lexeme->value) : g_utf8_strdown(lexeme->value, -1);
    node->is_prefix = lexeme->is_prefix;
    return TRUE;
}

static ArsipNodeKind
kind_of_scope(const char *scope)
{
    static const struct {
        const char *scope;
        ArsipNodeKind kind;
    } kinds[] = {{"tanggal", ARSIP_NODE_DATE}, {"received", ARSIP_NODE_DATE}, {"has", ARSIP_NODE_HAS},
                 {"label", ARSIP_NODE_LABEL},  {"file", ARSIP_NODE_FILE},     {"batch", ARSIP_NODE_BATCH},
                 {"type", ARSIP_NODE_TYPE}};

    for (guint i = 0; scope != NULL && i < G_N_ELEMENTS(kinds); i++)
        if (g_str_equal(scope, kinds[i].scope))
            return kinds[i].kind;
    return ARSIP_NODE_TERMS;
}

static gboolean
fill(ArsipNode *node, const ArsipLexeme *lexeme, ArsipQueryFlags flags, GError **error)
{
    if (node->kind == ARSIP_NODE_TERMS)
        return fill_terms(node, lexeme, flags, error);
    if (lexeme->is_fuzzy || lexeme->is_exact)
        return arsip_query_fault(error, lexeme->value_column,
                                 _("expected no = and no ~ after %s:, they are for words"), node->scope);
    switch (node->kind) {
    case ARSIP_NODE_DATE:
        return fill_dates(node, lexeme, error);
    case ARSIP_NODE_BATCH:
        return fill_batch(node, lexeme, error);
    case ARSIP_NODE_FILE:
        return fill_file(node, lexeme, error);
    default:
        return fill_name(node, lexeme, error);
    }
}

static ArsipNode *
make_regex(const ArsipLexeme *lexeme, GError **error)
{
    g_autoptr(ArsipNode) node = arsip_node_new(ARSIP_NODE_REGEX, lexeme->column);
    g_autoptr(GError) reason = NULL;
    ArsipZone zone;

    if (arsip_zone_from_name(lexeme->scope, &zone)) {
        arsip_query_fault(error, lexeme->value_column,
                          _("expected a word or a phrase after %s:, regular expressions are for fields"),
                          lexeme->scope);
        return NULL;
    }
    g_autoptr(GRegex) regex = arsip_query_regex(lexeme->value, &reason);
    if (regex == NULL) {
        arsip_query_fault(error, lexeme->value_column, _("expected a regular expression: %s"),
                          reason->message);
        return NULL;
    }
    node->scope = g_strdup(lexeme->scope);
    node->value = g_strdup(lexeme->value);
    return g_steal_pointer(&node);
}

ArsipNode *
arsip_leaf_make(const ArsipLexeme *lexeme, const char *scope, ArsipQueryFlags flags, GError **error)
{
    if (lexeme->kind == ARSIP_LEXEME_REGEX)
        return make_regex(lexeme, error);
    g_autoptr(ArsipNode) node = arsip_node_new(kind_of_scope(scope), lexeme->column);

    node->scope = g_strdup(scope);
    if (!fill(node, lexeme, flags, error))
        return NULL;
    if (node->kind != ARSIP_NODE_TERMS && node->kind != ARSIP_NODE_DATE)
        g_clear_pointer(&node->scope, g_free);
    return g_steal_pointer(&node);
}
