/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_EMBED_H
#define ARSIP_DECODE_EMBED_H

#include "decode/picture/pix.h"
#include "decode/source.h"
#include "text/embedded.h"

/*
 * The picture of a page as the stream of a PDF: where PDF can hold them, the file's own bytes (a JPEG, a JPEG
 * 2000 file, a PNG's data, the one strip of a fax in a TIFF), else what they show, packed anew without loss.
 * Dots of 16 bits that have to be packed anew keep their upper 8.
 */

/*
 * Page `number` (from 1) of a picture file. NULL on failure: DAMAGED, LIMIT, MEMORY. The bytes may be the
 * source's: it must outlive them.
 */
GBytes *arsip_embed_image(const ArsipSource *source, guint number, ArsipEmbedded *embedded, GError **error);

/* A raster, which is always destroyed. MEMORY. */
GBytes *arsip_embed_pix(PIX *pix, ArsipEmbedded *embedded, GError **error);

/* Each gives NULL without an error where the file is of a kind that PDF cannot hold as it is. */
GBytes *arsip_embed_jpeg(const ArsipSource *source, ArsipEmbedded *embedded);
GBytes *arsip_embed_jp2(const ArsipSource *source, ArsipEmbedded *embedded);
GBytes *arsip_embed_png(const ArsipSource *source, ArsipEmbedded *embedded);
/* directory: from 0 */
GBytes *arsip_embed_fax(const ArsipSource *source, guint directory, ArsipEmbedded *embedded);

#endif
