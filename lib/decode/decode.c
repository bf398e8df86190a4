/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/decode.h"

#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "decode/hold.h"
#include "decode/picture/image.h"
#include "decode/known.h"
#include "decode/mail/mail-look.h"
#include "decode/recognise/recognise.h"
#include "decode/picture/tiff-any.h"
#include "decode/container/unpack.h"
#include "text/step.h"

/* More than the fields at the head of any mail. */
#define POST_FRONT (512 * 1024)

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
    arsip_tiff_silence();
    decoder->languages = g_strdup(languages);
    decoder->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", duplocale(LC_GLOBAL_LOCALE));
    decoder->magic = arsip_magic_new(error);
    return decoder->magic != NULL ? g_steal_pointer(&decoder) : NULL;
}

void
arsip_decoder_forget(ArsipDecoder *decoder)
{
    g_clear_pointer(&decoder->pdf, arsip_pdf_free);
    g_clear_pointer(&decoder->mail, arsip_mail_free);
    g_clear_pointer(&decoder->plain, arsip_plain_free);
    g_clear_pointer(&decoder->writing, arsip_writing_free);
    g_clear_pointer(&decoder->source, arsip_source_unmap);
    g_clear_pointer(&decoder->media_type, g_free);
    g_clear_pointer(&decoder->key, g_free);
}

