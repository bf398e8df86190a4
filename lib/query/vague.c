/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/vague.h"

#include <string.h>

#include "text/misread.h"

/* So many words that were read are remembered, a few megabytes; then it begins anew. */
#define REMEMBERED_MOST 65536

/* Who writes ~ says that the word may be misread. */
#define DOUBT 1.0

struct ArsipVague {
    GPtrArray *words;    /* of char */
    GHashTable *numbers; /* a word of `words` -> its number */
    GHashTable *found;   /* what was read -> GArray of guint, or NULL */
};

static void
free_numbers(gpointer numbers)
{
    if (numbers != NULL)
        g_array_unref(numbers);
}

ArsipVague *
arsip_vague_new(void)
{
    ArsipVague *vague = g_new0(ArsipVague, 1);

    vague->words = g_ptr_array_new_with_free_func(g_free);
    vague->numbers = g_hash_table_new(g_str_hash, g_str_equal);
    vague->found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_numbers);
    return vague;
}

void
arsip_vague_free(ArsipVague *vague)
{
    if (vague == NULL)
        return;
    g_hash_table_unref(vague->numbers);
    g_hash_table_unref(vague->found);
    g_ptr_array_unref(vague->words);
    g_free(vague);
}

guint
arsip_vague_add(ArsipVague *vague, const char *folded)
{
    gpointer number;

    if (g_hash_table_lookup_extended(vague->numbers, folded, NULL, &number))
        return GPOINTER_TO_UINT(number);
    char *word = g_strdup(folded);
    g_ptr_array_add(vague->words, word);
    g_hash_table_insert(vague->numbers, word, GUINT_TO_POINTER(vague->words->len - 1));
    g_hash_table_remove_all(vague->found);
    return vague->words->len - 1;
}

guint
arsip_vague_count(const ArsipVague *vague)
{
    return vague->words->len;
}

gboolean
arsip_vague_is(const char *meant, const char *read, double *cost)
{
    double most = arsip_misread_bound(meant, DOUBT), found;

    if (most == 0)
        found = strcmp(meant, read) == 0 ? 0 : 1;
    else
        found = arsip_misread_cost(meant, read, most);
    if (cost != NULL)
        *cost = found;
    return found <= most;
}

static GArray *
look_for(const ArsipVague *vague, const char *read)
{
    GArray *numbers = NULL;

    for (guint i = 0; i < vague->words->len; i++) {
        if (!arsip_vague_is(vague->words->pdata[i], read, NULL))
            continue;
        if (numbers == NULL)
            numbers = g_array_new(FALSE, FALSE, sizeof(guint));
        g_array_append_val(numbers, i);
    }
    return numbers;
}

const GArray *
arsip_vague_find(ArsipVague *vague, const char *read)
{
    gpointer known;

    if (g_hash_table_lookup_extended(vague->found, read, NULL, &known))
        return known;
    if (g_hash_table_size(vague->found) >= REMEMBERED_MOST)
        g_hash_table_remove_all(vague->found);
    GArray *numbers = look_for(vague, read);
    g_hash_table_insert(vague->found, g_strdup(read), numbers);
    return numbers;
}
