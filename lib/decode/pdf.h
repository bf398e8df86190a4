/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_PDF_H
#define ARSIP_DECODE_PDF_H

#include "decode/engine.h"
#include "decode/source.h"
#include "text/reading.h"

typedef struct ArsipPdf ArsipPdf;

/* source is borrowed and must outlive the document. PASSWORD, DAMAGED, EMPTY (no pages), LIMIT. */
ArsipPdf *arsip_pdf_open(const ArsipSource *source, GError **error);
void arsip_pdf_free(ArsipPdf *pdf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPdf, arsip_pdf_free)

guint arsip_pdf_count(const ArsipPdf *pdf);

/* What the page's text layer says, where that is what the page shows; else NULL without an error. */
ArsipReading *arsip_pdf_read_layer(ArsipPdf *pdf, guint number, GError **error);

/* What the page shows: its one picture as it is embedded, or the page rendered at 300 dpi. */
ArsipPicture *arsip_pdf_picture(ArsipPdf *pdf, guint number, GError **error);

#endif
