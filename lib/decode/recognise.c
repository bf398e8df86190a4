/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise.h"

#include "base/i18n.h"
#include "decode/orient.h"
#include "decode/prepare.h"
#include "decode/rescue.h"

/* A page read below this is looked at a second time in another way. */
#define CONFIDENCE_DOUBTFUL 70.0

/* An upright page of any quality that can be used is read above this, one upside down below. */
#define CONFIDENCE_GOOD 80.0

/* What the engine says of words that it made out of stains. */
#define CONFIDENCE_NOISE 50.0

/* A3 at 300 dpi. On a larger sheet one look may take half a minute, and five the page's deadline. */
#define AGAIN_PIXELS_MAX 20e6

#define TURN_GAIN_MIN       1.25
#define TURN_CONFIDENCE_MIN 60.0

/* Spots of the size of letters that may lie on an empty page. */
#define LETTERS_NEGLIGIBLE 4u
#define SHARE_NEGLIGIBLE   0.001

static gboolean
set_no_memory(GError **error)
{
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_MEMORY,
                        _("there is not enough memory for this page"));
    return FALSE;
}

/* What was read with how much trust: letters count for as much as the engine believes them. */
static double
worth(const ArsipSeenWords *words)
{
    return (double)arsip_seen_words_letters(words) * arsip_seen_words_confidence(words);
}

static gboolean
is_good(const ArsipSeenWords *words)
{
    return words->len >= 3 && arsip_seen_words_confidence(words) >= CONFIDENCE_GOOD;
}

static ArsipReading *
finish(const ArsipSeenWords *words, const ArsipPrepared *prepared, const ArsipPicture *picture,
       const char *method)
{
    ArsipReading *reading = arsip_reading_new();

    reading->width = pixGetWidth(picture->pix);
    reading->height = pixGetHeight(picture->pix);
    reading->dpi = picture->dpi;
    reading->rotation = prepared->rotation;
    reading->skew = prepared->skew;
    g_free(reading->method);
    reading->method = g_strdup(method);
    arsip_order_words(words, reading);
    reading->confidence = arsip_seen_words_confidence(words);
    for (guint i = 0; i < reading->words->len; i++) {
        ArsipWord *word = &g_array_index(reading->words, ArsipWord, i);
        arsip_affine_box(&prepared->back, &word->x, &word->y, &word->width, &word->height, reading->width,
                         reading->height);
    }
    return reading;
}

/* One way of looking at the page, and what was seen so. */
typedef struct {
    ArsipPrepared *prepared;
    ArsipSeenWords *words;
    const char *method;
} Look;

static void
clear_look(Look *look)
{
    g_clear_pointer(&look->prepared, arsip_prepared_free);
    g_clear_pointer(&look->words, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Look, clear_look)

static gboolean
take_look(ArsipEngine *engine, const ArsipSheet *sheet, gint rotation, double skew, Look *look,
          GError **error)
{
    look->method = "otsu";
    look->prepared = arsip_prepare(sheet, rotation, skew);
    if (look->prepared == NULL)
        return set_no_memory(error);
    PIX *pix = look->prepared->grey != NULL ? look->prepared->grey : look->prepared->ink;
    look->words = arsip_engine_recognise(engine, pix, look->prepared->dpi, error);
    return look->words != NULL;
}

/* A page is turned only where that reads clearly better: most pages that are hard to read are upright. */
static void
keep_better(Look *best, Look *other)
{
    if (arsip_seen_words_confidence(other->words) >= TURN_CONFIDENCE_MIN &&
        worth(other->words) > TURN_GAIN_MIN * worth(best->words)) {
        Look worse = *best;
        *best = *other;
        *other = worse;
    }
}

/* Where the ink does not say where up is, the words do. */
static void
try_rotations(ArsipEngine *engine, const ArsipSheet *sheet, const ArsipStance *stance, Look *best)
{
    static const gint more[] = {180, 90, 270};

    for (gsize i = 0; i < G_N_ELEMENTS(more) && !is_good(best->words); i++) {
        g_auto(Look) other = {0};
        if (take_look(engine, sheet, (stance->rotation + more[i]) % 360, stance->skew, &other, NULL))
            keep_better(best, &other);
    }
}

/* A local threshold finds what one for the whole page loses, on stains and in shadows. */
static void
try_sauvola(ArsipEngine *engine, Look *best)
{
    g_auto(ArsipPix) ink = arsip_prepare_sauvola(best->prepared);
    ArsipSeenWords *words =
        ink != NULL ? arsip_engine_recognise(engine, ink, best->prepared->dpi, NULL) : NULL;

    if (words == NULL)
        return;
    if (worth(words) > worth(best->words)) {
        g_array_unref(best->words);
        best->words = words;
        best->method = "sauvola";
    } else {
        g_array_unref(words);
    }
}

/* No ink at all, or so little that nobody can read anything in it. */
static gboolean
is_blank(const ArsipSheet *sheet, const ArsipSeenWords *words)
{
    if (sheet->is_even || sheet->count.letters + sheet->count.large == 0)
        return TRUE;
    return words != NULL && sheet->count.letters <= LETTERS_NEGLIGIBLE && sheet->count.large == 0 &&
           sheet->count.share < SHARE_NEGLIGIBLE &&
           (words->len == 0 || arsip_seen_words_confidence(words) < CONFIDENCE_NOISE);
}

static ArsipReading *
finish_blank(const ArsipPicture *picture)
{
    ArsipReading *reading = arsip_reading_new();

    reading->width = pixGetWidth(picture->pix);
    reading->height = pixGetHeight(picture->pix);
    reading->dpi = picture->dpi;
    reading->rotation = picture->rotation;
    reading->blank = TRUE;
    g_free(reading->method);
    reading->method = g_strdup("otsu");
    return reading;
}

ArsipReading *
arsip_recognise_picture(ArsipEngine *engine, const ArsipPicture *picture, GError **error)
{
    g_autoptr(ArsipSheet) sheet = arsip_sheet_new(picture);
    g_auto(Look) look = {0};

    if (sheet == NULL)
        return set_no_memory(error), NULL;
    if (is_blank(sheet, NULL))
        return finish_blank(picture);
    ArsipStance stance = arsip_find_stance(sheet->ink, sheet->dpi, picture->rotation);
    if (!take_look(engine, sheet, stance.rotation, stance.skew, &look, error))
        return NULL;
    if (is_blank(sheet, look.words))
        return finish_blank(picture);
    if ((double)pixGetWidth(sheet->ink) * pixGetHeight(sheet->ink) > AGAIN_PIXELS_MAX)
        return finish(look.words, look.prepared, picture, look.method);
    if (!stance.is_sure && !is_good(look.words))
        try_rotations(engine, sheet, &stance, &look);
    if (arsip_seen_words_confidence(look.words) < CONFIDENCE_DOUBTFUL)
        try_sauvola(engine, &look);
    if (look.words->len > 0)
        arsip_rescue(engine, look.prepared, look.words);
    if (look.words->len == 0) {
        look.prepared->rotation = picture->rotation;
        look.prepared->skew = 0;
    }
    return finish(look.words, look.prepared, picture, look.method);
}
