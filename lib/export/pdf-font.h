/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_PDF_FONT_H
#define ARSIP_EXPORT_PDF_FONT_H

#include "export/pdf-file.h"

/*
 * A font without a shape to any letter, for text that is to be found and not seen; as Tesseract has one. A
 * character is two bytes, its UTF-16 code; all are as wide. In thousandths of the font's size:
 */
#define ARSIP_PDF_FONT_WIDTH   500
#define ARSIP_PDF_FONT_ASCENT  750
#define ARSIP_PDF_FONT_DESCENT 250 /* below the line */

/* Writes it and all that belongs to it. number: reserved for the font itself. */
void arsip_pdf_font_write(ArsipPdfFile *file, guint number);

#endif
