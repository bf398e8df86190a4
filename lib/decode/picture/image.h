/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_IMAGE_H
#define ARSIP_DECODE_IMAGE_H

#include "decode/picture/pix.h"
#include "decode/source.h"

/* TIFF, JPEG, JPEG 2000, PNG, BMP, GIF, WebP, PNM. */
gboolean arsip_image_is_known(const char *media_type);

/* How many pages; 0 with an error: DAMAGED, EMPTY, LIMIT. */
guint arsip_image_count(const ArsipSource *source, GError **error);

/* Page `number` from 1. LIMIT is told from the header, before anything is decoded. */
ArsipPicture *arsip_image_decode(const ArsipSource *source, guint number, GError **error);

#endif
