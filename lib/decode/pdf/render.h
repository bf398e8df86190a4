/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_RENDER_H
#define ARSIP_DECODE_RENDER_H

#include <poppler.h>

#include "decode/picture/pix.h"
#include "text/reading.h"

/* At which the engine reads best. */
#define ARSIP_RENDER_DPI 300.0

/* Enough to compare pages and to see where ink is. */
#define ARSIP_LOOK_DPI 50.0

/* Pixels for a point, so that the page is rendered at `dpi` but never beyond what memory and time allow. */
double arsip_render_scale(PopplerPage *page, double dpi);

/* The page in grey on white; NULL where memory does not suffice. */
PIX *arsip_render(PopplerPage *page, double scale);

/* The page at ARSIP_LOOK_DPI, and a scan of it that has its resolution set. */
PIX *arsip_render_small(PopplerPage *page);
PIX *arsip_render_shrink(PIX *pix);

/* The pictures on a page. */
typedef struct {
    guint n;
    double share;          /* of the page that they cover together; what lies over another counts twice */
    gint largest;          /* poppler's number of the one that covers most; -1: none */
    PopplerRectangle area; /* of that, in points from the top left corner */
} ArsipPictured;
void arsip_render_find_pictures(PopplerPage *page, ArsipPictured *pictured);

/* One of the pictures as it is stored, in grey; NULL where it is too large or not what was expected. */
PIX *arsip_render_stored(PopplerPage *page, gint number, gint columns, gint rows);

/* The resolution at which a page is rendered, whose largest picture's longest side has so many pixels. */
double arsip_render_choose_dpi(const ArsipPictured *pictured, guint longest_side);

/* 0 to 100: the share of the dark places of a page (8 bpp, any size; NULL counts as empty) that lie under the
 * words; 100 where nothing is dark. */
double arsip_render_covered(PIX *shown, const ArsipReading *reading);

#endif
