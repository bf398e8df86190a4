/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/told.h"

#include <string.h>

#include "base/i18n.h"

#define ALWAYS 0

/*
 * {1} is the step's first number without decimals, {2.1} the second with one. A row with `number` (from 1)
 * holds only where that number has this value; the first row that holds is told.
 */
typedef struct {
    const char *name;
    guint number;
    double value;
    const char *sentence;
} Row;

static const Row rows[] = {
    {"layer", 1, -1,
     N_("the PDF's own text was taken: the page shows nothing else, and {2} percent of its letters stand in "
        "known words")},
    {"layer", ALWAYS, 0,
     N_("the PDF's own text was taken: it lies over {1} percent of the ink, and {2} percent of its letters "
        "stand in known "
        "words")},
    {"layer-refused", 1, -1,
     N_("the PDF's own text was not taken: {2} percent of its letters stand in known words")},
    {"layer-refused", ALWAYS, 0,
     N_("the PDF's own text was not taken: it lies over {1} percent of the ink, and {2} percent of its "
        "letters stand in "
        "known words")},
    {"layer-kept", ALWAYS, 0,
     N_("the page was recognised for comparison (confidence {1}, {2} percent known words), and the PDF's own "
        "text "
        "is "
        "no worse")},
    {"own-picture", ALWAYS, 0, N_("the page is one picture; it was read as it is, with {1} dpi")},
    {"rendered", ALWAYS, 0, N_("the page was drawn with {1} dpi and read from that")},
    {"exif", 2, 1, N_("the file asks for the picture to be mirrored and turned by {1} degrees clockwise")},
    {"exif", ALWAYS, 0, N_("the file asks for the picture to be turned by {1} degrees clockwise")},
    {"stretched", ALWAYS, 0,
     N_("the picture's dots are not square: it was stretched by {1.2} across and {2.2} down")},
    {"dpi-told", ALWAYS, 0, N_("the file tells its resolution: {1} dpi")},
    {"dpi-guessed", ALWAYS, 0, N_("the file does not tell its resolution; it was taken for {1} dpi")},
    {"scaled", ALWAYS, 0, N_("scaled by {1.2}, to {2} dpi, where the engine reads best")},
    {"inverted", ALWAYS, 0, N_("white writing on black: the page was inverted")},
    {"inverted-areas", ALWAYS, 0, N_("white writing on black in {1} places: they were inverted")},
    {"border", ALWAYS, 0,
     N_("dark borders were taken away (pixels): left {1}, top {2}, right {3}, bottom {4}")},
    {"evened", ALWAYS, 0, N_("uneven light was evened out: the paper was made white")},
    {"faint", ALWAYS, 0, N_("faint print, at most {1} of 255 levels darker than its paper, was made dark")},
    {"rules", ALWAYS, 0, N_("the upright rules of tables were left out: {1}")},
    {"specks", ALWAYS, 0, N_("specks were taken away: {1}")},
    {"turned", 1, 0, N_("the page stands upright")},
    {"turned", 2, 1, N_("the page was turned by {1} degrees clockwise: the shapes of its letters show it")},
    {"turned", ALWAYS, 0,
     N_("the page was turned by {1} degrees clockwise: its letters suggest it, and it reads well so")},
    {"turned-by-words", ALWAYS, 0,
     N_("the page was turned by {1} degrees clockwise: tried all ways round, it reads clearly better so")},
    {"skew", ALWAYS, 0, N_("the page was crooked by {1.1} degrees and was straightened")},
    {"read-otsu", ALWAYS, 0,
     N_("read with one threshold for the whole page: confidence {1}, {2} letters and digits")},
    {"read-sauvola", ALWAYS, 0,
     N_("read with a threshold for each place: confidence {1}, {2} letters and digits")},
    {"read-pale", ALWAYS, 0,
     N_("read with its pale writing made dark: confidence {1}, {2} letters and digits")},
    {"read-mirrored", ALWAYS, 0,
     N_("read mirrored, as what shines through from the back: confidence {1}, {2} letters and digits")},
    {"kept-otsu", ALWAYS, 0, N_("the reading with one threshold was kept")},
    {"kept-sauvola", ALWAYS, 0, N_("the reading with a threshold for each place was kept")},
    {"kept-pale", ALWAYS, 0, N_("the reading with pale writing made dark was kept")},
    {"rescued", ALWAYS, 0, N_("words found in places that the first look had passed over: {1}")},
    {"words-dropped", ALWAYS, 0,
     N_("words that emblems, signatures and specks seemed to be were left out: {1}")},
    {"words-parted", ALWAYS, 0, N_("words that had run together were parted: {1}")},
    {"stamp", ALWAYS, 0, N_("print was read under stamps in {1} places")},
    {"blank", ALWAYS, 0, N_("the page is blank: {1} millionths of it are ink")},
};

static const Row *
find_row(const char *name, const double *numbers)
{
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        const Row *row = &rows[i];
        if (g_str_equal(row->name, name) && (row->number == ALWAYS || numbers == NULL ||
                                             (gint64)numbers[row->number - 1] == (gint64)row->value))
            return row;
    }
    return NULL;
}

/* at: behind a '{'. What follows the '}', or NULL where no number is meant. */
static const char *
fill_in(const char *at, const ArsipStep *step, GString *told)
{
    char format[] = "%.0f", text[G_ASCII_DTOSTR_BUF_SIZE];
    guint which = (guint)(*at - '1');

    if (which >= step->n_numbers)
        return NULL;
    at++;
    if (at[0] == '.' && g_ascii_isdigit(at[1])) {
        format[2] = at[1];
        at += 2;
    }
    if (*at != '}')
        return NULL;
    g_string_append(told, g_ascii_formatd(text, sizeof text, format, step->numbers[which]));
    return at + 1;
}

char *
arsip_step_told(const ArsipStep *step)
{
    const Row *row = find_row(step->name, step->numbers);
    g_autoptr(GString) told = g_string_new(NULL);

    if (row == NULL)
        return g_strdup(step->name);
    for (const char *at = _(row->sentence); *at != '\0';) {
        const char *after = *at == '{' ? fill_in(at + 1, step, told) : NULL;
        if (after == NULL)
            g_string_append_c(told, *at++);
        else
            at = after;
    }
    return g_string_free(g_steal_pointer(&told), FALSE);
}

gboolean
arsip_step_has_words(const char *name)
{
    return find_row(name, NULL) != NULL;
}
