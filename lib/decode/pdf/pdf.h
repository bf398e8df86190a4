/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_PDF_H
#define ARSIP_DECODE_PDF_H

#include "decode/recognise/engine.h"
#include "decode/pdf/layer.h"
#include "decode/source.h"
#include "text/reading.h"

typedef struct ArsipPdf ArsipPdf;

/*
 * source is borrowed and must outlive the document. passwords: NULL-terminated, in UTF-8 or Latin-1, or NULL;
 * a document that only its owner's password would change needs none. PASSWORD, DAMAGED, EMPTY (no pages),
 * LIMIT.
 */
ArsipPdf *arsip_pdf_open(const ArsipSource *source, const char *const *passwords, GError **error);
void arsip_pdf_free(ArsipPdf *pdf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPdf, arsip_pdf_free)

/* The one that opened it, as the file wants it; NULL where it needs none. Borrowed. */
const char *arsip_pdf_password(const ArsipPdf *pdf);

guint arsip_pdf_count(const ArsipPdf *pdf);

/*
 * What the page's text layer says, and whether that is what the page shows; NULL without an error where it
 * says nothing. Its steps tell the verdict.
 */
ArsipReading *arsip_pdf_read_layer(ArsipPdf *pdf, guint number, ArsipLayerVerdict *verdict, GError **error);

/* Whether the page shows pictures, and no text that was not recognised on them. */
gboolean arsip_pdf_is_scan(ArsipPdf *pdf, guint number);

/*
 * What the page shows: its one picture as it is embedded, or the page rendered. FAILED where it has text, but
 * no font to draw it with.
 */
ArsipPicture *arsip_pdf_picture(ArsipPdf *pdf, guint number, GError **error);

#endif
