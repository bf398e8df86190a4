/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_ORIENT_H
#define ARSIP_DECODE_ORIENT_H

#include "decode/prepare.h"

typedef struct {
    gint rotation;    /* degrees clockwise that turn the sheet upright */
    gboolean is_sure; /* FALSE: nothing on the sheet says so clearly */
    double skew;      /* degrees clockwise after that; 0 where it is too small to matter */
} ArsipStance;

/* told: the rotation that the file asks for; it decides where the ink does not. */
ArsipStance arsip_find_stance(PIX *ink, gint dpi, gint told);

#endif
