/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_DARK_H
#define ARSIP_DECODE_DARK_H

#include "decode/picture/ink.h"

/* Whether a raster of 1 bpp that is mostly black has its letters in white. */
gboolean arsip_dark_is_inverted(PIX *ink, gint dpi);

/*
 * White writing on black areas: inverts them in the ink and, where there is one, in the grey raster. Both are
 * changed. Returns how many areas there were.
 */
guint arsip_dark_invert_areas(PIX *ink, PIX *grey, gint dpi);

typedef struct {
    gint left, top, right, bottom; /* how deep, in pixels; 0: none on that side */
} ArsipBorder;

/* The scanner's dark lid round a page becomes paper, in both rasters. FALSE where there is none. */
gboolean arsip_dark_clear_border(PIX *ink, PIX *grey, guint paper, gint dpi, ArsipBorder *border);

#endif
