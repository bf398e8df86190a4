/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/sheet.h"

#include <string.h>

ArsipLine *
arsip_sheet_line(const ArsipSheet *sheet, guint i)
{
    return &g_array_index(sheet->lines, ArsipLine, i);
}

const ArsipLineWord *
arsip_line_word(const ArsipSheet *sheet, const ArsipLine *line, guint i)
{
    return &g_array_index(sheet->words, ArsipLineWord, line->first_word + i);
}

double
arsip_line_height(const ArsipLine *line)
{
    return line->has_frame ? line->frame.bottom - line->frame.top : 0;
}

guint
arsip_line_word_at(const ArsipSheet *sheet, const ArsipLine *line, guint32 at)
{
    guint low = 0, high = line->n_words;

    while (low < high) {
        guint middle = low + (high - low) / 2;
        const ArsipLineWord *word = arsip_line_word(sheet, line, middle);

        if (at < word->at + word->length)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* More blanks than anybody sets between two words of a value. */
#define COLUMN_BLANKS 4

guint32
arsip_line_column_end(const ArsipSheet *sheet, const ArsipLine *line, guint32 from)
{
    for (guint i = arsip_line_word_at(sheet, line, from) + 1; i < line->n_words && !line->has_frame; i++) {
        const ArsipLineWord *word = arsip_line_word(sheet, line, i), *before = word - 1;

        if (word->start - (before->start + before->length) >= COLUMN_BLANKS)
            return word->at - 1;
    }
    return line->length;
}

guint32
arsip_line_blanks(const ArsipSheet *sheet, const ArsipLine *line, guint32 at)
{
    const ArsipLineWord *first = arsip_line_word(sheet, line, 0), *last;
    const ArsipLineWord *word = first + MIN(arsip_line_word_at(sheet, line, at), line->n_words - 1);

    if (line->has_frame)
        return 0;
    if (line == arsip_sheet_line(sheet, 0) || line[-1].page != line->page)
        return word->start;
    last = first - 1;
    return word->start - (last->start + last->length) - 1;
}

gint
arsip_sheet_beside(const ArsipSheet *sheet, guint i)
{
    if (i + 1 >= sheet->lines->len || arsip_sheet_line(sheet, i + 1)->row != arsip_sheet_line(sheet, i)->row)
        return -1;
    return (gint)i + 1;
}

gint
arsip_sheet_below(const ArsipSheet *sheet, guint i, const ArsipFrame *column)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i);

    for (guint j = i + 1; j < sheet->lines->len; j++) {
        const ArsipLine *next = arsip_sheet_line(sheet, j);

        if (next->page != line->page)
            return -1;
        if (!line->has_frame || !next->has_frame || column == NULL)
            return (gint)j;
        if (next->row > line->row && next->frame.left < column->right && next->frame.right > column->left)
            return (gint)j;
    }
    return -1;
}

ArsipPlace
arsip_line_place(const ArsipSheet *sheet, const ArsipLine *line, guint32 from, guint32 to)
{
    ArsipPlace place = {.page = line->page};
    guint32 end = 0;

    for (guint i = arsip_line_word_at(sheet, line, from); i < line->n_words; i++) {
        const ArsipLineWord *word = arsip_line_word(sheet, line, i);
        guint32 begin = MAX(from, word->at), stop = MIN(to, word->at + word->length);

        if (word->at >= to)
            break;
        if (begin >= stop)
            continue;
        if (end == 0)
            place.start = word->start + (begin - word->at);
        end = word->start + (stop - word->at);
    }
    place.length = end - MIN(end, place.start);
    return place;
}
