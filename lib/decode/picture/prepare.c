/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/prepare.h"

#include <math.h>

#include "decode/picture/dark.h"
#include "decode/picture/pair.h"
#include "decode/picture/scale.h"
#include "decode/picture/tone.h"
#include "text/step.h"

/* Above this the engine finds its lines no better, and takes longer: a fifth at 300 dpi. */
#define WORKING_DPI 200

/* Letters must not become smaller than this, in pixels, by that. */
#define LETTER_LEAST 11

/* Below this it pays to have more pixels made up. */
#define TOO_COARSE 130

/* Grey levels between ink and paper: 50 on a faint page, 1 on an empty one. */
#define CONTRAST_MIN 20.0

/* Print paler than this is lost beside dark handwriting or blots. */
#define PALE 140

/* A2 at 300 dpi; a larger sheet would take the engine beyond its deadline. */
#define WORKING_PIXELS_MAX 35e6

/* A rule of a table is longer than this; no stroke of a letter is, in inches. */
#define RULE_INCHES 0.5

/* The usual letter's larger side is a twelfth of an inch: 24 pixels at 300 dpi. */
#define DPI_OF_SIZE 12.5

/* Fewer letters in words say nothing of the resolution. */
#define LETTERS_LEAST 7u

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
    g_clear_pointer(&sheet->spots, g_array_unref);
    g_free(sheet->steps);
    g_free(sheet);
}

/* A page that does not tell is taken for A4 at first. */
static double
first_guess(const ArsipPicture *picture)
{
    gint longer = MAX(pixGetWidth(picture->pix), pixGetHeight(picture->pix));

    return CLAMP(longer / PAGE_INCHES, 70, 1200);
}

gint
arsip_sheet_dpi_of_a4(const ArsipPicture *picture)
{
    return (gint)lround(first_guess(picture));
}

/*
 * What the letters say of the resolution: print is about as large on every paper. Of larger and larger
 * letters those count that stand beside one another as in words.
 */
static double
guess_by_letters(const ArsipSpots *spots, double guess)
{
    guint most = LETTERS_LEAST;
    double found = guess;

    for (gint times = 1; times <= 4; times *= 2) {
        gint dpi = (gint)lround(guess * times);
        ArsipPairs pairs = arsip_pairs_count(spots, dpi, FALSE, 0),
                   lying = arsip_pairs_count(spots, dpi, TRUE, 0);
        if (MAX(pairs.tight, lying.tight) <= most)
            continue;
        most = MAX(pairs.tight, lying.tight);
        found = arsip_ink_usual_size(spots, dpi) * DPI_OF_SIZE;
    }
    return CLAMP(found, guess * 0.7, guess * 10);
}

/* Two thirds, a half and so on: what is a ratio of small numbers blurs least. */
static double
choose_scale(double dpi, double pixels)
{
    static const double factors[] = {1.0 / 6, 1.0 / 5, 0.25, 1.0 / 3, 0.5, 2.0 / 3};
    double most = sqrt(WORKING_PIXELS_MAX / pixels);

    if (dpi < TOO_COARSE)
        return MIN(MIN(WORKING_DPI / dpi, 3), most);
    for (gsize i = 0; i < G_N_ELEMENTS(factors); i++)
        if (dpi * factors[i] > WORKING_DPI * 0.95)
            return MIN(factors[i], most);
    return MIN(1, most);
}

/* Ink of a page in black and white, from its own pixels. */
static gboolean
take_ink(ArsipSheet *sheet, PIX *pix, double dpi, guint leave_out)
{
    sheet->ink_dpi = (gint)lround(dpi);
    sheet->threshold = 128;
    if (!(leave_out & ARSIP_LEAVE_DARK) && arsip_dark_is_inverted(pix, sheet->ink_dpi)) {
        sheet->ink = pixInvert(NULL, pix);
        arsip_steps_add(&sheet->steps, "inverted");
    } else {
        sheet->ink = pixClone(pix);
    }
    return sheet->ink != NULL;
}

