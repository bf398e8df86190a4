/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/synonym.h"

#include <string.h>

#include "search/rewrite.h"
#include "search/synonym-file.h"

struct ArsipSynonyms {
    GHashTable *names; /* folded words parted by spaces -> GPtrArray of ArsipNamed, what it finds */
    guint longest;     /* words of the longest name */
};

static void
add_name(ArsipSynonyms *synonyms, const ArsipNamed *asked, const ArsipNamed *found)
{
    GPtrArray *all;
    guint n = 1;

    if (asked->scope != NULL || (g_str_equal(asked->folded, found->folded) && found->scope == NULL))
        return;
    all = g_hash_table_lookup(synonyms->names, asked->folded);
    if (all == NULL) {
        all = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_named_free);
        g_hash_table_insert(synonyms->names, g_strdup(asked->folded), all);
    }
    g_ptr_array_add(all, arsip_named_copy(found));
    for (const char *space = asked->folded; (space = strchr(space, ' ')) != NULL; space++)
        n++;
    synonyms->longest = MAX(synonyms->longest, n);
}

/* A line's names, of which the first n_equal mean one another, and all of these the others. */
static void
add_line(const GPtrArray *names, guint n_equal, gpointer data)
{
    for (guint i = 0; i < n_equal; i++)
        for (guint j = 0; j < names->len; j++)
            if (i != j)
                add_name(data, names->pdata[i], names->pdata[j]);
}

ArsipSynonyms *
arsip_synonyms_read(const char *folder, GPtrArray *faults)
{
    ArsipSynonyms *synonyms = g_new0(ArsipSynonyms, 1);

    synonyms->names =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    arsip_synonym_files_read(folder, add_line, synonyms, faults);
    return synonyms;
}

void
arsip_synonyms_free(ArsipSynonyms *synonyms)
{
    if (synonyms == NULL)
        return;
    g_hash_table_unref(synonyms->names);
    g_free(synonyms);
}

/* ---- in a query */

typedef struct {
    const ArsipSynonyms *synonyms;
    GPtrArray *others; /* of char */
} Spreading;

/* As it must stand in the letter. */
static ArsipNode *
leaf_of(const ArsipNamed *name)
{
    ArsipNode *leaf = arsip_rewrite_leaf(name->folded);

    leaf->scope = g_strdup(name->scope);
    for (guint i = 0; i < leaf->terms->len; i++) {
        g_array_index(leaf->terms, ArsipTerm, i).is_exact = TRUE;
        g_array_index(leaf->terms, ArsipTerm, i).is_acronym = name->is_acronym;
    }
    return leaf;
}

/* The longest name that begins at a word. */
static guint
find_others(const char *const *words, guint n, guint at, GPtrArray *others, gpointer data)
{
    Spreading *spreading = data;
    g_autoptr(GString) name = g_string_new(NULL);
    const GPtrArray *found = NULL;
    guint n_found = 0;

    for (guint i = at; i < n && i - at < spreading->synonyms->longest; i++) {
        const GPtrArray *those;

        g_string_append(name, i > at ? " " : "");
        g_string_append(name, words[i]);
        those = g_hash_table_lookup(spreading->synonyms->names, name->str);
        if (those != NULL) {
            found = those;
            n_found = i - at + 1;
        }
    }
    for (guint k = 0; found != NULL && k < found->len; k++) {
        const ArsipNamed *other = found->pdata[k];

        g_ptr_array_add(others, leaf_of(other));
        if (!g_ptr_array_find_with_equal_func(spreading->others, other->written, g_str_equal, NULL))
            g_ptr_array_add(spreading->others, g_strdup(other->written));
    }
    return n_found;
}

ArsipQuery *
arsip_synonyms_spread(const ArsipSynonyms *synonyms, ArsipQuery *query, GPtrArray **others)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    Spreading spreading = {synonyms, names};
    ArsipQuery *wider = arsip_rewrite(query, find_others, ARSIP_REWRITE_BESIDE, &spreading);

    if (others != NULL)
        *others = g_steal_pointer(&names);
    return wider;
}
