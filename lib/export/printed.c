/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/printed.h"

#include <string.h>

#include "text/token.h"

static gboolean
has_box(const ArsipBox *box)
{
    return box->width > 0 && box->height > 0;
}

static void
widen(ArsipBox *box, const ArsipBox *by)
{
    gint32 right = MAX(box->x + box->width, by->x + by->width);
    gint32 bottom = MAX(box->y + box->height, by->y + by->height);

    if (!has_box(by))
        return;
    if (!has_box(box)) {
        *box = *by;
        return;
    }
    box->x = MIN(box->x, by->x);
    box->y = MIN(box->y, by->y);
    box->width = right - box->x;
    box->height = bottom - box->y;
}

/* What the engine said of the bytes; *next: the first of the reading's words that may touch them. */
static void
measure_word(const ArsipReading *reading, ArsipPrintedWord *word, guint *next)
{
    guint32 end = word->start + word->length;
    guint64 sum = 0, weight = 0;

    for (; *next < reading->words->len; *next += 1) {
        const ArsipWord *known = &g_array_index(reading->words, ArsipWord, *next);
        ArsipBox box = {known->x, known->y, known->width, known->height};

        if (known->start >= end)
            break;
        if (known->start + known->length <= word->start)
            continue;
        widen(&word->box, &box);
        sum += (guint64)known->confidence * known->length;
        weight += known->length;
        if (known->start + known->length > end)
            break;
    }
    word->confidence = weight > 0 ? (gint)((sum + weight / 2) / weight) : -1;
}

static gboolean
is_space(char c)
{
    return g_ascii_isspace(c);
}

static void
add_words(ArsipPrinted *printed, const char *from, const char *to, guint *next)
{
    const char *text = printed->reading->text;
    ArsipPrintedLine line = {.first = printed->words->len};

    for (const char *at = from; at < to;) {
        const char *begin = at;
        ArsipPrintedWord word = {0};

        if (is_space(*at)) {
            at++;
            continue;
        }
        while (at < to && !is_space(*at))
            at++;
        word.start = (guint32)(begin - text);
        word.length = (guint32)(at - begin);
        measure_word(printed->reading, &word, next);
        widen(&line.box, &word.box);
        g_array_append_val(printed->words, word);
    }
    line.n_words = printed->words->len - line.first;
    g_array_append_val(printed->lines, line);
}

/* The last line so far, and whether `next` goes on with its last word. */
static void
look_for_break(const ArsipPrinted *printed, const char *next, gsize length)
{
    ArsipPrintedLine *line = &g_array_index(printed->lines, ArsipPrintedLine, printed->lines->len - 1);
    const ArsipPrintedWord *last =
        &g_array_index(printed->words, ArsipPrintedWord, line->first + line->n_words - 1);
    gsize end;

    if (arsip_line_breaks_word(printed->reading->text + last->start, last->length, next, length, &end))
        line->unbroken = (guint32)end;
}

static void
add_line(ArsipPrinted *printed, const char *from, const char *to, gboolean begins_block, guint *next)
{
    ArsipPrintedBlock begun = {.first = printed->lines->len};

    if (begins_block)
        g_array_append_val(printed->blocks, begun);
    else
        look_for_break(printed, from, (gsize)(to - from));
    add_words(printed, from, to, next);
    ArsipPrintedBlock *block = &g_array_index(printed->blocks, ArsipPrintedBlock, printed->blocks->len - 1);
    block->n_lines++;
    widen(&block->box, &g_array_index(printed->lines, ArsipPrintedLine, printed->lines->len - 1).box);
}

static void
inherit_boxes(ArsipPrinted *printed)
{
    for (guint i = 0; i < printed->blocks->len; i++) {
        ArsipPrintedBlock *block = &g_array_index(printed->blocks, ArsipPrintedBlock, i);

        if (!has_box(&block->box))
            block->box = printed->box;
        for (guint j = block->first; j < block->first + block->n_lines; j++) {
            ArsipPrintedLine *line = &g_array_index(printed->lines, ArsipPrintedLine, j);

            if (!has_box(&line->box))
                line->box = block->box;
            for (guint k = line->first; k < line->first + line->n_words; k++) {
                ArsipPrintedWord *word = &g_array_index(printed->words, ArsipPrintedWord, k);

                if (!has_box(&word->box))
                    word->box = line->box;
            }
        }
    }
}

ArsipPrinted *
arsip_printed_new(const ArsipReading *reading)
{
    ArsipPrinted *printed = g_new0(ArsipPrinted, 1);
    gboolean begins_block = TRUE;
    guint next = 0;

    printed->reading = reading;
    printed->box = (ArsipBox){0, 0, reading->width, reading->height};
    printed->words = g_array_new(FALSE, FALSE, sizeof(ArsipPrintedWord));
    printed->lines = g_array_new(FALSE, FALSE, sizeof(ArsipPrintedLine));
    printed->blocks = g_array_new(FALSE, FALSE, sizeof(ArsipPrintedBlock));
    for (const char *at = reading->text; *at != '\0';) {
        const char *end = at + strcspn(at, "\n");
        const char *begin = at;

        while (begin < end && is_space(*begin))
            begin++;
        if (begin < end)
            add_line(printed, begin, end, begins_block, &next);
        begins_block = begin == end;
        at = end + (*end == '\n');
    }
    inherit_boxes(printed);
    return printed;
}

void
arsip_printed_free(ArsipPrinted *printed)
{
    if (printed == NULL)
        return;
    g_array_unref(printed->words);
    g_array_unref(printed->lines);
    g_array_unref(printed->blocks);
    g_free(printed);
}
