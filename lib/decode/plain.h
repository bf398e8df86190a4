/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_PLAIN_H
#define ARSIP_DECODE_PLAIN_H

#include "decode/source.h"
#include "text/reading.h"

/* Form feeds part the pages of a text. At least 1. */
guint arsip_plain_count(const ArsipSource *source);

/* UTF-8, UTF-16 (with a mark or told by its zeros) or Windows-1252 to a reading without boxes. */
ArsipReading *arsip_plain_read(const ArsipSource *source, guint number, GError **error);

#endif
