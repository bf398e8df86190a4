/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/dark.h"

#include "decode/picture/pair.h"

/* Dark areas are looked for among squares of this many pixels that are all black. */
#define SQUARE 8

/* In inches: a heading on black is no smaller; strokes and rules are. */
#define AREA_WIDTH  0.5
#define AREA_HEIGHT 0.12

/* So much of such an area is black, and it has so many letters that stand as in words. */
#define AREA_BLACK   0.4
#define AREA_LETTERS 4u

/* The blur between a lid and the page, in inches. */
#define RIM 0.04

/* A lid covers this much of a side. */
#define SIDE_SHARE 0.3

static guint
count_letters(PIX *ink, gint dpi)
{
    g_autoptr(GArray) spots = arsip_ink_spots(ink);
    ArsipPairs across = arsip_pairs_count(spots, dpi, FALSE, 0),
               down = arsip_pairs_count(spots, dpi, TRUE, 0);

    return MAX(across.tight, down.tight);
}

gboolean
arsip_dark_is_inverted(PIX *ink, gint dpi)
{
    l_int32 black = 0;
    double area = (double)pixGetWidth(ink) * pixGetHeight(ink);

    if (pixCountPixels(ink, &black, NULL) != 0 || black * 2.0 <= area)
        return FALSE;
    g_auto(ArsipPix) paper = pixInvert(NULL, ink);
    return paper != NULL && count_letters(paper, dpi) > count_letters(ink, dpi);
}

static PIX *
find_squares(PIX *ink)
{
    return pixReduceRankBinaryCascade(ink, 4, 4, 4, 0);
}

static gboolean
has_white_letters(PIX *ink, BOX *box, gint dpi)
{
    g_auto(ArsipPix) cut = pixClipRectangle(ink, box, NULL);
    g_auto(ArsipPix) paper = cut != NULL ? pixInvert(NULL, cut) : NULL;
    l_int32 white = 0;

    if (paper == NULL || pixCountPixels(paper, &white, NULL) != 0 ||
        white > (1 - AREA_BLACK) * pixGetWidth(paper) * pixGetHeight(paper))
        return FALSE;
    guint letters = count_letters(paper, dpi);
    return letters >= AREA_LETTERS && letters > count_letters(cut, dpi);
}

static void
invert_in(PIX *pix, const BOX *box)
{
    pixRasterop(pix, box->x, box->y, box->w, box->h, PIX_NOT(PIX_DST), NULL, 0, 0);
}

/* Squares end a little before the black does. */
static void
grow(PIX *ink, BOX *box)
{
    l_int32 black = 0;

    for (gint side = 0; side < 4; side++)
        for (gint step = 0; step < SQUARE; step++) {
            BOX line = {.x = side == 0   ? box->x - 1
                             : side == 1 ? box->x + box->w
                                         : box->x,
                        .y = side == 2   ? box->y - 1
                             : side == 3 ? box->y + box->h
                                         : box->y,
                        .w = side < 2 ? 1 : box->w,
                        .h = side < 2 ? box->h : 1};
            if (line.x < 0 || line.y < 0 || line.x + line.w > pixGetWidth(ink) ||
                line.y + line.h > pixGetHeight(ink) || pixCountPixelsInRect(ink, &line, &black, NULL) != 0 ||
                black * 2 < line.w * line.h)
                break;
            box->x = MIN(box->x, line.x);
            box->y = MIN(box->y, line.y);
            box->w += side < 2 ? 1 : 0;
            box->h += side < 2 ? 0 : 1;
        }
}

guint
arsip_dark_invert_areas(PIX *ink, PIX *grey, gint dpi)
{
    g_auto(ArsipPix) squares = find_squares(ink);
    BOXA *boxes = squares != NULL ? pixConnCompBB(squares, 8) : NULL;
    guint n = 0;

    for (l_int32 i = 0; boxes != NULL && i < boxaGetCount(boxes); i++) {
        l_int32 x, y, width, height;
        boxaGetBoxGeometry(boxes, i, &x, &y, &width, &height);
        BOX box = {.x = x * SQUARE, .y = y * SQUARE, .w = width * SQUARE, .h = height * SQUARE};
        if (box.w < AREA_WIDTH * dpi || box.h < AREA_HEIGHT * dpi || !has_white_letters(ink, &box, dpi))
            continue;
        grow(ink, &box);
        invert_in(ink, &box);
        if (grey != NULL)
            invert_in(grey, &box);
        n++;
    }
    boxaDestroy(&boxes);
    return n;
}

static gboolean
is_black(PIX *squares, gint x, gint y)
{
    l_uint32 value = 0;

    pixGetPixel(squares, x, y, &value);
    return value != 0;
}

/* How deep a side is dark on the average; 0 where most of it is not. */
static gint
measure_side(PIX *lid, gboolean is_upright, gboolean is_far)
{
    gint length = is_upright ? pixGetHeight(lid) : pixGetWidth(lid);
    gint depth = is_upright ? pixGetWidth(lid) : pixGetHeight(lid), sum = 0, n = 0;

    for (gint at = 0; at < length; at++) {
        gint deep = 0;
        while (deep < depth) {
            gint inward = is_far ? depth - 1 - deep : deep;
            if (!is_black(lid, is_upright ? inward : at, is_upright ? at : inward))
                break;
            deep++;
        }
        sum += deep < depth ? deep : 0;
        n += deep > 0 && deep < depth ? 1 : 0;
    }
    return n > SIDE_SHARE * length ? sum * SQUARE / n : 0;
}

gboolean
arsip_dark_clear_border(PIX *ink, PIX *grey, guint paper, gint dpi, ArsipBorder *border)
{
    g_auto(ArsipPix) squares = find_squares(ink);
    g_auto(ArsipPix) inside = squares != NULL ? pixRemoveBorderConnComps(squares, 8) : NULL;
    g_auto(ArsipPix) lid = inside != NULL ? pixSubtract(NULL, squares, inside) : NULL;

    if (lid == NULL)
        return FALSE;
    *border = (ArsipBorder){measure_side(lid, TRUE, FALSE), measure_side(lid, FALSE, FALSE),
                            measure_side(lid, TRUE, TRUE), measure_side(lid, FALSE, TRUE)};
    if (border->left + border->top + border->right + border->bottom == 0)
        return FALSE;
    gint rim = 2 * (gint)(RIM * dpi) + SQUARE + 1;
    g_auto(ArsipPix) full = pixExpandReplicate(lid, SQUARE);
    g_auto(ArsipPix) wide = full != NULL ? pixDilateBrick(NULL, full, rim, rim) : NULL;
    if (wide == NULL)
        return FALSE;
    /* What is left of the last squares, which are not whole. */
    BOX right = {.x = border->right > 0 ? pixGetWidth(ink) - SQUARE : pixGetWidth(ink),
                 .w = SQUARE,
                 .h = pixGetHeight(ink)};
    BOX bottom = {.y = border->bottom > 0 ? pixGetHeight(ink) - SQUARE : pixGetHeight(ink),
                  .w = pixGetWidth(ink),
                  .h = SQUARE};
    pixSetInRect(wide, &right);
    pixSetInRect(wide, &bottom);
    pixSubtract(ink, ink, wide);
    if (grey != NULL)
        pixSetMasked(grey, wide, paper);
    return TRUE;
}
