/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_ANOTHER_H
#define ARSIP_LETTER_ANOTHER_H

#include "letter/sheet.h"

/*
 * Letters that follow the first one in the same scan, as a feeder makes one file of several. Only what is
 * certain is told: a page that begins with a letterhead or a title and with a number and a date of its own,
 * after a page that was signed, and that cannot be an attachment of what stands before it.
 */
typedef struct {
    guint line;       /* of the sheet, at which it begins; the top of a page */
    guint page;       /* from 1 */
    char *number;     /* nomor, as it is read of the letter alone */
    ArsipPlace place; /* where that stands */
} ArsipAnother;

/*
 * In their order, of ArsipAnother; the lines need no zones. own_end: the line at which the first letter ends:
 * before the next one, or before what is attached to it with a letterhead or a title of its own, a copy for
 * one.
 */
GPtrArray *arsip_another_find(const ArsipSheet *sheet, guint *own_end);

/* The field `surat-lain`, "3: 005/117-Um; 5: 800/45/BKPSDM/2021"; NULL without others. */
ArsipField *arsip_another_field(const GPtrArray *others);

#endif