void
arsip_decoder_free(ArsipDecoder *decoder)
{
    if (decoder == NULL)
        return;
    arsip_decoder_forget(decoder);
    arsip_engine_free(decoder->engine);
    arsip_magic_free(decoder->magic);
    if (decoder->utf8 != (locale_t)0)
        freelocale(decoder->utf8);
    g_strfreev(decoder->passwords);
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

static gboolean
have_same(const char *const *a, const char *const *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return g_strv_equal(a, b);
}

void
arsip_decoder_set_passwords(ArsipDecoder *decoder, const char *const *passwords)
{
    if (have_same(arsip_decoder_passwords(decoder), passwords))
        return;
    arsip_decoder_forget(decoder);
    g_strfreev(decoder->passwords);
    decoder->passwords = g_strdupv((char **)passwords);
}

const char *const *
arsip_decoder_passwords(const ArsipDecoder *decoder)
{
    return (const char *const *)decoder->passwords;
}

/* FALSE: it cannot be opened as what it is. */
static gboolean
open_source(ArsipDecoder *decoder, GError **error)
{
    switch (decoder->way) {
    case ARSIP_WAY_PDF:
        decoder->pdf = arsip_pdf_open(decoder->source, arsip_decoder_passwords(decoder), error);
        return decoder->pdf != NULL;
    case ARSIP_WAY_MAIL:
        decoder->mail = arsip_mail_open(decoder->source, error);
        return decoder->mail != NULL;
    case ARSIP_WAY_PLAIN:
        decoder->plain = arsip_plain_open(decoder->source);
        return TRUE;
    case ARSIP_WAY_OFFICE:
    case ARSIP_WAY_HTML:
    case ARSIP_WAY_XML:
        decoder->writing = arsip_writing_open(decoder->source, decoder->way, error);
        return decoder->writing != NULL;
    case ARSIP_WAY_IMAGE:
    case ARSIP_WAY_NONE:
    case ARSIP_WAY_CONTAINER:
    case ARSIP_WAY_MAILBOX:
        break;
    }
    return TRUE;
}

gboolean
arsip_decoder_take(ArsipDecoder *decoder, int fd, const char *key, GError **error)
{
    if (key != NULL && g_strcmp0(key, decoder->key) == 0 && decoder->source != NULL)
        return TRUE;
    arsip_decoder_forget(decoder);
    decoder->source = arsip_source_map(fd, error);
    if (decoder->source == NULL)
        return FALSE;
    decoder->media_type = arsip_identify(decoder->magic, decoder->source, &decoder->way);
    if (!open_source(decoder, error)) {
        arsip_decoder_forget(decoder);
        return FALSE;
    }
    decoder->key = g_strdup(key);
    return TRUE;
}

static guint
count_pages(const ArsipDecoder *decoder, GError **error)
{
    switch (decoder->way) {
    case ARSIP_WAY_IMAGE:
        return arsip_image_count(decoder->source, error);
    case ARSIP_WAY_PDF:
        return arsip_pdf_count(decoder->pdf);
    case ARSIP_WAY_PLAIN:
        return arsip_plain_count(decoder->plain);
    case ARSIP_WAY_OFFICE:
    case ARSIP_WAY_HTML:
    case ARSIP_WAY_XML:
        return arsip_writing_count(decoder->writing);
    case ARSIP_WAY_MAIL:
        return 1;
    case ARSIP_WAY_NONE:
    case ARSIP_WAY_CONTAINER:
    case ARSIP_WAY_MAILBOX:
        break;
    }
    return 0;
}

ArsipOpened *
arsip_decoder_open(ArsipDecoder *decoder, int fd, const char *key, GError **error)
{
    g_autoptr(ArsipOpened) opened = g_new0(ArsipOpened, 1);

    if (!arsip_decoder_take(decoder, fd, key, error))
        return NULL;
    opened->media_type = g_strdup(decoder->media_type);
    if (decoder->way == ARSIP_WAY_NONE)
        opened->sort = ARSIP_SORT_UNSUPPORTED;
    else if (decoder->way == ARSIP_WAY_CONTAINER || decoder->way == ARSIP_WAY_MAILBOX)
        opened->sort = ARSIP_SORT_CONTAINER;
    else
        opened->n_pages = count_pages(decoder, error);
    opened->has_members = decoder->mail != NULL && arsip_mail_has_members(decoder->mail);
    gboolean is_sound = opened->sort != ARSIP_SORT_PAGES || opened->n_pages > 0;
    if (!is_sound || decoder->key == NULL)
        arsip_decoder_forget(decoder);
    return is_sound ? g_steal_pointer(&opened) : NULL;
}

/* What was done before the reading began stands before what was done while it lasted. */
static void
precede(ArsipReading *reading, const char *steps)
{
    char *all = g_strconcat(steps != NULL ? steps : "", reading->steps, NULL);

    g_free(reading->steps);
    reading->steps = all;
}

static ArsipReading *
read_picture(ArsipDecoder *decoder, ArsipPicture *taken, GError **error)
{
    g_autoptr(ArsipPicture) picture = taken;

    if (picture == NULL || !arsip_decoder_warm(decoder, error))
        return NULL;
    ArsipReading *reading = arsip_recognise_picture(decoder->engine, picture, error);
    if (reading == NULL)
        return NULL;
    g_free(reading->languages);
    reading->languages = g_strdup(decoder->languages);
    precede(reading, picture->steps);
    return reading;
}

/* A layer that is doubted is kept where recognition brings no more, and where the page cannot be recognised.
 */
static ArsipReading *
read_doubtful(ArsipDecoder *decoder, guint number, ArsipReading *taken)
{
    g_autoptr(ArsipReading) layer = taken;
    g_autoptr(GError) failure = NULL;
    gboolean is_scan = arsip_pdf_is_scan(decoder->pdf, number);
    g_autoptr(ArsipReading) recognised =
        read_picture(decoder, arsip_pdf_picture(decoder->pdf, number, &failure), &failure);

    if (recognised == NULL)
        return g_steal_pointer(&layer);
    if (!arsip_layer_is_better(layer, recognised, is_scan)) {
        precede(recognised, layer->steps);
        return g_steal_pointer(&recognised);
    }
    arsip_steps_add(&layer->steps, "layer-kept", recognised->confidence,
                    arsip_known_share_of_text(recognised->text));
    return g_steal_pointer(&layer);
}

static ArsipReading *
read_pdf(ArsipDecoder *decoder, guint number, GError **error)
{
    GError *failure = NULL;
    ArsipLayerVerdict verdict = ARSIP_LAYER_BAD;
    g_autoptr(ArsipReading) layer = arsip_pdf_read_layer(decoder->pdf, number, &verdict, &failure);

    if (failure != NULL) {
        g_propagate_error(error, failure);
        return NULL;
    }
    if (layer != NULL && verdict == ARSIP_LAYER_GOOD)
        return g_steal_pointer(&layer);
    if (layer != NULL && verdict == ARSIP_LAYER_DOUBTFUL)
        return read_doubtful(decoder, number, g_steal_pointer(&layer));
    ArsipReading *recognised = read_picture(decoder, arsip_pdf_picture(decoder->pdf, number, error), error);
    if (recognised != NULL && layer != NULL)
        precede(recognised, layer->steps);
    return recognised;
}

static ArsipReading *
read_writing(ArsipDecoder *decoder, guint number, GError **error)
{
    GError *failure = NULL;
    ArsipReading *reading = arsip_writing_read(decoder->writing, number, &failure);

    if (failure != NULL)
        g_propagate_error(error, failure);
    if (reading != NULL || failure != NULL)
        return reading;
    return read_picture(decoder, arsip_writing_picture(decoder->writing, number, error), error);
}

static ArsipReading *
read_page(ArsipDecoder *decoder, guint number, GError **error)
{
    switch (decoder->way) {
    case ARSIP_WAY_IMAGE:
        return read_picture(decoder, arsip_image_decode(decoder->source, number, error), error);
    case ARSIP_WAY_PDF:
        return read_pdf(decoder, number, error);
    case ARSIP_WAY_PLAIN:
        return arsip_plain_read(decoder->plain, number, error);
    case ARSIP_WAY_OFFICE:
    case ARSIP_WAY_HTML:
    case ARSIP_WAY_XML:
        return read_writing(decoder, number, error);
    case ARSIP_WAY_MAIL:
        return arsip_mail_read(decoder->mail, number, error);
    case ARSIP_WAY_NONE:
    case ARSIP_WAY_CONTAINER:
    case ARSIP_WAY_MAILBOX:
        break;
    }
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED, _("files of the type %s have no pages to read"),
                decoder->media_type);
    return NULL;
}

