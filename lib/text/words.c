/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/reading.h"

#include "base/i18n.h"

/*
 * The blob: a version byte, the number of words, then each word as differences from the one before.
 * Numbers are LEB128, 7 bits to a byte; differences that may be negative are zigzag-coded.
 *   bytes between the end of the word before and this one's start · its length
 *   confidence, with BOX_FOLLOWS set when there is a box
 *   box: x from the right edge of the box before · y from its top · width · height less its height
 * On a line of print most differences fit into one byte, so a word costs about 8 bytes.
 */
#define WORDS_VERSION 1
#define BOX_FOLLOWS   0x80u
#define BYTES_MIN     3 /* of one word: gap, length, confidence */

typedef struct {
    gint64 right, y, height;
} LastBox;

typedef struct {
    const guint8 *at;
    const guint8 *end;
} Source;

static void
put_number(GByteArray *blob, guint32 number)
{
    guint8 bytes[5];
    guint n = 0;

    for (; number >= 0x80; number >>= 7)
        bytes[n++] = (guint8)(number | 0x80);
    bytes[n++] = (guint8)number;
    g_byte_array_append(blob, bytes, n);
}

static void
put_difference(GByteArray *blob, gint64 difference)
{
    guint64 zigzag = ((guint64)difference << 1) ^ (difference < 0 ? G_MAXUINT64 : 0);

    put_number(blob, (guint32)zigzag);
}

static gboolean
take_byte(Source *source, guint8 *byte)
{
    if (source->at == source->end)
        return FALSE;
    *byte = *source->at++;
    return TRUE;
}

static gboolean
take_number(Source *source, guint32 *number)
{
    guint64 value = 0;

    for (guint shift = 0; shift < 35; shift += 7) {
        guint8 byte;

        if (!take_byte(source, &byte))
            return FALSE;
        value |= (guint64)(byte & 0x7fu) << shift;
        if (byte < 0x80) {
            *number = (guint32)value;
            return value <= G_MAXUINT32;
        }
    }
    return FALSE;
}

static gboolean
take_difference(Source *source, gint64 *difference)
{
    guint32 zigzag;

    if (!take_number(source, &zigzag))
        return FALSE;
    *difference = (gint64)(zigzag >> 1) ^ -(gint64)(zigzag & 1);
    return TRUE;
}

static void
put_box(GByteArray *blob, const ArsipWord *word, LastBox *last)
{
    put_difference(blob, word->x - last->right);
    put_difference(blob, word->y - last->y);
    put_number(blob, (guint32)word->width);
    put_difference(blob, word->height - last->height);
    *last = (LastBox){(gint64)word->x + word->width, word->y, word->height};
}

static gboolean
take_box(Source *source, ArsipWord *word, LastBox *last)
{
    gint64 x, y, height;
    guint32 width;

    if (!take_difference(source, &x) || !take_difference(source, &y) || !take_number(source, &width) ||
        !take_difference(source, &height))
        return FALSE;
    x += last->right;
    y += last->y;
    height += last->height;
    if (x < 0 || y < 0 || width == 0 || height <= 0 || x + width > G_MAXINT32 || y + height > G_MAXINT32)
        return FALSE;
    word->x = (gint32)x;
    word->y = (gint32)y;
    word->width = (gint32)width;
    word->height = (gint32)height;
    *last = (LastBox){x + width, y, height};
    return TRUE;
}

GBytes *
arsip_words_pack(const GArray *words)
{
    GByteArray *blob = g_byte_array_sized_new(8 + words->len * 9);
    LastBox last = {0};
    guint32 end = 0;

    put_number(blob, WORDS_VERSION);
    put_number(blob, words->len);
    for (guint i = 0; i < words->len; i++) {
        const ArsipWord *word = &g_array_index(words, ArsipWord, i);
        gboolean has_box = word->x >= 0 && word->y >= 0 && word->width > 0 && word->height > 0;
        guint8 confidence = (guint8)(MIN(word->confidence, 100) | (has_box ? BOX_FOLLOWS : 0));

        put_number(blob, word->start - end);
        put_number(blob, word->length);
        g_byte_array_append(blob, &confidence, 1);
        if (has_box)
            put_box(blob, word, &last);
        end = word->start + word->length;
    }
    return g_byte_array_free_to_bytes(blob);
}

static gboolean
take_word(Source *source, gsize text_length, guint64 *end, LastBox *last, ArsipWord *word)
{
    guint32 gap, length;
    guint8 confidence;

    if (!take_number(source, &gap) || !take_number(source, &length) || !take_byte(source, &confidence))
        return FALSE;
    guint64 start = *end + gap;
    *end = start + length;
    if (length == 0 || *end > text_length || *end > G_MAXUINT32 || (confidence & 0x7fu) > 100)
        return FALSE;
    word->start = (guint32)start;
    word->length = length;
    word->confidence = confidence & 0x7fu;
    return (confidence & BOX_FOLLOWS) == 0 || take_box(source, word, last);
}

GArray *
arsip_words_unpack(GBytes *blob, gsize text_length, GError **error)
{
    gsize size;
    const guint8 *bytes = g_bytes_get_data(blob, &size);
    /* an empty blob has no address, and NULL + 0 is not defined in C17 */
    Source source = {bytes, size > 0 ? bytes + size : bytes};
    LastBox last = {0};
    guint64 end = 0;
    guint8 version;
    guint32 count;

    gboolean is_sound = take_byte(&source, &version) && version == WORDS_VERSION &&
                        take_number(&source, &count) && count <= size / BYTES_MIN;
    g_autoptr(GArray) words = g_array_sized_new(FALSE, TRUE, sizeof(ArsipWord), is_sound ? count : 0);
    for (guint i = 0; is_sound && i < count; i++) {
        ArsipWord word = {0};

        is_sound = take_word(&source, text_length, &end, &last, &word);
        g_array_append_val(words, word);
    }
    if (!is_sound || source.at != source.end) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the list of a page's words is damaged"));
        return NULL;
    }
    return g_steal_pointer(&words);
}
