/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_BIG_ENDIAN_H
#define ARSIP_EXPORT_BIG_ENDIAN_H

#include <glib.h>

/* Appends the lowest `length` bytes of a number, the highest of them first. */
static inline void
arsip_put_big(GByteArray *out, gint64 number, guint length)
{
    for (guint i = length; i > 0; i--) {
        guint8 byte = (guint8)((guint64)number >> (8 * (i - 1)));

        g_byte_array_append(out, &byte, 1);
    }
}

#endif
