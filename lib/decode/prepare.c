/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/prepare.h"

#include <math.h>

/* The engine was trained near this; half of it still reads well, a quarter does not. */
#define WORKING_DPI 300

/* What the paper is made, nearly white. */
#define PAPER 250

/* Grey levels between ink and paper: 50 on a faint page, 1 on an empty one. */
#define CONTRAST_MIN 20.0f

/* A2 at that resolution; a larger sheet would take the engine beyond its deadline. */
#define WORKING_PIXELS_MAX 35e6

/* A4, whose longer side is taken for that of a page that does not tell its resolution. */
#define PAGE_INCHES 11.7

void
arsip_prepared_free(ArsipPrepared *prepared)
{
    if (prepared == NULL)
        return;
    pixDestroy(&prepared->grey);
    pixDestroy(&prepared->ink);
    g_free(prepared);
}

void
arsip_sheet_free(ArsipSheet *sheet)
{
    if (sheet == NULL)
        return;
    pixDestroy(&sheet->grey);
    pixDestroy(&sheet->ink);
    g_free(sheet);
}

static double
guess_resolution(const ArsipPicture *picture)
{
    gint longer = MAX(pixGetWidth(picture->pix), pixGetHeight(picture->pix));

    if (picture->dpi > 0)
        return picture->dpi;
    return CLAMP(longer / PAGE_INCHES, 70, 1200);
}

/* Only what is far from the usual is scaled: each resampling blurs. */
static double
choose_scale(double dpi, double pixels)
{
    if (dpi >= 400 || pixels > WORKING_PIXELS_MAX)
        return MIN(WORKING_DPI / dpi, sqrt(WORKING_PIXELS_MAX / pixels));
    if (dpi < 130)
        return MIN(200 / dpi, 3);
    return 1;
}

/* The page in grey at the working resolution. */
static PIX *
make_grey(PIX *pix, double scale)
{
    g_auto(ArsipPix) grey = pixConvertTo8(pix, FALSE);

    if (grey == NULL || fabs(scale - 1) < 0.01)
        return g_steal_pointer(&grey);
    return pixScale(grey, (l_float32)scale, (l_float32)scale);
}

/*
 * Paper made white whatever the light: the local background is divided out. Leptonica's own tiles and
 * thresholds (pixBackgroundNormSimple), but up to nearly white.
 */
static PIX *
make_even(PIX *grey)
{
    PIX *even = pixBackgroundNorm(grey, NULL, NULL, 10, 15, 60, 40, PAPER, 2, 1);

    return even != NULL ? even : pixClone(grey);
}

static PIX *
threshold(PIX *grey)
{
    PIX *ink = NULL;

    if (pixOtsuAdaptiveThreshold(grey, pixGetWidth(grey), pixGetHeight(grey), 0, 0, 0.1f, NULL, &ink) != 0)
        return pixThresholdToBinary(grey, 128);
    return ink;
}

/* A threshold parts any picture in two, also the noise of a white one: then ink and paper hardly differ. */
static gboolean
is_even(PIX *grey, PIX *ink)
{
    l_float32 dark = 0, light = 0;
    g_auto(ArsipPix) paper = pixInvert(NULL, ink);

    if (paper == NULL || pixGetAverageMasked(grey, ink, 0, 0, 2, L_MEAN_ABSVAL, &dark) != 0)
        return TRUE;
    return pixGetAverageMasked(grey, paper, 0, 0, 2, L_MEAN_ABSVAL, &light) == 0 &&
           light - dark < CONTRAST_MIN;
}

/* The engine makes words of specks. */
static void
remove_specks(ArsipSheet *sheet)
{
    g_auto(ArsipPix) specks = arsip_ink_specks(sheet->ink, sheet->dpi);

    if (specks == NULL)
        return;
    PIX *clean = pixSubtract(NULL, sheet->ink, specks);
    if (clean != NULL) {
        pixDestroy(&sheet->ink);
        sheet->ink = clean;
    }
    if (sheet->grey == NULL)
        return;
    /* A speck has a grey rim. */
    g_auto(ArsipPix) wide = pixDilateBrick(NULL, specks, 3, 3);
    pixSetMasked(sheet->grey, wide, PAPER);
}

ArsipSheet *
arsip_sheet_new(const ArsipPicture *picture)
{
    g_autoptr(ArsipSheet) sheet = g_new0(ArsipSheet, 1);
    double dpi = guess_resolution(picture);

    sheet->scale = choose_scale(dpi, (double)pixGetWidth(picture->pix) * pixGetHeight(picture->pix));
    sheet->dpi = (gint)lround(dpi * sheet->scale);
    if (pixGetDepth(picture->pix) == 1 && fabs(sheet->scale - 1) < 0.01) {
        sheet->ink = pixClone(picture->pix);
    } else {
        g_auto(ArsipPix) grey = make_grey(picture->pix, sheet->scale);
        sheet->grey = grey != NULL ? make_even(grey) : NULL;
        sheet->ink = sheet->grey != NULL ? threshold(sheet->grey) : NULL;
        if (sheet->ink == NULL)
            return NULL;
        sheet->is_even = is_even(sheet->grey, sheet->ink);
    }
    if (!sheet->is_even)
        sheet->count = arsip_ink_count(sheet->ink, sheet->dpi);
    if (arsip_ink_is_peppered(&sheet->count))
        remove_specks(sheet);
    return g_steal_pointer(&sheet);
}

