/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/found.h"

#include <string.h>
#include "search/set.h"

/* From so many documents on, a set becomes a table. */
#define MANY 20000

struct ArsipFound {
    GArray *list; /* of ArsipPlaced, rising by id; NULL: a table */
    float *scores;
    gint64 n;
};

ArsipFound *
arsip_found_new(void)
{
    ArsipFound *found = g_new0(ArsipFound, 1);

    found->list = g_array_new(FALSE, FALSE, sizeof(ArsipPlaced));
    return found;
}

void
arsip_found_add(ArsipFound *found, gint64 id, double score)
{
    /* As precise as a table, so that equals are equals in both. */
    ArsipPlaced placed = {id, (double)(float)score};

    g_array_append_val(found->list, placed);
}

ArsipFound *
arsip_found_table(gint64 n)
{
    ArsipFound *found = g_new0(ArsipFound, 1);

    found->n = n;
    found->scores = g_new(float, n + 1);
    for (gint64 id = 0; id < n; id++)
        found->scores[id] = ARSIP_FOUND_NOT;
    return found;
}

float *
arsip_found_scores(const ArsipFound *found)
{
    return found->scores;
}

gint64
arsip_found_size(const ArsipFound *found)
{
    return found->n;
}

ArsipFound *
arsip_found_from_set(GArray *set)
{
    g_autoptr(GArray) taken = set;
    ArsipFound *found;

    if (taken == NULL)
        return NULL;
    if (taken->len < MANY) {
        found = arsip_found_new();
        for (guint i = 0; i < taken->len; i++)
            arsip_found_add(found, arsip_set_at(taken, i), 0);
        return found;
    }
    found = arsip_found_table(arsip_set_at(taken, taken->len - 1) + 1);
    for (guint i = 0; i < taken->len; i++)
        found->scores[arsip_set_at(taken, i)] = 0;
    return found;
}

ArsipFound *
arsip_found_copy(const ArsipFound *list)
{
    ArsipFound *copy = g_new0(ArsipFound, 1);

    copy->list = g_array_copy(list->list);
    return copy;
}

void
arsip_found_free(ArsipFound *found)
{
    if (found == NULL)
        return;
    g_clear_pointer(&found->list, g_array_unref);
    g_free(found->scores);
    g_free(found);
}

guint64
arsip_found_count(const ArsipFound *found)
{
    gint32 n = 0;

    if (found->list != NULL)
        return found->list->len;
    for (gint64 id = 0; id < found->n; id++)
        n += found->scores[id] >= 0;
    return (guint64)n;
}

static const ArsipPlaced *
placed_at(const ArsipFound *found, guint i)
{
    return &g_array_index(found->list, ArsipPlaced, i);
}

