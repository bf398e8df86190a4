/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_NUMBER_FORMAT_H
#define ARSIP_DECODE_NUMBER_FORMAT_H

#include <glib.h>

/*
 * How a spreadsheet shows a number (ECMA-376 part 1, 18.8.30 and 18.8.31), as far as it matters for
 * finding it: dates and times, percentages, decimals, leading zeros. No currencies, no thousands' separators.
 */
typedef enum { ARSIP_NUMBER_GENERAL, ARSIP_NUMBER_DECIMAL, ARSIP_NUMBER_MOMENT } ArsipNumberKind;

typedef struct {
    ArsipNumberKind kind;
    guint zeros;                 /* DECIMAL: digits before the point at least */
    guint least, most;           /* DECIMAL: digits after it */
    gboolean is_percent;         /* DECIMAL */
    gboolean has_date, has_time; /* MOMENT */
    gboolean is_elapsed;         /* MOMENT: hours go on beyond a day */
} ArsipNumberFormat;

/* Of a code such as "#,##0.00;[Red]-#,##0.00" or "dd mmmm yyyy"; only its first section counts. */
ArsipNumberFormat arsip_number_format_parse(const char *code);

/* The code that goes without saying; "General" for numbers that have none. */
const char *arsip_number_format_usual(guint id);

/*
 * What is shown; text that is no number comes back as it is. Dates are ISO 8601. from_1904: the workbook
 * counts its days from there. The caller owns it.
 */
char *arsip_number_format_show(const ArsipNumberFormat *format, const char *number, gboolean from_1904);

#endif
