/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/embed.h"

#include "decode/picture/tiff-any.h"

/* PDF's bits begin at the highest; a TIFF may have them the other way round. */
static GBytes *
turn_bits(const guint8 *bytes, gsize length)
{
    guint8 *turned = g_malloc(length);

    for (gsize i = 0; i < length; i++) {
        guint8 byte = bytes[i];

        byte = (guint8)((byte & 0xf0) >> 4 | (byte & 0x0f) << 4);
        byte = (guint8)((byte & 0xcc) >> 2 | (byte & 0x33) << 2);
        turned[i] = (guint8)((byte & 0xaa) >> 1 | (byte & 0x55) << 1);
    }
    return g_bytes_new_take(turned, length);
}

GBytes *
arsip_embed_fax(const ArsipSource *source, guint directory, ArsipEmbedded *embedded)
{
    ArsipTiffStrip strip;

    if (!arsip_tiff_find_strip(source, directory, &strip))
        return NULL;
    *embedded = (ArsipEmbedded){.coding = ARSIP_EMBEDDED_FAX,
                                .space = ARSIP_EMBEDDED_GREY,
                                .width = (gint32)strip.width,
                                .height = (gint32)strip.height,
                                .n_bits = 1,
                                .is_inverted = strip.is_black_zero,
                                .across = strip.across,
                                .down = strip.down,
                                .is_plain = TRUE};
    if (strip.is_bit_reversed)
        return turn_bits(source->data + strip.offset, strip.length);
    return g_bytes_new_static(source->data + strip.offset, strip.length);
}
