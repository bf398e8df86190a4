/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_PDF_WORDS_H
#define ARSIP_EXPORT_PDF_WORDS_H

#include "text/reading.h"

/* The name of the font in the resources of a page. */
#define ARSIP_PDF_FONT_NAME "F0"

/*
 * Appends a page's text to its content, in the order in which it is read, so that it cannot be seen and each
 * word is as wide as its box. width, height: points of the page as it stands upright. Words of a line stand
 * on one line, aslant where the page is; words without a box (text that a person set) stand in lines from the
 * page's top on.
 */
void arsip_pdf_words_append(GString *content, const ArsipReading *reading, double width, double height);

#endif
