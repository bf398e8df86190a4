/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_WRAP_H
#define ARSIP_DECODE_WRAP_H

#include "decode/picture/pix.h"

/* Pixels as other formats pack them, given a TIFF's or PNG's header so that Leptonica reads them. */
typedef enum {
    ARSIP_RASTER_PLAIN = 1, /* the numbers are TIFF's */
    ARSIP_RASTER_GROUP4 = 4,
    ARSIP_RASTER_LZW = 5,
    ARSIP_RASTER_DEFLATE = 8,
} ArsipRasterCompression;

typedef struct {
    guint32 width, height;
    guint n_bits;                       /* of a colour: 1 or 8 */
    guint n_colours;                    /* 1 or 3 */
    ArsipRasterCompression compression; /* 0: plain */
    gboolean is_white_zero;
    gboolean has_differences; /* each pixel as what it adds to the one before it */
} ArsipRaster;

PIX *arsip_raster_read(const ArsipRaster *raster, const guint8 *bytes, gsize length);

/* The bytes are those of a PNG's IDAT chunks. */
PIX *arsip_raster_read_png(const ArsipRaster *raster, const guint8 *bytes, gsize length);

#endif
