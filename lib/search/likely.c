/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/likely.h"

#include "query/node.h"
#include "search/expression.h"
#include "search/leaf.h"
#include "search/set.h"

/* One document of so many must have the phrase for it to be worth while. */
#define ABOUT_ONE_IN 100

/* Documents of a sample: of a phrase in one of a hundred, 40 in two of them, so that the number told is right
 * by a sixth. */
#define SAMPLED 2000

/* How many are looked at at once, and at most. */
#define LOOKED_AT      60
#define LOOKED_AT_MOST 360

/* What was found is nearly as good as what might be if its score is so much of it. */
#define NEARLY 0.9

/* Or if it is so many times what is wanted, once so many have been looked at. */
#define ENOUGH 4

typedef struct {
    ArsipArchive *archive;
    char *expression;
    float rarity;
    ArsipLengths *lengths;
    gint64 last;
} Phrase;

/* Adds those of the documents first .. last that have the phrase. */
static gboolean
weigh(const Phrase *phrase, gint64 first, gint64 last, ArsipFound *found, GError **error)
{
    return arsip_leaf_weigh_between(phrase->archive, phrase->expression, phrase->rarity, phrase->lengths,
                                    first, last, found, error);
}

/* By two samples. */
static gboolean
estimate(const Phrase *phrase, guint64 *about, GError **error)
{
    g_autoptr(ArsipFound) sample = arsip_found_new();

    for (guint third = 1; third <= 2; third++) {
        gint64 first = phrase->last / 3 * third;

        if (!weigh(phrase, first, first + SAMPLED - 1, sample, error))
            return FALSE;
    }
    *about = (guint64)((double)arsip_found_count(sample) * (double)phrase->last / (2 * SAMPLED));
    return TRUE;
}

/* The words of a phrase that begin with number i: a bigram where there are strips of it, or the one word. */
static ArsipNode *
part_at(ArsipFrequents *frequents, const ArsipNode *leaf, guint i)
{
    g_autoptr(ArsipNode) part = arsip_node_copy_head(leaf);
    const ArsipTerm *terms = (const ArsipTerm *)(gpointer)leaf->terms->data;
    g_autoptr(ArsipNode) bigram = NULL;

    arsip_node_add_term(part, &terms[i], terms[i].folded);
    if (i + 1 == leaf->terms->len)
        return g_steal_pointer(&part);
    bigram = arsip_node_copy_leaf(part);
    arsip_node_add_term(bigram, &terms[i + 1], terms[i + 1].folded);
    return arsip_frequents_has(frequents, bigram) ? g_steal_pointer(&bigram) : g_steal_pointer(&part);
}

/* What the presence of the phrase is at most: that of its least present part. */
static ArsipFound *
find_bounds(ArsipFrequents *frequents, const ArsipNode *leaf, gint64 last, GError **error)
{
    g_autoptr(ArsipFound) bounds = NULL;

    for (guint i = 0; i < leaf->terms->len; i++) {
        g_autoptr(ArsipNode) part = part_at(frequents, leaf, i);
        g_autoptr(ArsipFound) one = arsip_found_table(last + 1);

        if (!arsip_frequents_add(frequents, part, 1, one, error))
            return NULL;
        if (bounds == NULL)
            bounds = g_steal_pointer(&one);
        else
            arsip_found_lessen(bounds, one);
    }
    return g_steal_pointer(&bounds);
}

static int
compare_bounds(gconstpointer one, gconstpointer other)
{
    const ArsipPlaced *a = one, *b = other;

    if (a->score != b->score)
        return a->score < b->score ? 1 : -1;
    return (a->id < b->id) - (a->id > b->id);
}

