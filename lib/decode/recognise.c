/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise.h"

#include "base/i18n.h"
#include "decode/orient.h"
#include "decode/prepare.h"

/* A page read below this is looked at a second time in another way. */
#define CONFIDENCE_DOUBTFUL 70.0

static gboolean
set_no_memory(GError **error)
{
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_MEMORY, _("there is not enough memory for this page"));
    return FALSE;
}

/* What was read with how much trust: letters count for as much as the engine believes them. */
static double
worth(const ArsipSeenWords *words)
{
    return (double)arsip_seen_words_letters(words) * arsip_seen_words_confidence(words);
}

static ArsipReading *
finish(const ArsipSeenWords *words, const ArsipPrepared *prepared, const ArsipPicture *picture, const char *method)
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

ArsipReading *
arsip_recognise_picture(ArsipEngine *engine, const ArsipPicture *picture, GError **error)
{
    g_autoptr(ArsipSheet) sheet = arsip_sheet_new(picture);

    if (sheet == NULL)
        return set_no_memory(error), NULL;
    ArsipStance stance = arsip_find_stance(sheet->ink, picture->rotation);
    g_autoptr(ArsipPrepared) prepared = arsip_prepare(sheet, stance.rotation, stance.skew);
    if (prepared == NULL)
        return set_no_memory(error), NULL;
    g_autoptr(ArsipSeenWords) words = arsip_engine_recognise(
        engine, prepared->grey != NULL ? prepared->grey : prepared->ink, prepared->dpi, error);
    if (words == NULL)
        return NULL;
    const char *method = "otsu";
    if (arsip_seen_words_confidence(words) < CONFIDENCE_DOUBTFUL) {
        g_auto(ArsipPix) local = arsip_prepare_sauvola(prepared);
        ArsipSeenWords *second = local != NULL ? arsip_engine_recognise(engine, local, prepared->dpi, NULL) : NULL;
        if (second != NULL && worth(second) > worth(words)) {
            g_array_unref(words);
            words = g_steal_pointer(&second);
            method = "sauvola";
        }
        g_clear_pointer(&second, g_array_unref);
    }
    return finish(words, prepared, picture, method);
}
