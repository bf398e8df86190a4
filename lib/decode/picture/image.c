/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/image.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "decode/picture/tiff-any.h"
#include "decode/picture/tiff.h"
#include "decode/picture/webp.h"
#include "text/step.h"

/* A feeder's day; more is a loop that was not seen or a file made to harm. */
#define PAGES_MAX 20000u

/* A letter takes 8 by 8 at least. */
#define PIXELS_OF_NOTHING 64u

#define JP2_PIXELS_MAX 30000000u

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
        "image/x-portable-graymap",
        "image/x-portable-pixmap",
        "image/x-portable-anymap",
        "image/x-portable-arbitrarymap",
        "image/jp2",
        "image/jpx",
        "image/x-jp2-codestream",
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
    arsip_tiff_drop_reduced(pages);
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

/* Brightness alone: colour says nothing to the engine and takes four times the room. What is made for
 * printing has no brightness of its own. */
static PIX *
decode_jpeg(const ArsipSource *source)
{
    l_int32 warnings = 0, width, height, n_colours = 0;

    readHeaderMemJpeg(source->data, source->size, &width, &height, &n_colours, NULL, NULL);
    return pixReadMemJpeg(source->data, source->size, 0, 1, &warnings,
                          n_colours == 4 ? 0 : L_JPEG_READ_LUMINANCE);
}

static PIX *
make_white(l_int32 width, l_int32 height)
{
    PIX *pix = pixCreate(width, height, 8);

    if (pix != NULL)
        pixSetBlackOrWhite(pix, L_SET_WHITE);
    return pix;
}

/* Takes the raster. */
static ArsipPicture *
turn_as_asked(PIX *pix, guint orientation)
{
    gboolean is_mirrored = FALSE;
    gint degrees = arsip_exif_turn(orientation, &is_mirrored);
    ArsipPicture *picture = arsip_picture_new(pix, degrees);

    if (picture == NULL)
        return NULL;
    if (is_mirrored)
        pixFlipLR(picture->pix, picture->pix);
    if (orientation > 1)
        arsip_steps_add(&picture->steps, "exif", (double)degrees, is_mirrored ? 1.0 : 0.0);
    return picture;
}

/* Each colour of a dot takes 4 bytes while it is unpacked: a page that is too large for that is had in half.
 */
static PIX *
decode_jp2(const ArsipSource *source, guint64 pixels)
{
    return pixReadMemJp2k(source->data, source->size, pixels > JP2_PIXELS_MAX ? 2 : 1, NULL, 0, 0);
}

gboolean
arsip_image_find_tiff(const ArsipSource *source, guint number, ArsipTiffPage *page)
{
    g_autoptr(GArray) pages = scan_tiff(source);

    if (number < 1 || number > pages->len)
        return FALSE;
    *page = g_array_index(pages, ArsipTiffPage, number - 1);
    return TRUE;
}

static PIX *
read_tiff(const ArsipSource *source, guint number, guint *orientation, GError **error)
{
    ArsipTiffPage page;

    if (!arsip_image_find_tiff(source, number, &page)) {
        set_damaged(error);
        return NULL;
    }
    if (!check_size(page.width, page.height, error))
        return NULL;
    /* Leptonica turns by the orientation tag itself: what it gives is the page as stored. */
    PIX *pix = pixReadMemTiff(source->data, source->size, (l_int32)page.directory);
    *orientation = pix != NULL ? 0 : page.orientation;
    if (pix == NULL)
        pix = arsip_tiff_any(source, page.directory);
    if (pix == NULL)
        set_damaged(error);
    return pix;
}

static ArsipPicture *
decode_tiff(const ArsipSource *source, guint number, GError **error)
{
    guint orientation = 0;
    PIX *pix = read_tiff(source, number, &orientation, error);

    return pix != NULL ? turn_as_asked(pix, orientation) : NULL;
}

/* Of an animation, the first picture. */
static PIX *
decode_webp(const ArsipSource *source)
{
    g_autoptr(GByteArray) first = arsip_webp_first(source);

    return first != NULL ? pixReadMemWebP(first->data, first->len)
                         : pixReadMemWebP(source->data, source->size);
}

static PIX *
decode_one(const ArsipSource *source, guint64 pixels)
{
    l_int32 format = 0;

    findFileFormatBuffer(source->data, &format);
    if (format == IFF_JFIF_JPEG)
        return decode_jpeg(source);
    if (format == IFF_JP2)
        return decode_jp2(source, pixels);
    return format == IFF_WEBP ? decode_webp(source) : pixReadMem(source->data, source->size);
}

ArsipPicture *
arsip_image_decode(const ArsipSource *source, guint number, GError **error)
{
    guint64 width = 0, height = 0;

    if (is_tiff(source))
        return decode_tiff(source, number, error);
    if (number != 1 || !measure(source, &width, &height)) {
        set_damaged(error);
        return NULL;
    }
    if (!check_size(width, height, error))
        return NULL;
    PIX *pix = decode_one(source, width * height);
    /* Where no letter has room it does not matter what is in it: programs test with such files. */
    if (pix == NULL && width * height <= PIXELS_OF_NOTHING)
        pix = make_white((l_int32)width, (l_int32)height);
    if (pix == NULL) {
        set_damaged(error);
        return NULL;
    }
    return turn_as_asked(pix, arsip_exif_orientation(source->data, source->size));
}

PIX *
arsip_image_colours(const ArsipSource *source, guint number, guint *orientation, GError **error)
{
    guint64 width = 0, height = 0;
    l_int32 format = 0;

    if (is_tiff(source))
        return read_tiff(source, number, orientation, error);
    if (number != 1 || !measure(source, &width, &height)) {
        set_damaged(error);
        return NULL;
    }
    if (!check_size(width, height, error))
        return NULL;
    *orientation = arsip_exif_orientation(source->data, source->size);
    findFileFormatBuffer(source->data, &format);
    PIX *pix = format == IFF_JP2    ? decode_jp2(source, width * height)
               : format == IFF_WEBP ? decode_webp(source)
                                    : pixReadMem(source->data, source->size);
    if (pix == NULL)
        set_damaged(error);
    return pix;
}
