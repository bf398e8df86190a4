/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/reading.h"

#include "base/i18n.h"
#include "text/words-first.h"

/*
 * The blob: a version byte, then half bytes, the high one first. A number is its bits in threes, the lowest
 * first, each in a half byte with 8 added where more follow; a difference is zigzag-coded. First the number
 * of words, then of each word what it differs in from the one before: length * 4 + the bytes between: 0 one,
 * 1 two, 2 none, 3 as the next number tells (after 3) bytes between * 2, and 1 more where words have boxes
 * from here on, or have none any more confidence box: left edge from the right edge of the box before · lower
 * edge · width from what so many letters took before · height On a line of print most of these fit into two
 * half bytes: a word costs 5 to 6 bytes (version 1: 8).
 */
#define VERSION 2

#define GROUP_BITS  3u
#define MORE_FOLLOW 8u
#define GROUPS_MAX  11u
#define GAP_ONE     0u
#define GAP_TWO     1u
#define GAP_NONE    2u
#define GAP_TOLD    3u

/* A width that letters take is guessed within this; no scanner goes beyond. */
#define GUESS_MAX 1000000

typedef struct {
    GByteArray *bytes;
    gboolean is_half; /* the last byte's low half is free */
} Sink;

typedef struct {
    const guint8 *bytes;
    gsize halves, at; /* in half bytes */
    gboolean is_broken;
} Source;

/* The word before, as far as the next is told by it. */
typedef struct {
    guint32 end, length;
    guint8 confidence;
    gboolean has_box;
    gint64 right, bottom, width, height;
} Before;

static void
put_half(Sink *sink, guint half)
{
    guint8 byte = (guint8)(half << 4);

    if (sink->is_half)
        sink->bytes->data[sink->bytes->len - 1] |= (guint8)half;
    else
        g_byte_array_append(sink->bytes, &byte, 1);
    sink->is_half = !sink->is_half;
}

static void
put_number(Sink *sink, guint64 number)
{
    for (; number >= MORE_FOLLOW; number >>= GROUP_BITS)
        put_half(sink, (guint)(number & (MORE_FOLLOW - 1)) | MORE_FOLLOW);
    put_half(sink, (guint)number);
}

static void
put_difference(Sink *sink, gint64 difference)
{
    put_number(sink, ((guint64)difference << 1) ^ (difference < 0 ? G_MAXUINT64 : 0));
}

/* What is beyond 33 bits breaks the source, and so does its end. */
static guint64
take_number(Source *source)
{
    guint64 number = 0;

    for (guint i = 0; i < GROUPS_MAX && source->at < source->halves; i++) {
        guint8 byte = source->bytes[source->at / 2];
        guint half = source->at % 2 == 0 ? byte >> 4 : byte & 0xfu;

        source->at++;
        number |= (guint64)(half & (MORE_FOLLOW - 1)) << (GROUP_BITS * i);
        if (half < MORE_FOLLOW)
            return number;
    }
    source->is_broken = TRUE;
    return 0;
}

static gint64
take_difference(Source *source)
{
    guint64 zigzag = take_number(source);

    return (gint64)(zigzag >> 1) ^ -(gint64)(zigzag & 1);
}

static gint64
guess_width(const Before *before, guint32 length)
{
    return before->length > 0 ? MIN(before->width * length / before->length, GUESS_MAX) : 0;
}

static void
remember(Before *before, const ArsipWord *word)
{
    before->end = word->start + word->length;
    before->length = word->length;
    before->confidence = word->confidence;
    if (!before->has_box)
        return;
    before->right = (gint64)word->x + word->width;
    before->bottom = (gint64)word->y + word->height;
    before->width = word->width;
    before->height = word->height;
}

