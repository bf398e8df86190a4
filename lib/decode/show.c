/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"
#include "base/i18n.h"
#include "decode/hold.h"
#include "decode/pdf/overlay.h"
#include "decode/picture/draw.h"
#include "decode/picture/embed.h"
#include "decode/picture/image.h"

static void
set_no_picture(GError **error)
{
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED,
                        _("the page is text and has no picture that could be drawn"));
}

/* A page of an office document has one where it is nothing but a picture. */
static ArsipPicture *
picture_in_writing(ArsipDecoder *decoder, guint number, GError **error)
{
    GError *failure = NULL;
    g_autoptr(ArsipReading) written = arsip_writing_read(decoder->writing, number, &failure);

    if (failure != NULL) {
        g_propagate_error(error, failure);
        return NULL;
    }
    if (written == NULL)
        return arsip_writing_picture(decoder->writing, number, error);
    set_no_picture(error);
    return NULL;
}

static ArsipPicture *
picture_of_page(ArsipDecoder *decoder, guint number, GError **error)
{
    switch (decoder->way) {
    case ARSIP_WAY_IMAGE:
        return arsip_image_decode(decoder->source, number, error);
    case ARSIP_WAY_PDF:
        return arsip_pdf_picture(decoder->pdf, number, error);
    case ARSIP_WAY_OFFICE:
    case ARSIP_WAY_HTML:
    case ARSIP_WAY_XML:
        return picture_in_writing(decoder, number, error);
    case ARSIP_WAY_PLAIN:
    case ARSIP_WAY_MAIL:
        set_no_picture(error);
        return NULL;
    case ARSIP_WAY_NONE:
    case ARSIP_WAY_CONTAINER:
    case ARSIP_WAY_MAILBOX:
        break;
    }
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED, _("files of the type %s have no pages to draw"),
                decoder->media_type);
    return NULL;
}

/* By way of memory: a stream over the descriptor would ask the kernel for more than a reader may. */
static gboolean
write_png(PIX *drawn, int output, guint64 *size, GError **error)
{
    l_uint8 *bytes = NULL;
    size_t length = 0;

    if (drawn == NULL || pixWriteMemPng(&bytes, &length, drawn, 0) != 0) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_MEMORY, _("the page needs too much memory"));
        return FALSE;
    }
    gboolean is_written = arsip_file_write(output, NULL, bytes, length, error);
    lept_free(bytes);
    *size = length;
    return is_written;
}

gboolean
arsip_decoder_draw(ArsipDecoder *decoder, int fd, int output, const char *key, guint number,
                   const ArsipDrawing *drawing, guint64 *size, GError **error)
{
    g_autoptr(ArsipPicture) picture = NULL;
    g_auto(ArsipPix) drawn = NULL;

    if (!arsip_decoder_take(decoder, fd, key, error))
        return FALSE;
    picture = picture_of_page(decoder, number, error);
    if (decoder->key == NULL)
        arsip_decoder_forget(decoder);
    if (picture == NULL)
        return FALSE;
    drawn = arsip_draw(picture, drawing);
    return write_png(drawn, output, size, error);
}

/* What is a picture file goes as it is; of anything else, what the page is read from. */
static GBytes *
embed_page(ArsipDecoder *decoder, guint number, ArsipEmbedded *embedded, GError **error)
{
    if (decoder->way == ARSIP_WAY_IMAGE)
        return arsip_embed_image(decoder->source, number, embedded, error);
    g_autoptr(ArsipPicture) picture = picture_of_page(decoder, number, error);
    if (picture == NULL)
        return NULL;
    GBytes *bytes = arsip_embed_pix(g_steal_pointer(&picture->pix), embedded, error);
    embedded->asked = picture->rotation;
    return bytes;
}

gboolean
arsip_decoder_embed(ArsipDecoder *decoder, int fd, int output, const char *key, guint number,
                    ArsipEmbedded *embedded, guint64 *size, GError **error)
{
    if (!arsip_decoder_take(decoder, fd, key, error))
        return FALSE;
    g_autoptr(GBytes) bytes = embed_page(decoder, number, embedded, error);
    gboolean is_written = bytes != NULL && arsip_file_write(output, NULL, g_bytes_get_data(bytes, NULL),
                                                            g_bytes_get_size(bytes), error);
    *size = bytes != NULL ? g_bytes_get_size(bytes) : 0;
    /* The bytes may be the source's. */
    g_clear_pointer(&bytes, g_bytes_unref);
    if (decoder->key == NULL)
        arsip_decoder_forget(decoder);
    return is_written;
}

gboolean
arsip_decoder_overlay(ArsipDecoder *decoder, int fd, int layers, int output, const GArray *pages,
                      guint64 *size, gboolean *was_signed, GError **error)
{
    if (!arsip_decoder_take(decoder, fd, NULL, error))
        return FALSE;
    if (decoder->pdf == NULL) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED,
                    _("files of the type %s have no pages to draw"), decoder->media_type);
        arsip_decoder_forget(decoder);
        return FALSE;
    }
    g_autoptr(ArsipSource) source = arsip_source_map(layers, error);
    gboolean is_laid = source != NULL && arsip_overlay(decoder->source, arsip_pdf_password(decoder->pdf),
                                                       source, pages, output, size, was_signed, error);
    arsip_decoder_forget(decoder);
    return is_laid;
}
