/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_NUMBER_H
#define ARSIP_LETTER_NUMBER_H

#include "letter/sheet.h"

/*
 * The letter number (nomor surat) that stands at byte `from` of a text, past colons and specks: as printed,
 * spaces that the engine put round / and . removed, O/0 and l/1 set right inside its figures. *end is the
 * byte past it. NULL for none. The caller owns it.
 */
char *arsip_number_read(const char *text, guint32 from, guint32 to, guint32 *begin, guint32 *end);

/* The same for what may be a number without a caption: it must have a slash and figures. */
gboolean arsip_number_is_unmistakable(const char *number);

/* The leading classification code of a letter number, or NULL. The caller owns it. */
char *arsip_code_read(const char *number);

#endif
