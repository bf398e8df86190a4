/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MATCH_NAIVE_H
#define MATCH_NAIVE_H

#include "query/matcher.h"
#include "query/vague.h"
#include "text/token.h"

/* A matcher that is too simple to be wrong. */

#define NEAR_MOST 8 /* phrases */

typedef struct {
    char *folded;
    gboolean is_acronym;
} Token;

static inline void
clear_token(gpointer token)
{
    g_free(((Token *)token)->folded);
}

static inline gboolean
add_token(const ArsipToken *token, gpointer data)
{
    Token copy = {g_strdup(token->folded), token->is_acronym};

    g_array_append_val((GArray *)data, copy);
    return TRUE;
}

static inline gboolean
phrase_at(const GArray *tokens, guint at, const GArray *terms)
{
    for (guint i = 0; i < terms->len; i++) {
        const ArsipTerm *term = &g_array_index(terms, ArsipTerm, i);

        if (at + i >= tokens->len)
            return FALSE;
        const Token *token = &g_array_index(tokens, Token, at + i);
        if (term->is_fuzzy) {
            if (!arsip_vague_is(term->folded, token->folded, NULL))
                return FALSE;
            continue;
        }
        if (term->is_prefix ? !g_str_has_prefix(token->folded, term->folded)
                            : !g_str_equal(token->folded, term->folded))
            return FALSE;
        if (term->is_acronym && !token->is_acronym)
            return FALSE;
    }
    return TRUE;
}

/* All ways to choose a place for each phrase. */
static inline gboolean
near_from(const GArray *tokens, const ArsipNode *near, guint child, guint *places)
{
    if (child >= NEAR_MOST)
        g_error("a NEAR of more phrases than the test makes");
    if (child == near->children->len) {
        guint last = 0;

        for (guint i = 0; i < child; i++)
            last = MAX(last, places[i]);
        for (guint i = 0; i < child; i++) {
            const ArsipNode *leaf = g_ptr_array_index(near->children, i);

            if (places[i] + leaf->terms->len + near->distance < last)
                return FALSE;
        }
        return TRUE;
    }
    for (guint at = 0; at < tokens->len; at++) {
        places[child] = at;
        if (phrase_at(tokens, at, ((const ArsipNode *)g_ptr_array_index(near->children, child))->terms) &&
            near_from(tokens, near, child + 1, places))
            return TRUE;
    }
    return FALSE;
}

static inline gboolean
naive_in_text(const char *text, const ArsipNode *node, guint *n_places)
{
    g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(Token));
    guint places[NEAR_MOST];
    gboolean is_found = FALSE;

    g_array_set_clear_func(tokens, clear_token);
    arsip_tokenize(text, -1, add_token, tokens);
    if (node->kind == ARSIP_NODE_NEAR)
        return near_from(tokens, node, 0, places);
    for (guint at = 0; at < tokens->len; at++) {
        if (!phrase_at(tokens, at, node->terms))
            continue;
        is_found = TRUE;
        *n_places += 1;
    }
    return is_found;
}

static inline gboolean
naive_leaf(const ArsipLetter *letter, const ArsipNode *node, guint *n_places)
{
    const ArsipNode *leaf = node->kind == ARSIP_NODE_NEAR ? g_ptr_array_index(node->children, 0) : node;
    ArsipZone ignored;
    gboolean is_zone = leaf->scope != NULL && arsip_zone_from_name(leaf->scope, &ignored);
    gboolean is_found = FALSE;

    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        if (leaf->scope == NULL || g_str_equal(leaf->scope, arsip_zone_name((ArsipZone)i)))
            is_found |= naive_in_text(letter->zones[i].text, node, n_places);
    for (guint i = 0; i < letter->fields->len; i++) {
        const ArsipField *field = g_ptr_array_index(letter->fields, i);

        if (leaf->scope == NULL || (!is_zone && g_str_equal(leaf->scope, field->name)))
            is_found |= naive_in_text(field->value, node, n_places);
    }
    return is_found;
}

static inline gboolean
naive(const ArsipLetter *letter, const ArsipNode *node)
{
    guint ignored = 0;
    gboolean is_and = node->kind == ARSIP_NODE_AND;

    if (node->kind == ARSIP_NODE_NOT)
        return !naive(letter, g_ptr_array_index(node->children, 0));
    if (!is_and && node->kind != ARSIP_NODE_OR)
        return naive_leaf(letter, node, &ignored);
    for (guint i = 0; i < node->children->len; i++)
        if (naive(letter, g_ptr_array_index(node->children, i)) != is_and)
            return !is_and;
    return is_and;
}

#endif
