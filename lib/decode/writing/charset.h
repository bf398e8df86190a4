/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_CHARSET_H
#define ARSIP_DECODE_CHARSET_H

#include <glib.h>

/* What characters bytes stand for where nothing but the bytes tells. */
typedef enum {
    ARSIP_CHARSET_UTF8,
    ARSIP_CHARSET_UTF16_LITTLE,
    ARSIP_CHARSET_UTF16_BIG,
    ARSIP_CHARSET_UTF32_LITTLE,
    ARSIP_CHARSET_UTF32_BIG,
    ARSIP_CHARSET_WINDOWS /* Windows-1252: what is none of the others */
} ArsipCharset;

/* By a mark at their beginning, by where their zeros stand, or by what is sound. */
ArsipCharset arsip_charset_find(const guint8 *data, gsize size);

/* Bytes that one code unit has: 1, 2 or 4. */
guint arsip_charset_unit(ArsipCharset charset);

/* The code unit that begins here. */
guint32 arsip_charset_unit_at(const guint8 *at, ArsipCharset charset);

/* Adds as UTF-8, without marks and zeros. UTF-8 is taken as it is: it must be sound. */
void arsip_charset_append(GString *text, const guint8 *data, gsize size, ArsipCharset charset);

/*
 * Adds bytes whose charset has a name ("iso-8859-1", "windows-1256", "gbk"), as the web understands it:
 * Latin-1 and ASCII are Windows-1252. Bytes that are sound UTF-8 are believed over these. What is no
 * character becomes U+FFFD. NULL and a name that nobody knows: the bytes tell.
 */
void arsip_charset_append_named(GString *text, const guint8 *data, gsize size, const char *name);

#endif
