/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_ROW_H
#define ARSIP_LETTER_ROW_H

#include "letter/sheet.h"

/* Words of one line as read, before it is known where on the sheet they belong. */
typedef struct {
    guint first, n; /* in the sheet's words */
    gboolean has_frame;
    gboolean after_empty; /* an empty line of text stands above */
    ArsipFrame frame;
} ArsipRun;

/*
 * Makes lines of a page's runs (of ArsipRun, which it may reorder) and adds them to the sheet: by their
 * frames in rows from top to bottom, or in their own order where some have none. height: of most letters,
 * pixels.
 */
void arsip_rows_lay(ArsipSheet *sheet, GArray *runs, guint page, double height);

/* The value below which `share` of the doubles lie; 0 for none. Sorts them. */
double arsip_quantile(GArray *values, double share);

#endif
