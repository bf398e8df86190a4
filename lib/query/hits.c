/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/hits.h"

#include <string.h>

/* How far a hit of a section is usually from where it belongs: a phrase comes when it ends. */
#define CLOSE 8

static inline gint
compare_hits(const ArsipHit *x, const ArsipHit *y)
{
    guint page_x = x->place.page - 1, page_y = y->place.page - 1; /* 0 becomes the greatest */

    if (page_x != page_y)
        return page_x < page_y ? -1 : 1;
    if (x->place.start != y->place.start)
        return x->place.start < y->place.start ? -1 : 1;
    return (x->query > y->query) - (x->query < y->query);
}

static gint
compare(gconstpointer x, gconstpointer y, gpointer data)
{
    (void)data;
    return compare_hits(x, y);
}

/* Puts number `from` among those from `first` on before it; FALSE, and nothing done, where that is far. */
static gboolean
put_back(ArsipHit *hits, guint first, guint from)
{
    guint to = from;

    while (to > first && compare_hits(&hits[to - 1], &hits[from]) > 0)
        if (from - --to > CLOSE)
            return FALSE;
    if (to < from) {
        ArsipHit hit = hits[from];

        memmove(&hits[to + 1], &hits[to], (from - to) * sizeof hit);
        hits[to] = hit;
    }
    return TRUE;
}

static void
sort(ArsipHit *hits, guint first, guint n)
{
    for (guint i = first + 1; i < n; i++) {
        if (!put_back(hits, first, i)) {
            /* It keeps the order of equals. */
            g_qsort_with_data(hits + first, (gint)(n - first), sizeof *hits, compare, NULL);
            return;
        }
    }
}

void
arsip_hits_settle(GArray *hits, guint first)
{
    ArsipHit *all = &g_array_index(hits, ArsipHit, 0);
    guint to = hits->len, before = first;

    sort(all, first, hits->len);
    if (first == 0 || first == to || compare_hits(&all[first - 1], &all[first]) <= 0)
        return;
    g_autofree ArsipHit *section = g_memdup2(all + first, (to - first) * sizeof *all);

    for (guint left = to - first; left > 0;) {
        if (before > 0 && compare_hits(&all[before - 1], &section[left - 1]) > 0)
            all[--to] = all[--before];
        else
            all[--to] = section[--left];
    }
}
