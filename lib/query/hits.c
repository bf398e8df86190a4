/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/hits.h"

#include <string.h>

/* How far a hit of a section is usually from where it belongs: a phrase comes when it ends. */
#define CLOSE 8

/* As one number: whether two starts are the same is not worth a jump, which would often be guessed wrongly.
 */
static inline guint64
place_in_page(const ArsipHit *hit)
{
    return (guint64)hit->place.start << 32 | hit->query;
}

static inline gint
compare_hits(const ArsipHit *x, const ArsipHit *y)
{
    guint page_x = x->place.page - 1, page_y = y->place.page - 1; /* 0 becomes the greatest */

    if (page_x != page_y)
        return page_x < page_y ? -1 : 1;
    return (place_in_page(x) > place_in_page(y)) - (place_in_page(x) < place_in_page(y));
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
arsip_hits_settle(ArsipHit *hits, guint first, guint n)
{
    guint to = n, before = first;

    sort(hits, first, n);
    if (first == 0 || first == n || compare_hits(&hits[first - 1], &hits[first]) <= 0)
        return;
    g_autofree ArsipHit *section = g_memdup2(hits + first, (n - first) * sizeof *hits);

    for (guint left = n - first; left > 0;) {
        if (before > 0 && compare_hits(&hits[before - 1], &section[left - 1]) > 0)
            hits[--to] = hits[--before];
        else
            hits[--to] = section[--left];
    }
}