/* What is ink on a grey page: where one threshold parts it in two. */
static gboolean
find_ink(ArsipSheet *sheet)
{
    ArsipTones tones = arsip_tone_spread(sheet->grey);

    pixDestroy(&sheet->ink);
    sheet->is_even = tones.light - tones.dark < CONTRAST_MIN;
    sheet->threshold = tones.threshold;
    sheet->dark = tones.dark;
    sheet->ink = pixThresholdToBinary(sheet->grey, tones.threshold);
    return sheet->ink != NULL;
}

/* White writing on a black page, in grey. */
static gboolean
is_inverted(PIX *grey, gint dpi)
{
    ArsipTones tones = arsip_tone_spread(grey);

    if (tones.share <= 0.5)
        return FALSE;
    g_auto(ArsipPix) ink = pixThresholdToBinary(grey, tones.threshold);
    return ink != NULL && arsip_dark_is_inverted(ink, dpi);
}

/* Grey with its paper made white, and from that ink. */
static gboolean
make_even(ArsipSheet *sheet, PIX *pix, double dpi, guint leave_out)
{
    g_auto(ArsipPix) grey = arsip_tone_grey(pix);
    g_auto(ArsipPix) scaled = grey != NULL ? arsip_scale(grey, sheet->scale) : NULL;
    gboolean was_even = (leave_out & ARSIP_LEAVE_EVENING) != 0;

    pixDestroy(&grey);
    if (scaled == NULL)
        return FALSE;
    sheet->ink_dpi = (gint)lround(dpi * sheet->scale);
    if (!(leave_out & ARSIP_LEAVE_DARK) && is_inverted(scaled, sheet->ink_dpi)) {
        PIX *inverted = pixInvert(NULL, scaled);
        pixDestroy(&scaled);
        scaled = inverted;
        arsip_steps_add(&sheet->steps, "inverted");
    }
    sheet->grey = was_even ? pixClone(scaled) : arsip_tone_even(scaled, &was_even);
    if (!was_even)
        arsip_steps_add(&sheet->steps, "evened");
    return find_ink(sheet);
}

/* A raster may be shared with the picture that it came from. */
static gboolean
make_own(PIX **pix)
{
    PIX *own = pixCopy(NULL, *pix);

    if (own == NULL)
        return FALSE;
    pixDestroy(pix);
    *pix = own;
    return TRUE;
}

static void
remove_specks(ArsipSheet *sheet)
{
    if (!make_own(&sheet->ink) || (sheet->grey != NULL && !make_own(&sheet->grey)))
        return;
    guint n = arsip_ink_remove_specks(sheet->ink, sheet->grey, ARSIP_PAPER, sheet->spots, sheet->ink_dpi);
    arsip_steps_add(&sheet->steps, "specks", (double)n);
}

/* Whether a page has black areas at all: most have none larger than a stroke. */
static gboolean
has_dark_areas(PIX *ink)
{
    g_auto(ArsipPix) squares = pixReduceRankBinaryCascade(ink, 4, 4, 4, 4);
    l_int32 is_empty = 1;

    return squares != NULL && pixZero(squares, &is_empty) == 0 && !is_empty;
}

static gboolean
clear_dark(ArsipSheet *sheet)
{
    ArsipBorder border;

    if (!has_dark_areas(sheet->ink) || !make_own(&sheet->ink) ||
        (sheet->grey != NULL && !make_own(&sheet->grey)))
        return TRUE;
    guint n = arsip_dark_invert_areas(sheet->ink, sheet->grey, sheet->ink_dpi);
    if (n > 0)
        arsip_steps_add(&sheet->steps, "inverted-areas", (double)n);
    gboolean has_border =
        arsip_dark_clear_border(sheet->ink, sheet->grey, ARSIP_PAPER, sheet->ink_dpi, &border);
    if (has_border) {
        double back = sheet->grey != NULL ? 1 / sheet->scale : 1;
        arsip_steps_add(&sheet->steps, "border", border.left * back, border.top * back, border.right * back,
                        border.bottom * back);
    }
    /* Beside a black lid all that is on the page is light. */
    return sheet->grey == NULL || (n == 0 && !has_border) || find_ink(sheet);
}

