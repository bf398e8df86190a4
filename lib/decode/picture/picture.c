/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/pix.h"

#include <arsip/error.h>
#include <inttypes.h>

#include "base/i18n.h"
#include "text/step.h"

/* Resolutions across and down that differ so much are meant so; beyond they are nonsense. */
#define STRETCHED_MIN     1.3
#define STRETCHED_MAX     2.5
#define STRETCHED_DPI_MIN 70
#define STRETCHED_DPI_MAX 1200

void
arsip_picture_free(ArsipPicture *picture)
{
    if (picture == NULL)
        return;
    pixDestroy(&picture->pix);
    g_free(picture->steps);
    g_free(picture);
}

gboolean
arsip_picture_check_size(guint64 width, guint64 height, GError **error)
{
    if (width <= G_MAXINT32 && height <= G_MAXINT32 && width * height <= ARSIP_PIXELS_MAX)
        return TRUE;
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                _("the picture is too large: %" PRIu64 " × %" PRIu64 " pixels; at most %u million are read"),
                width, height, ARSIP_PIXELS_MAX / 1000000);
    return FALSE;
}

/* Row by row, so that a page in colour is never there twice. */
static PIX *
take_colour(PIX *colour)
{
    l_int32 width = pixGetWidth(colour), height = pixGetHeight(colour);
    gboolean has_alpha = pixGetSpp(colour) == 4;
    PIX *grey = pixCreate(width, height, 8);

    for (l_int32 y = 0; grey != NULL && y < height; y++) {
        const l_uint32 *from = pixGetData(colour) + (gsize)y * (gsize)pixGetWpl(colour);
        l_uint32 *to = pixGetData(grey) + (gsize)y * (gsize)pixGetWpl(grey);
        for (l_int32 x = 0; x < width; x++) {
            guint32 c = from[x], alpha = has_alpha ? c & 255 : 255;
            guint32 level = ((c >> 24) * 77 + (c >> 16 & 255) * 151 + (c >> 8 & 255) * 28) >> 8;
            SET_DATA_BYTE(to, x, (guint8)((level * alpha + 255 * (255 - alpha)) / 255));
        }
    }
    return grey;
}

static PIX *
make_plain(PIX *pix)
{
    l_int32 is_opaque = 1;
    g_auto(ArsipPix) flat = NULL;

    if (pixGetColormap(pix) == NULL) {
        flat = pixClone(pix);
    } else {
        pixcmapIsOpaque(pixGetColormap(pix), &is_opaque);
        flat = pixRemoveColormap(pix, is_opaque ? REMOVE_CMAP_BASED_ON_SRC : REMOVE_CMAP_WITH_ALPHA);
    }
    if (flat == NULL)
        return NULL;
    switch (pixGetDepth(flat)) {
    case 1:
    case 8:
        return g_steal_pointer(&flat);
    case 32:
        return take_colour(flat);
    default:
        return pixConvertTo8(flat, FALSE);
    }
}

/* 72 and 96 are what programs write that know nothing of the paper. */
static gint32
told_resolution(PIX *pix)
{
    gint32 dpi = pixGetXRes(pix);

    if (dpi < 100 || dpi > 2400 || ABS(dpi - pixGetYRes(pix)) > dpi / 5)
        return 0;
    return dpi;
}

/* A fax has 204 dots to the inch across and 98 or 196 down. */
static gboolean
is_stretched(PIX *pix)
{
    gint32 across = pixGetXRes(pix), down = pixGetYRes(pix);

    return across >= STRETCHED_DPI_MIN && down >= STRETCHED_DPI_MIN && across <= STRETCHED_DPI_MAX &&
           down <= STRETCHED_DPI_MAX && MAX(across, down) >= STRETCHED_MIN * MIN(across, down) &&
           MAX(across, down) <= STRETCHED_MAX * MIN(across, down);
}

static PIX *
make_square(PIX *given, double *across, double *down)
{
    g_auto(ArsipPix) pix = given;
    gint32 dpi = MAX(pixGetXRes(pix), pixGetYRes(pix));
    g_auto(ArsipPix) grey = pixConvertTo8(pix, FALSE);

    *across = (double)dpi / pixGetXRes(pix);
    *down = (double)dpi / pixGetYRes(pix);
    if (grey == NULL || *across * pixGetWidth(pix) * *down * pixGetHeight(pix) > ARSIP_PIXELS_MAX)
        return NULL;
    PIX *square = pixScale(grey, (l_float32)*across, (l_float32)*down);
    if (square != NULL)
        pixSetResolution(square, dpi, dpi);
    return square;
}

ArsipPicture *
arsip_picture_new(PIX *pix, gint rotation)
{
    double across = 1, down = 1;
    gint32 dpi_across = pixGetXRes(pix), dpi_down = pixGetYRes(pix);
    PIX *plain = make_plain(pix);

    pixDestroy(&pix);
    if (plain == NULL)
        return NULL;
    pixSetResolution(plain, dpi_across, dpi_down);
    gboolean was_stretched = is_stretched(plain);
    if (was_stretched)
        plain = make_square(plain, &across, &down);
    if (plain == NULL)
        return NULL;
    ArsipPicture *picture = g_new0(ArsipPicture, 1);
    picture->pix = plain;
    picture->dpi = told_resolution(plain);
    picture->rotation = rotation;
    if (was_stretched)
        arsip_steps_add(&picture->steps, "stretched", across, down);
    return picture;
}
