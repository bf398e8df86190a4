/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/gutter.h"

#include <math.h>

#define PLACES_MAX 6 /* for a gutter, the best first */

/* Of running text. */
#define ROWS_MIN  5u
#define WORDS_MIN 3u /* on a row, on average */

/* Gaps that both sides of a table have in common, each counted at both. */
#define CUTS_MIN 4u

/* A gap between two blocks of one row. */
typedef struct {
    double left, right, top, bottom;
    gboolean is_between_words; /* not between keys, figures and the like */
} Gap;

typedef struct {
    double top, bottom;
    guint n_words, widest; /* of all blocks, and of the one with most of them */
    gboolean has_key, begins_small;
} Row;

static int
compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double
overlap(double from, double to, double other_from, double other_to)
{
    return MIN(to, other_to) - MAX(from, other_from);
}

/* ---- where a gutter may be */

static gboolean
share_row(const ArsipBlock *a, const ArsipBlock *b)
{
    double height = MIN(a->bottom - a->top, b->bottom - b->top);

    return overlap(a->top, a->bottom, b->top, b->bottom) * 2 > height;
}

/* The nearest block to the right in the same row, or NULL. */
static const ArsipBlock *
find_right(const GArray *blocks, const ArsipBlock *block)
{
    const ArsipBlock *nearest = NULL;

    for (guint i = 0; i < blocks->len; i++) {
        const ArsipBlock *other = &g_array_index(blocks, ArsipBlock, i);

        if (other->left >= block->right && share_row(block, other) &&
            (nearest == NULL || other->left < nearest->left))
            nearest = other;
    }
    return nearest;
}

static GArray *
gather_gaps(const GArray *blocks, double least)
{
    GArray *gaps = g_array_new(FALSE, FALSE, sizeof(Gap));

    for (guint i = 0; i < blocks->len; i++) {
        const ArsipBlock *block = &g_array_index(blocks, ArsipBlock, i);
        const ArsipBlock *right = find_right(blocks, block);

        if (right == NULL || right->left - block->right < least)
            continue;
        Gap gap = {block->right, right->left, MIN(block->top, right->top), MAX(block->bottom, right->bottom),
                   block->n_words >= WORDS_MIN && right->n_words >= WORDS_MIN};
        g_array_append_val(gaps, gap);
    }
    return gaps;
}

/* The place that most gaps between words have in common; how many they are. */
static guint
find_place(const GArray *gaps, double *x)
{
    guint most = 0;

    for (guint i = 0; i < gaps->len; i++) {
        const Gap *gap = &g_array_index(gaps, Gap, i);
        double right = gap->right;
        guint n = 0;

        /* one of the best places begins where a gap begins */
        for (guint j = 0; j < gaps->len && gap->is_between_words; j++) {
            const Gap *other = &g_array_index(gaps, Gap, j);

            if (other->is_between_words && other->left <= gap->left && other->right > gap->left) {
                right = MIN(right, other->right);
                n++;
            }
        }
        if (n > most) {
            most = n;
            *x = (gap->left + right) / 2;
        }
    }
    return most;
}

static void
drop_gaps(GArray *gaps, double x)
{
    for (guint i = gaps->len; i > 0; i--) {
        const Gap *gap = &g_array_index(gaps, Gap, i - 1);

        if (gap->left < x && gap->right > x)
            g_array_remove_index_fast(gaps, i - 1);
    }
}

/* ---- how far it reaches */

static gboolean
crosses(const ArsipBlock *block, double x)
{
    return block->left < x && block->right > x;
}

/* From the crossing line above y to the one below. */
static void
bound_gutter(const GArray *blocks, double y, ArsipGutter *gutter)
{
    gutter->top = -G_MAXDOUBLE;
    gutter->bottom = G_MAXDOUBLE;
    for (guint i = 0; i < blocks->len; i++) {
        const ArsipBlock *block = &g_array_index(blocks, ArsipBlock, i);
        double middle = (block->top + block->bottom) / 2;

        if (!crosses(block, gutter->x))
            continue;
        if (middle < y)
            gutter->top = MAX(gutter->top, block->bottom);
        else
            gutter->bottom = MIN(gutter->bottom, block->top);
    }
}

/* What of it has lines on both sides: from the first gap that it goes through to the last. */
static void
shrink_gutter(const GArray *gaps, ArsipGutter *gutter)
{
    double top = G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

    for (guint i = 0; i < gaps->len; i++) {
        const Gap *gap = &g_array_index(gaps, Gap, i);
        double middle = (gap->top + gap->bottom) / 2;

        if (gap->left >= gutter->x || gap->right <= gutter->x || middle < gutter->top ||
            middle > gutter->bottom)
            continue;
        top = MIN(top, gap->top);
        bottom = MAX(bottom, gap->bottom);
    }
    gutter->top = MAX(gutter->top, top);
    gutter->bottom = MIN(gutter->bottom, bottom);
}