static void
put_word(Sink *sink, const ArsipWord *word, Before *before)
{
    gboolean has_box = word->x >= 0 && word->y >= 0 && word->width > 0 && word->height > 0;
    guint32 gap = word->start - before->end;
    guint code = gap == 1 ? GAP_ONE : gap == 2 ? GAP_TWO : gap == 0 ? GAP_NONE : GAP_TOLD;
    ArsipWord known = *word;

    known.confidence = MIN(word->confidence, 100);
    if (has_box != before->has_box)
        code = GAP_TOLD;
    put_number(sink, (guint64)word->length * 4 + code);
    if (code == GAP_TOLD)
        put_number(sink, (guint64)gap * 2 + (has_box != before->has_box ? 1 : 0));
    put_difference(sink, (gint64)known.confidence - before->confidence);
    before->has_box = has_box;
    if (has_box) {
        put_difference(sink, word->x - before->right);
        put_difference(sink, (gint64)word->y + word->height - before->bottom);
        put_difference(sink, word->width - guess_width(before, word->length));
        put_difference(sink, word->height - before->height);
    }
    remember(before, &known);
}

GBytes *
arsip_words_pack(const GArray *words)
{
    Sink sink = {g_byte_array_sized_new(8 + words->len * 6), FALSE};
    const guint8 version = VERSION;
    Before before = {0};

    g_byte_array_append(sink.bytes, &version, 1);
    put_number(&sink, words->len);
    for (guint i = 0; i < words->len; i++)
        put_word(&sink, &g_array_index(words, ArsipWord, i), &before);
    return g_byte_array_free_to_bytes(sink.bytes);
}

static gboolean
take_box(Source *source, ArsipWord *word, const Before *before)
{
    gint64 x = before->right + take_difference(source);
    gint64 bottom = before->bottom + take_difference(source);
    gint64 width = guess_width(before, word->length) + take_difference(source);
    gint64 height = before->height + take_difference(source);

    if (x < 0 || width <= 0 || height <= 0 || bottom < height || x + width > G_MAXINT32 ||
        bottom > G_MAXINT32)
        return FALSE;
    word->x = (gint32)x;
    word->y = (gint32)(bottom - height);
    word->width = (gint32)width;
    word->height = (gint32)height;
    return TRUE;
}

static gboolean
take_word(Source *source, gsize text_length, Before *before, ArsipWord *word)
{
    static const guint gaps[] = {[GAP_ONE] = 1, [GAP_TWO] = 2, [GAP_NONE] = 0};
    guint64 told = take_number(source);
    guint64 length = told / 4;
    guint64 gap = told % 4 == GAP_TOLD ? take_number(source) : 0;
    gint64 confidence = before->confidence + take_difference(source);

    if (told % 4 == GAP_TOLD)
        before->has_box = before->has_box != (gap % 2 == 1);
    gap = told % 4 == GAP_TOLD ? gap / 2 : gaps[told % 4];
    guint64 end = before->end + gap + length;
    if (source->is_broken || length == 0 || end > text_length || end > G_MAXUINT32 || confidence < 0 ||
        confidence > 100)
        return FALSE;
    word->start = (guint32)(end - length);
    word->length = (guint32)length;
    word->confidence = (guint8)confidence;
    if (before->has_box && !take_box(source, word, before))
        return FALSE;
    remember(before, word);
    return !source->is_broken;
}

/* The half byte that may be left over is empty. */
static gboolean
is_at_end(const Source *source)
{
    if (source->at + 1 < source->halves)
        return FALSE;
    return source->at == source->halves || (source->bytes[source->at / 2] & 0xfu) == 0;
}

static GArray *
unpack(const guint8 *bytes, gsize size, gsize text_length)
{
    Source source = {bytes, size * 2, 0, FALSE};
    guint64 count = take_number(&source);
    g_autoptr(GArray) words = g_array_new(FALSE, TRUE, sizeof(ArsipWord));
    Before before = {0};

    for (guint64 i = 0; i < count; i++) {
        ArsipWord word = {0};

        if (!take_word(&source, text_length, &before, &word))
            return NULL;
        g_array_append_val(words, word);
    }
    return !source.is_broken && is_at_end(&source) ? g_steal_pointer(&words) : NULL;
}

GArray *
arsip_words_unpack(GBytes *blob, gsize text_length, GError **error)
{
    gsize size;
    const guint8 *bytes = g_bytes_get_data(blob, &size);
    GArray *words = NULL;

    if (size > 0 && bytes[0] == VERSION)
        words = unpack(bytes + 1, size - 1, text_length);
    else if (size > 0 && bytes[0] == ARSIP_WORDS_FIRST)
        words = arsip_words_unpack_first(bytes + 1, size - 1, text_length);
    if (words == NULL)
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the list of a page's words is damaged"));
    return words;
}