static gboolean
begin_sheet(ArsipSheet *sheet, PIX *pix, double dpi, guint leave_out)
{
    gboolean is_bitonal = pixGetDepth(pix) == 1;

    g_clear_pointer(&sheet->spots, g_array_unref);
    pixDestroy(&sheet->grey);
    pixDestroy(&sheet->ink);
    if (!(is_bitonal ? take_ink(sheet, pix, dpi, leave_out) : make_even(sheet, pix, dpi, leave_out)))
        return FALSE;
    if (!sheet->is_even && !(leave_out & ARSIP_LEAVE_DARK) && !clear_dark(sheet))
        return FALSE;
    sheet->spots =
        sheet->is_even ? g_array_new(FALSE, FALSE, sizeof(ArsipSpot)) : arsip_ink_spots(sheet->ink);
    sheet->count =
        arsip_ink_count(sheet->spots, pixGetWidth(sheet->ink), pixGetHeight(sheet->ink), sheet->ink_dpi);
    if (!(leave_out & ARSIP_LEAVE_SPECKS) && arsip_ink_is_peppered(&sheet->count))
        remove_specks(sheet);
    return TRUE;
}

/* Whether letters would become too small to be read. */
static gboolean
is_too_small(const ArsipSheet *sheet, gboolean is_scaled)
{
    double size = arsip_ink_usual_size(sheet->spots, sheet->ink_dpi);

    return size > 0 && sheet->scale < 1 && (is_scaled ? size : size * sheet->scale) < LETTER_LEAST;
}

/* Told by the file, or guessed from the letters on the page. */
static double
find_resolution(ArsipSheet *sheet, const ArsipPicture *picture, double pixels, guint leave_out)
{
    double dpi = picture->dpi > 0 ? picture->dpi : first_guess(picture);

    if (picture->dpi <= 0 && picture->assumed_dpi > 0) {
        dpi = picture->assumed_dpi;
    } else if (picture->dpi <= 0 && pixels < WORKING_PIXELS_MAX) {
        g_autofree char *steps = g_steal_pointer(&sheet->steps);
        sheet->scale = 1;
        if (begin_sheet(sheet, picture->pix, dpi, leave_out))
            dpi = guess_by_letters(sheet->spots, dpi);
        sheet->guess = dpi / first_guess(picture);
        g_free(sheet->steps);
        sheet->steps = g_steal_pointer(&steps);
    }
    arsip_steps_add(&sheet->steps, picture->dpi > 0 ? "dpi-told" : "dpi-guessed", dpi);
    return dpi;
}

