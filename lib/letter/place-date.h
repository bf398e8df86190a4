/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_PLACE_DATE_H
#define ARSIP_LETTER_PLACE_DATE_H

#include "letter/date.h"
#include "letter/sheet.h"

/* "Cendana, 12 Januari 2024": a place and a date, and nothing else on the line. */
gboolean arsip_place_date_is(const ArsipSheet *sheet, const ArsipLine *line);

/*
 * The place and date that end a line, also behind other words where no boxes part them. date's
 * bytes are those of the date alone.
 */
gboolean arsip_place_date_read(const ArsipSheet *sheet, const ArsipLine *line, ArsipDate *date);

#endif
