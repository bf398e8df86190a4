/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_PLACED_H
#define ARSIP_DECODE_PLACED_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

#include "decode/matrix.h"

/* The picture of a page that shows nothing but one, and how it is placed. */
typedef struct {
    qpdf_oh picture;    /* a stream; valid until the handles of qpdf are released */
    ArsipMatrix matrix; /* from its unit square, whose top left corner is (0, 1), to the page's own units */
} ArsipPlaced;

/*
 * FALSE where the page shows anything more: a second picture, a line, visible text, something transparent or
 * cut off, or what is not understood. Text that cannot be seen (render mode 3) is passed over.
 */
gboolean arsip_placed_find(qpdf_data qpdf, qpdf_oh page, qpdf_oh resources, ArsipPlaced *placed);

#endif
