/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/pair.h"

#include <math.h>

/* In sizes of a usual letter. */
#define TIGHT     0.35 /* letters of a word stand no further apart */
#define SAME      0.07 /* heads or feet this close are level */
#define DIFFERENT 0.14 /* an ascender rises more than this above a small letter */

static int
compare_left(const void *a, const void *b)
{
    const ArsipSpot *x = a, *y = b;

    return (x->left > y->left) - (x->left < y->left);
}

/* The letters alone, on the page as it is or turned by 90 degrees clockwise, from left to right. */
static ArsipSpots *
take_letters(const ArsipSpots *spots, gint dpi, gboolean is_lying)
{
    ArsipSpots *letters = g_array_new(FALSE, FALSE, sizeof(ArsipSpot));

    for (guint i = 0; i < spots->len; i++) {
        ArsipSpot spot = g_array_index(spots, ArsipSpot, i);
        if (arsip_spot_size(&spot, dpi) != ARSIP_SPOT_LETTER)
            continue;
        if (is_lying)
            spot = (ArsipSpot){-spot.bottom, spot.left, -spot.top, spot.right};
        g_array_append_val(letters, spot);
    }
    g_array_sort(letters, compare_left);
    return letters;
}

/* The page in rows half a letter high; each row knows the spot in it that was passed last, coming from the
 * right. */
typedef struct {
    gint32 top, height;
    guint n_rows;
    guint *last; /* index + 1; 0: none */
} Rows;

static Rows
make_rows(const ArsipSpots *letters, gint32 size)
{
    gint32 top = G_MAXINT32, bottom = G_MININT32;

    for (guint i = 0; i < letters->len; i++) {
        const ArsipSpot *spot = &g_array_index(letters, ArsipSpot, i);
        top = MIN(top, spot->top);
        bottom = MAX(bottom, spot->bottom);
    }
    Rows rows = {.top = top, .height = MAX(size / 2, 1)};
    rows.n_rows = letters->len > 0 ? (guint)((bottom - top) / rows.height + 1) : 1;
    rows.last = g_new0(guint, rows.n_rows);
    return rows;
}

/* The nearest spot to the right that shares half of the height. */
static const ArsipSpot *
find_neighbour(const ArsipSpots *letters, const Rows *rows, const ArsipSpot *spot)
{
    const ArsipSpot *best = NULL;

    for (gint32 row = (spot->top - rows->top) / rows->height;
         row <= (spot->bottom - 1 - rows->top) / rows->height; row++) {
        if (rows->last[row] == 0)
            continue;
        const ArsipSpot *other = &g_array_index(letters, ArsipSpot, rows->last[row] - 1);
        gint32 shared = MIN(spot->bottom, other->bottom) - MAX(spot->top, other->top);
        gint32 smaller = MIN(arsip_spot_height(spot), arsip_spot_height(other));
        if (shared * 2 >= smaller && (best == NULL || other->left < best->left))
            best = other;
    }
    return best;
}

static void
enter_rows(const Rows *rows, const ArsipSpot *spot, guint index)
{
    for (gint32 row = (spot->top - rows->top) / rows->height;
         row <= (spot->bottom - 1 - rows->top) / rows->height; row++)
        rows->last[row] = index + 1;
}

static void
judge(ArsipPairs *pairs, const ArsipSpot *spot, const ArsipSpot *other, gint32 size, double slope)
{
    double fall = slope * ((other->left + other->right) - (spot->left + spot->right)) / 2;
    double heads = fabs(other->top - spot->top - fall), feet = fabs(other->bottom - spot->bottom - fall);
    double same = MAX(SAME * size, 1.5), different = MAX(DIFFERENT * size, same + 1);

    if (other->left - spot->right > TIGHT * size || other->right <= spot->right)
        return;
    pairs->tight++;
    if (MIN(arsip_spot_height(spot), arsip_spot_height(other)) * 5 < size * 2)
        return;
    pairs->up += feet <= same && heads >= different ? 1 : 0;
    pairs->down += heads <= same && feet >= different ? 1 : 0;
}

ArsipPairs
arsip_pairs_count(const ArsipSpots *spots, gint dpi, gboolean is_lying, double slope)
{
    g_autoptr(GArray) letters = take_letters(spots, dpi, is_lying);
    gint32 size = MAX(arsip_ink_usual_size(spots, dpi), 1);
    Rows rows = make_rows(letters, size);
    ArsipPairs pairs = {.letters = letters->len};

    for (guint i = letters->len; i > 0; i--) {
        const ArsipSpot *spot = &g_array_index(letters, ArsipSpot, i - 1);
        const ArsipSpot *other = find_neighbour(letters, &rows, spot);
        if (other != NULL)
            judge(&pairs, spot, other, size, slope);
        enter_rows(&rows, spot, i - 1);
    }
    g_free(rows.last);
    return pairs;
}

double
arsip_pairs_upright(const ArsipPairs *pairs)
{
    double n = pairs->up + pairs->down;

    return n > 0 ? ((double)pairs->up - pairs->down) / sqrt(n) : 0;
}
