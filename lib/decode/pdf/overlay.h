/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_OVERLAY_H
#define ARSIP_DECODE_OVERLAY_H

#include "decode/source.h"
#include "text/layered.h"

/*
 * Writes the PDF into output with a layer of text over its pages: those of another PDF with as many pages, of
 * which each shows the text of one as that stands upright. They come over with their fonts, and so do the
 * other's metadata; everything else of the PDF stays, but for its encryption. password: or NULL. *size: bytes
 * written; *was_signed: it held a signature, which no longer holds. DAMAGED where the PDF cannot be read or
 * has another number of pages.
 */
gboolean arsip_overlay(const ArsipSource *source, const char *password, const ArsipSource *layers,
                       const GArray *pages /* of ArsipLayered */, int output, guint64 *size,
                       gboolean *was_signed, GError **error);

#endif
