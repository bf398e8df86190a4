/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_PREPARE_H
#define ARSIP_DECODE_PREPARE_H

#include "decode/picture/ink.h"
#include "decode/picture/plan.h"

/* x' = xx * x + xy * y + x0, y' = yx * x + yy * y + y0 */
typedef struct {
    double xx, xy, x0;
    double yx, yy, y0;
} ArsipAffine;

/* A page made ready for the engine: upright, straight, its paper white, at a resolution that suits. */
typedef struct {
    PIX *grey; /* 8 bpp; NULL for a page that is stored in black and white and needed no change */
    PIX *ink;  /* 1 bpp: black is ink */
    gint dpi;
    gint threshold;   /* of `grey`: what is darker is ink */
    double dark;      /* the mean level of its ink, 0 to 255 */
    gint rotation;    /* as in ArsipReading, what the file asks for included */
    double skew;      /* as in ArsipReading */
    ArsipAffine back; /* from pixels of `ink` to pixels of the stored page */
} ArsipPrepared;

void arsip_prepared_free(ArsipPrepared *prepared);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPrepared, arsip_prepared_free)

/* The stored page before it is turned. */
typedef struct {
    PIX *grey; /* 8 bpp, its paper made white; NULL where the page is in black and white and reads well so */
    PIX *ink;  /* 1 bpp, as fine as the stored page or as `grey` */
    ArsipSpots *spots; /* of the ink, before specks were taken away */
    gint dpi;          /* of what the engine is given */
    gint ink_dpi;
    gint threshold;    /* of `grey`: what is darker is ink */
    double dark;       /* the mean level of its ink, 0 to 255 */
    gboolean is_even;  /* nothing on it is darker than its paper */
    gboolean is_faint; /* its ink is so faint that it may be a shadow of what stands on the back (faint.h) */
    ArsipInk count;    /* of the ink, before specks were taken away */
    double scale;      /* pixels of what the engine is given for one of the stored page */
    double guess;      /* resolution by its letters to that of a sheet of A4; 0: it was told */
    char *steps;       /* text/step.h */
} ArsipSheet;

void arsip_sheet_free(ArsipSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipSheet, arsip_sheet_free)

/* Dots per inch of a picture that is a whole sheet of A4. */
gint arsip_sheet_dpi_of_a4(const ArsipPicture *picture);

/* leave_out: ArsipPlan's. */
ArsipSheet *arsip_sheet_new(const ArsipPicture *picture, guint leave_out);

/* rotation: degrees clockwise, a multiple of 90; skew: degrees clockwise after that. */
ArsipPrepared *arsip_prepare(const ArsipSheet *sheet, gint rotation, double skew);

/* Leaves out the upright rules of tables from what the engine is given, and says how many. */
guint arsip_prepare_without_rules(ArsipPrepared *prepared);

/* The local threshold after Sauvola, for pages whose ink Otsu's loses; a new raster of 1 bpp. */
PIX *arsip_prepare_sauvola(const ArsipPrepared *prepared);

/* The pale print of a page, spread out: one threshold sees nothing of it beside dark ink; 8 bpp. */
PIX *arsip_prepare_pale(const ArsipPrepared *prepared);

/* The box on the stored page of a box on the prepared one, within width and height. */
void arsip_affine_box(const ArsipAffine *back, gint32 *x, gint32 *y, gint32 *box_width, gint32 *box_height,
                      gint32 width, gint32 height);

#endif