ArsipReading *
arsip_decoder_read(ArsipDecoder *decoder, int fd, const char *key, guint number, GError **error)
{
    if (!arsip_decoder_take(decoder, fd, key, error))
        return NULL;
    ArsipReading *reading = read_page(decoder, number, error);
    if (decoder->key == NULL)
        arsip_decoder_forget(decoder);
    return reading;
}

/* A look at its front: an archive may be larger than what can be mapped. */
static ArsipPost
look_for_post(int fd)
{
    g_autofree guint8 *front = g_malloc(POST_FRONT);
    ssize_t length = pread(fd, front, POST_FRONT, 0);
    const ArsipSource source = {.data = front, .size = length > 0 ? (gsize)length : 0};

    return arsip_mail_look(&source, NULL);
}

static gboolean
unpack_post(ArsipDecoder *decoder, int fd, int output, const ArsipUnpackLimits *limits, ArsipMemberFunc each,
            gpointer data, GError **error)
{
    gboolean is_done = FALSE;

    if (!arsip_decoder_take(decoder, fd, NULL, error))
        return FALSE;
    if (decoder->mail != NULL)
        is_done = arsip_mail_unpack(decoder->mail, output, limits, each, data, error);
    else
        is_done = arsip_mailbox_unpack(decoder->source, output, limits, each, data, error);
    arsip_decoder_forget(decoder);
    return is_done;
}

gboolean
arsip_decoder_unpack(ArsipDecoder *decoder, int fd, int output, const ArsipUnpackLimits *limits,
                     ArsipMemberFunc each, gpointer data, GError **error)
{
    if (look_for_post(fd) != ARSIP_POST_NONE)
        return unpack_post(decoder, fd, output, limits, each, data, error);
    locale_t before = uselocale(decoder->utf8);
    gboolean is_done = arsip_unpack(fd, output, limits, arsip_decoder_passwords(decoder), each, data, error);
    uselocale(before);
    return is_done;
}
