/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_PLACED_H
#define ARSIP_DECODE_PLACED_H

#include <glib.h>
#include <qpdf/qpdf-c.h>

#include "decode/pdf/matrix.h"

/* What a page's content shows. */
typedef struct {
    gboolean is_alone; /* one picture, and nothing else that can be seen */
    gboolean
        has_print;   /* text that can be seen: it is not under a picture, nor of the kind that is not drawn */
    qpdf_oh picture; /* the first one, a stream; valid until the handles of qpdf are released */
    ArsipMatrix matrix; /* from its unit square, whose top left corner is (0, 1), to the page's own units */
} ArsipPlaced;

/*
 * What is transparent, cut off by more than a rectangle, in a layer or not understood counts as something
 * else. area: of the page, in its own units; a picture over most of it hides what was drawn before. FALSE
 * where the content cannot be had.
 */
gboolean arsip_placed_find(qpdf_data qpdf, qpdf_oh page, qpdf_oh resources, double area, ArsipPlaced *placed);

#endif
