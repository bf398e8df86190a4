/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/embed.h"

#include <string.h>

#include "base/i18n.h"
#include "decode/picture/image.h"
#include "decode/picture/tiff.h"

#define WHITE 0xffffff00u

static void
free_raw(gpointer bytes)
{
    lept_free(bytes);
}

/* Leptonica's, to be freed with what is made of them. */
static GBytes *
take_raw(l_uint8 *bytes, size_t length)
{
    return g_bytes_new_with_free_func(bytes, length, free_raw, bytes);
}

/* On white paper where it is transparent, as everywhere else. */
static PIX *
make_opaque(PIX *given)
{
    g_auto(ArsipPix) pix = given;
    l_int32 is_opaque = 1;

    if (pixGetColormap(pix) != NULL)
        pixcmapIsOpaque(pixGetColormap(pix), &is_opaque);
    if (!is_opaque) {
        PIX *flat = pixRemoveColormap(pix, REMOVE_CMAP_WITH_ALPHA);
        pixDestroy(&pix);
        pix = flat;
    }
    if (pix == NULL || pixGetDepth(pix) != 32 || pixGetSpp(pix) != 4)
        return g_steal_pointer(&pix);
    PIX *blended = pixAlphaBlendUniform(pix, WHITE);
    if (blended != NULL)
        pixSetSpp(blended, 3);
    return blended;
}

/* By way of a file of a kind that can be embedded as it is. */
static GBytes *
embed_file(PIX *pix, gboolean is_fax, ArsipEmbedded *embedded)
{
    l_uint8 *bytes = NULL;
    size_t length = 0;
    l_ok failed =
        is_fax ? pixWriteMemTiff(&bytes, &length, pix, IFF_TIFF_G4) : pixWriteMemPng(&bytes, &length, pix, 0);

    if (failed || bytes == NULL) {
        lept_free(bytes);
        return NULL;
    }
    g_autoptr(GBytes) file = take_raw(bytes, length);
    const ArsipSource source = {g_bytes_get_data(file, NULL), g_bytes_get_size(file)};
    g_autoptr(GBytes) part =
        is_fax ? arsip_embed_fax(&source, 0, embedded) : arsip_embed_png(&source, embedded);
    if (part == NULL)
        return NULL;
    /* The file ends here, and what is taken from it may lie in it. */
    gsize n = 0;
    const guint8 *data = g_bytes_get_data(part, &n);
    return g_bytes_new(data, n);
}

GBytes *
arsip_embed_pix(PIX *given, ArsipEmbedded *embedded, GError **error)
{
    g_auto(ArsipPix) pix = make_opaque(given);
    GBytes *bytes = NULL;

    if (pix != NULL) {
        gboolean is_bitonal = pixGetDepth(pix) == 1 && pixGetColormap(pix) == NULL;
        l_int32 across = pixGetXRes(pix), down = pixGetYRes(pix);

        bytes = embed_file(pix, is_bitonal, embedded);
        embedded->across = (guint)MAX(across, 0);
        embedded->down = (guint)MAX(down, 0);
        embedded->turn = embedded->asked = 0;
        embedded->is_mirrored = FALSE;
    }
    if (bytes == NULL)
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_MEMORY, _("the page needs too much memory"));
    return bytes;
}

static GBytes *
embed_decoded(const ArsipSource *source, guint number, ArsipEmbedded *embedded, GError **error)
{
    guint orientation = 0;
    PIX *pix = arsip_image_colours(source, number, &orientation, error);
    GBytes *bytes = pix != NULL ? arsip_embed_pix(pix, embedded, error) : NULL;

    embedded->asked = arsip_exif_turn(orientation, &embedded->is_mirrored);
    return bytes;
}

static GBytes *
embed_tiff(const ArsipSource *source, guint number, ArsipEmbedded *embedded)
{
    ArsipTiffPage page;
    GBytes *bytes = arsip_image_find_tiff(source, number, &page)
                        ? arsip_embed_fax(source, page.directory, embedded)
                        : NULL;

    /* What Leptonica reads it turns itself: the page as stored is the turned one. */
    if (bytes != NULL)
        embedded->turn = arsip_exif_turn(page.orientation, &embedded->is_mirrored);
    return bytes;
}

static GBytes *
embed_as_it_is(const ArsipSource *source, guint number, ArsipEmbedded *embedded)
{
    l_int32 format = IFF_UNKNOWN;
    GBytes *bytes = NULL;

    if (source->size < 12)
        return NULL;
    if (memcmp(source->data, "II", 2) == 0 || memcmp(source->data, "MM", 2) == 0)
        return embed_tiff(source, number, embedded);
    findFileFormatBuffer(source->data, &format);
    if (number != 1)
        return NULL;
    if (format == IFF_JFIF_JPEG)
        bytes = arsip_embed_jpeg(source, embedded);
    else if (format == IFF_JP2)
        bytes = arsip_embed_jp2(source, embedded);
    else if (format == IFF_PNG)
        bytes = arsip_embed_png(source, embedded);
    if (bytes != NULL)
        embedded->asked =
            arsip_exif_turn(arsip_exif_orientation(source->data, source->size), &embedded->is_mirrored);
    return bytes;
}

GBytes *
arsip_embed_image(const ArsipSource *source, guint number, ArsipEmbedded *embedded, GError **error)
{
    GBytes *bytes = embed_as_it_is(source, number, embedded);

    if (bytes != NULL && arsip_embedded_is_sound(embedded))
        return bytes;
    g_clear_pointer(&bytes, g_bytes_unref);
    arsip_embedded_clear(embedded);
    *embedded = (ArsipEmbedded){0};
    bytes = embed_decoded(source, number, embedded, error);
    if (bytes == NULL || arsip_embedded_is_sound(embedded))
        return bytes;
    g_bytes_unref(bytes);
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                        _("no page of a PDF is as long as this picture"));
    return NULL;
}
