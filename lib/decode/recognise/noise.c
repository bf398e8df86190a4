/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/noise.h"

#include <stdlib.h>
#include <string.h>

#include "decode/known.h"

/* Lines with more words than this are text. */
#define WORDS_MAX 2u

/* In heights of the page's usual word: the letters of an emblem are larger, those of a speck smaller. */
#define TALL 1.8
#define LOW  0.35

/* A line that the engine believes more than this is kept whatever its height. */
#define CONFIDENCE_MAX 80.0

static int
compare_numbers(const void *a, const void *b)
{
    gint32 x = *(const gint32 *)a, y = *(const gint32 *)b;

    return (x > y) - (x < y);
}

static gint32
usual_height(const ArsipSeenWords *words)
{
    g_autofree gint32 *heights = g_new(gint32, words->len + 1);

    for (guint i = 0; i < words->len; i++) {
        const ArsipSeen *word = &g_array_index(words, ArsipSeen, i);
        heights[i] = word->bottom - word->top;
    }
    qsort(heights, words->len, sizeof(gint32), compare_numbers);
    return words->len > 0 ? heights[words->len / 2] : 0;
}

/* A few words as a list of their own; they stay whose they are. */
static ArsipSeenWords *
borrow(const ArsipSeenWords *words, guint first, guint end)
{
    ArsipSeenWords *some = g_array_new(FALSE, FALSE, sizeof(ArsipSeen));

    g_array_append_vals(some, &g_array_index(words, ArsipSeen, first), end - first);
    return some;
}

static gboolean
has_known_word(const ArsipSeenWords *line)
{
    return arsip_known_count(line).known > 0;
}

/* Numbers have no language; a year or an amount may stand alone in a large type. */
static gboolean
has_long_number(const ArsipSeenWords *line)
{
    for (guint i = 0; i < line->len; i++)
        if (strcspn(g_array_index(line, ArsipSeen, i).text, "0123456789") + 3 <=
                strlen(g_array_index(line, ArsipSeen, i).text) &&
            strpbrk(g_array_index(line, ArsipSeen, i).text, "0123456789") != NULL)
            return TRUE;
    return FALSE;
}

static gboolean
is_noise(const ArsipSeenWords *words, guint first, guint end, gint32 usual)
{
    gint32 tallest = 0;

    if (end - first > WORDS_MAX)
        return FALSE;
    g_autoptr(GArray) line = borrow(words, first, end);
    for (guint i = 0; i < line->len; i++) {
        const ArsipSeen *word = &g_array_index(line, ArsipSeen, i);
        tallest = MAX(tallest, word->bottom - word->top);
    }
    gboolean is_odd = tallest > TALL * usual || tallest < LOW * usual;
    return is_odd && arsip_seen_words_confidence(line) < CONFIDENCE_MAX && !has_known_word(line) &&
           !has_long_number(line);
}

/* A point that no word comes before has no meaning, whatever the engine thinks of it. */
static gboolean
is_point(const ArsipSeen *word)
{
    return strcmp(word->text, ".") == 0 || strcmp(word->text, ",") == 0 || strcmp(word->text, "\\") == 0;
}

static guint
drop(ArsipSeenWords *words, guint first, guint end)
{
    g_array_remove_range(words, first, end - first);
    return end - first;
}

guint
arsip_noise_drop(ArsipSeenWords *words)
{
    gint32 usual = usual_height(words);
    guint n = 0;

    for (guint end = words->len; end > 0;) {
        guint first = end - 1;
        guint32 line = g_array_index(words, ArsipSeen, first).line;
        while (first > 0 && g_array_index(words, ArsipSeen, first - 1).line == line)
            first--;
        if (is_noise(words, first, end, usual)) {
            n += drop(words, first, end);
        } else {
            for (guint i = end; i > first; i--)
                if (is_point(&g_array_index(words, ArsipSeen, i - 1)))
                    n += drop(words, i - 1, i);
        }
        end = first;
    }
    return n;
}
