/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/expression.h"

#include "search/columns.h"
#include "search/tokenizer.h"

#define DEPTH_MAX 8

static gboolean can_conjunction(const ArsipNode *node, guint depth);

static gboolean
can(const ArsipNode *node, guint depth)
{
    if (depth > DEPTH_MAX)
        return FALSE;
    switch (node->kind) {
    case ARSIP_NODE_TERMS:
    case ARSIP_NODE_NEAR:
        return TRUE;
    case ARSIP_NODE_AND:
        return can_conjunction(node, depth);
    case ARSIP_NODE_OR:
        for (guint i = 0; i < node->children->len; i++)
            if (!can(g_ptr_array_index(node->children, i), depth + 1))
                return FALSE;
        return node->children->len > 0;
    default:
        return FALSE;
    }
}

/* `a b NOT c`: a negation needs something beside it to be taken from. */
static gboolean
can_conjunction(const ArsipNode *node, guint depth)
{
    gboolean has_positive = FALSE;

    for (guint i = 0; i < node->children->len; i++) {
        const ArsipNode *child = g_ptr_array_index(node->children, i);
        gboolean is_negative = child->kind == ARSIP_NODE_NOT;

        if (!can(is_negative ? g_ptr_array_index(child->children, 0) : child, depth + 1))
            return FALSE;
        has_positive |= !is_negative;
    }
    return has_positive;
}

gboolean
arsip_expression_can(const ArsipNode *node)
{
    return can(node, 0);
}

static void
append_quoted(GString *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *at);
    }
}

/* field: the name of a field without a column of its own, or NULL. */
static void
append_term(GString *out, const ArsipTerm *term, const char *field)
{
    g_string_append_c(out, '"');
    if (field != NULL) {
        g_string_append(out, ARSIP_FORM_FIELD);
        append_quoted(out, field);
        g_string_append(out, ARSIP_FORM_FIELD);
    }
    if (term->is_acronym)
        g_string_append(out, ARSIP_FORM_CAPITALS);
    append_quoted(out, term->folded);
    g_string_append(out, term->is_prefix ? "\" *" : "\"");
}

/* What is being written, and the leaf of each phrase in it. */
typedef struct {
    GString *text;
    GPtrArray *leaves;
    const char *const *field_names;
} Writing;

/* Two numbers beside one another have a form of their own, which stands where the second does. */
static gboolean
is_pair(const ArsipTerm *one, const ArsipTerm *other)
{
    return !one->is_prefix && !other->is_prefix && arsip_form_is_digits(one->folded) &&
           arsip_form_is_digits(other->folded);
}

static void
append_pair(GString *out, const ArsipTerm *one, const ArsipTerm *other)
{
    g_string_append_printf(out, "\"" ARSIP_FORM_PAIR "%s" ARSIP_FORM_PAIR "%s\"", one->folded, other->folded);
}

static void
append_phrase(Writing *out, const ArsipNode *leaf, const char *field)
{
    for (guint i = 0; i < leaf->terms->len; i++) {
        const ArsipTerm *term = &g_array_index(leaf->terms, ArsipTerm, i);

        if (i > 0)
            g_string_append(out->text, " + ");
        if (i > 0 && field == NULL && is_pair(term - 1, term))
            append_pair(out->text, term - 1, term);
        else
            append_term(out->text, term, field);
    }
    g_ptr_array_add(out->leaves, (gpointer)leaf);
}

static void
append_terms(Writing *out, const ArsipNode *leaf)
{
    ArsipColumn column = leaf->scope != NULL ? arsip_column_of(leaf->scope) : ARSIP_N_COLUMNS;

    if (column < ARSIP_N_COLUMNS && column != ARSIP_COLUMN_OTHER)
        g_string_append_printf(out->text, "%s : ", arsip_column_name(column));
    append_phrase(out, leaf, column == ARSIP_COLUMN_OTHER ? leaf->scope : NULL);
}

static void
append_nearness(Writing *out, const ArsipNode *node, const char *field)
{
    g_string_append(out->text, "NEAR(");
    for (guint i = 0; i < node->children->len; i++) {
        g_string_append(out->text, i > 0 ? " " : "");
        append_phrase(out, g_ptr_array_index(node->children, i), field);
    }
    g_string_append_printf(out->text, ", %u)", node->distance);
}

static void
append_near(Writing *out, const ArsipNode *node)
{
    const ArsipNode *first = g_ptr_array_index(node->children, 0);
    ArsipColumn column = first->scope != NULL ? arsip_column_of(first->scope) : ARSIP_N_COLUMNS;

    if (column == ARSIP_COLUMN_OTHER) {
        append_nearness(out, node, first->scope);
    } else if (column < ARSIP_N_COLUMNS) {
        g_string_append_printf(out->text, "%s : ", arsip_column_name(column));
        append_nearness(out, node, NULL);
    } else {
        g_string_append(out->text, "- other : ");
        append_nearness(out, node, NULL);
        for (guint i = 0; out->field_names[i] != NULL; i++) {
            g_string_append(out->text, " OR ");
            append_nearness(out, node, out->field_names[i]);
        }
    }
}

