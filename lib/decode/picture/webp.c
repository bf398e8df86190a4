/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/webp.h"

#include <string.h>

#define FRAME_HEADER 16

static guint32
number_at(const guint8 *at)
{
    return (guint32)at[0] | (guint32)at[1] << 8 | (guint32)at[2] << 16 | (guint32)at[3] << 24;
}

/* The content of the first chunk of that name, from `at` on; NULL for none. */
static const guint8 *
find_chunk(const guint8 *data, gsize size, gsize at, const char *name, gsize *length)
{
    while (at <= size && size - at >= 8) {
        *length = number_at(data + at + 4);
        if (*length > size - at - 8)
            return NULL;
        if (memcmp(data + at, name, 4) == 0)
            return data + at + 8;
        at += 8 + *length + *length % 2;
    }
    return NULL;
}

static void
append_number(GByteArray *out, gsize number)
{
    guint32 little = GUINT32_TO_LE((guint32)number);

    g_byte_array_append(out, (const guint8 *)&little, 4);
}

GByteArray *
arsip_webp_first(const ArsipSource *source)
{
    static const char *const names[] = {"VP8 ", "VP8L"};
    gsize frame_length = 0, length = 0;

    if (source->size < 12 || memcmp(source->data, "RIFF", 4) != 0 || memcmp(source->data + 8, "WEBP", 4) != 0)
        return NULL;
    const guint8 *frame = find_chunk(source->data, source->size, 12, "ANMF", &frame_length);
    for (gsize i = 0; frame != NULL && i < G_N_ELEMENTS(names); i++) {
        const guint8 *picture = find_chunk(frame, frame_length, FRAME_HEADER, names[i], &length);
        if (picture == NULL)
            continue;
        GByteArray *whole = g_byte_array_new();
        g_byte_array_append(whole, (const guint8 *)"RIFF", 4);
        append_number(whole, 4 + 8 + length + length % 2);
        g_byte_array_append(whole, (const guint8 *)"WEBP", 4);
        g_byte_array_append(whole, (const guint8 *)names[i], 4);
        append_number(whole, length);
        g_byte_array_append(whole, picture, (guint)length);
        if (length % 2 != 0)
            g_byte_array_append(whole, (const guint8 *)"", 1);
        return whole;
    }
    return NULL;
}
