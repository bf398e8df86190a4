/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/columns.h"

#include <math.h>

#include "decode/recognise/gutter.h"

#define DEPTH_MAX  12
#define BLOCKS_MAX 3000 /* no page that people read has more: every two of them are compared */

/* A line that tells the slope of its page has so many words: its ends are means of three. */
#define SLOPE_WORDS 8u
#define SLOPE_LINES 5u

/* A key has so many words with its colon. */
#define KEY_WORDS 4u

typedef struct {
    GArray *segments;
    double height;
    guint n_regions;
} Finder;

static int
compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static int
compare_tops(const void *a, const void *b)
{
    return compare_doubles(&((const ArsipBlock *)a)->top, &((const ArsipBlock *)b)->top);
}

static void
mean_of_words(const ArsipSeenWords *words, guint first, double *x, double *y)
{
    *x = *y = 0;
    for (guint i = first; i < first + 3; i++) {
        const ArsipSeen *word = &g_array_index(words, ArsipSeen, i);

        *x += (word->left + word->right) / 6.0;
        *y += (word->top + word->bottom) / 6.0;
    }
}

/* Pixels down for each to the right. */
static double
find_slope(const ArsipSeenWords *words, const GArray *segments)
{
    g_autoptr(GArray) slopes = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = 0; i < segments->len; i++) {
        const ArsipSegment *segment = &g_array_index(segments, ArsipSegment, i);
        double x, y, end_x, end_y;

        if (segment->end - segment->first < SLOPE_WORDS)
            continue;
        mean_of_words(words, segment->first, &x, &y);
        mean_of_words(words, segment->end - 3, &end_x, &end_y);
        double slope = (end_y - y) / MAX(end_x - x, 1);
        g_array_append_val(slopes, slope);
    }
    if (slopes->len < SLOPE_LINES)
        return 0;
    g_array_sort(slopes, compare_doubles);
    return CLAMP(g_array_index(slopes, double, slopes->len / 2), -0.1, 0.1);
}

/* "Nomor : 005", or a value whose key stands apart. */
static gboolean
has_key(const ArsipSeenWords *words, const ArsipSegment *segment)
{
    for (guint i = segment->first; i < MIN(segment->end, segment->first + KEY_WORDS); i++) {
        const char *text = g_array_index(words, ArsipSeen, i).text;

        if (*text == ':' || g_str_has_suffix(text, ":"))
            return TRUE;
    }
    return FALSE;
}

/* Scripts without capitals count as small; a letter alone may number an item of a list. */
static gboolean
begins_small(const ArsipSeenWords *words, const ArsipSegment *segment)
{
    const char *text = g_array_index(words, ArsipSeen, segment->first).text;
    gunichar first = g_utf8_get_char(text);
    gunichar second = first != 0 ? g_utf8_get_char(g_utf8_next_char(text)) : 0;

    return g_unichar_isalpha(first) && !g_unichar_isupper(first) && g_unichar_isalnum(second);
}

static GArray *
level_blocks(const ArsipSeenWords *words, const GArray *segments)
{
    double slope = find_slope(words, segments);
    GArray *blocks = g_array_sized_new(FALSE, FALSE, sizeof(ArsipBlock), segments->len);

    for (guint i = 0; i < segments->len; i++) {
        const ArsipSegment *segment = &g_array_index(segments, ArsipSegment, i);
        double x = slope * (segment->top + segment->bottom) / 2;
        double y = slope * (segment->left + segment->right) / 2;
        /* a sloping line's box is higher than its letters */
        double rise = fabs(slope) * (segment->right - segment->left) / 2;
        ArsipBlock block = {.left = segment->left + x,
                            .top = segment->top - y + rise,
                            .right = segment->right + x,
                            .bottom = segment->bottom - y - rise,
                            .n_words = segment->end - segment->first,
                            .has_key = has_key(words, segment),
                            .begins_small = begins_small(words, segment),
                            .segment = i};

        g_array_append_val(blocks, block);
    }
    return blocks;
}

static void
set_region(const Finder *finder, const ArsipBlock *block, guint region)
{
    g_array_index(finder->segments, ArsipSegment, block->segment).region = region;
}

static double
middle_of(const ArsipBlock *block)
{
    return (block->top + block->bottom) / 2;
}

/* A block belongs to the side where it begins. */
static gboolean
is_right_of(const ArsipBlock *block, const ArsipGutter *gutter)
{
    return block->left > gutter->x;
}