/* Where id stands in the list from `from` on, or where it would. */
static guint
find_place(const ArsipFound *found, guint from, gint64 id)
{
    guint low = from, high = found->list->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (placed_at(found, middle)->id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

GArray *
arsip_found_list(const ArsipFound *found)
{
    return found->list;
}

/* ---- of two lists: one walk, or where one is far longer a search for each of the shorter */

#define LOPSIDED 16

static void
step_to(const ArsipFound *found, guint *at, gint64 id, gboolean is_far)
{
    if (is_far)
        *at = find_place(found, *at, id);
    while (*at < found->list->len && placed_at(found, *at)->id < id)
        ++*at;
}

/* Those of `one` that are in `other` with both scores, or those that are not. */
static ArsipFound *
sieve_list(const ArsipFound *one, const ArsipFound *other, gboolean wanted)
{
    ArsipFound *left = arsip_found_new();
    gboolean is_far = other->list != NULL && other->list->len / LOPSIDED > one->list->len;
    guint at = 0;

    for (guint i = 0; i < one->list->len; i++) {
        gint64 id = placed_at(one, i)->id;
        double beside = -1;

        if (other->list == NULL) {
            beside = id < other->n ? (double)other->scores[id] : -1;
        } else {
            step_to(other, &at, id, is_far);
            if (at < other->list->len && placed_at(other, at)->id == id)
                beside = placed_at(other, at)->score;
        }
        if ((beside >= 0) == wanted)
            arsip_found_add(left, id, placed_at(one, i)->score + (wanted ? beside : 0));
    }
    return left;
}

static ArsipFound *
join_lists(const ArsipFound *one, const ArsipFound *other)
{
    ArsipFound *all = arsip_found_new();
    guint i = 0, j = 0;

    while (i < one->list->len || j < other->list->len) {
        const ArsipPlaced *a = i < one->list->len ? placed_at(one, i) : NULL;
        const ArsipPlaced *b = j < other->list->len ? placed_at(other, j) : NULL;
        gboolean takes_a = a != NULL && (b == NULL || a->id <= b->id);
        gboolean takes_b = b != NULL && (a == NULL || b->id <= a->id);

        arsip_found_add(all, takes_a ? a->id : b->id, (takes_a ? a->score : 0) + (takes_b ? b->score : 0));
        i += takes_a ? 1 : 0;
        j += takes_b ? 1 : 0;
    }
    return all;
}

/* ---- of tables: loops that the compiler makes wide */

static void
add_where_both(float *restrict scores, const float *restrict other, gint64 n)
{
    for (gint64 i = 0; i < n; i++)
        scores[i] = scores[i] < 0 || other[i] < 0 ? ARSIP_FOUND_NOT : scores[i] + other[i];
}

static void
add_where_either(float *restrict scores, const float *restrict other, gint64 n)
{
    for (gint64 i = 0; i < n; i++)
        scores[i] = MAX(scores[i], 0) + MAX(other[i], 0) - (float)(scores[i] < 0 && other[i] < 0);
}

static void
keep_lesser(float *restrict scores, const float *restrict other, gint64 n)
{
    for (gint64 i = 0; i < n; i++)
        scores[i] = MIN(scores[i], other[i]);
}

static void
drop_where(float *restrict scores, const float *restrict other, gint64 n)
{
    for (gint64 i = 0; i < n; i++)
        scores[i] = other[i] >= 0 ? ARSIP_FOUND_NOT : scores[i];
}

ArsipFound *
arsip_found_both(ArsipFound *one, const ArsipFound *other)
{
    g_autoptr(ArsipFound) taken = one;

    if (one->list != NULL && (other->list == NULL || one->list->len <= other->list->len))
        return sieve_list(one, other, TRUE);
    if (other->list != NULL)
        return sieve_list(other, one, TRUE);
    one->n = MIN(one->n, other->n);
    add_where_both(one->scores, other->scores, one->n);
    return g_steal_pointer(&taken);
}

/* The highest number that may be in it, and 1. */
static gint64
end_of(const ArsipFound *found)
{
    if (found->list == NULL)
        return found->n;
    return found->list->len > 0 ? placed_at(found, found->list->len - 1)->id + 1 : 0;
}

void
arsip_found_gather(ArsipFound *table, const ArsipFound *other)
{
    if (other->list == NULL)
        add_where_either(table->scores, other->scores, MIN(table->n, other->n));
    for (guint i = 0; other->list != NULL && i < other->list->len && placed_at(other, i)->id < table->n;
         i++) {
        float *score = &table->scores[placed_at(other, i)->id];

        *score = MAX(*score, 0) + (float)placed_at(other, i)->score;
    }
}

void
arsip_found_spread(ArsipFound **found, gint64 n)
{
    g_autoptr(ArsipFound) list = *found;

    *found = arsip_found_table(n);
    arsip_found_gather(*found, list);
}

void
arsip_found_lessen(ArsipFound *table, const ArsipFound *other)
{
    table->n = MIN(table->n, other->n);
    keep_lesser(table->scores, other->scores, table->n);
}

ArsipFound *
arsip_found_either(ArsipFound *one, const ArsipFound *other)
{
    g_autoptr(ArsipFound) taken = one;
    ArsipFound *all;

    if (one->list != NULL && other->list != NULL)
        return join_lists(one, other);
    if (one->list == NULL && end_of(other) <= one->n) {
        arsip_found_gather(one, other);
        return g_steal_pointer(&taken);
    }
    all = arsip_found_table(MAX(end_of(one), end_of(other)));
    arsip_found_gather(all, one);
    arsip_found_gather(all, other);
    return all;
}

ArsipFound *
arsip_found_without(ArsipFound *one, const ArsipFound *other)
{
    g_autoptr(ArsipFound) taken = one;

    if (one->list != NULL)
        return sieve_list(one, other, FALSE);
    if (other->list == NULL)
        drop_where(one->scores, other->scores, MIN(one->n, other->n));
    for (guint i = 0; other->list != NULL && i < other->list->len && placed_at(other, i)->id < one->n; i++)
        one->scores[placed_at(other, i)->id] = ARSIP_FOUND_NOT;
    return g_steal_pointer(&taken);
}

GArray *
arsip_found_ids(const ArsipFound *found)
{
    GArray *ids = arsip_set_new();

    for (guint i = 0; found->list != NULL && i < found->list->len; i++)
        arsip_set_append(ids, placed_at(found, i)->id);
    for (gint64 id = 0; found->list == NULL && id < found->n; id++)
        if (found->scores[id] >= 0)
            arsip_set_append(ids, id);
    return ids;
}
