/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/step.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

/* A page has about ten; more than this no honest reader tells. */
#define STEPS_MAX 4096u

#define NUMBER_MAX 1e12

static const struct {
    const char *name;
    guint n_numbers;
} known[] = {
    /* where the picture or the text came from */
    {"layer", 2}, /* the PDF's own text: share of the ink that it covers, words known (both 0 to 100; the
                     first is -1 where the page has many words and no picture, so that nobody looked) */
    {"layer-refused", 2}, /* the same of a layer that was not taken */
    {"layer-kept", 2},    /* confidence of a recognition that was made for comparison, its words known */
    {"own-picture", 1},   /* the page's one picture, read as it is: dpi */
    {"rendered", 1},      /* drawn: dpi */
    {"exif", 2},          /* turned as the file asks: degrees clockwise; mirrored before that: 0 or 1 */
    {"stretched", 2},     /* dots made square: factor across, factor down */
    {"dpi-told", 1},
    {"dpi-guessed", 1},
    /* preparation */
    {"scaled", 2}, /* factor, dpi after it */
    {"inverted", 0},
    {"inverted-areas", 1}, /* how many */
    {"border", 4},         /* dark borders taken away, pixels of the stored page: left, top, right, bottom */
    {"evened", 0},         /* the paper made white whatever the light */
    {"faint", 1},  /* faint print made dark: levels (of 255) that it was darker than its paper at most */
    {"rules", 1},  /* upright rules of tables left out: how many */
    {"specks", 1}, /* taken away: how many */
    {"turned", 2}, /* degrees clockwise; 1: sure, 0: a guess that the words had to confirm */
    {"turned-by-words", 1}, /* degrees clockwise, found by reading */
    {"skew", 2}, /* degrees counter-clockwise that were corrected, how sure (Leptonica's measure) */
    /* reading: confidence (0 to 100), letters and digits */
    {"read-otsu", 2},
    {"read-sauvola", 2},
    {"read-pale", 2},     /* with the pale levels spread, for pale print beside dark ink */
    {"read-mirrored", 2}, /* faint print that may be a shadow of what stands on the back */
    {"kept-otsu", 0},
    {"kept-sauvola", 0},
    {"kept-pale", 0},
    {"rescued", 1},       /* words found where the first look saw none */
    {"words-dropped", 1}, /* that emblems, signatures and specks gave: how many */
    {"words-parted", 1},  /* that had run together: how many */
    {"stamp", 1},         /* places where print was read under a stamp */
    {"blank", 1},         /* share of ink, in millionths of the page */
};

static gint
find(const char *name, gsize length)
{
    for (guint i = 0; i < G_N_ELEMENTS(known); i++)
        if (strlen(known[i].name) == length && strncmp(known[i].name, name, length) == 0)
            return (gint)i;
    return -1;
}

const char *
arsip_step_name(guint index)
{
    return index < G_N_ELEMENTS(known) ? known[index].name : NULL;
}

void
arsip_steps_add(char **steps, const char *name, ...)
{
    gint which = find(name, strlen(name));
    g_autoptr(GString) lines = g_string_new(*steps);
    va_list numbers;

    g_assert(which >= 0);
    g_string_append(lines, name);
    va_start(numbers, name);
    for (guint i = 0; i < known[which].n_numbers; i++) {
        char text[G_ASCII_DTOSTR_BUF_SIZE];
        double number = va_arg(numbers, double);

        g_string_append_c(lines, ' ');
        number = isfinite(number) ? CLAMP(number, -NUMBER_MAX, NUMBER_MAX) : 0;
        g_string_append(lines, g_ascii_formatd(text, sizeof text, "%.7g", number));
    }
    va_end(numbers);
    g_string_append_c(lines, '\n');
    g_free(*steps);
    *steps = g_string_free(g_steal_pointer(&lines), FALSE);
}

/* The step of a line, which ends at a \n; NULL where it is none, else what follows the line. */
static const char *
parse_line(const char *line, ArsipStep *step)
{
    const char *end = strchr(line, '\n');
    gsize length = strcspn(line, " \n");
    gint which = end != NULL ? find(line, length) : -1;
    const char *at = line + length;

    if (which < 0)
        return NULL;
    step->name = known[which].name;
    step->n_numbers = known[which].n_numbers;
    for (guint i = 0; i < step->n_numbers; i++) {
        char *after = NULL;

        if (*at != ' ' || g_ascii_isspace(at[1]))
            return NULL;
        step->numbers[i] = g_ascii_strtod(at + 1, &after);
        if (after == at + 1 || !isfinite(step->numbers[i]) || fabs(step->numbers[i]) > NUMBER_MAX)
            return NULL;
        at = after;
    }
    return at == end ? end + 1 : NULL;
}

gboolean
arsip_steps_each(const char *steps, ArsipStepVisit visit, gpointer data)
{
    guint n_steps = 0;

    for (const char *line = steps; *line != '\0';) {
        ArsipStep step = {0};

        line = parse_line(line, &step);
        if (line == NULL || ++n_steps > STEPS_MAX)
            return FALSE;
        if (visit != NULL)
            visit(&step, data);
    }
    return TRUE;
}

gboolean
arsip_steps_are_sound(const char *steps)
{
    return arsip_steps_each(steps, NULL, NULL);
}
