/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/slip.h"

#include <string.h>

#include "search/frequency.h"
#include "search/vocabulary.h"

/* Letters of a part: shorter ones are at every end of a word. */
#define PART_LEAST 3

/* Pairs that are offered, and how far the documents of a part are counted to choose among them. */
#define PAIRS_MOST 3
#define ENOUGH     1000

typedef struct {
    char *words;
    guint64 n_documents; /* of the rarer one */
} Pair;

static void
clear_pair(gpointer pair)
{
    g_free(((Pair *)pair)->words);
}

static gint
compare_pairs(gconstpointer a, gconstpointer b)
{
    const Pair *x = a, *y = b;

    return (x->n_documents < y->n_documents) - (x->n_documents > y->n_documents);
}

static gboolean
add_pair(ArsipArchive *archive, GArray *pairs, const char *first, const char *second, GError **error)
{
    guint64 of_first, of_second;
    Pair pair;

    if (!arsip_frequency_anywhere(archive, first, ENOUGH, &of_first, error) ||
        !arsip_frequency_anywhere(archive, second, ENOUGH, &of_second, error))
        return FALSE;
    pair = (Pair){g_strdup_printf("%s %s", first, second), MIN(of_first, of_second)};
    g_array_append_val(pairs, pair);
    return TRUE;
}

static gboolean
is_part(ArsipArchive *archive, const char *part, GError **error)
{
    return g_utf8_strlen(part, -1) >= PART_LEAST && arsip_vocabulary_has(archive, part, error);
}

GPtrArray *
arsip_slip_parted(ArsipArchive *archive, const char *word, GError **error)
{
    g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);

    g_array_set_clear_func(pairs, clear_pair);
    for (const char *at = g_utf8_next_char(word); *at != '\0'; at = g_utf8_next_char(at)) {
        g_autofree char *first = g_strndup(word, (gsize)(at - word));
        GError *fault = NULL;

        if (is_part(archive, first, &fault) && is_part(archive, at, &fault))
            add_pair(archive, pairs, first, at, &fault);
        if (fault != NULL) {
            g_propagate_error(error, fault);
            return NULL;
        }
    }
    g_array_sort(pairs, compare_pairs);
    for (guint i = 0; i < MIN(pairs->len, PAIRS_MOST); i++)
        g_ptr_array_add(words, g_steal_pointer(&g_array_index(pairs, Pair, i).words));
    return g_steal_pointer(&words);
}
