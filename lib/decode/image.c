/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/image.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "decode/tiff.h"

/* A feeder's day; more is a loop that was not seen or a file made to harm. */
#define PAGES_MAX 20000u

gboolean
arsip_image_is_known(const char *media_type)
{
    static const char *const known[] = {
        "image/tiff",
        "image/jpeg",
        "image/png",
        "image/bmp",
        "image/x-ms-bmp",
        "image/gif",
        "image/webp",
        "image/x-portable-bitmap",
        "image/x-portable-greymap",
        "image/x-portable-pixmap",
        "image/x-portable-anymap",
        NULL,
    };

    return g_strv_contains(known, media_type);
}

static void
set_damaged(GError **error)
{
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("the picture is damaged or cut short"));
}

static gboolean
is_tiff(const ArsipSource *source)
{
    return source->size >= 4 && (memcmp(source->data, "II", 2) == 0 || memcmp(source->data, "MM", 2) == 0);
}

static guint64
little_endian(const ArsipSource *source, gsize offset, guint length)
{
    guint64 number = 0;

    if (source->size < offset + length)
        return 0;
    for (guint i = length; i > 0; i--)
        number = number << 8 | source->data[offset + i - 1];
    return number;
}

/* Leptonica decodes a BMP whole to tell its size. A height below 0 means that the rows run downwards. */
static gboolean
measure_bmp(const ArsipSource *source, guint64 *width, guint64 *height)
{
    gboolean is_old = little_endian(source, 14, 4) == 12;

    *width = is_old ? little_endian(source, 18, 2) : little_endian(source, 18, 4);
    guint64 rows = is_old ? little_endian(source, 20, 2) : little_endian(source, 22, 4);
    *height = !is_old && rows > G_MAXINT32 ? 0x100000000u - rows : rows;
    return *width > 0 && *height > 0;
}

static gsize
skip_gif_blocks(const ArsipSource *source, gsize at)
{
    while (at < source->size && source->data[at] != 0)
        at += 1u + source->data[at];
    return at + 1;
}

static gsize
gif_table_size(guint8 flags)
{
    return flags & 0x80 ? (gsize)3 << ((flags & 7) + 1) : 0;
}

/* giflib decodes all frames at once, so that they count together. */
static gboolean
measure_gif(const ArsipSource *source, guint64 *width, guint64 *height)
{
    guint64 pixels = 0;

    *width = little_endian(source, 6, 2);
    *height = little_endian(source, 8, 2);
    if (source->size < 13)
        return FALSE;
    gsize at = 13 + gif_table_size(source->data[10]);
    while (at + 10 < source->size && (source->data[at] == 0x21 || source->data[at] == 0x2c)) {
        if (source->data[at] == 0x21) {
            at = skip_gif_blocks(source, at + 2);
            continue;
        }
        pixels += little_endian(source, at + 5, 2) * little_endian(source, at + 7, 2);
        at = skip_gif_blocks(source, at + 11 + gif_table_size(source->data[at + 9]));
    }
    if (pixels > *width * *height)
        *height = *width > 0 ? pixels / *width : pixels;
    return *width > 0 && *height > 0;
}

static gboolean
measure(const ArsipSource *source, guint64 *width, guint64 *height)
{
    l_int32 format = 0, w = 0, h = 0, bits, samples;

    if (source->size < 12 || findFileFormatBuffer(source->data, &format) != 0)
        return FALSE;
    if (format == IFF_BMP)
        return measure_bmp(source, width, height);
    if (format == IFF_GIF)
        return measure_gif(source, width, height);
    if (pixReadHeaderMem(source->data, source->size, &format, &w, &h, &bits, &samples, NULL) != 0 || w <= 0 ||
        h <= 0)
        return FALSE;
    *width = (guint64)w;
    *height = (guint64)h;
    return TRUE;
}

static gboolean
check_size(guint64 width, guint64 height, GError **error)
{
    if (width == 0 || height == 0) {
        set_damaged(error);
        return FALSE;
    }
    return arsip_picture_check_size(width, height, error);
}

static GArray *
scan_tiff(const ArsipSource *source)
{
    GArray *pages = g_array_new(FALSE, TRUE, sizeof(ArsipTiffPage));

    arsip_tiff_scan(source->data, source->size, PAGES_MAX + 1, pages);
    return pages;
}

guint
arsip_image_count(const ArsipSource *source, GError **error)
{
    guint64 width = 0, height = 0;

    if (is_tiff(source)) {
        g_autoptr(GArray) pages = scan_tiff(source);
        if (pages->len == 0)
            g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                                _("the TIFF is damaged or cut short: it has no pages that can be found"));
        if (pages->len > PAGES_MAX) {
            g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT, _("the TIFF has more than %u pages"),
                        PAGES_MAX);
            return 0;
        }
        return pages->len;
    }
    if (!measure(source, &width, &height)) {
        set_damaged(error);
        return 0;
    }
    return check_size(width, height, error) ? 1 : 0;
}

static PIX *
decode_jpeg(const ArsipSource *source)
{
    l_int32 warnings = 0;

    /* Brightness alone: colour says nothing to the engine and takes four times the room. */
    return pixReadMemJpeg(source->data, source->size, 0, 1, &warnings, L_JPEG_READ_LUMINANCE);
}

static ArsipPicture *
decode_tiff(const ArsipSource *source, guint number, GError **error)
{
    g_autoptr(GArray) pages = scan_tiff(source);

    if (number > pages->len) {
        set_damaged(error);
        return NULL;
    }
    const ArsipTiffPage *page = &g_array_index(pages, ArsipTiffPage, number - 1);
    if (!check_size(page->width, page->height, error))
        return NULL;
    /* Leptonica turns by the orientation tag itself: what it gives is the page as stored. */
    PIX *pix = pixReadMemTiff(source->data, source->size, (l_int32)number - 1);
    if (pix == NULL) {
        set_damaged(error);
        return NULL;
    }
    return arsip_picture_new(pix, 0);
}

ArsipPicture *
arsip_image_decode(const ArsipSource *source, guint number, GError **error)
{
    guint64 width = 0, height = 0;
    l_int32 format = 0;

    if (is_tiff(source))
        return decode_tiff(source, number, error);
    if (number != 1 || !measure(source, &width, &height)) {
        set_damaged(error);
        return NULL;
    }
    if (!check_size(width, height, error))
        return NULL;
    findFileFormatBuffer(source->data, &format);
    gboolean is_jpeg = format == IFF_JFIF_JPEG;
    PIX *pix = is_jpeg ? decode_jpeg(source) : pixReadMem(source->data, source->size);
    if (pix == NULL) {
        set_damaged(error);
        return NULL;
    }
    return arsip_picture_new(pix, is_jpeg ? arsip_exif_degrees(arsip_exif_of_jpeg(source->data, source->size))
                                          : 0);
}