ArsipSheet *
arsip_sheet_new(const ArsipPicture *picture, guint leave_out)
{
    g_autoptr(ArsipSheet) sheet = g_new0(ArsipSheet, 1);
    double pixels = (double)pixGetWidth(picture->pix) * pixGetHeight(picture->pix);
    double dpi = find_resolution(sheet, picture, pixels, leave_out);

    sheet->scale = leave_out & ARSIP_LEAVE_SCALING ? 1 : choose_scale(dpi, pixels);
    if (!begin_sheet(sheet, picture->pix, dpi, leave_out))
        return NULL;
    if (is_too_small(sheet, sheet->grey != NULL) && pixels < WORKING_PIXELS_MAX) {
        sheet->scale = 1;
        if (sheet->grey != NULL && !begin_sheet(sheet, picture->pix, dpi, leave_out))
            return NULL;
    }
    if (sheet->grey == NULL && sheet->scale != 1) {
        sheet->grey = arsip_scale(sheet->ink, sheet->scale);
        if (sheet->grey == NULL)
            return NULL;
    }
    sheet->dpi = (gint)lround(dpi * sheet->scale);
    if (sheet->scale != 1)
        arsip_steps_add(&sheet->steps, "scaled", sheet->scale, (double)sheet->dpi);
    return g_steal_pointer(&sheet);
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

ArsipPrepared *
arsip_prepare(const ArsipSheet *sheet, gint rotation, double skew)
{
    g_autoptr(ArsipPrepared) prepared = g_new0(ArsipPrepared, 1);
    PIX *page = sheet->grey != NULL ? sheet->grey : sheet->ink;
    g_auto(ArsipPix) turned = pixRotateOrth(page, rotation / 90);

    if (turned == NULL)
        return NULL;
    prepared->dpi = sheet->dpi;
    prepared->dark = sheet->dark;
    prepared->threshold = sheet->threshold;
    prepared->rotation = rotation;
    prepared->back = turn_back(rotation, pixGetWidth(page), pixGetHeight(page));
    if (fabs(skew) > 0.001) {
        /* Turned grey is smooth where turned black and white would be jagged. */
        g_auto(ArsipPix) grey = arsip_scale(turned, 1);
        prepared->grey = grey != NULL ? arsip_scale_turn(grey, skew) : NULL;
        if (prepared->grey == NULL)
            return NULL;
        ArsipAffine straight = tilt_back(skew, prepared->grey, turned);
        prepared->back = combine(&prepared->back, &straight);
        prepared->skew = -skew;
    } else if (pixGetDepth(turned) == 8) {
        prepared->grey = g_steal_pointer(&turned);
    }
    prepared->ink = prepared->grey != NULL ? pixThresholdToBinary(prepared->grey, sheet->threshold)
                                           : g_steal_pointer(&turned);
    if (prepared->ink == NULL)
        return NULL;
    ArsipAffine full = {1 / sheet->scale, 0, 0, 0, 1 / sheet->scale, 0};
    prepared->back = combine(&full, &prepared->back);
    return g_steal_pointer(&prepared);
}

/*
 * Rules between the cells of a table: the engine reads letters in what is left of them beside the words.
 * Those across stay, they part the lines. Looked for at half the size.
 */
guint
arsip_prepare_without_rules(ArsipPrepared *prepared)
{
    g_auto(ArsipPix) half = pixReduceRankBinary2(prepared->ink, 1, NULL);
    gint length = MAX((gint)(RULE_INCHES * prepared->dpi / 2), 20);
    g_auto(ArsipPix) found = half != NULL ? pixOpenBrick(NULL, half, 1, length) : NULL;
    l_int32 n = 0, is_empty = 1;

    if (found == NULL || pixZero(found, &is_empty) != 0 || is_empty || pixCountConnComp(found, 8, &n) != 0)
        return 0;
    g_auto(ArsipPix) full = pixExpandBinaryPower2(found, 2);
    g_auto(ArsipPix) wide = full != NULL ? pixDilateBrick(NULL, full, 3, 3) : NULL;
    if (wide == NULL || !make_own(prepared->grey != NULL ? &prepared->grey : &prepared->ink))
        return 0;
    if (prepared->grey != NULL)
        pixSetMasked(prepared->grey, wide, ARSIP_PAPER);
    else
        pixSubtract(prepared->ink, prepared->ink, wide);
    return (guint)n;
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

/* What is darker than PALE is all black, and what is between it and paper is spread. */
PIX *
arsip_prepare_pale(const ArsipPrepared *prepared)
{
    g_auto(ArsipPix) soft = prepared->grey != NULL ? pixBlockconv(prepared->grey, 1, 1) : NULL;

    return soft != NULL ? pixGammaTRC(NULL, soft, 1.0f, PALE, ARSIP_PAPER - 5) : NULL;
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
