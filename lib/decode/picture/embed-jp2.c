/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/embed.h"

#include <string.h>

/* ISO/IEC 15444-1, annex I: the colours that a file may name by a number. */
#define COLOUR_SRGB 16
#define COLOUR_GREY 17

#define METHOD_NAMED 1

static guint32
number_at(const guint8 *bytes)
{
    return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

/* The content of the box at `at`, and where it ends. FALSE where it does not end inside. */
static gboolean
find_content(const guint8 *data, gsize size, gsize at, gsize *content, gsize *end)
{
    if (at > size || size - at < 8)
        return FALSE;
    guint32 length = number_at(data + at);
    guint64 whole = length;

    *content = at + 8;
    if (length == 0) {
        whole = size - at;
    } else if (length == 1) {
        if (size - at < 16)
            return FALSE;
        whole = (guint64)number_at(data + at + 8) << 32 | number_at(data + at + 12);
        *content = at + 16;
    }
    if (whole > size - at || at + whole < *content)
        return FALSE;
    *end = at + (gsize)whole;
    return TRUE;
}

static gboolean
take_header(ArsipEmbedded *embedded, const guint8 *content, gsize length)
{
    if (length < 14)
        return FALSE;
    guint32 height = number_at(content), width = number_at(content + 4);
    guint n_colours = (guint)content[8] << 8 | content[9];

    embedded->width = (gint32)MIN(width, G_MAXINT32);
    embedded->height = (gint32)MIN(height, G_MAXINT32);
    embedded->space = n_colours == 1 ? ARSIP_EMBEDDED_GREY : ARSIP_EMBEDDED_RGB;
    /* In the byte of the depth, 7 stands for 8 bits without a sign. */
    return (n_colours == 1 || n_colours == 3) && content[10] == 7;
}

/* Grey or sRGB, told by its number; without palettes, channels that are something else, and a second telling.
 */
static gboolean
read_header_boxes(ArsipEmbedded *embedded, const guint8 *data, gsize size)
{
    gboolean has_header = FALSE, has_colour = FALSE;
    gsize content = 0, end = 0;

    for (gsize at = 0; find_content(data, size, at, &content, &end); at = end) {
        const guint8 *name = data + at + 4, *bytes = data + content;

        if (memcmp(name, "ihdr", 4) == 0) {
            has_header = take_header(embedded, bytes, end - content);
        } else if (memcmp(name, "colr", 4) == 0) {
            guint32 wanted = embedded->space == ARSIP_EMBEDDED_GREY ? COLOUR_GREY : COLOUR_SRGB;

            if (has_colour || end - content < 7 || bytes[0] != METHOD_NAMED || number_at(bytes + 3) != wanted)
                return FALSE;
            has_colour = TRUE;
        } else if (memcmp(name, "res ", 4) != 0) {
            return FALSE;
        }
    }
    return has_header && has_colour;
}

GBytes *
arsip_embed_jp2(const ArsipSource *source, ArsipEmbedded *embedded)
{
    ArsipEmbedded told = {.coding = ARSIP_EMBEDDED_JPEG2000, .n_bits = 8, .is_plain = TRUE};
    gboolean is_known = FALSE, has_picture = FALSE;
    gsize content = 0, end = 0;

    for (gsize at = 0; find_content(source->data, source->size, at, &content, &end); at = end) {
        const guint8 *name = source->data + at + 4;

        if (memcmp(name, "jp2h", 4) == 0)
            is_known = read_header_boxes(&told, source->data + content, end - content);
        has_picture = has_picture || memcmp(name, "jp2c", 4) == 0;
    }
    if (!is_known || !has_picture || told.width <= 0 || told.height <= 0)
        return NULL;
    *embedded = told;
    return g_bytes_new_static(source->data, source->size);
}