/* A column goes on where its neighbour has ended: line by line, as long as no wider gap comes. blocks by
 * their tops. */
static void
extend_gutter(const GArray *blocks, double height, double limit, ArsipGutter *gutter)
{
    for (guint i = 0; i < blocks->len; i++) {
        const ArsipBlock *block = &g_array_index(blocks, ArsipBlock, i);

        if (block->bottom > gutter->bottom && block->top > gutter->top && block->top < limit &&
            block->top - gutter->bottom < height && !crosses(block, gutter->x))
            gutter->bottom = block->bottom;
    }
}

/* ---- whether it parts columns */

static gboolean
is_inside(const ArsipBlock *block, const ArsipGutter *gutter)
{
    double middle = (block->top + block->bottom) / 2;

    return middle > gutter->top && middle < gutter->bottom;
}

static gboolean
is_at(const ArsipBlock *block, const ArsipGutter *gutter, gboolean is_right)
{
    return is_inside(block, gutter) && (block->left > gutter->x) == is_right;
}

/* What stands at one side of the gutter, row by row. blocks by their tops. */
static GArray *
gather_rows(const GArray *blocks, const ArsipGutter *gutter, gboolean is_right)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(Row));

    for (guint i = 0; i < blocks->len; i++) {
        const ArsipBlock *block = &g_array_index(blocks, ArsipBlock, i);
        Row *last = rows->len > 0 ? &g_array_index(rows, Row, rows->len - 1) : NULL;
        Row fresh = {.top = block->top,
                     .bottom = block->bottom,
                     .n_words = block->n_words,
                     .widest = block->n_words,
                     .has_key = block->has_key,
                     .begins_small = block->begins_small};

        if (!is_at(block, gutter, is_right))
            continue;
        if (last == NULL || overlap(last->top, last->bottom, block->top, block->bottom) * 2 <
                                MIN(last->bottom - last->top, block->bottom - block->top)) {
            g_array_append_val(rows, fresh);
            continue;
        }
        last->bottom = MAX(last->bottom, block->bottom);
        last->n_words += block->n_words;
        last->has_key = last->has_key || block->has_key;
        last->begins_small = block->n_words > last->widest ? block->begins_small : last->begins_small;
        last->widest = MAX(last->widest, block->n_words);
    }
    return rows;
}

/* How far those reach at the most that begin where the block does: the width of their column. */
static double
width_of_column(const GArray *blocks, const ArsipGutter *gutter, const ArsipBlock *block)
{
    gboolean is_right = block->left > gutter->x;
    double height = block->bottom - block->top, width = 0;

    for (guint i = 0; i < blocks->len; i++) {
        const ArsipBlock *other = &g_array_index(blocks, ArsipBlock, i);

        if (fabs(other->left - block->left) < height && is_at(other, gutter, is_right))
            width = MAX(width, other->right - block->left);
    }
    return width;
}

/* Whether most lines of one side are about as long as any. */
static gboolean
fills_lines(const GArray *blocks, const ArsipGutter *gutter, gboolean is_right)
{
    guint n = 0, n_full = 0;

    for (guint i = 0; i < blocks->len; i++) {
        const ArsipBlock *block = &g_array_index(blocks, ArsipBlock, i);

        if (!is_at(block, gutter, is_right))
            continue;
        n++;
        n_full += (block->right - block->left) * 3 > width_of_column(blocks, gutter, block) * 2 ? 1 : 0;
    }
    return n_full * 2 >= n;
}

/*
 * Running text fills its lines and goes on from one to the next; keys, values and cells of a table do not.
 * Text in capitals cannot be told from them.
 */
static gboolean
is_running_text(const GArray *rows)
{
    guint n_words = 0, n_keys = 0, n_small = 0;

    for (guint i = 0; i < rows->len; i++) {
        const Row *row = &g_array_index(rows, Row, i);

        n_words += row->n_words;
        n_keys += row->has_key ? 1 : 0;
        n_small += row->begins_small ? 1 : 0;
    }
    return rows->len >= ROWS_MIN && n_words >= WORDS_MIN * rows->len && n_keys * 3 <= rows->len &&
           n_small * 3 >= rows->len;
}

