/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/pix.h"

#include <arsip/error.h>
#include <inttypes.h>

#include "base/i18n.h"

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

/* Whatever has no colour becomes one byte a pixel, what has, four; the paper under an alpha channel is white.
 */
static PIX *
make_plain(PIX *pix)
{
    g_auto(ArsipPix) flat = NULL;

    if (pixGetColormap(pix) != NULL)
        flat = pixRemoveColormap(pix, REMOVE_CMAP_BASED_ON_SRC);
    else if (pixGetSpp(pix) == 4)
        flat = pixAlphaBlendUniform(pix, 0xffffff00);
    else
        flat = pixClone(pix);
    if (flat == NULL)
        return NULL;
    int depth = pixGetDepth(flat);
    if (depth == 1 || depth == 8 || depth == 32)
        return g_steal_pointer(&flat);
    return pixConvertTo8(flat, FALSE);
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

ArsipPicture *
arsip_picture_new(PIX *pix, gint rotation)
{
    g_auto(ArsipPix) given = pix;
    PIX *plain = make_plain(given);

    if (plain == NULL)
        return NULL;
    ArsipPicture *picture = g_new0(ArsipPicture, 1);
    picture->pix = plain;
    picture->dpi = told_resolution(given);
    picture->rotation = rotation;
    return picture;
}
