/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_IMAGE_H
#define ARSIP_DECODE_IMAGE_H

#include "decode/picture/pix.h"
#include "decode/picture/tiff.h"
#include "decode/source.h"

/* TIFF, JPEG, JPEG 2000, PNG, BMP, GIF, WebP, PNM. */
gboolean arsip_image_is_known(const char *media_type);

/* How many pages; 0 with an error: DAMAGED, EMPTY, LIMIT. */
guint arsip_image_count(const ArsipSource *source, GError **error);

/* Page `number` from 1. LIMIT is told from the header, before anything is decoded. */
ArsipPicture *arsip_image_decode(const ArsipSource *source, guint number, GError **error);

/*
 * The same in its own colours and depth. orientation: what the file asks for still, as EXIF counts it; 0
 * where that has been done.
 */
PIX *arsip_image_colours(const ArsipSource *source, guint number, guint *orientation, GError **error);

/* Page `number` (from 1) of a TIFF; FALSE where there is none. */
gboolean arsip_image_find_tiff(const ArsipSource *source, guint number, ArsipTiffPage *page);

#endif
