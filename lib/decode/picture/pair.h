/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_PAIR_H
#define ARSIP_DECODE_PAIR_H

#include "decode/picture/ink.h"

/*
 * What letters that stand beside one another say of a page, without reading any. Along a line of text they
 * stand closer to one another than lines do; and two neighbours of different height mostly share the
 * baseline, since there are more letters with ascenders than with descenders (in Indonesian 24 of 100 against
 * 9, "ng" and capitals counted).
 */
typedef struct {
    guint letters; /* that were looked at */
    guint tight;   /* of them, with a neighbour as close as in a word */
    guint up;      /* pairs that share their feet but not their heads */
    guint down;    /* pairs that share their heads but not their feet */
} ArsipPairs;

/*
 * slope: by how many pixels lines fall for each that they run to the right. is_lying: of the page turned by
 * 90 degrees clockwise (the slope is that page's).
 */
ArsipPairs arsip_pairs_count(const ArsipSpots *spots, gint dpi, gboolean is_lying, double slope);

/* How sure it is that they stand upright (above 0) or upside down (below): in standard deviations. */
double arsip_pairs_upright(const ArsipPairs *pairs);

#endif