static double
usual_gap(const GArray *rows)
{
    g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = 1; i < rows->len; i++) {
        double gap = g_array_index(rows, Row, i).top - g_array_index(rows, Row, i - 1).bottom;
        g_array_append_val(gaps, gap);
    }
    g_array_sort(gaps, compare_doubles);
    return gaps->len > 0 ? g_array_index(gaps, double, gaps->len / 2) : 0;
}

/* White between two rows that is more than one leading. */
static gboolean
is_wide(const GArray *rows, guint i, double least)
{
    return g_array_index(rows, Row, i).top - g_array_index(rows, Row, i - 1).bottom > least;
}

/* The middle of what a wide gap has in common with one of the other side; FALSE if that has none there. */
static gboolean
find_cut(const Row *above, const Row *below, const GArray *others, double height, double *cut)
{
    double least = usual_gap(others) + height / 2;

    for (guint i = 1; i < others->len; i++) {
        double top = MAX(above->bottom, g_array_index(others, Row, i - 1).bottom);
        double bottom = MIN(below->top, g_array_index(others, Row, i).top);

        *cut = (top + bottom) / 2;
        if (is_wide(others, i, least) && bottom - top > height / 3)
            return TRUE;
    }
    return FALSE;
}

/* The wide gaps of one side that the other has too; how many it has in all. */
static guint
gather_cuts(const GArray *rows, const GArray *others, double height, GArray *cuts)
{
    double least = usual_gap(rows) + height / 2, cut;
    guint n = 0;

    for (guint i = 1; i < rows->len; i++) {
        if (!is_wide(rows, i, least))
            continue;
        n++;
        if (find_cut(&g_array_index(rows, Row, i - 1), &g_array_index(rows, Row, i), others, height, &cut))
            g_array_append_val(cuts, cut);
    }
    return n;
}

/* The cells of a table's row end together; paragraphs of two columns do so once in a while. */
static gboolean
are_cells(const GArray *left, const GArray *right, double height)
{
    g_autoptr(GArray) cuts = g_array_new(FALSE, FALSE, sizeof(double));
    guint n = gather_cuts(left, right, height, cuts) + gather_cuts(right, left, height, cuts);

    return cuts->len >= CUTS_MIN && cuts->len * 5 >= n * 4;
}

static gboolean
is_gutter(const GArray *blocks, ArsipGutter *gutter, double height)
{
    g_autoptr(GArray) left = gather_rows(blocks, gutter, FALSE);
    g_autoptr(GArray) right = gather_rows(blocks, gutter, TRUE);

    gutter->parts_cells = are_cells(left, right, height);
    return is_running_text(left) && is_running_text(right) && fills_lines(blocks, gutter, FALSE) &&
           fills_lines(blocks, gutter, TRUE);
}

GArray *
arsip_gutter_cuts(const GArray *blocks, double height, const ArsipGutter *gutter)
{
    g_autoptr(GArray) left = gather_rows(blocks, gutter, FALSE);
    g_autoptr(GArray) right = gather_rows(blocks, gutter, TRUE);
    GArray *cuts = g_array_new(FALSE, FALSE, sizeof(double));

    gather_cuts(left, right, height, cuts);
    gather_cuts(right, left, height, cuts);
    g_array_sort(cuts, compare_doubles);
    return cuts;
}

/* The middle of the gaps at x: where the gutter is for sure. */
static double
find_middle(const GArray *gaps, double x)
{
    g_autoptr(GArray) middles = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = 0; i < gaps->len; i++) {
        const Gap *gap = &g_array_index(gaps, Gap, i);
        double middle = (gap->top + gap->bottom) / 2;

        if (gap->is_between_words && gap->left < x && gap->right > x)
            g_array_append_val(middles, middle);
    }
    g_array_sort(middles, compare_doubles);
    return middles->len > 0 ? g_array_index(middles, double, middles->len / 2) : 0;
}

gboolean
arsip_gutter_find(const GArray *blocks, double height, ArsipGutter *gutter)
{
    g_autoptr(GArray) gaps = gather_gaps(blocks, height / 2);

    for (guint i = 0; i < PLACES_MAX; i++) {
        if (find_place(gaps, &gutter->x) < ROWS_MIN)
            return FALSE;
        bound_gutter(blocks, find_middle(gaps, gutter->x), gutter);
        double limit = gutter->bottom;
        shrink_gutter(gaps, gutter);
        extend_gutter(blocks, height, limit, gutter);
        if (is_gutter(blocks, gutter, height))
            return TRUE;
        drop_gaps(gaps, gutter->x);
    }
    return FALSE;
}