static gboolean
is_beside(const ArsipBlock *block, const ArsipGutter *gutter)
{
    return middle_of(block) > gutter->top && middle_of(block) < gutter->bottom;
}

typedef enum { ABOVE, LEFT, RIGHT, BELOW, N_PARTS } Part;

static Part
part_of(const ArsipBlock *block, const ArsipGutter *gutter)
{
    if (middle_of(block) <= gutter->top)
        return ABOVE;
    if (middle_of(block) >= gutter->bottom)
        return BELOW;
    return is_right_of(block, gutter) ? RIGHT : LEFT;
}

static GArray *
blocks_of(const GArray *blocks, const ArsipGutter *gutter, Part part)
{
    GArray *inner = g_array_new(FALSE, FALSE, sizeof(ArsipBlock));

    for (guint i = 0; i < blocks->len; i++)
        if (part_of(&g_array_index(blocks, ArsipBlock, i), gutter) == part)
            g_array_append_vals(inner, &g_array_index(blocks, ArsipBlock, i), 1);
    return inner;
}

/* The places of a table's gutters, left to right. */
static void
gather_gutters(const Finder *finder, const GArray *blocks, const ArsipGutter *gutter, guint depth,
               GArray *places)
{
    g_autoptr(GArray) left = blocks_of(blocks, gutter, LEFT);
    g_autoptr(GArray) right = blocks_of(blocks, gutter, RIGHT);
    ArsipGutter inner;

    if (depth < DEPTH_MAX && arsip_gutter_find(left, finder->height, &inner) && inner.parts_cells)
        gather_gutters(finder, left, &inner, depth + 1, places);
    g_array_append_val(places, gutter->x);
    if (depth < DEPTH_MAX && arsip_gutter_find(right, finder->height, &inner) && inner.parts_cells)
        gather_gutters(finder, right, &inner, depth + 1, places);
}

static guint
count_before(const GArray *numbers, double limit)
{
    guint n = 0;

    while (n < numbers->len && g_array_index(numbers, double, n) < limit)
        n++;
    return n;
}

/* Cell by cell, row by row. */
static void
cut_table(Finder *finder, const GArray *blocks, const ArsipGutter *gutter)
{
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) cuts = arsip_gutter_cuts(blocks, finder->height, gutter);

    gather_gutters(finder, blocks, gutter, 0, places);
    for (guint i = 0; i < blocks->len; i++) {
        const ArsipBlock *block = &g_array_index(blocks, ArsipBlock, i);

        if (is_beside(block, gutter))
            set_region(finder, block,
                       finder->n_regions + count_before(cuts, middle_of(block)) * (places->len + 1) +
                           count_before(places, block->left));
    }
    finder->n_regions += (cuts->len + 1) * (places->len + 1);
}

static void find_regions(Finder *finder, const GArray *blocks, guint depth);

static void
find_regions_of(Finder *finder, const GArray *blocks, const ArsipGutter *gutter, Part part, guint depth)
{
    g_autoptr(GArray) inner = blocks_of(blocks, gutter, part);

    if (inner->len > 0)
        find_regions(finder, inner, depth + 1);
}

static void
find_regions(Finder *finder, const GArray *blocks, guint depth)
{
    ArsipGutter gutter;

    if (depth >= DEPTH_MAX || blocks->len > BLOCKS_MAX ||
        !arsip_gutter_find(blocks, finder->height, &gutter)) {
        for (guint i = 0; i < blocks->len; i++)
            set_region(finder, &g_array_index(blocks, ArsipBlock, i), finder->n_regions);
        finder->n_regions++;
        return;
    }
    find_regions_of(finder, blocks, &gutter, ABOVE, depth);
    if (gutter.parts_cells) {
        cut_table(finder, blocks, &gutter);
    } else {
        find_regions_of(finder, blocks, &gutter, LEFT, depth);
        find_regions_of(finder, blocks, &gutter, RIGHT, depth);
    }
    find_regions_of(finder, blocks, &gutter, BELOW, depth);
}

void
arsip_columns_find(const ArsipSeenWords *words, GArray *segments, gint32 height)
{
    g_autoptr(GArray) blocks = level_blocks(words, segments);
    Finder finder = {segments, height, 0};

    g_array_sort(blocks, compare_tops);
    find_regions(&finder, blocks, 0);
}
