/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/faint.h"

#include "decode/picture/pair.h"
#include "decode/picture/tone.h"
#include "text/step.h"

/* Print that is darker than paper by this is no shadow of what stands on the back. */
#define PALE_CONTRAST 40

/* So many letters beside one another are print. */
#define LETTERS_LEAST 20u

/* Faint print is darker than the paper by this, and by so many times what the paper's grain makes of it. */
#define FAINT_CONTRAST 10
#define GRAINS         4

/* Half of what is lighter than the usual paper is within this share of the levels: one deviation of its
 * grain. */
#define ONE_DEVIATION 0.84f

/* The darkest of the page, but for dust. */
#define DARKEST 0.002f

/* Takes the ink, which it owns, if there are letters in it. */
static gboolean
take_letters(ArsipSheet *sheet, PIX *found)
{
    g_auto(ArsipPix) ink = found;
    g_autoptr(GArray) spots = ink != NULL ? arsip_ink_spots(ink) : NULL;

    if (spots == NULL)
        return FALSE;
    ArsipPairs across = arsip_pairs_count(spots, sheet->ink_dpi, FALSE, 0);
    ArsipPairs down = arsip_pairs_count(spots, sheet->ink_dpi, TRUE, 0);
    if (MAX(across.tight, down.tight) < LETTERS_LEAST)
        return FALSE;
    pixDestroy(&sheet->ink);
    sheet->ink = g_steal_pointer(&ink);
    g_array_unref(sheet->spots);
    sheet->spots = g_steal_pointer(&spots);
    sheet->count =
        arsip_ink_count(sheet->spots, pixGetWidth(sheet->ink), pixGetHeight(sheet->ink), sheet->ink_dpi);
    sheet->is_even = FALSE;
    return TRUE;
}

static gboolean
find_pale(ArsipSheet *sheet)
{
    gint threshold = ARSIP_PAPER - PALE_CONTRAST;

    if (!take_letters(sheet, pixThresholdToBinary(sheet->grey, threshold)))
        return FALSE;
    sheet->threshold = threshold;
    return TRUE;
}

typedef struct {
    l_float32 darkest, paper, grain;
} Levels;

static gboolean
measure_levels(PIX *grey, Levels *levels)
{
    NUMA *histogram = pixGetGrayHistogram(grey, 2);
    l_float32 lighter = 0;
    gboolean is_measured = histogram != NULL &&
                           numaHistogramGetValFromRank(histogram, DARKEST, &levels->darkest) == 0 &&
                           numaHistogramGetValFromRank(histogram, 0.5f, &levels->paper) == 0 &&
                           numaHistogramGetValFromRank(histogram, ONE_DEVIATION, &lighter) == 0;

    levels->grain = lighter - levels->paper;
    numaDestroy(&histogram);
    return is_measured;
}

/* From the darkest, which becomes black, to the darker side of the paper's grain, which becomes white. */
static gboolean
spread(ArsipSheet *sheet, PIX *soft, const Levels *levels, gint threshold)
{
    gint black = (gint)levels->darkest, white = (gint)(levels->paper - levels->grain);
    PIX *spread = white > black ? pixGammaTRC(NULL, soft, 1.0f, black, white) : NULL;

    if (spread == NULL)
        return FALSE;
    pixDestroy(&sheet->grey);
    sheet->grey = spread;
    sheet->threshold = CLAMP((threshold - black) * 255 / (white - black), 1, 254);
    sheet->dark = 0;
    return TRUE;
}

static gboolean
find_faint(ArsipSheet *sheet)
{
    g_auto(ArsipPix) soft = pixBlockconv(sheet->grey, 1, 1);
    Levels levels;

    if (soft == NULL || !measure_levels(soft, &levels))
        return FALSE;
    gint threshold = (gint)(levels.paper - MAX(GRAINS * levels.grain, FAINT_CONTRAST));
    if (threshold <= (gint)levels.darkest || !take_letters(sheet, pixThresholdToBinary(soft, threshold)) ||
        !spread(sheet, soft, &levels, threshold))
        return FALSE;
    sheet->is_faint = TRUE;
    arsip_steps_add(&sheet->steps, "faint", (double)(levels.paper - levels.darkest));
    return TRUE;
}

gboolean
arsip_faint_find(ArsipSheet *sheet)
{
    return sheet->grey != NULL && (find_pale(sheet) || find_faint(sheet));
}