/* The most likely ones, among equals the latest; looked at in the order of the index. */
static gboolean
look_at(const Phrase *phrase, const GArray *likely, guint from, guint to, ArsipFound **found, GError **error)
{
    g_autoptr(GArray) ids = arsip_set_new();
    g_autoptr(ArsipFound) fresh = arsip_found_new();

    for (guint i = from; i < MIN(to, likely->len); i++)
        arsip_set_append(ids, g_array_index(likely, ArsipPlaced, i).id);
    arsip_set_settle(ids);
    for (guint i = 0; i < ids->len; i++)
        if (!weigh(phrase, arsip_set_at(ids, i), arsip_set_at(ids, i), fresh, error))
            return FALSE;
    *found = arsip_found_either(*found, fresh);
    return TRUE;
}

/* Whether the `wanted` best that were seen are nearly as good as what was not looked at can be. */
static gboolean
is_enough(const Phrase *phrase, const ArsipFound *seen, const GArray *likely, guint looked_at, guint wanted)
{
    g_autoptr(GArray) best = NULL;
    double bound;

    if (arsip_found_count(seen) < wanted)
        return FALSE;
    best = arsip_found_best(seen, wanted);
    bound = looked_at < likely->len ? g_array_index(likely, ArsipPlaced, looked_at).score : 0;
    return g_array_index(best, ArsipPlaced, wanted - 1).score >= NEARLY * bound * (double)phrase->rarity;
}

static gboolean
find_likely(const Phrase *phrase, ArsipFrequents *frequents, const ArsipNode *leaf, guint wanted,
            ArsipFound **found, GError **error)
{
    g_autoptr(ArsipFound) bounds = find_bounds(frequents, leaf, phrase->last, error);
    g_autoptr(GArray) likely = bounds != NULL ? arsip_found_best(bounds, LOOKED_AT_MOST) : NULL;
    g_autoptr(ArsipFound) seen = arsip_found_new();

    if (likely == NULL)
        return FALSE;
    g_array_sort(likely, compare_bounds);
    for (guint from = 0; from < LOOKED_AT_MOST && *found == NULL; from += LOOKED_AT) {
        if (!look_at(phrase, likely, from, from + LOOKED_AT, &seen, error))
            return FALSE;
        if (is_enough(phrase, seen, likely, from + LOOKED_AT, wanted))
            *found = g_steal_pointer(&seen);
    }
    if (*found == NULL && arsip_found_count(seen) >= ENOUGH * wanted)
        *found = g_steal_pointer(&seen);
    return TRUE;
}

/* To compare the places of words of which one is in fewer documents takes less. */
#define LEAST_SHARE 0.25

static gboolean
is_dense(ArsipPlanner *planner, const ArsipNode *leaf, gboolean *dense, GError **error)
{
    gint64 last = arsip_rarities_last(planner->rarities);

    *dense = TRUE;
    for (guint i = 0; i < leaf->terms->len && *dense; i++) {
        gint64 n =
            arsip_rarities_count(planner->rarities, g_array_index(leaf->terms, ArsipTerm, i).folded, error);

        if (n < 0)
            return FALSE;
        *dense = (double)n >= LEAST_SHARE * (double)last;
    }
    return TRUE;
}

gboolean
arsip_likely_find(ArsipPlanner *planner, const ArsipNode *leaf, double rarity, guint wanted,
                  ArsipFound **found, guint64 *about, GError **error)
{
    static const char *const no_fields[] = {NULL};
    g_autofree char *expression = NULL;
    gboolean dense;
    Phrase phrase = {planner->archive, NULL, (float)rarity, planner->survey->lengths,
                     arsip_rarities_last(planner->rarities)};

    *found = NULL;
    if (leaf->scope != NULL || leaf->terms->len < 2 ||
        arsip_frequents_has(planner->survey->frequents, leaf) ||
        !arsip_frequents_has_words(planner->survey->frequents, leaf) || wanted == 0 || wanted > LOOKED_AT)
        return TRUE;
    if (!is_dense(planner, leaf, &dense, error))
        return FALSE;
    if (!dense)
        return TRUE;
    phrase.expression = expression = arsip_expression_make(leaf, no_fields, NULL);
    if (!estimate(&phrase, about, error))
        return FALSE;
    return *about * ABOUT_ONE_IN < (guint64)phrase.last ||
           find_likely(&phrase, planner->survey->frequents, leaf, wanted, found, error);
}
