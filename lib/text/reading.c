/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/reading.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "text/step.h"

/* No scanner and no rendered page goes beyond these; a message that says so is damaged. */
#define PIXELS_MAX     1000000
#define DPI_MAX        100000
#define NAME_LENGTH    32
#define SKEW_MAX       90.0
#define CONFIDENCE_MAX 100.0

ArsipReading *
arsip_reading_new(void)
{
    ArsipReading *reading = g_new0(ArsipReading, 1);

    reading->text = g_strdup("");
    reading->words = g_array_new(FALSE, TRUE, sizeof(ArsipWord));
    reading->method = g_strdup("text");
    reading->languages = g_strdup("");
    reading->known = -1;
    reading->steps = g_strdup("");
    return reading;
}

ArsipReading *
arsip_reading_copy(const ArsipReading *reading)
{
    ArsipReading *copy = g_new(ArsipReading, 1);

    *copy = *reading;
    copy->text = g_strdup(reading->text);
    copy->words = g_array_copy(reading->words);
    copy->method = g_strdup(reading->method);
    copy->languages = g_strdup(reading->languages);
    copy->steps = g_strdup(reading->steps);
    return copy;
}

void
arsip_reading_free(ArsipReading *reading)
{
    if (reading == NULL)
        return;
    g_free(reading->text);
    g_array_unref(reading->words);
    g_free(reading->method);
    g_free(reading->languages);
    g_free(reading->steps);
    g_free(reading);
}

static gboolean
has_box(const ArsipWord *word)
{
    return word->width > 0 && word->height > 0;
}

ArsipBox
arsip_reading_upright_box(const ArsipReading *reading, const ArsipWord *word)
{
    if (!has_box(word))
        return (ArsipBox){0};

    gint32 to_right = reading->width - word->x - word->width;
    gint32 to_bottom = reading->height - word->y - word->height;

    switch (reading->rotation) {
    case 90:
        return (ArsipBox){to_bottom, word->x, word->height, word->width};
    case 180:
        return (ArsipBox){to_right, to_bottom, word->width, word->height};
    case 270:
        return (ArsipBox){word->y, to_right, word->height, word->width};
    default:
        return (ArsipBox){word->x, word->y, word->width, word->height};
    }
}

