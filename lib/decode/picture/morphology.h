/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_MORPHOLOGY_H
#define ARSIP_DECODE_MORPHOLOGY_H

#include "decode/picture/pix.h"

/*
 * Erosion, dilation and the hit-miss transform of pictures in black and white. Leptonica 1.82 runs over the
 * whole picture once for each pixel of the structuring element: that was a seventh of the time for a page,
 * more than half of it inside Tesseract, which looks for rules with elements of 100 pixels. The definitions
 * of pixErode(), pixDilate() and pixHMT() in morphology.c take the place of Leptonica's in the whole program,
 * also where Leptonica and Tesseract call them, as pixWriteMem() does in engine.c, and give the same
 * pictures.
 */

/*
 * Links them into the program that calls it, and sets the convention for what lies beyond the edge that they
 * hold to (white, Leptonica's default).
 */
void arsip_morphology_use(void);

#endif
