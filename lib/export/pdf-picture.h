/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_PDF_PICTURE_H
#define ARSIP_EXPORT_PDF_PICTURE_H

#include "text/embedded.h"
#include "text/reading.h"

/* The page of a PDF, in points, as it stands upright, and how its picture is turned to stand so. */
typedef struct {
    double width, height;
    gint32 turn; /* degrees clockwise, after it is mirrored if it is */
} ArsipPdfPaper;

/*
 * As large as the paper was, where that is known, else as fits on A4. reading: of the page, or NULL, as where
 * it does not know the page. embedded: NULL where there is no picture.
 */
ArsipPdfPaper arsip_pdf_paper(const ArsipEmbedded *embedded, const ArsipReading *reading);

/* The entries of its stream's dictionary. The caller owns them. */
char *arsip_pdf_picture_entries(const ArsipEmbedded *embedded);

/* Appends what draws it over the whole page. name: in the page's resources. */
void arsip_pdf_picture_append(GString *content, const ArsipPdfPaper *paper, const ArsipEmbedded *embedded,
                              const char *name);

#endif
