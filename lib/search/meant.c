/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/meant.h"

#include <string.h>

#include "search/vocabulary.h"

/* What another form of a word costs, hundredths: less than any letter that was misread. And what a space that
 * was one too many does. */
#define FORM  10
#define SPACE 50

/* Bytes of a word that two terms are without the space between. */
#define JOINED_LEAST 6

typedef struct {
    char *word;
    guint cost;
} Other;

struct ArsipMeant {
    GHashTable *words;  /* key of a term -> GPtrArray of char */
    GHashTable *joined; /* set of char */
    GArray *others;     /* of Other */
};

ArsipSpread
arsip_spread_inside(const ArsipNode *node, ArsipSpread spread)
{
    return node->kind == ARSIP_NODE_NOT ? ARSIP_SPREAD_VAGUE : spread;
}

static gboolean
is_plain(const ArsipTerm *term)
{
    return !term->is_exact && !term->is_prefix && !term->is_acronym &&
           strpbrk(term->folded, G_CSET_DIGITS) == NULL;
}

gboolean
arsip_spread_is_open(const ArsipTerm *term, ArsipSpread spread)
{
    return term->is_fuzzy ||
           (spread != ARSIP_SPREAD_VAGUE && is_plain(term) && strlen(term->folded) >= ARSIP_WORD_LEAST);
}

char *
arsip_spread_join(const ArsipTerm *first, const ArsipTerm *second)
{
    if (!is_plain(first) || !is_plain(second) || first->is_fuzzy || second->is_fuzzy ||
        strlen(first->folded) + strlen(second->folded) < JOINED_LEAST)
        return NULL;
    return g_strconcat(first->folded, second->folded, NULL);
}

gboolean
arsip_spread_pair(const ArsipNode *node, guint i, const ArsipTerm **first, const ArsipTerm **second)
{
    const ArsipNode *one, *other;

    if (node->kind != ARSIP_NODE_AND || i + 1 >= node->children->len)
        return FALSE;
    one = node->children->pdata[i];
    other = node->children->pdata[i + 1];
    if (one->kind != ARSIP_NODE_TERMS || other->kind != ARSIP_NODE_TERMS || one->terms->len != 1 ||
        other->terms->len != 1 || g_strcmp0(one->scope, other->scope) != 0)
        return FALSE;
    *first = &g_array_index(one->terms, ArsipTerm, 0);
    *second = &g_array_index(other->terms, ArsipTerm, 0);
    return TRUE;
}

/* ---- what is meant by a term */

static char *
key_of(const ArsipTerm *term, ArsipSpread spread)
{
    return g_strdup_printf("%d%c%s", (int)spread, term->is_fuzzy ? '~' : ' ', term->folded);
}

static void
clear_other(gpointer other)
{
    g_free(((Other *)other)->word);
}

static gint
compare_costs(gconstpointer a, gconstpointer b)
{
    const Other *x = a, *y = b;

    return (x->cost > y->cost) - (x->cost < y->cost);
}

static void
add_other(GArray *others, const char *word, guint cost)
{
    const Other other = {g_strdup(word), cost};

    g_array_append_val(others, other);
}

static gboolean
is_form(const GArray *forms, const char *word)
{
    for (guint i = 0; forms != NULL && i < forms->len; i++)
        if (strcmp(g_array_index(forms, ArsipNeighbour, i).word, word) == 0)
            return TRUE;
    return FALSE;
}

/* Of Other, the likeliest first; NULL on failure. */
static GArray *
list_others(ArsipNeighbours *neighbours, const ArsipTerm *term, ArsipSpread spread, GError **error)
{
    gboolean has_forms = spread != ARSIP_SPREAD_VAGUE;
    gboolean is_vague = spread != ARSIP_SPREAD_FORMS || term->is_fuzzy;
    const GArray *forms = has_forms ? arsip_neighbours_forms(neighbours, term->folded, error) : NULL;
    const GArray *near = NULL;
    g_autoptr(GArray) others = g_array_new(FALSE, FALSE, sizeof(Other));

    g_array_set_clear_func(others, clear_other);
    if (has_forms && forms == NULL)
        return NULL;
    if (is_vague && (near = arsip_neighbours_near(neighbours, term->folded, error)) == NULL)
        return NULL;
    for (guint i = 0; forms != NULL && i < forms->len; i++)
        add_other(others, g_array_index(forms, ArsipNeighbour, i).word, FORM);
    for (guint i = 0; near != NULL && i < near->len; i++) {
        const ArsipNeighbour *neighbour = &g_array_index(near, ArsipNeighbour, i);

        if ((spread == ARSIP_SPREAD_NEAR || !neighbour->is_slip) && !is_form(forms, neighbour->word))
            add_other(others, neighbour->word, neighbour->cost);
    }
    g_array_sort(others, compare_costs);
    return g_steal_pointer(&others);
}

