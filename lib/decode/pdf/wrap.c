/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/pdf/wrap.h"

#include <string.h>

#define N_ENTRIES 10

static void
put_little(GByteArray *out, guint64 number, guint length)
{
    for (guint i = 0; i < length; i++) {
        guint8 byte = (guint8)(number >> (8 * i));
        g_byte_array_append(out, &byte, 1);
    }
}

/* An entry of a TIFF's directory with one value, or a place where the values stand (TIFF 6.0, section 2). */
static void
put_entry(GByteArray *out, guint tag, guint type, guint count, guint value)
{
    put_little(out, tag, 2);
    put_little(out, type, 2);
    put_little(out, count, 4);
    put_little(out, value, 4);
}

PIX *
arsip_raster_read(const ArsipRaster *raster, const guint8 *bytes, gsize length)
{
    enum { SHORT = 3, LONG = 4 };
    g_autoptr(GByteArray) file = g_byte_array_sized_new(256);
    guint after = 8 + 2 + N_ENTRIES * 12 + 4, start = after + 3 * 2;
    guint compression = raster->compression == 0 ? ARSIP_RASTER_PLAIN : raster->compression;
    guint photometric = raster->n_colours == 3 ? 2 : raster->is_white_zero ? 0 : 1;

    if (length > G_MAXUINT32 - start)
        return NULL;
    g_byte_array_append(file, (const guint8 *)"II*\0\10\0\0\0", 8);
    put_little(file, N_ENTRIES, 2);
    put_entry(file, 256, LONG, 1, raster->width);
    put_entry(file, 257, LONG, 1, raster->height);
    put_entry(file, 258, SHORT, raster->n_colours, raster->n_colours == 3 ? after : raster->n_bits);
    put_entry(file, 259, SHORT, 1, compression);
    put_entry(file, 262, SHORT, 1, photometric);
    put_entry(file, 273, LONG, 1, start);
    put_entry(file, 277, SHORT, 1, raster->n_colours);
    put_entry(file, 278, LONG, 1, raster->height);
    put_entry(file, 279, LONG, 1, (guint)length);
    put_entry(file, 317, SHORT, 1, raster->has_differences ? 2 : 1);
    put_little(file, 0, 4);
    for (guint i = 0; i < 3; i++)
        put_little(file, raster->n_bits, 2);
    g_byte_array_append(file, bytes, (guint)length);
    return pixReadMemTiff(file->data, file->len, 0);
}

/* As PNG, annex D has it. */
static guint32
find_crc(const guint8 *bytes, gsize length)
{
    guint32 table[256], crc = ~0u;

    for (guint32 i = 0; i < G_N_ELEMENTS(table); i++) {
        table[i] = i;
        for (guint bit = 0; bit < 8; bit++)
            table[i] = table[i] >> 1 ^ (table[i] & 1 ? 0xedb88320u : 0);
    }
    for (gsize i = 0; i < length; i++)
        crc = table[(crc ^ bytes[i]) & 255] ^ crc >> 8;
    return ~crc;
}

static void
put_big(GByteArray *out, guint32 number)
{
    number = GUINT32_TO_BE(number);
    g_byte_array_append(out, (const guint8 *)&number, 4);
}

static void
put_chunk(GByteArray *out, const char *name, const guint8 *bytes, gsize length)
{
    guint start = out->len + 4;

    put_big(out, (guint32)length);
    g_byte_array_append(out, (const guint8 *)name, 4);
    if (length > 0)
        g_byte_array_append(out, bytes, (guint)length);
    put_big(out, find_crc(out->data + start, out->len - start));
}

PIX *
arsip_raster_read_png(const ArsipRaster *raster, const guint8 *bytes, gsize length)
{
    g_autoptr(GByteArray) file = g_byte_array_sized_new(256);
    g_autoptr(GByteArray) header = g_byte_array_new();
    const guint8 rest[] = {(guint8)raster->n_bits, raster->n_colours == 3 ? 2 : 0, 0, 0, 0};

    if (length > G_MAXINT32)
        return NULL;
    g_byte_array_append(file, (const guint8 *)"\x89PNG\r\n\x1a\n", 8);
    put_big(header, raster->width);
    put_big(header, raster->height);
    g_byte_array_append(header, rest, sizeof rest);
    put_chunk(file, "IHDR", header->data, header->len);
    put_chunk(file, "IDAT", bytes, length);
    put_chunk(file, "IEND", NULL, 0);
    return pixReadMemPng(file->data, file->len);
}
