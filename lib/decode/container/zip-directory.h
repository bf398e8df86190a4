/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_ZIP_DIRECTORY_H
#define ARSIP_DECODE_ZIP_DIRECTORY_H

#include "decode/source.h"

/*
 * The directory at the end of a ZIP (APPNOTE 4.3.12 to 4.3.16): where each member begins, for what is in
 * it to be had without walking through what comes before. Members themselves are libarchive's.
 */

/* name: bytes as the ZIP has them, not ended by zero; start: of the member's own header in the file. */
typedef void (*ArsipZipMember)(const char *name, gsize length, gsize start, gpointer data);

/* How many members there are: 0 where there is no directory or what it says cannot be, most + 1 beyond that.
 */
guint arsip_zip_directory_each(const ArsipSource *source, guint most, ArsipZipMember each, gpointer data);

#endif
