/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_HOCR_H
#define ARSIP_EXPORT_HOCR_H

#include <arsip/document.h>
#include <stdio.h>

/*
 * A document as hOCR 1.2 (kba.github.io/hocr-spec/1.2), in XHTML, page by page: however long it is, one page
 * is held at a time. Whether the stream took it all is the caller's to look at.
 */
gboolean arsip_hocr_write(ArsipArchive *archive, const ArsipDocument *document, FILE *out, GError **error);

#endif
