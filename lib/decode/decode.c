/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/decode.h"

#include <locale.h>
#include <string.h>

#include "base/i18n.h"
#include "decode/identify.h"
#include "decode/image.h"
#include "decode/pdf.h"
#include "decode/plain.h"
#include "decode/recognise.h"
#include "decode/unpack.h"

struct ArsipDecoder {
    char *languages;
    ArsipMagic *magic;
    locale_t utf8;       /* for libarchive's names; (locale_t)0 where the system has none */
    ArsipEngine *engine; /* NULL until the first page that needs it */

    /* What was read last, kept for its next page. The PDF borrows the source's bytes. */
    char *key;
    ArsipWay way;
    ArsipSource *source;
    ArsipPdf *pdf;
};

/*
 * Leptonica writes to stderr else. What libjpeg and libpng write there themselves, below Leptonica, cannot be
 * stopped through their interfaces.
 */
static void
ignore_message(const char *message)
{
    (void)message;
}

ArsipDecoder *
arsip_decoder_new(const char *languages, GError **error)
{
    g_autoptr(ArsipDecoder) decoder = g_new0(ArsipDecoder, 1);

    setMsgSeverity(L_SEVERITY_NONE);
    leptSetStderrHandler(ignore_message);
    decoder->languages = g_strdup(languages);
    decoder->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", duplocale(LC_GLOBAL_LOCALE));
    decoder->magic = arsip_magic_new(error);
    return decoder->magic != NULL ? g_steal_pointer(&decoder) : NULL;
}

static void
forget(ArsipDecoder *decoder)
{
    g_clear_pointer(&decoder->pdf, arsip_pdf_free);
    g_clear_pointer(&decoder->source, arsip_source_unmap);
    g_clear_pointer(&decoder->key, g_free);
}

void
arsip_decoder_free(ArsipDecoder *decoder)
{
    if (decoder == NULL)
        return;
    forget(decoder);
    arsip_engine_free(decoder->engine);
    arsip_magic_free(decoder->magic);
    if (decoder->utf8 != (locale_t)0)
        freelocale(decoder->utf8);
    g_free(decoder->languages);
    g_free(decoder);
}

gboolean
arsip_decoder_warm(ArsipDecoder *decoder, GError **error)
{
    if (decoder->engine == NULL)
        decoder->engine = arsip_engine_new(decoder->languages, error);
    return decoder->engine != NULL;
}

void
arsip_opened_free(ArsipOpened *opened)
{
    if (opened == NULL)
        return;
    g_free(opened->media_type);
    g_free(opened);
}

static guint
count_pages(ArsipWay way, const ArsipSource *source, GError **error)
{
    if (way == ARSIP_WAY_IMAGE)
        return arsip_image_count(source, error);
    if (way == ARSIP_WAY_PLAIN)
        return arsip_plain_count(source);
    g_autoptr(ArsipPdf) pdf = arsip_pdf_open(source, error);
    return pdf != NULL ? arsip_pdf_count(pdf) : 0;
}

ArsipOpened *
arsip_decoder_open(ArsipDecoder *decoder, int fd, GError **error)
{
    g_autoptr(ArsipSource) source = arsip_source_map(fd, error);
    g_autoptr(ArsipOpened) opened = g_new0(ArsipOpened, 1);
    ArsipWay way;

    if (source == NULL)
        return NULL;
    opened->media_type = arsip_identify(decoder->magic, source, &way);
    if (way == ARSIP_WAY_NONE || way == ARSIP_WAY_CONTAINER) {
        opened->sort = way == ARSIP_WAY_NONE ? ARSIP_SORT_UNSUPPORTED : ARSIP_SORT_CONTAINER;
        return g_steal_pointer(&opened);
    }
    opened->n_pages = count_pages(way, source, error);
    return opened->n_pages > 0 ? g_steal_pointer(&opened) : NULL;
}

static gboolean
take_source(ArsipDecoder *decoder, int fd, const char *key, GError **error)
{
    if (key != NULL && g_strcmp0(key, decoder->key) == 0 && decoder->source != NULL)
        return TRUE;
    forget(decoder);
    decoder->source = arsip_source_map(fd, error);
    if (decoder->source == NULL)
        return FALSE;
    g_autofree char *type = arsip_identify(decoder->magic, decoder->source, &decoder->way);
    decoder->key = g_strdup(key);
    if (decoder->way == ARSIP_WAY_NONE || decoder->way == ARSIP_WAY_CONTAINER) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED,
                    _("files of the type %s have no pages to read"), type);
        return FALSE;
    }
    if (decoder->way == ARSIP_WAY_PDF)
        decoder->pdf = arsip_pdf_open(decoder->source, error);
    return decoder->way != ARSIP_WAY_PDF || decoder->pdf != NULL;
}

static ArsipReading *
read_picture(ArsipDecoder *decoder, ArsipPicture *taken, GError **error)
{
    g_autoptr(ArsipPicture) picture = taken;

    if (picture == NULL || !arsip_decoder_warm(decoder, error))
        return NULL;
    return arsip_recognise_picture(decoder->engine, picture, error);
}

static ArsipReading *
read_pdf(ArsipDecoder *decoder, guint number, GError **error)
{
    GError *failure = NULL;
    ArsipReading *reading = arsip_pdf_read_layer(decoder->pdf, number, &failure);

    if (failure != NULL)
        g_propagate_error(error, failure);
    if (reading != NULL || failure != NULL)
        return reading;
    return read_picture(decoder, arsip_pdf_picture(decoder->pdf, number, error), error);
}

ArsipReading *
arsip_decoder_read(ArsipDecoder *decoder, int fd, const char *key, guint number, GError **error)
{
    ArsipReading *reading;

    if (!take_source(decoder, fd, key, error)) {
        forget(decoder);
        return NULL;
    }
    if (decoder->way == ARSIP_WAY_PLAIN)
        reading = arsip_plain_read(decoder->source, number, error);
    else if (decoder->way == ARSIP_WAY_PDF)
        reading = read_pdf(decoder, number, error);
    else
        reading = read_picture(decoder, arsip_image_decode(decoder->source, number, error), error);
    if (decoder->key == NULL)
        forget(decoder);
    return reading;
}

gboolean
arsip_decoder_unpack(ArsipDecoder *decoder, int fd, int output, const ArsipUnpackLimits *limits,
                     ArsipMemberFunc each, gpointer data, GError **error)
{
    g_autoptr(ArsipSource) source = arsip_source_map(fd, error);

    if (source == NULL)
        return FALSE;
    locale_t before = uselocale(decoder->utf8);
    gboolean is_done = arsip_unpack(source, output, limits, each, data, error);
    uselocale(before);
    return is_done;
}
