/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_RENDER_H
#define ARSIP_DECODE_RENDER_H

#include <poppler.h>

#include "decode/pix.h"

/* Enough to compare pages and to see where ink is. */
#define ARSIP_LOOK_DPI 50.0

/* Pixels for a point, so that the page is rendered at `dpi` but never beyond what memory and time allow. */
double arsip_render_scale(PopplerPage *page, double dpi);

/* The page in grey on white; NULL where memory does not suffice. */
PIX *arsip_render(PopplerPage *page, double scale);

/* The share of the page that its pictures cover together, and the number of the one that covers most of it.
 */
double arsip_render_find_pictures(PopplerPage *page, gint *largest, guint *n_pictures);

/* The one picture of a scanned page, in grey at its own resolution; NULL where the page shows anything else.
 */
PIX *arsip_render_embedded(PopplerPage *page);

#endif
