/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_PAPER_H
#define ARSIP_DECODE_PAPER_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

#include "decode/pdf/matrix.h"

/* What is shown of a PDF's page: its crop box, as far as there is paper, in the page's own units. */
typedef struct {
    double left, bottom, right, top;
    gint turn; /* degrees clockwise by which it is shown turned: 0, 90, 180, 270 */
} ArsipPaper;

/* What the page says itself, or one of those above it says for all their pages. */
qpdf_oh arsip_paper_inherited(qpdf_data qpdf, qpdf_oh page, const char *key);

/* FALSE where it has no paper, or lies aslant. */
gboolean arsip_paper_find(qpdf_data qpdf, qpdf_oh page, ArsipPaper *paper);

double arsip_paper_area(const ArsipPaper *paper);

/* As it is shown, turned. */
void arsip_paper_size(const ArsipPaper *paper, double *width, double *height);

/* From the page's own units to points from the top left corner of what is shown. */
ArsipMatrix arsip_paper_shown(const ArsipPaper *paper);

#endif
