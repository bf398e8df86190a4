/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/found.h"

/* The best scores so far, the least of them on top. */
typedef struct {
    float *scores;
    guint n, room;
} Heap;

static void
swap(float *one, float *other)
{
    float kept = *one;

    *one = *other;
    *other = kept;
}

static void
rise(Heap *heap, guint i)
{
    for (; i > 0 && heap->scores[i] < heap->scores[(i - 1) / 2]; i = (i - 1) / 2)
        swap(&heap->scores[i], &heap->scores[(i - 1) / 2]);
}

static void
sink(Heap *heap)
{
    guint i = 0;

    for (guint child = 1; child < heap->n; child = 2 * i + 1) {
        if (child + 1 < heap->n && heap->scores[child + 1] < heap->scores[child])
            child++;
        if (heap->scores[i] <= heap->scores[child])
            return;
        swap(&heap->scores[i], &heap->scores[child]);
        i = child;
    }
}

static void
offer(Heap *heap, float score)
{
    if (heap->n < heap->room) {
        heap->scores[heap->n] = score;
        rise(heap, heap->n++);
    } else if (score > heap->scores[0]) {
        heap->scores[0] = score;
        sink(heap);
    }
}

/* Once the heap is full, next to none is better than its least: one comparison each. */
static void
offer_table(Heap *heap, const float *table, gint64 size)
{
    gint64 id = 0;
    float least;

    for (; id < size && heap->n < heap->room; id++)
        if (table[id] >= 0)
            offer(heap, table[id]);
    if (heap->n < heap->room)
        return;
    least = heap->scores[0];
    for (; id < size; id++)
        if (table[id] > least) {
            offer(heap, table[id]);
            least = heap->scores[0];
        }
}

/* The score of the one that is `wanted` from the best, or ARSIP_FOUND_NOT where there are fewer. */
static float
find_bar(const ArsipFound *found, guint wanted)
{
    const GArray *list = arsip_found_list(found);
    const float *table = arsip_found_scores(found);
    gint64 size = arsip_found_size(found);
    guint64 most = list != NULL ? list->len : (guint64)size;
    g_autofree float *scores = g_new(float, MIN(wanted, most) + 1);
    Heap heap = {scores, 0, wanted};

    for (guint i = 0; list != NULL && i < list->len; i++)
        offer(&heap, (float)g_array_index(list, ArsipPlaced, i).score);
    offer_table(&heap, table, size);
    return heap.n < wanted ? ARSIP_FOUND_NOT : scores[0];
}

static gint
compare_placed(gconstpointer one, gconstpointer other)
{
    const ArsipPlaced *a = one, *b = other;

    if (a->score != b->score)
        return a->score < b->score ? 1 : -1;
    return (a->id > b->id) - (a->id < b->id);
}

static void
sort_out(GArray *better, GArray *equal, float bar, gint64 id, float score)
{
    ArsipPlaced placed = {id, (double)score};

    if (score > bar)
        g_array_append_val(better, placed);
    else if (score == bar)
        g_array_append_val(equal, placed);
}

GArray *
arsip_found_best(const ArsipFound *found, guint wanted)
{
    GArray *best = g_array_new(FALSE, FALSE, sizeof(ArsipPlaced));
    const GArray *list = arsip_found_list(found);
    const float *table = arsip_found_scores(found);
    gint64 size = arsip_found_size(found);
    g_autoptr(GArray) equal = g_array_new(FALSE, FALSE, sizeof(ArsipPlaced));
    float bar;

    if (wanted == 0)
        return best;
    bar = find_bar(found, wanted);
    for (guint i = 0; list != NULL && i < list->len; i++)
        sort_out(best, equal, bar, g_array_index(list, ArsipPlaced, i).id,
                 (float)g_array_index(list, ArsipPlaced, i).score);
    for (gint64 id = 0; id < size; id++)
        if (table[id] >= MAX(bar, 0))
            sort_out(best, equal, bar, id, table[id]);
    g_array_sort(best, compare_placed);
    g_array_append_vals(best, equal->data, equal->len);
    return best;
}
