/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_PLAIN_H
#define ARSIP_DECODE_PLAIN_H

#include "decode/source.h"
#include "text/reading.h"

/* Plain text in UTF-8, UTF-16 or UTF-32 (with a mark or told by its zeros) or Windows-1252. */
typedef struct ArsipPlain ArsipPlain;

/* source is borrowed and must outlive it. */
ArsipPlain *arsip_plain_open(const ArsipSource *source);
void arsip_plain_free(ArsipPlain *plain);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPlain, arsip_plain_free)

/* Form feeds part the pages. At least 1. */
guint arsip_plain_count(const ArsipPlain *plain);

/* A reading without boxes. */
ArsipReading *arsip_plain_read(const ArsipPlain *plain, guint number, GError **error);

/* Whether bytes that libmagic takes for data are text, but for some zeros or control characters in it. */
gboolean arsip_plain_is_likely(const ArsipSource *source);

/* Adds bytes of Windows-1252 to UTF-8. */
void arsip_plain_append_windows(GString *text, const guint8 *data, gsize size);

/* UTF-8 as readings have it: NFC, lines that end with \n alone. The caller owns it. */
char *arsip_plain_tidy(const GString *text);

/* UTF-8 in NFC; the caller owns it. */
char *arsip_plain_normalise(const char *text, gsize length);

/* A reading of text that is ready (and taken); none of its words has a box. */
ArsipReading *arsip_plain_reading(char *text);

#endif
