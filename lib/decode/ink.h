/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_INK_H
#define ARSIP_DECODE_INK_H

#include "decode/pix.h"

/*
 * What stands on a page of black and white, by the sizes of its connected spots. What touches the edge of the
 * page is not counted: there a scanner sees its own lid.
 */
typedef struct {
    guint specks;  /* smaller than a full stop */
    guint letters; /* of the size of letters, dots of i not counted */
    guint large;   /* pictures, rules */
    double share;  /* of the page that the letters' and larger spots' boxes cover; they may overlap */
} ArsipInk;

ArsipInk arsip_ink_count(PIX *ink, gint dpi);

/* Whether a page is peppered: so many specks that the engine would make words of them. */
gboolean arsip_ink_is_peppered(const ArsipInk *count);

/* Only the specks; a new raster. */
PIX *arsip_ink_specks(PIX *ink, gint dpi);

/* Without rules and frames, which say nothing of where up is; a new raster. */
PIX *arsip_ink_without_rules(PIX *ink, gint dpi);

#endif
