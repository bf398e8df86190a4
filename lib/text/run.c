/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/run.h"

#include <string.h>

/* Of the higher of two words' height: how far apart they may stand, and how high a run may become. */
#define GAP_MOST    2.5
#define HEIGHT_MOST 1.5

/* The run that words are added to. */
typedef struct {
    const ArsipReading *reading;
    GArray *boxes;
    gboolean is_open;
    guint32 end;      /* of its last word, in the text */
    gint32 tallest;   /* of its words, upright */
    ArsipBox upright; /* round it */
    ArsipBox stored;
} Run;

static ArsipBox
join(const ArsipBox *one, const ArsipBox *other)
{
    gint32 left = MIN(one->x, other->x), top = MIN(one->y, other->y);

    return (ArsipBox){left, top, MAX(one->x + one->width, other->x + other->width) - left,
                      MAX(one->y + one->height, other->y + other->height) - top};
}

static gboolean
goes_on(const Run *run, const ArsipWord *word, const ArsipBox *upright)
{
    gint32 tallest = MAX(run->tallest, upright->height);
    gint32 gap = upright->x - (run->upright.x + run->upright.width);
    const char *between = run->reading->text + run->end;

    return run->is_open && memchr(between, '\n', word->start - run->end) == NULL &&
           ABS(gap) <= GAP_MOST * tallest && join(&run->upright, upright).height <= HEIGHT_MOST * tallest;
}

static void
close_run(Run *run)
{
    if (run->is_open)
        g_array_append_val(run->boxes, run->stored);
    run->is_open = FALSE;
}

static void
add_word(Run *run, const ArsipWord *word)
{
    ArsipBox upright = arsip_reading_upright_box(run->reading, word);
    ArsipBox stored = {word->x, word->y, word->width, word->height};

    if (goes_on(run, word, &upright)) {
        run->upright = join(&run->upright, &upright);
        run->stored = join(&run->stored, &stored);
        run->tallest = MAX(run->tallest, upright.height);
    } else {
        close_run(run);
        run->upright = upright;
        run->stored = stored;
        run->tallest = upright.height;
        run->is_open = TRUE;
    }
    run->end = word->start + word->length;
}

/* Both folded. A word that is parted at the end of its line is in the value without its hyphen. */
static gboolean
is_in_value(const ArsipReading *reading, const ArsipWord *word, const char *value)
{
    g_autofree char *folded = g_utf8_casefold(reading->text + word->start, (gssize)word->length);
    gsize length = strlen(folded);

    if (length > 1 && folded[length - 1] == '-')
        folded[length - 1] = '\0';
    return strstr(value, folded) != NULL;
}

/* Indices of those with a box. */
static GArray *
words_of(const ArsipReading *reading, guint32 start, guint32 length)
{
    GArray *words = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint i = 0; i < reading->words->len; i++) {
        const ArsipWord *word = &g_array_index(reading->words, ArsipWord, i);

        if (word->start >= (guint64)start + length)
            break;
        if ((guint64)word->start + word->length > start && word->width > 0 && word->height > 0)
            g_array_append_val(words, i);
    }
    return words;
}

static GArray *
narrow(GArray *words, const ArsipReading *reading, const char *value)
{
    g_autofree char *folded = g_utf8_casefold(value, -1);
    g_autoptr(GArray) all = words;
    g_autoptr(GArray) chosen = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint i = 0; i < all->len; i++) {
        guint index = g_array_index(all, guint, i);

        if (is_in_value(reading, &g_array_index(reading->words, ArsipWord, index), folded))
            g_array_append_val(chosen, index);
    }
    return chosen->len > 0 ? g_steal_pointer(&chosen) : g_steal_pointer(&all);
}

static gboolean
has_lines(const ArsipReading *reading, guint32 start, guint32 length)
{
    gsize size = strlen(reading->text);

    return start < size && memchr(reading->text + start, '\n', MIN(length, size - start)) != NULL;
}

GArray *
arsip_runs_find(const ArsipReading *reading, guint32 start, guint32 length, const char *value)
{
    g_autoptr(GArray) words = words_of(reading, start, length);
    Run run = {.reading = reading, .boxes = g_array_new(FALSE, FALSE, sizeof(ArsipBox))};

    if (value != NULL && has_lines(reading, start, length))
        words = narrow(g_steal_pointer(&words), reading, value);
    for (guint i = 0; i < words->len; i++)
        add_word(&run, &g_array_index(reading->words, ArsipWord, g_array_index(words, guint, i)));
    close_run(&run);
    return run.boxes;
}
