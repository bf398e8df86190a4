/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_TIFF_H
#define ARSIP_DECODE_TIFF_H

#include <glib.h>

/* Of one page: what must be known before it is decoded. */
typedef struct {
    guint directory; /* in the file, from 0 */
    guint64 width, height;
    guint orientation;   /* 1 to 8, as in EXIF; 0 not told */
    gboolean is_reduced; /* another page in small, or a mask for one: no page itself */
} ArsipTiffPage;

/*
 * Walks the directories of a TIFF (classic or BigTIFF, both byte orders) without decoding anything: a loop
 * is an end. Where the file is cut short after some pages, one page without a size stands for what is lost.
 * FALSE: this is no TIFF. An EXIF block is such a TIFF too.
 */
gboolean arsip_tiff_scan(const guint8 *data, gsize size, guint max_pages, GArray *pages);

/* Takes out what is no page itself, unless nothing else is there. */
void arsip_tiff_drop_reduced(GArray *pages);

/*
 * What an EXIF orientation asks for: degrees clockwise, and whether the picture is to be mirrored, left to
 * right, before that.
 */
gint arsip_exif_turn(guint orientation, gboolean *is_mirrored);

/* The orientation in the EXIF block of a JPEG, PNG or WebP; 0 without one. */
guint arsip_exif_orientation(const guint8 *data, gsize size);

#endif
