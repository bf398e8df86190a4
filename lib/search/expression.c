/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/expression.h"

#include "search/columns.h"
#include "search/tokenizer.h"

#define DEPTH_MAX 8

static const char *const column_names[ARSIP_N_COLUMNS] = {
    [ARSIP_COLUMN_NOMOR] = "nomor",
    [ARSIP_COLUMN_HAL] = "hal",
    [ARSIP_COLUMN_KEPADA] = "kepada",
    [ARSIP_COLUMN_DARI] = "dari",
    [ARSIP_COLUMN_SIFAT] = "sifat",
    [ARSIP_COLUMN_KODE] = "kode",
    [ARSIP_COLUMN_ZONES + ARSIP_ZONE_KOP] = "kop",
    [ARSIP_COLUMN_ZONES + ARSIP_ZONE_JUDUL] = "judul",
    [ARSIP_COLUMN_ZONES + ARSIP_ZONE_KEPALA] = "kepala",
    [ARSIP_COLUMN_ZONES + ARSIP_ZONE_ISI] = "isi",
    [ARSIP_COLUMN_ZONES + ARSIP_ZONE_AKHIR] = "akhir",
};

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

static void
append_phrase(GString *out, const ArsipNode *leaf, const char *field)
{
    for (guint i = 0; i < leaf->terms->len; i++) {
        if (i > 0)
            g_string_append(out, " + ");
        append_term(out, &g_array_index(leaf->terms, ArsipTerm, i), field);
    }
}

static void
append_terms(GString *out, const ArsipNode *leaf)
{
    ArsipColumn column = leaf->scope != NULL ? arsip_column_of(leaf->scope) : ARSIP_N_COLUMNS;

    if (column < ARSIP_N_COLUMNS && column_names[column] != NULL)
        g_string_append_printf(out, "%s : ", column_names[column]);
    append_phrase(out, leaf, column == ARSIP_COLUMN_OTHER ? leaf->scope : NULL);
}

static void
append_nearness(GString *out, const ArsipNode *node, const char *field)
{
    g_string_append(out, "NEAR(");
    for (guint i = 0; i < node->children->len; i++) {
        g_string_append(out, i > 0 ? " " : "");
        append_phrase(out, g_ptr_array_index(node->children, i), field);
    }
    g_string_append_printf(out, ", %u)", node->distance);
}

static void
append_near(GString *out, const ArsipNode *node, const char *const *field_names)
{
    const ArsipNode *first = g_ptr_array_index(node->children, 0);
    ArsipColumn column = first->scope != NULL ? arsip_column_of(first->scope) : ARSIP_N_COLUMNS;

    if (column == ARSIP_COLUMN_OTHER) {
        append_nearness(out, node, first->scope);
    } else if (column < ARSIP_N_COLUMNS) {
        g_string_append_printf(out, "%s : ", column_names[column]);
        append_nearness(out, node, NULL);
    } else {
        g_string_append(out, "- other : ");
        append_nearness(out, node, NULL);
        for (guint i = 0; field_names[i] != NULL; i++) {
            g_string_append(out, " OR ");
            append_nearness(out, node, field_names[i]);
        }
    }
}

static void append(GString *out, const ArsipNode *node, const char *const *field_names);

/* The children that are negations, or those that are not, as "(a) AND (b)". FALSE where there is none. */
static gboolean
append_children(GString *out, const ArsipNode *node, gboolean negative, const char *operator,
                const char * const * field_names)
{
    guint n = 0;

    for (guint i = 0; i < node->children->len; i++) {
        const ArsipNode *child = g_ptr_array_index(node->children, i);

        if ((child->kind == ARSIP_NODE_NOT) != negative)
            continue;
        g_string_append(out, n++ > 0 ? operator : "");
        g_string_append_c(out, '(');
        append(out, negative ? g_ptr_array_index(child->children, 0) : child, field_names);
        g_string_append_c(out, ')');
    }
    return n > 0;
}

static void
append_conjunction(GString *out, const ArsipNode *node, const char *const *field_names)
{
    g_autoptr(GString) negative = g_string_new(NULL);

    if (!append_children(negative, node, TRUE, " OR ", field_names)) {
        append_children(out, node, FALSE, " AND ", field_names);
        return;
    }
    g_string_append_c(out, '(');
    append_children(out, node, FALSE, " AND ", field_names);
    g_string_append_printf(out, ") NOT (%s)", negative->str);
}

static void
append(GString *out, const ArsipNode *node, const char *const *field_names)
{
    switch (node->kind) {
    case ARSIP_NODE_AND:
        append_conjunction(out, node, field_names);
        break;
    case ARSIP_NODE_OR:
        append_children(out, node, FALSE, " OR ", field_names);
        break;
    case ARSIP_NODE_NEAR:
        append_near(out, node, field_names);
        break;
    default:
        append_terms(out, node);
        break;
    }
}

char *
arsip_expression_make(const ArsipNode *node, const char *const *field_names)
{
    GString *out = g_string_new(NULL);

    append(out, node, field_names);
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
