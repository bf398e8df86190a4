/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_TONE_H
#define ARSIP_DECODE_TONE_H

#include "decode/picture/pix.h"

/* What the paper is made, nearly white. */
#define ARSIP_PAPER 250

/* How the levels of a page are spread, and where ink and paper part (Otsu 1979). */
typedef struct {
    gint threshold;     /* what is darker is ink */
    double dark, light; /* mean levels of both sides */
    double share;       /* of the pixels that are darker, 0 to 1 */
} ArsipTones;

/* One level for each pixel, 8 bpp, of a raster of any depth; a new reference, which may be the same raster.
 */
PIX *arsip_tone_grey(PIX *pix);

/* Of a raster of 8 bpp; every other row is looked at. */
ArsipTones arsip_tone_spread(PIX *grey);

/*
 * Paper made white whatever the light: the local background is divided out. Shares the raster where the paper
 * is white all over, and then says so.
 */
PIX *arsip_tone_even(PIX *grey, gboolean *was_even);

#endif
