/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_INK_H
#define ARSIP_DECODE_INK_H

#include "decode/picture/pix.h"

/* A connected spot of ink; right and bottom stand just outside. */
typedef struct {
    gint32 left, top, right, bottom;
} ArsipSpot;

/* A GArray of ArsipSpot. */
typedef GArray ArsipSpots;

/* All spots of a raster of 1 bpp; empty where memory does not suffice. */
ArsipSpots *arsip_ink_spots(PIX *ink);

static inline gint32
arsip_spot_width(const ArsipSpot *spot)
{
    return spot->right - spot->left;
}

static inline gint32
arsip_spot_height(const ArsipSpot *spot)
{
    return spot->bottom - spot->top;
}

/* What a spot is by its size alone. */
typedef enum {
    ARSIP_SPOT_SPECK,  /* smaller than a full stop */
    ARSIP_SPOT_DOT,    /* full stops, dots of i */
    ARSIP_SPOT_LETTER, /* or a few that touch */
    ARSIP_SPOT_LARGE   /* pictures, rules */
} ArsipSpotSize;
ArsipSpotSize arsip_spot_size(const ArsipSpot *spot, gint dpi);

/*
 * What stands on a page of black and white. What touches the edge of the page is not counted: there a scanner
 * sees its own lid.
 */
typedef struct {
    guint specks, letters, large;
    double share; /* of the page that the letters' and larger spots' boxes cover; they may overlap */
} ArsipInk;

ArsipInk arsip_ink_count(const ArsipSpots *spots, gint32 width, gint32 height, gint dpi);

/* The larger side of a usual letter, in pixels; 0 where there are none. */
gint32 arsip_ink_usual_size(const ArsipSpots *spots, gint dpi);

/* Whether a page is peppered: so many specks that the engine would make words of them. */
gboolean arsip_ink_is_peppered(const ArsipInk *count);

/*
 * Takes the specks away from the ink and, where there is one, from the grey raster beside it, which both are
 * changed; `paper` is what is put there. What may be a letter's full stop stays. Returns how many went.
 */
guint arsip_ink_remove_specks(PIX *ink, PIX *grey, guint paper, const ArsipSpots *spots, gint dpi);

/* Without rules and frames, which say nothing of where up is; a new raster. */
PIX *arsip_ink_without_rules(PIX *ink, gint dpi);

#endif
