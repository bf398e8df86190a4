/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/ink.h"

#include <stdlib.h>

/* Sizes in pixels at 300 dpi: a full stop of 9 points has 5, a small letter 15, a title's capital 150. */
#define SPECK_MAX  4
#define LETTER_MIN 9
#define LETTER_MAX 180

/* Beside a letter the largest specks may be its full stops, thinned by scanning: no nearer than this, in
 * inches. */
#define STOP_DISTANCE 0.04

/* Nearness is looked up in a mask of this many pixels for one. */
#define MASK_REDUCTION 4

/* A rule is longer than this, in inches; no stroke of a letter is. */
#define RULE_INCHES 0.4

ArsipSpots *
arsip_ink_spots(PIX *ink)
{
    BOXA *boxes = pixConnCompBB(ink, 8);
    gint n = boxes != NULL ? boxaGetCount(boxes) : 0;
    ArsipSpots *spots = g_array_sized_new(FALSE, FALSE, sizeof(ArsipSpot), (guint)n);

    for (l_int32 i = 0; i < n; i++) {
        l_int32 x, y, width, height;
        boxaGetBoxGeometry(boxes, i, &x, &y, &width, &height);
        ArsipSpot spot = {x, y, x + width, y + height};
        g_array_append_val(spots, spot);
    }
    boxaDestroy(&boxes);
    return spots;
}

static gint
at_resolution(gint size, gint dpi)
{
    return MAX(size * dpi / 300, 1);
}

ArsipSpotSize
arsip_spot_size(const ArsipSpot *spot, gint dpi)
{
    gint32 size = MAX(arsip_spot_width(spot), arsip_spot_height(spot));

    if (size <= at_resolution(SPECK_MAX, dpi))
        return ARSIP_SPOT_SPECK;
    if (size < at_resolution(LETTER_MIN, dpi))
        return ARSIP_SPOT_DOT;
    return size <= at_resolution(LETTER_MAX, dpi) ? ARSIP_SPOT_LETTER : ARSIP_SPOT_LARGE;
}

ArsipInk
arsip_ink_count(const ArsipSpots *spots, gint32 width, gint32 height, gint dpi)
{
    double area = (double)width * height;
    ArsipInk count = {0};

    for (guint i = 0; i < spots->len; i++) {
        const ArsipSpot *spot = &g_array_index(spots, ArsipSpot, i);
        if (spot->left == 0 || spot->top == 0 || spot->right >= width || spot->bottom >= height)
            continue;
        ArsipSpotSize size = arsip_spot_size(spot, dpi);
        count.specks += size == ARSIP_SPOT_SPECK ? 1 : 0;
        count.letters += size == ARSIP_SPOT_LETTER ? 1 : 0;
        count.large += size == ARSIP_SPOT_LARGE ? 1 : 0;
        if (size >= ARSIP_SPOT_LETTER)
            count.share += (double)arsip_spot_width(spot) * arsip_spot_height(spot) / area;
    }
    return count;
}

static int
compare_sizes(const void *a, const void *b)
{
    gint32 x = *(const gint32 *)a, y = *(const gint32 *)b;

    return (x > y) - (x < y);
}

gint32
arsip_ink_usual_size(const ArsipSpots *spots, gint dpi)
{
    g_autofree gint32 *sizes = g_new(gint32, spots->len + 1);
    guint n = 0;

    for (guint i = 0; i < spots->len; i++) {
        const ArsipSpot *spot = &g_array_index(spots, ArsipSpot, i);
        if (arsip_spot_size(spot, dpi) == ARSIP_SPOT_LETTER)
            sizes[n++] = MAX(arsip_spot_width(spot), arsip_spot_height(spot));
    }
    qsort(sizes, n, sizeof(gint32), compare_sizes);
    return n > 0 ? sizes[n / 2] : 0;
}

gboolean
arsip_ink_is_peppered(const ArsipInk *count)
{
    return count->specks > 300 && count->specks * 3 > count->letters;
}

/* Where a full stop may stand, in a smaller raster. */
static PIX *
mask_letters(PIX *ink, const ArsipSpots *spots, gint dpi)
{
    gint reach = (gint)(STOP_DISTANCE * dpi);
    PIX *mask = pixCreate(pixGetWidth(ink) / MASK_REDUCTION + 1, pixGetHeight(ink) / MASK_REDUCTION + 1, 1);

    for (guint i = 0; mask != NULL && i < spots->len; i++) {
        const ArsipSpot *spot = &g_array_index(spots, ArsipSpot, i);
        if (arsip_spot_size(spot, dpi) != ARSIP_SPOT_LETTER)
            continue;
        gint left = MAX(spot->left - reach, 0) / MASK_REDUCTION, top = spot->top / MASK_REDUCTION;
        BOX box = {
            .x = left,
            .y = top,
            .w = (spot->right + reach) / MASK_REDUCTION + 1 - left,
            .h = (spot->bottom + reach / 2) / MASK_REDUCTION + 1 - top,
        };
        pixSetInRect(mask, &box);
    }
    return mask;
}

static gboolean
may_be_stop(const ArsipSpot *spot, PIX *letters, gint dpi)
{
    l_uint32 is_near = 0;

    if (MAX(arsip_spot_width(spot), arsip_spot_height(spot)) < at_resolution(SPECK_MAX, dpi) || dpi < 150)
        return FALSE;
    pixGetPixel(letters, spot->left / MASK_REDUCTION, spot->top / MASK_REDUCTION, &is_near);
    return is_near != 0;
}

static void
clear_speck(PIX *ink, PIX *grey, guint paper, const ArsipSpot *spot)
{
    /* A speck has a grey rim. */
    BOX rim = {
        .x = spot->left - 1,
        .y = spot->top - 1,
        .w = arsip_spot_width(spot) + 2,
        .h = arsip_spot_height(spot) + 2,
    };
    BOX box = {.x = spot->left, .y = spot->top, .w = rim.w - 2, .h = rim.h - 2};

    pixClearInRect(ink, &box);
    if (grey != NULL)
        pixSetInRectArbitrary(grey, &rim, paper);
}

guint
arsip_ink_remove_specks(PIX *ink, PIX *grey, guint paper, const ArsipSpots *spots, gint dpi)
{
    g_auto(ArsipPix) letters = mask_letters(ink, spots, dpi);
    guint n = 0;

    for (guint i = 0; letters != NULL && i < spots->len; i++) {
        const ArsipSpot *spot = &g_array_index(spots, ArsipSpot, i);
        if (arsip_spot_size(spot, dpi) != ARSIP_SPOT_SPECK || may_be_stop(spot, letters, dpi))
            continue;
        clear_speck(ink, grey, paper, spot);
        n++;
    }
    return n;
}

PIX *
arsip_ink_without_rules(PIX *ink, gint dpi)
{
    gint length = MAX((gint)(RULE_INCHES * dpi), 30);
    g_auto(ArsipPix) rules = pixOpenCompBrick(NULL, ink, length, 1);
    g_auto(ArsipPix) down = pixOpenCompBrick(NULL, ink, 1, length);

    if (rules == NULL || down == NULL)
        return pixClone(ink);
    pixOr(rules, rules, down);
    return pixSubtract(NULL, ink, rules);
}
