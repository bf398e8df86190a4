/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/unknown.h"

#include <string.h>

#include "search/meant.h"

typedef struct {
    ArsipNeighbours *neighbours;
    GPtrArray *unknown;
    GError *fault;
} Search;

static void
free_unknown(gpointer data)
{
    ArsipUnknown *unknown = data;

    g_free(unknown->word);
    g_ptr_array_unref(unknown->guesses);
    g_free(unknown);
}

static gboolean
is_known_already(const Search *search, const char *word)
{
    for (guint i = 0; i < search->unknown->len; i++)
        if (strcmp(((const ArsipUnknown *)search->unknown->pdata[i])->word, word) == 0)
            return TRUE;
    return FALSE;
}

/* Takes the guesses, which may be NULL. */
static void
add_unknown(Search *search, const char *word, GPtrArray *guesses)
{
    ArsipUnknown *unknown;

    if (guesses == NULL)
        return;
    if (guesses->len == 0) {
        g_ptr_array_unref(guesses);
        return;
    }
    unknown = g_new0(ArsipUnknown, 1);
    unknown->word = g_strdup(word);
    unknown->guesses = guesses;
    g_ptr_array_add(search->unknown, unknown);
}

static gboolean
is_written(Search *search, const ArsipTerm *term)
{
    return search->fault == NULL &&
           arsip_neighbours_is_written(search->neighbours, term->folded, &search->fault);
}

static void
see_term(Search *search, const ArsipTerm *term)
{
    const GArray *forms;

    if (!arsip_spread_is_open(term, ARSIP_SPREAD_NEAR) || is_known_already(search, term->folded) ||
        is_written(search, term) || search->fault != NULL)
        return;
    forms = arsip_neighbours_forms(search->neighbours, term->folded, &search->fault);
    if (forms != NULL && forms->len == 0)
        add_unknown(search, term->folded,
                    arsip_neighbours_guess(search->neighbours, term->folded, &search->fault));
}

/* Two words of which nobody wrote one or the other, but both of them as one. FALSE: they are none such. */
static gboolean
see_pair(Search *search, const ArsipTerm *first, const ArsipTerm *second)
{
    g_autofree char *joined = arsip_spread_join(first, second);
    g_autofree char *parted = g_strdup_printf("%s %s", first->folded, second->folded);

    if (joined == NULL || (is_written(search, first) && is_written(search, second)) ||
        search->fault != NULL || !arsip_neighbours_is_written(search->neighbours, joined, &search->fault))
        return FALSE;
    if (!is_known_already(search, parted))
        add_unknown(search, parted, arsip_neighbours_count(search->neighbours, joined, &search->fault));
    return TRUE;
}

static void
see_terms(Search *search, const GArray *terms)
{
    for (guint i = 0; terms != NULL && i < terms->len && search->fault == NULL; i++) {
        const ArsipTerm *term = &g_array_index(terms, ArsipTerm, i);

        if (i + 1 < terms->len && see_pair(search, term, term + 1))
            i++;
        else
            see_term(search, term);
    }
}

/* The parser bounds how deep a tree is, and with it this recursion. */
static void
see_node(Search *search, const ArsipNode *node)
{
    const ArsipTerm *first, *second;

    if (arsip_spread_inside(node, ARSIP_SPREAD_NEAR) != ARSIP_SPREAD_NEAR)
        return;
    see_terms(search, node->terms);
    for (guint i = 0; node->children != NULL && i < node->children->len && search->fault == NULL; i++) {
        if (arsip_spread_pair(node, i, &first, &second) && see_pair(search, first, second))
            i++;
        else
            see_node(search, node->children->pdata[i]);
    }
}

GPtrArray *
arsip_unknown_find(ArsipNeighbours *neighbours, const ArsipNode *root, GError **error)
{
    g_autoptr(GPtrArray) unknown = g_ptr_array_new_with_free_func(free_unknown);
    Search search = {.neighbours = neighbours, .unknown = unknown};

    see_node(&search, root);
    if (search.fault == NULL)
        return g_steal_pointer(&unknown);
    g_propagate_error(error, search.fault);
    return NULL;
}