/* The index of the first word that ends behind a byte. */
static guint
first_word_behind(const GArray *words, guint32 start)
{
    guint low = 0;
    guint high = words->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;
        const ArsipWord *word = &g_array_index(words, ArsipWord, middle);

        if ((guint64)word->start + word->length > start)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

gboolean
arsip_reading_box_of(const ArsipReading *reading, guint32 start, guint32 length, ArsipBox *box)
{
    guint64 end = (guint64)start + length;
    gint32 left = G_MAXINT32, top = G_MAXINT32, right = 0, bottom = 0;

    *box = (ArsipBox){0};
    for (guint i = first_word_behind(reading->words, start); i < reading->words->len; i++) {
        const ArsipWord *word = &g_array_index(reading->words, ArsipWord, i);

        if (word->start >= end)
            break;
        if (!has_box(word))
            continue;
        left = MIN(left, word->x);
        top = MIN(top, word->y);
        right = MAX(right, word->x + word->width);
        bottom = MAX(bottom, word->y + word->height);
    }
    if (right == 0)
        return FALSE;
    *box = (ArsipBox){left, top, right - left, bottom - top};
    return TRUE;
}

/* Recognisers draw boxes a pixel or two over the page's edge; the receiver would refuse those. */
static GArray *
clipped_words(const ArsipReading *reading)
{
    GArray *words = g_array_copy(reading->words);

    for (guint i = 0; i < words->len; i++) {
        ArsipWord *word = &g_array_index(words, ArsipWord, i);
        gint64 left = CLAMP((gint64)word->x, 0, reading->width);
        gint64 top = CLAMP((gint64)word->y, 0, reading->height);
        gint64 right = CLAMP((gint64)word->x + word->width, 0, reading->width);
        gint64 bottom = CLAMP((gint64)word->y + word->height, 0, reading->height);

        if (right <= left || bottom <= top)
            left = top = right = bottom = 0;
        word->x = (gint32)left;
        word->y = (gint32)top;
        word->width = (gint32)(right - left);
        word->height = (gint32)(bottom - top);
    }
    return words;
}

GVariant *
arsip_reading_to_variant(const ArsipReading *reading)
{
    g_autoptr(GArray) words = clipped_words(reading);
    g_autoptr(GBytes) blob = arsip_words_pack(words);
    GVariantDict dict;

    g_variant_dict_init(&dict, NULL);
    g_variant_dict_insert(&dict, "text", "s", reading->text);
    g_variant_dict_insert_value(&dict, "words",
                                g_variant_new_from_bytes(G_VARIANT_TYPE_BYTESTRING, blob, TRUE));
    g_variant_dict_insert(&dict, "confidence", "d", reading->confidence);
    g_variant_dict_insert(&dict, "rotation", "i", reading->rotation);
    g_variant_dict_insert(&dict, "skew", "d", reading->skew);
    g_variant_dict_insert(&dict, "width", "i", reading->width);
    g_variant_dict_insert(&dict, "height", "i", reading->height);
    g_variant_dict_insert(&dict, "dpi", "i", reading->dpi);
    g_variant_dict_insert(&dict, "blank", "b", reading->blank);
    g_variant_dict_insert(&dict, "method", "s", reading->method);
    g_variant_dict_insert(&dict, "languages", "s", reading->languages);
    g_variant_dict_insert(&dict, "known", "d", reading->known);
    g_variant_dict_insert(&dict, "steps", "s", reading->steps);
    return g_variant_dict_end(&dict);
}

static gboolean
is_method(const char *method)
{
    gsize length = strlen(method);

    return length > 0 && length <= NAME_LENGTH &&
           strspn(method, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

/* Tesseract's own names: "ind+eng", "chi_sim", "script/Latin". */
static gboolean
are_languages(const char *languages)
{
    gsize length = strlen(languages);

    return length <= NAME_LENGTH * 4 &&
           strspn(languages, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+_-/") == length;
}

static gboolean
is_in_range(double number, double least, double most)
{
    return isfinite(number) && number >= least && number <= most;
}

static gboolean
page_is_sound(const ArsipReading *reading)
{
    gboolean is_quarter = reading->rotation == 0 || reading->rotation == 90 || reading->rotation == 180 ||
                          reading->rotation == 270;

    return is_quarter && is_in_range(reading->confidence, 0, CONFIDENCE_MAX) &&
           is_in_range(reading->skew, -SKEW_MAX, SKEW_MAX) && is_in_range(reading->width, 0, PIXELS_MAX) &&
           is_in_range(reading->height, 0, PIXELS_MAX) && is_in_range(reading->dpi, 0, DPI_MAX) &&
           is_method(reading->method) && are_languages(reading->languages) &&
           is_in_range(reading->known, -1, CONFIDENCE_MAX) && arsip_steps_are_sound(reading->steps);
}

static gboolean
is_between_characters(const char *text, gsize at)
{
    return ((guchar)text[at] & 0xc0u) != 0x80u;
}

static gboolean
words_are_sound(const ArsipReading *reading)
{
    for (guint i = 0; i < reading->words->len; i++) {
        const ArsipWord *word = &g_array_index(reading->words, ArsipWord, i);

        if (!is_between_characters(reading->text, word->start) ||
            !is_between_characters(reading->text, (gsize)word->start + word->length))
            return FALSE;
        if (word->x > reading->width - word->width || word->y > reading->height - word->height)
            return FALSE;
    }
    return TRUE;
}

ArsipReading *
arsip_reading_from_variant(GVariant *variant, GError **error)
{
    g_autoptr(ArsipReading) reading = g_new0(ArsipReading, 1);
    g_autoptr(GVariant) bytes = NULL;

    reading->words = g_array_new(FALSE, TRUE, sizeof(ArsipWord));
    gboolean is_sound = g_variant_is_of_type(variant, G_VARIANT_TYPE_VARDICT) &&
                        g_variant_is_normal_form(variant) &&
                        g_variant_lookup(variant, "text", "s", &reading->text) &&
                        g_variant_lookup(variant, "words", "@ay", &bytes) &&
                        g_variant_lookup(variant, "confidence", "d", &reading->confidence) &&
                        g_variant_lookup(variant, "rotation", "i", &reading->rotation) &&
                        g_variant_lookup(variant, "skew", "d", &reading->skew) &&
                        g_variant_lookup(variant, "width", "i", &reading->width) &&
                        g_variant_lookup(variant, "height", "i", &reading->height) &&
                        g_variant_lookup(variant, "dpi", "i", &reading->dpi) &&
                        g_variant_lookup(variant, "blank", "b", &reading->blank) &&
                        g_variant_lookup(variant, "method", "s", &reading->method) &&
                        g_variant_lookup(variant, "languages", "s", &reading->languages) &&
                        g_variant_lookup(variant, "known", "d", &reading->known) &&
                        g_variant_lookup(variant, "steps", "s", &reading->steps) && page_is_sound(reading);
    if (is_sound) {
        g_autoptr(GBytes) blob = g_variant_get_data_as_bytes(bytes);
        GArray *words = arsip_words_unpack(blob, strlen(reading->text), error);

        if (words == NULL)
            return NULL;
        g_array_unref(reading->words);
        reading->words = words;
        is_sound = words_are_sound(reading);
    }
    if (!is_sound) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the reader's account of a page is damaged"));
        return NULL;
    }
    return g_steal_pointer(&reading);
}
