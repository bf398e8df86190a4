/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_TIFF_ANY_H
#define ARSIP_DECODE_TIFF_ANY_H

#include "decode/picture/pix.h"
#include "decode/source.h"

/*
 * A picture of a TIFF that is of a kind which Leptonica does not read: in tiles, with its colours in planes
 * of their own, in old-style JPEG. In grey, as it is stored (not turned by its orientation tag); NULL where
 * libtiff cannot read it either. directory: from 0.
 */
PIX *arsip_tiff_any(const ArsipSource *source, guint directory);

/* Where a page of the group 4 coding lies that is all in one strip. */
typedef struct {
    guint32 width, height;
    gsize offset, length;
    gboolean is_black_zero;   /* else white is */
    gboolean is_bit_reversed; /* the first dot is the lowest bit of its byte */
    guint across, down;       /* dots to an inch; 0 for unknown */
} ArsipTiffStrip;

/* FALSE where the page is of another kind. directory: from 0. */
gboolean arsip_tiff_find_strip(const ArsipSource *source, guint directory, ArsipTiffStrip *strip);

/* libtiff prints what it cannot make out, whoever called it, unless it is told not to. */
void arsip_tiff_silence(void);

#endif
