/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/words-first.h"

/*
 * The number of words, then each word as differences from the one before. Numbers are LEB128, 7 bits to a
 * byte; differences that may be negative are zigzag-coded.
 *   bytes between the end of the word before and this one's start · its length
 *   confidence, with BOX_FOLLOWS set when there is a box
 *   box: x from the right edge of the box before · y from its top · width · height less its height
 */
#define BOX_FOLLOWS 0x80u
#define BYTES_MIN   3 /* of one word: gap, length, confidence */

typedef struct {
    gint64 right, y, height;
} LastBox;

typedef struct {
    const guint8 *at;
    const guint8 *end;
} Source;

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
arsip_words_unpack_first(const guint8 *bytes, gsize size, gsize text_length)
{
    /* nothing has no address, and NULL + 0 is not defined in C17 */
    Source source = {bytes, size > 0 ? bytes + size : bytes};
    LastBox last = {0};
    guint64 end = 0;
    guint32 count;

    gboolean is_sound = take_number(&source, &count) && count <= size / BYTES_MIN;
    g_autoptr(GArray) words = g_array_sized_new(FALSE, TRUE, sizeof(ArsipWord), is_sound ? count : 0);
    for (guint i = 0; is_sound && i < count; i++) {
        ArsipWord word = {0};

        is_sound = take_word(&source, text_length, &end, &last, &word);
        g_array_append_val(words, word);
    }
    return is_sound && source.at == source.end ? g_steal_pointer(&words) : NULL;
}
