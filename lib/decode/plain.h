/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_PLAIN_H
#define ARSIP_DECODE_PLAIN_H

#include "decode/source.h"
#include "text/reading.h"

/* Form feeds part the pages of a text. At least 1. */
guint arsip_plain_count(const ArsipSource *source);

/* UTF-8, UTF-16 (with a mark or told by its zeros) or Windows-1252 to a reading without boxes. */
ArsipReading *arsip_plain_read(const ArsipSource *source, guint number, GError **error);

/* Adds bytes of Windows-1252 to UTF-8. */
void arsip_plain_append_windows(GString *text, const guint8 *data, gsize size);

/* UTF-8 as readings have it: NFC, lines that end with \n alone. The caller owns it. */
char *arsip_plain_tidy(const GString *text);

#endif
