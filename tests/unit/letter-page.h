/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_LETTER_PAGE_H
#define TESTS_LETTER_PAGE_H

#include "letter/letter.h"

#include <string.h>

/* Pages for letters: as text alone, or laid out with a box for each word. */

static inline ArsipReading *
page_of_text(const char *text)
{
    ArsipReading *reading = arsip_reading_new();

    g_free(reading->text);
    reading->text = g_strdup(text);
    return reading;
}

/* A letter of one page of plain text. */
static inline ArsipLetter *
letter_of(const char *text)
{
    g_autoptr(ArsipReading) reading = page_of_text(text);
    const ArsipReading *const pages[] = {reading};

    return arsip_letter_read(pages, 1);
}

/*
 * The page as `picture` shows it, a column of the picture 20 pixels wide and a line 50 high, turned by
 * `slope` (rise of a line per pixel). Its text is the engine's: where `by_column`, blocks that three spaces
 * part are read one after the other.
 */
typedef struct {
    const char *begin;
    gsize length;
    guint line, column;
} PictureWord;

static inline gboolean
is_right_block(const char *picture_line, const char *at)
{
    const char *gap = strstr(picture_line, "   ");

    return gap != NULL && gap < at;
}

static inline void
lay_words(ArsipReading *reading, GString *text, const char *picture, gboolean right, gboolean both,
          double slope)
{
    g_auto(GStrv) lines = g_strsplit(picture, "\n", -1);

    for (guint i = 0; lines[i] != NULL; i++) {
        gboolean any = FALSE;

        for (const char *at = lines[i]; *at != '\0';) {
            ArsipWord word = {.confidence = 90, .height = 28};
            gsize n = strcspn(at, " ");

            if (n > 0 && (both || is_right_block(lines[i], at) == right)) {
                if (any)
                    g_string_append_c(text, ' ');
                any = TRUE;
                word.start = (guint32)text->len;
                word.length = (guint32)n;
                word.x = (gint32)(100 + 20 * (at - lines[i]));
                word.y = (gint32)(100 + 50 * i + slope * word.x);
                word.width = (gint32)(20 * n - 4);
                g_string_append_len(text, at, (gssize)n);
                g_array_append_val(reading->words, word);
            }
            at += MAX(n, 1);
        }
        if (any)
            g_string_append_c(text, '\n');
    }
}

static inline ArsipReading *
page_of_picture(const char *picture, gboolean by_column, double slope)
{
    ArsipReading *reading = arsip_reading_new();
    g_autoptr(GString) text = g_string_new(NULL);

    reading->width = 2480;
    reading->height = 3508;
    lay_words(reading, text, picture, FALSE, !by_column, slope);
    if (by_column)
        lay_words(reading, text, picture, TRUE, FALSE, slope);
    g_free(reading->text);
    reading->text = g_strdup(text->str);
    return reading;
}

static inline ArsipLetter *
letter_laid_out(const char *picture, gboolean by_column, double slope)
{
    g_autoptr(ArsipReading) reading = page_of_picture(picture, by_column, slope);
    const ArsipReading *const pages[] = {reading};

    return arsip_letter_read(pages, 1);
}

static inline const char *
value_of(const ArsipLetter *letter, const char *name)
{
    const ArsipField *field = arsip_letter_field(letter, name);

    return field != NULL ? field->value : NULL;
}

#define assert_field(letter, name, value) g_assert_cmpstr(value_of(letter, name), ==, value)

#endif
