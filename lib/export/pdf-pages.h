/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_PDF_PAGES_H
#define ARSIP_EXPORT_PDF_PAGES_H

#include <arsip/document.h>
#include <stdio.h>

#include "text/embedded.h"
#include "text/reading.h"

/*
 * A PDF of a document's pages, one after the other: each its picture with its text over it, which cannot be
 * seen. Nothing but the catalogue's facts, the texts and the pictures goes into it, so that the same archive
 * gives the same bytes; its identifier is made of the document's UUID, its originals' hashes and the texts.
 */
typedef struct ArsipPdfPages ArsipPdfPages;

typedef enum {
    ARSIP_PDF_OF_PICTURES, /* PDF/A-2b, if all its pictures are of that kind */
    ARSIP_PDF_OF_LAYERS    /* text alone, to be laid over the pages of another PDF */
} ArsipPdfSort;

/* Both are borrowed. Whether the stream took it is the caller's to look at. */
ArsipPdfPages *arsip_pdf_pages_new(FILE *out, const ArsipDocument *document, ArsipPdfSort sort);
void arsip_pdf_pages_free(ArsipPdfPages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPdfPages, arsip_pdf_pages_free)

/*
 * The next page. embedded: with the picture in the first `size` bytes of the file; NULL for a page without
 * one, which is crossed out in a PDF of pictures. reading: NULL for no text.
 */
gboolean arsip_pdf_pages_add(ArsipPdfPages *pages, const ArsipEmbedded *embedded, int picture, guint64 size,
                             const ArsipReading *reading, GError **error);

void arsip_pdf_pages_finish(ArsipPdfPages *pages);

#endif
