/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_DRAW_H
#define ARSIP_DECODE_DRAW_H

#include "decode/picture/pix.h"
#include "text/drawing.h"

/* The longest side of a page that is drawn: what a screen shows without reading glasses. */
#define ARSIP_DRAW_SIDE 1600

/*
 * The page upright, in grey and no larger than that, with its marks in colour and what they stand for in a
 * strip above it: 32 bpp. Takes the picture's raster. NULL where memory does not suffice.
 */
PIX *arsip_draw(ArsipPicture *picture, const ArsipDrawing *drawing);

#endif