double
arsip_find_skew(PIX *ink, double *confidence)
{
    l_float32 angle = 0, sure = 0;

    if (pixFindSkewSweepAndSearch(ink, &angle, &sure, 4, 2, 14.0f, 1.0f, 0.02f) != 0)
        angle = sure = 0;
    *confidence = sure;
    return angle;
}

/* From a page turned by `rotation` back to one of width and height. */
static ArsipAffine
turn_back(gint rotation, double width, double height)
{
    switch (rotation) {
    case 90:
        return (ArsipAffine){0, 1, 0, -1, 0, height};
    case 180:
        return (ArsipAffine){-1, 0, width, 0, -1, height};
    case 270:
        return (ArsipAffine){0, -1, width, 1, 0, 0};
    default:
        return (ArsipAffine){1, 0, 0, 0, 1, 0};
    }
}

/* From a page rotated by `skew` degrees clockwise about its middle, and grown to hold it, back to the one
 * before. */
static ArsipAffine
tilt_back(double skew, PIX *tilted, PIX *straight)
{
    double c = cos(skew * G_PI / 180), s = sin(skew * G_PI / 180);
    double x = pixGetWidth(tilted) / 2.0, y = pixGetHeight(tilted) / 2.0;
    double to_x = pixGetWidth(straight) / 2.0, to_y = pixGetHeight(straight) / 2.0;

    return (ArsipAffine){c, s, to_x - c * x - s * y, -s, c, to_y + s * x - c * y};
}

/* First `inner`, then `outer`. */
static ArsipAffine
combine(const ArsipAffine *outer, const ArsipAffine *inner)
{
    return (ArsipAffine){
        .xx = outer->xx * inner->xx + outer->xy * inner->yx,
        .xy = outer->xx * inner->xy + outer->xy * inner->yy,
        .x0 = outer->xx * inner->x0 + outer->xy * inner->y0 + outer->x0,
        .yx = outer->yx * inner->xx + outer->yy * inner->yx,
        .yy = outer->yx * inner->xy + outer->yy * inner->yy,
        .y0 = outer->yx * inner->x0 + outer->yy * inner->y0 + outer->y0,
    };
}

/* Turned grey is smooth where turned black and white would be jagged. */
static PIX *
tilt(PIX *pix, double skew)
{
    g_auto(ArsipPix) grey = pixConvertTo8(pix, FALSE);

    return grey == NULL ? NULL
                        : pixRotate(grey, (l_float32)(skew * G_PI / 180), L_ROTATE_AREA_MAP, L_BRING_IN_WHITE,
                                    pixGetWidth(grey), pixGetHeight(grey));
}

ArsipPrepared *
arsip_prepare(const ArsipSheet *sheet, gint rotation, double skew)
{
    g_autoptr(ArsipPrepared) prepared = g_new0(ArsipPrepared, 1);
    g_auto(ArsipPix) grey = sheet->grey != NULL ? pixRotateOrth(sheet->grey, rotation / 90) : NULL;
    g_auto(ArsipPix) ink = pixRotateOrth(sheet->ink, rotation / 90);

    if (ink == NULL || (sheet->grey != NULL && grey == NULL))
        return NULL;
    prepared->dpi = sheet->dpi;
    prepared->rotation = rotation;
    prepared->back = turn_back(rotation, pixGetWidth(sheet->ink), pixGetHeight(sheet->ink));
    if (fabs(skew) > 0.001) {
        prepared->grey = tilt(grey != NULL ? grey : ink, skew);
        prepared->ink = prepared->grey != NULL ? pixThresholdToBinary(prepared->grey, 128) : NULL;
        if (prepared->ink == NULL)
            return NULL;
        ArsipAffine straight = tilt_back(skew, prepared->ink, ink);
        prepared->back = combine(&prepared->back, &straight);
        prepared->skew = -skew;
    } else {
        prepared->grey = g_steal_pointer(&grey);
        prepared->ink = g_steal_pointer(&ink);
    }
    ArsipAffine full = {1 / sheet->scale, 0, 0, 0, 1 / sheet->scale, 0};
    prepared->back = combine(&full, &prepared->back);
    return g_steal_pointer(&prepared);
}

PIX *
arsip_prepare_sauvola(const ArsipPrepared *prepared)
{
    PIX *ink = NULL;

    if (prepared->grey == NULL)
        return NULL;
    gint window = CLAMP(prepared->dpi / 12, 8, 60);
    if (pixSauvolaBinarize(prepared->grey, window, 0.34f, 1, NULL, NULL, NULL, &ink) != 0)
        return NULL;
    return ink;
}

void
arsip_affine_box(const ArsipAffine *back, gint32 *x, gint32 *y, gint32 *box_width, gint32 *box_height,
                 gint32 width, gint32 height)
{
    double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;

    for (gint corner = 0; corner < 4; corner++) {
        double at_x = *x + (corner & 1 ? *box_width : 0), at_y = *y + (corner & 2 ? *box_height : 0);
        double to_x = back->xx * at_x + back->xy * at_y + back->x0;
        double to_y = back->yx * at_x + back->yy * at_y + back->y0;
        left = MIN(left, to_x);
        right = MAX(right, to_x);
        top = MIN(top, to_y);
        bottom = MAX(bottom, to_y);
    }
    *x = (gint32)CLAMP(floor(left + 0.01), 0, width - 1);
    *y = (gint32)CLAMP(floor(top + 0.01), 0, height - 1);
    *box_width = (gint32)CLAMP(ceil(right - 0.01) - *x, 1, width - *x);
    *box_height = (gint32)CLAMP(ceil(bottom - 0.01) - *y, 1, height - *y);
}
