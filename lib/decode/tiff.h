/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_TIFF_H
#define ARSIP_DECODE_TIFF_H

#include <glib.h>

/* Of one page: what must be known before it is decoded. */
typedef struct {
    guint64 width, height;
    guint orientation; /* 1 to 8, as in EXIF; 0 not told */
} ArsipTiffPage;

/*
 * Walks the directories of a TIFF (classic or BigTIFF, both byte orders) without decoding anything: a loop
 * is an end. Where the file is cut short after some pages, one page without a size stands for what is lost.
 * FALSE: this is no TIFF. An EXIF block is such a TIFF too.
 */
gboolean arsip_tiff_scan(const guint8 *data, gsize size, guint max_pages, GArray *pages);

/* Degrees clockwise that an EXIF orientation asks for. Mirrored ones, which no camera writes, count as
 * unmirrored. */
gint arsip_exif_degrees(guint orientation);

/* The orientation in a JPEG's EXIF block; 0 without one. */
guint arsip_exif_of_jpeg(const guint8 *data, gsize size);

#endif
