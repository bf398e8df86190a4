/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/embedded.h"

#include "base/i18n.h"

#define DPI_MAX 100000u

void
arsip_embedded_clear(ArsipEmbedded *embedded)
{
    g_clear_pointer(&embedded->palette, g_bytes_unref);
}

gint32
arsip_embedded_turn(gint32 degrees)
{
    return ((degrees % 360) + 360) % 360;
}

GVariant *
arsip_embedded_to_variant(const ArsipEmbedded *embedded)
{
    GVariantDict dict;

    g_variant_dict_init(&dict, NULL);
    g_variant_dict_insert(&dict, "coding", "u", (guint32)embedded->coding);
    g_variant_dict_insert(&dict, "space", "u", (guint32)embedded->space);
    g_variant_dict_insert(&dict, "width", "i", embedded->width);
    g_variant_dict_insert(&dict, "height", "i", embedded->height);
    g_variant_dict_insert(&dict, "bits", "u", embedded->n_bits);
    g_variant_dict_insert(&dict, "inverted", "b", embedded->is_inverted);
    if (embedded->palette != NULL)
        g_variant_dict_insert_value(
            &dict, "palette", g_variant_new_from_bytes(G_VARIANT_TYPE_BYTESTRING, embedded->palette, TRUE));
    g_variant_dict_insert(&dict, "mirrored", "b", embedded->is_mirrored);
    g_variant_dict_insert(&dict, "turn", "i", embedded->turn);
    g_variant_dict_insert(&dict, "asked", "i", embedded->asked);
    g_variant_dict_insert(&dict, "across", "u", embedded->across);
    g_variant_dict_insert(&dict, "down", "u", embedded->down);
    g_variant_dict_insert(&dict, "plain", "b", embedded->is_plain);
    return g_variant_dict_end(&dict);
}

static gboolean
is_quarter(gint32 degrees)
{
    return degrees == 0 || degrees == 90 || degrees == 180 || degrees == 270;
}

/* Which colours of how many bits there may be in which coding. */
static gboolean
is_understood(const ArsipEmbedded *embedded)
{
    gboolean is_grey_or_rgb = embedded->space == ARSIP_EMBEDDED_GREY || embedded->space == ARSIP_EMBEDDED_RGB;

    switch (embedded->coding) {
    case ARSIP_EMBEDDED_JPEG:
        return embedded->n_bits == 8 && (is_grey_or_rgb || embedded->space == ARSIP_EMBEDDED_CMYK);
    case ARSIP_EMBEDDED_JPEG2000:
        return embedded->n_bits == 8 && is_grey_or_rgb;
    case ARSIP_EMBEDDED_FAX:
        return embedded->n_bits == 1 && embedded->space == ARSIP_EMBEDDED_GREY;
    case ARSIP_EMBEDDED_PNG:
        if (embedded->space == ARSIP_EMBEDDED_RGB)
            return embedded->n_bits == 8 || embedded->n_bits == 16;
        return (embedded->space == ARSIP_EMBEDDED_GREY && embedded->n_bits == 16) ||
               ((embedded->space == ARSIP_EMBEDDED_GREY || embedded->space == ARSIP_EMBEDDED_INDEXED) &&
                embedded->n_bits <= 8 && 8 % embedded->n_bits == 0);
    }
    return FALSE;
}

gboolean
arsip_embedded_is_sound(const ArsipEmbedded *embedded)
{
    gsize colours = embedded->palette != NULL ? g_bytes_get_size(embedded->palette) : 0;

    return embedded->width > 0 && embedded->width <= ARSIP_EMBEDDED_SIDE_MAX && embedded->height > 0 &&
           embedded->height <= ARSIP_EMBEDDED_SIDE_MAX && embedded->n_bits > 0 && embedded->n_bits <= 16 &&
           is_understood(embedded) && is_quarter(embedded->turn) && is_quarter(embedded->asked) &&
           embedded->across <= DPI_MAX && embedded->down <= DPI_MAX && colours % 3 == 0 &&
           colours <= 3 * ARSIP_EMBEDDED_COLOURS_MAX &&
           (embedded->space == ARSIP_EMBEDDED_INDEXED) == (colours > 0);
}

gboolean
arsip_embedded_from_variant(GVariant *variant, ArsipEmbedded *embedded, GError **error)
{
    g_auto(ArsipEmbedded) told = {0};
    g_autoptr(GVariant) palette = g_variant_lookup_value(variant, "palette", G_VARIANT_TYPE_BYTESTRING);
    guint32 coding = 0, space = 0;

    gboolean is_whole = g_variant_lookup(variant, "coding", "u", &coding) &&
                        g_variant_lookup(variant, "space", "u", &space) &&
                        g_variant_lookup(variant, "width", "i", &told.width) &&
                        g_variant_lookup(variant, "height", "i", &told.height) &&
                        g_variant_lookup(variant, "bits", "u", &told.n_bits) &&
                        g_variant_lookup(variant, "inverted", "b", &told.is_inverted) &&
                        g_variant_lookup(variant, "mirrored", "b", &told.is_mirrored) &&
                        g_variant_lookup(variant, "turn", "i", &told.turn) &&
                        g_variant_lookup(variant, "asked", "i", &told.asked) &&
                        g_variant_lookup(variant, "across", "u", &told.across) &&
                        g_variant_lookup(variant, "down", "u", &told.down) &&
                        g_variant_lookup(variant, "plain", "b", &told.is_plain);
    told.palette = palette != NULL ? g_variant_get_data_as_bytes(palette) : NULL;
    told.coding = (ArsipEmbeddedCoding)coding;
    told.space = (ArsipEmbeddedSpace)space;
    if (!is_whole || !arsip_embedded_is_sound(&told)) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("what the reader says of the picture makes no sense"));
        return FALSE;
    }
    *embedded = told;
    told = (ArsipEmbedded){0};
    return TRUE;
}
