/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/embed.h"

#include <string.h>

#define SIGNATURE 8
#define HEADER    13

/* Dots to a metre, of an inch. */
#define METRE_IN_INCHES 0.0254

typedef enum { TYPE_GREY = 0, TYPE_RGB = 2, TYPE_INDEXED = 3 } ColourType;

static guint32
number_at(const guint8 *bytes)
{
    return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

/* FALSE for what PDF has not: interlaced ones, and those with an alpha channel (PNG, 11.2.2). */
static gboolean
take_header(ArsipEmbedded *embedded, const guint8 *content)
{
    guint32 width = number_at(content), height = number_at(content + 4);
    gboolean is_plain_coding = content[10] == 0 && content[11] == 0 && content[12] == 0;

    if (width == 0 || height == 0 || width > ARSIP_EMBEDDED_SIDE_MAX || height > ARSIP_EMBEDDED_SIDE_MAX ||
        !is_plain_coding)
        return FALSE;
    embedded->width = (gint32)width;
    embedded->height = (gint32)height;
    embedded->n_bits = content[8];
    switch (content[9]) {
    case TYPE_GREY:
        embedded->space = ARSIP_EMBEDDED_GREY;
        return TRUE;
    case TYPE_RGB:
        embedded->space = ARSIP_EMBEDDED_RGB;
        return TRUE;
    case TYPE_INDEXED:
        embedded->space = ARSIP_EMBEDDED_INDEXED;
        return TRUE;
    default:
        return FALSE;
    }
}

static void
take_resolution(ArsipEmbedded *embedded, const guint8 *content, gsize length)
{
    if (length < 9 || content[8] != 1 || number_at(content) > 1000000 || number_at(content + 4) > 1000000)
        return;
    embedded->across = (guint)(number_at(content) * METRE_IN_INCHES + 0.5);
    embedded->down = (guint)(number_at(content + 4) * METRE_IN_INCHES + 0.5);
}

static void
take_palette(ArsipEmbedded *embedded, const guint8 *content, gsize length)
{
    if (embedded->space != ARSIP_EMBEDDED_INDEXED || embedded->palette != NULL || length % 3 != 0 ||
        length > 3 * ARSIP_EMBEDDED_COLOURS_MAX)
        return;
    embedded->palette = g_bytes_new(content, length);
}

/* FALSE where PDF cannot hold it as it is. */
static gboolean
take_chunk(ArsipEmbedded *embedded, GByteArray *data, const guint8 *name, const guint8 *content, gsize length)
{
    if (memcmp(name, "tRNS", 4) == 0)
        return FALSE;
    if (memcmp(name, "PLTE", 4) == 0)
        take_palette(embedded, content, length);
    else if (memcmp(name, "pHYs", 4) == 0)
        take_resolution(embedded, content, length);
    else if (memcmp(name, "IDAT", 4) == 0)
        g_byte_array_append(data, content, (guint)length);
    return TRUE;
}

GBytes *
arsip_embed_png(const ArsipSource *source, ArsipEmbedded *embedded)
{
    g_autoptr(GByteArray) data = g_byte_array_new();
    g_auto(ArsipEmbedded) told = {.coding = ARSIP_EMBEDDED_PNG, .is_plain = TRUE};
    gsize at = SIGNATURE + 8 + HEADER + 4;

    if (source->size < at || source->size > G_MAXUINT32 ||
        memcmp(source->data, "\x89PNG\r\n\x1a\n", SIGNATURE) != 0 ||
        number_at(source->data + SIGNATURE) != HEADER ||
        memcmp(source->data + SIGNATURE + 4, "IHDR", 4) != 0 ||
        !take_header(&told, source->data + SIGNATURE + 8))
        return NULL;
    while (source->size - at >= 12 && memcmp(source->data + at + 4, "IEND", 4) != 0) {
        gsize length = number_at(source->data + at);

        if (length > source->size - at - 12 ||
            !take_chunk(&told, data, source->data + at + 4, source->data + at + 8, length))
            return NULL;
        at += length + 12;
    }
    if (data->len == 0 || (told.space == ARSIP_EMBEDDED_INDEXED) != (told.palette != NULL))
        return NULL;
    *embedded = told;
    told = (ArsipEmbedded){0};
    return g_byte_array_free_to_bytes(g_steal_pointer(&data));
}
