/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_SCAN_H
#define ARSIP_DECODE_SCAN_H

#include "decode/picture/pix.h"
#include "decode/source.h"

/*
 * Scanned pages in a PDF: those that show one picture and nothing else but text that cannot be seen. Read
 * with qpdf beside poppler, whose interface can draw such a page but not hand over the picture as it is
 * stored: that takes 5 to 20 ms a page in place of 60 to 150, and a byte or a bit for a pixel in place of
 * four bytes.
 */
typedef struct ArsipScans ArsipScans;

/*
 * password: of the kind that the file asks for, or NULL. NULL where qpdf cannot read the file: no error, as
 * poppler may. The source is borrowed.
 */
ArsipScans *arsip_scans_open(const ArsipSource *source, const char *password);
void arsip_scans_free(ArsipScans *scans);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipScans, arsip_scans_free)

typedef struct {
    gboolean is_scan;                /* the page is such a one; else only has_print is told */
    gboolean has_print;              /* text that can be seen is on it */
    double width, height;            /* of the page as it is shown, in points */
    double left, top, right, bottom; /* where the picture lies on it, in points from its top left corner */
    gint turn;                       /* degrees clockwise that turn the stored picture to what is shown */
    gboolean is_mirrored;            /* left to right, after that */
    gint columns, rows;              /* pixels of the picture as stored */
    double scale;                    /* of them to a point */
    gboolean is_too_large;           /* for ARSIP_PIXELS_MAX; then there is no pix */
    PIX *pix;                        /* as stored, 1 or 8 bpp; NULL: of a kind that poppler must decode */
} ArsipScan;

void arsip_scan_clear(ArsipScan *scan);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipScan, arsip_scan_clear)

/* FALSE where qpdf cannot tell what page `number` (from 1) shows. */
gboolean arsip_scans_look(ArsipScans *scans, guint number, ArsipScan *scan);

/*
 * Takes the picture as stored, and always destroys it: gives the page as it is shown, with white where the
 * picture does not reach, at the picture's own resolution. NULL where memory does not suffice.
 */
PIX *arsip_scan_place(const ArsipScan *scan, PIX *stored);

/* Pixels of the longest side of any picture that the page may show; 0 for none. */
guint arsip_scans_longest_side(ArsipScans *scans, guint number);

#endif
