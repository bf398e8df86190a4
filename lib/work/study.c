/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/study.h"

#include <string.h>

#include "search/frequency.h"
#include "search/index.h"

#define SAMPLE_MOST  300
#define SHARED_MOST  100000
#define WEIGHED_MOST 400 /* each is looked up in the index */

/* A word of the body tells less than one of a title or a subject, which say what a paper is. */
#define BODY_WEIGHT 0.4

/* The 0.01 point of chi-squared with one degree of freedom, which G2 follows. */
#define LIKELIHOOD_LEAST 6.63

static void
free_shared(ArsipSharedTrait *shared)
{
    arsip_trait_free(shared->trait);
    g_free(shared);
}

void
arsip_study_free(ArsipStudy *study)
{
    if (study == NULL)
        return;
    g_hash_table_unref(study->shared);
    g_free(study);
}

static gboolean
is_single(gpointer query, gpointer shared, gpointer data)
{
    (void)query;
    (void)data;
    return ((const ArsipSharedTrait *)shared)->count < 2;
}

/* Takes the traits. */
static void
count_traits(ArsipStudy *study, GHashTable *traits)
{
    GHashTableIter each;
    gpointer query, trait;

    g_hash_table_iter_init(&each, traits);
    while (g_hash_table_iter_next(&each, &query, &trait)) {
        ArsipSharedTrait *shared = g_hash_table_lookup(study->shared, query);

        if (shared == NULL) {
            g_hash_table_iter_steal(&each);
            shared = g_new0(ArsipSharedTrait, 1);
            shared->trait = trait;
            g_hash_table_insert(study->shared, shared->trait->query, shared);
        }
        shared->count++;
    }
    g_hash_table_unref(traits);
    if (g_hash_table_size(study->shared) > SHARED_MOST)
        g_hash_table_foreach_remove(study->shared, is_single, NULL);
}

/* Documents of the sample stand evenly among all. */
static gint64
sampled(const GArray *documents, guint i, guint n)
{
    return g_array_index(documents, gint64, (guint)((guint64)i * documents->len / n));
}

ArsipStudy *
arsip_study_read(ArsipArchive *archive, const GArray *documents, GError **error)
{
    g_autoptr(ArsipStudy) study = g_new0(ArsipStudy, 1);

    study->shared = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)free_shared);
    study->n_read = MIN(documents->len, SAMPLE_MOST);
    for (guint i = 0; i < study->n_read; i++) {
        g_autoptr(ArsipLetter) letter =
            arsip_index_letter(archive, sampled(documents, i, study->n_read), error);

        if (letter == NULL)
            return NULL;
        count_traits(study, arsip_traits_of(letter));
    }
    return g_steal_pointer(&study);
}

gboolean
arsip_study_count_beside(ArsipStudy *study, ArsipArchive *archive, const GArray *documents, guint *n_read,
                         GError **error)
{
    *n_read = MIN(documents->len, SAMPLE_MOST);
    for (guint i = 0; i < *n_read; i++) {
        g_autoptr(ArsipLetter) letter = arsip_index_letter(archive, sampled(documents, i, *n_read), error);
        g_autoptr(GHashTable) traits = letter != NULL ? arsip_traits_of(letter) : NULL;
        GHashTableIter each;
        gpointer query;

        if (traits == NULL)
            return FALSE;
        g_hash_table_iter_init(&each, traits);
        while (g_hash_table_iter_next(&each, &query, NULL)) {
            ArsipSharedTrait *shared = g_hash_table_lookup(study->shared, query);

            if (shared != NULL)
                shared->beside++;
        }
    }
    return TRUE;
}

static gboolean
is_body(const ArsipSharedTrait *shared)
{
    return strcmp(shared->trait->scope, "isi") == 0;
}

/* The query settles what is equal, so that the same archive gives the same suggestion. */
static gint
compare_queries(const ArsipSharedTrait *one, const ArsipSharedTrait *other)
{
    return strcmp(one->trait->query, other->trait->query);
}

static gint
compare_counts(gconstpointer a, gconstpointer b)
{
    const ArsipSharedTrait *one = *(const ArsipSharedTrait *const *)a;
    const ArsipSharedTrait *other = *(const ArsipSharedTrait *const *)b;

    if (is_body(one) != is_body(other))
        return is_body(one) ? 1 : -1;
    if (one->count != other->count)
        return one->count > other->count ? -1 : 1;
    return compare_queries(one, other);
}

static gint
compare_weights(gconstpointer a, gconstpointer b)
{
    const ArsipSharedTrait *one = *(const ArsipSharedTrait *const *)a;
    const ArsipSharedTrait *other = *(const ArsipSharedTrait *const *)b;

    if (one->weight != other->weight)
        return one->weight > other->weight ? -1 : 1;
    return compare_queries(one, other);
}

static GPtrArray *
list_frequent(const ArsipStudy *study, guint least)
{
    GPtrArray *frequent = g_ptr_array_new();
    GHashTableIter each;
    gpointer shared;

    g_hash_table_iter_init(&each, study->shared);
    while (g_hash_table_iter_next(&each, NULL, &shared))
        if (((const ArsipSharedTrait *)shared)->count >= least)
            g_ptr_array_add(frequent, shared);
    g_ptr_array_sort(frequent, compare_counts);
    if (frequent->len > WEIGHED_MOST)
        g_ptr_array_set_size(frequent, WEIGHED_MOST);
    return frequent;
}

static gboolean
weigh(ArsipSharedTrait *shared, const ArsipStudy *study, ArsipArchive *archive, const ArsipWeighing *weighing,
      GError **error)
{
    double n_label = (double)weighing->n_label;
    double n_rest = (double)weighing->n_all - n_label - (double)weighing->n_beside;
    double with = (double)shared->count * n_label / study->n_read;
    double without;
    guint64 n_documents;

    if (!arsip_frequency_of(archive, shared->trait->scope, shared->trait->words, &n_documents, error))
        return FALSE;
    without = (double)n_documents - with;
    if (weighing->n_beside_read > 0)
        without -= (double)shared->beside * (double)weighing->n_beside / weighing->n_beside_read;
    without = CLAMP(without, 0, MAX(n_rest, 0));
    shared->likelihood =
        without * 2 > n_rest ? 0 : arsip_trait_likelihood(with, n_label, without, MAX(n_rest, 0));
    shared->weight = shared->likelihood * (is_body(shared) ? BODY_WEIGHT : 1);
    return TRUE;
}

GPtrArray *
arsip_study_weigh(ArsipStudy *study, ArsipArchive *archive, const ArsipWeighing *weighing, GError **error)
{
    g_autoptr(GPtrArray) shared = list_frequent(study, weighing->least);

    for (guint i = 0; i < shared->len; i++)
        if (!weigh(shared->pdata[i], study, archive, weighing, error))
            return NULL;
    for (guint i = shared->len; i-- > 0;)
        if (((const ArsipSharedTrait *)shared->pdata[i])->likelihood < LIKELIHOOD_LEAST)
            g_ptr_array_remove_index_fast(shared, i);
    g_ptr_array_sort(shared, compare_weights);
    if (shared->len > weighing->most)
        g_ptr_array_set_size(shared, (gint)weighing->most);
    return g_steal_pointer(&shared);
}
