/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_ORIENT_H
#define ARSIP_DECODE_ORIENT_H

#include "decode/picture/prepare.h"

typedef struct {
    gint rotation;     /* degrees clockwise that turn the sheet upright */
    gboolean is_sure;  /* FALSE: nothing on the sheet says so clearly */
    double skew;       /* degrees clockwise after that; 0 where it is too small to matter */
    double confidence; /* of the skew: Leptonica's measure, 3 and more for lines of text */
    guint tight;       /* letters with a neighbour as in a word: what can be read */
} ArsipStance;

/* told: the rotation that the file asks for; it decides where the ink does not. */
ArsipStance arsip_find_stance(PIX *ink, const ArsipSpots *spots, gint dpi, gint told);

#endif