static void append(Writing *out, const ArsipNode *node);

/* The children that are negations, or those that are not, as "(a) AND (b)"; how many there are. */
static guint
append_children(Writing *out, const ArsipNode *node, gboolean negative, const char *operator)
{
    guint n = 0;

    for (guint i = 0; i < node->children->len; i++) {
        const ArsipNode *child = g_ptr_array_index(node->children, i);

        if ((child->kind == ARSIP_NODE_NOT) != negative)
            continue;
        g_string_append(out->text, n++ > 0 ? operator : "");
        g_string_append_c(out->text, '(');
        append(out, negative ? g_ptr_array_index(child->children, 0) : child);
        g_string_append_c(out->text, ')');
    }
    return n;
}

static gboolean
has_negation(const ArsipNode *node)
{
    for (guint i = 0; i < node->children->len; i++)
        if (((const ArsipNode *)g_ptr_array_index(node->children, i))->kind == ARSIP_NODE_NOT)
            return TRUE;
    return FALSE;
}

static void
append_conjunction(Writing *out, const ArsipNode *node)
{
    guint n_positive;

    if (!has_negation(node)) {
        append_children(out, node, FALSE, " AND ");
        return;
    }
    g_string_append_c(out->text, '(');
    append_children(out, node, FALSE, " AND ");
    g_string_append(out->text, ") NOT (");
    n_positive = out->leaves->len;
    append_children(out, node, TRUE, " OR ");
    g_string_append_c(out->text, ')');
    for (guint i = n_positive; i < out->leaves->len; i++)
        out->leaves->pdata[i] = NULL;
}

static void
append(Writing *out, const ArsipNode *node)
{
    switch (node->kind) {
    case ARSIP_NODE_AND:
        append_conjunction(out, node);
        break;
    case ARSIP_NODE_OR:
        append_children(out, node, FALSE, " OR ");
        break;
    case ARSIP_NODE_NEAR:
        append_near(out, node);
        break;
    default:
        append_terms(out, node);
        break;
    }
}

char *
arsip_expression_make(const ArsipNode *node, const char *const *field_names, GPtrArray *leaves)
{
    g_autoptr(GPtrArray) ignored = g_ptr_array_new();
    Writing out = {g_string_new(NULL), leaves != NULL ? leaves : ignored, field_names};

    append(&out, node);
    return g_string_free(out.text, FALSE);
}

char **
arsip_expression_forms(const ArsipNode *leaf)
{
    char **forms = g_new0(char *, leaf->terms->len + 1);

    for (guint i = 0; i < leaf->terms->len; i++) {
        const ArsipTerm *term = &g_array_index(leaf->terms, ArsipTerm, i);

        if (i > 0 && is_pair(term - 1, term))
            forms[i] = g_strconcat(ARSIP_FORM_PAIR, term[-1].folded, ARSIP_FORM_PAIR, term->folded, NULL);
        else
            forms[i] = g_strconcat(term->is_acronym ? ARSIP_FORM_CAPITALS : "", term->folded, NULL);
    }
    return forms;
}

char *
arsip_expression_for_words(const char *folded)
{
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    GString *out = g_string_new(NULL);

    for (guint i = 0; words[i] != NULL; i++) {
        const ArsipTerm term = {.folded = words[i]};

        g_string_append(out, i > 0 ? " + " : "");
        append_term(out, &term, NULL);
    }
    return g_string_free(out, FALSE);
}

char *
arsip_expression_for_file(const ArsipNode *leaf)
{
    g_auto(GStrv) tokens = g_strsplit(leaf->value, " ", -1);
    GString *out = g_string_new("name : ");

    for (guint i = 0; tokens[i] != NULL; i++) {
        g_string_append(out, i == 0 ? "\"" ARSIP_FORM_NAME : " + \"" ARSIP_FORM_NAME);
        append_quoted(out, tokens[i]);
        g_string_append_c(out, '"');
    }
    if (tokens[0] == NULL)
        g_string_append(out, "\"" ARSIP_FORM_NAME "\"");
    else if (leaf->is_prefix)
        g_string_append(out, " *");
    return g_string_free(out, FALSE);
}

char *
arsip_expression_join(char *one, const char *operator, char * other)
{
    char *joined;

    if (one == NULL || other == NULL)
        return one != NULL ? one : other;
    joined = g_strdup_printf("(%s) %s (%s)", one, operator, other);
    g_free(one);
    g_free(other);
    return joined;
}