/* With the word itself at the head, where the archive has it. */
static gboolean
find_term(ArsipMeant *meant, ArsipNeighbours *neighbours, const ArsipTerm *term, ArsipSpread spread,
          GError **error)
{
    g_autofree char *key = key_of(term, spread);
    g_autoptr(GArray) others = NULL;
    GPtrArray *words;
    GError *fault = NULL;

    if (g_hash_table_contains(meant->words, key))
        return TRUE;
    others = list_others(neighbours, term, spread, error);
    if (others == NULL)
        return FALSE;
    words = g_ptr_array_new_with_free_func(g_free);
    if (arsip_neighbours_is_written(neighbours, term->folded, &fault))
        g_ptr_array_add(words, g_strdup(term->folded));
    for (guint i = 0; i < others->len && words->len < ARSIP_NEIGHBOURS_MOST; i++) {
        const Other *other = &g_array_index(others, Other, i);

        g_ptr_array_add(words, g_strdup(other->word));
        add_other(meant->others, other->word, other->cost);
    }
    g_hash_table_insert(meant->words, g_steal_pointer(&key), words);
    if (fault == NULL)
        return TRUE;
    g_propagate_error(error, fault);
    return FALSE;
}

static gboolean
find_joined(ArsipMeant *meant, ArsipNeighbours *neighbours, const ArsipTerm *first, const ArsipTerm *second,
            GError **error)
{
    g_autofree char *joined = arsip_spread_join(first, second);
    GError *fault = NULL;

    if (joined == NULL || g_hash_table_contains(meant->joined, joined))
        return TRUE;
    if (arsip_neighbours_is_written(neighbours, joined, &fault)) {
        add_other(meant->others, joined, SPACE);
        g_hash_table_add(meant->joined, g_steal_pointer(&joined));
    }
    if (fault == NULL)
        return TRUE;
    g_propagate_error(error, fault);
    return FALSE;
}

static gboolean
find_pairs(ArsipMeant *meant, ArsipNeighbours *neighbours, const ArsipNode *node, GError **error)
{
    const ArsipTerm *first, *second;

    for (guint i = 0; node->terms != NULL && i + 1 < node->terms->len; i++)
        if (!find_joined(meant, neighbours, &g_array_index(node->terms, ArsipTerm, i),
                         &g_array_index(node->terms, ArsipTerm, i + 1), error))
            return FALSE;
    for (guint i = 0; node->children != NULL && i + 1 < node->children->len; i++)
        if (arsip_spread_pair(node, i, &first, &second) &&
            !find_joined(meant, neighbours, first, second, error))
            return FALSE;
    return TRUE;
}

/* The parser bounds how deep a tree is, and with it this recursion. */
static gboolean
find_node(ArsipMeant *meant, ArsipNeighbours *neighbours, const ArsipNode *node, ArsipSpread outside,
          GError **error)
{
    ArsipSpread spread = arsip_spread_inside(node, outside);

    for (guint i = 0; node->children != NULL && i < node->children->len; i++)
        if (!find_node(meant, neighbours, node->children->pdata[i], spread, error))
            return FALSE;
    for (guint i = 0; node->terms != NULL && i < node->terms->len; i++) {
        const ArsipTerm *term = &g_array_index(node->terms, ArsipTerm, i);

        if (arsip_spread_is_open(term, spread) && !find_term(meant, neighbours, term, spread, error))
            return FALSE;
    }
    return spread != ARSIP_SPREAD_NEAR || find_pairs(meant, neighbours, node, error);
}

ArsipMeant *
arsip_meant_find(ArsipNeighbours *neighbours, const ArsipNode *root, ArsipSpread spread, GError **error)
{
    g_autoptr(ArsipMeant) meant = g_new0(ArsipMeant, 1);

    meant->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    meant->joined = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    meant->others = g_array_new(FALSE, FALSE, sizeof(Other));
    g_array_set_clear_func(meant->others, clear_other);
    return find_node(meant, neighbours, root, spread, error) ? g_steal_pointer(&meant) : NULL;
}

void
arsip_meant_free(ArsipMeant *meant)
{
    if (meant == NULL)
        return;
    g_hash_table_unref(meant->words);
    g_hash_table_unref(meant->joined);
    g_array_unref(meant->others);
    g_free(meant);
}

gboolean
arsip_meant_is_plain(const ArsipMeant *meant)
{
    return g_hash_table_size(meant->words) == 0 && g_hash_table_size(meant->joined) == 0;
}

const GPtrArray *
arsip_meant_words(const ArsipMeant *meant, const ArsipTerm *term, ArsipSpread spread)
{
    g_autofree char *key = key_of(term, spread);
    const GPtrArray *words =
        arsip_spread_is_open(term, spread) ? g_hash_table_lookup(meant->words, key) : NULL;

    return words != NULL && words->len > 0 ? words : NULL;
}

gboolean
arsip_meant_has_joined(const ArsipMeant *meant, const char *joined)
{
    return g_hash_table_contains(meant->joined, joined);
}

GPtrArray *
arsip_meant_others(const ArsipMeant *meant)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    GPtrArray *others = g_ptr_array_new_with_free_func(g_free);

    g_array_sort(meant->others, compare_costs);
    for (guint i = 0; i < meant->others->len; i++) {
        const char *word = g_array_index(meant->others, Other, i).word;

        if (g_hash_table_add(seen, (gpointer)word))
            g_ptr_array_add(others, g_strdup(word));
    }
    return others;
}
