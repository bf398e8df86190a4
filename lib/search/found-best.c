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

/* What may be among the best: no worse than the least of the heap was when it came by. */
typedef struct {
    Heap heap;
    GArray *candidates; /* of ArsipPlaced */
} Choice;

static void
consider(Choice *choice, gint64 id, float score)
{
    ArsipPlaced placed = {id, (double)score};

    g_array_append_val(choice->candidates, placed);
    offer(&choice->heap, score);
}

/* The least score that can still be among the best. */
static float
least_of(const Choice *choice)
{
    return choice->heap.n < choice->heap.room ? 0 : choice->heap.scores[0];
}

static void
consider_all(Choice *choice, const ArsipFound *found)
{
    const GArray *list = arsip_found_list(found);
    const float *table = arsip_found_scores(found);
    gint64 size = arsip_found_size(found);
    float least = least_of(choice);

    for (guint i = 0; list != NULL && i < list->len; i++) {
        const ArsipPlaced *placed = &g_array_index(list, ArsipPlaced, i);

        if ((float)placed->score >= least_of(choice))
            consider(choice, placed->id, (float)placed->score);
    }
    /* Once the heap is full next to none is better than its least: one comparison each. */
    for (gint64 id = 0; id < size; id++)
        if (table[id] >= least) {
            consider(choice, id, table[id]);
            least = least_of(choice);
        }
}

static gint
compare_placed(gconstpointer one, gconstpointer other)
{
    const ArsipPlaced *a = one, *b = other;

    if (a->score != b->score)
        return a->score < b->score ? 1 : -1;
    return (a->id > b->id) - (a->id < b->id);
}

GArray *
arsip_found_best(const ArsipFound *found, guint wanted)
{
    GArray *best = g_array_new(FALSE, FALSE, sizeof(ArsipPlaced));
    gint64 most = arsip_found_list(found) != NULL ? arsip_found_list(found)->len : arsip_found_size(found);
    g_autofree float *scores = g_new(float, MIN(wanted, most) + 1);
    g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(ArsipPlaced));
    g_autoptr(GArray) equal = g_array_new(FALSE, FALSE, sizeof(ArsipPlaced));
    Choice choice = {{scores, 0, wanted}, candidates};
    double bar;

    if (wanted == 0)
        return best;
    consider_all(&choice, found);
    bar = (double)least_of(&choice);
    for (guint i = 0; i < candidates->len; i++) {
        const ArsipPlaced *placed = &g_array_index(candidates, ArsipPlaced, i);

        if (placed->score >= bar)
            g_array_append_vals(placed->score > bar ? best : equal, placed, 1);
    }
    g_array_sort(best, compare_placed);
    /* There may be very many, and they stand in their order already. */
    g_array_append_vals(best, equal->data, equal->len);
    return best;
}
