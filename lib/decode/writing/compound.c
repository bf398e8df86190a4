/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/compound.h"

#include <string.h>

/* The header takes one sector of at least so many bytes; entries of the directory begin at multiples of 128.
 */
#define FIRST_SECTOR 512
#define ENTRY_BYTES  128

/* In an entry: where the length of its name stands (bytes, with the zero at its end), and what it is. */
#define NAME_LENGTH_AT 64
#define KIND_AT        66
#define KIND_STREAM    2

gboolean
arsip_compound_is(const ArsipSource *source)
{
    return source->size >= FIRST_SECTOR && memcmp(source->data, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0;
}

static gboolean
is_named(const guint8 *entry, const char *name)
{
    gsize length = strlen(name);

    for (gsize i = 0; i < length; i++)
        if (entry[i * 2] != (guint8)name[i] || entry[i * 2 + 1] != 0)
            return FALSE;
    return entry[NAME_LENGTH_AT] == (length + 1) * 2 && entry[NAME_LENGTH_AT + 1] == 0;
}

/* The directory may be in pieces all over the file: rather than following them, each place is looked at where
 * an entry can stand. */
gboolean
arsip_compound_is_locked(const ArsipSource *source)
{
    if (!arsip_compound_is(source))
        return FALSE;
    for (gsize at = FIRST_SECTOR; source->size - at >= ENTRY_BYTES; at += ENTRY_BYTES)
        if (is_named(source->data + at, "EncryptedPackage") && source->data[at + KIND_AT] == KIND_STREAM)
            return TRUE;
    return FALSE;
}
