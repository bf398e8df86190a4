/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_SCALE_H
#define ARSIP_DECODE_SCALE_H

#include "decode/picture/pix.h"

/* A raster of 1 or 8 bpp in grey at another size; a new reference, the same raster where nothing changes. */
PIX *arsip_scale(PIX *pix, double factor);

/* A raster of 8 bpp turned by degrees clockwise about its middle and grown to hold it, white all round. */
PIX *arsip_scale_turn(PIX *grey, double degrees);

#endif
