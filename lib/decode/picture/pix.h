/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_PIX_H
#define ARSIP_DECODE_PIX_H

#include <glib.h>
#include <leptonica/allheaders.h>

/* Leptonica's raster, destroyed at the end of its scope: `g_auto(ArsipPix) grey = pixConvertTo8(...)`. */
typedef PIX *ArsipPix;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipPix, pixDestroy)

/*
 * The most pixels a page may have. A3 at 600 dpi has 70 million; 100 million pixels in colour take 400 MB,
 * and making them ready as much again, which is what fits into a reader's 2 GiB beside the engine.
 */
#define ARSIP_PIXELS_MAX 100000000u

/* The picture of one page on its way to be read. */
typedef struct {
    PIX *pix;         /* as stored, but neither mirrored nor stretched: 1 or 8 bpp, no colour map */
    gint32 dpi;       /* as told by the file; 0 where it does not tell or tells a default */
    gint rotation;    /* degrees clockwise that the file asks to be turned by (EXIF): 0, 90, 180, 270 */
    char *steps;      /* how it was had: text/step.h; NULL for nothing to tell */
    gint assumed_dpi; /* what to take it for where dpi is 0; 0: what its letters say */
} ArsipPicture;

void arsip_picture_free(ArsipPicture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPicture, arsip_picture_free)

/* LIMIT with a sentence for more than ARSIP_PIXELS_MAX. */
gboolean arsip_picture_check_size(guint64 width, guint64 height, GError **error);

/*
 * Takes any raster of Leptonica's (and always destroys it). Colours become grey, the paper under an alpha
 * channel is white, and the dots of a fax, which are higher than wide, become square.
 */
ArsipPicture *arsip_picture_new(PIX *pix, gint rotation);

#endif
