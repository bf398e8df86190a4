/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_STEP_H
#define ARSIP_TEXT_STEP_H

#include <glib.h>

/*
 * What was done with a page before and while it was read: one step a line, in the order in which they
 * happened, a name and its numbers parted by spaces ("scaled 0.5 300"). The names, how many numbers each
 * has and what they mean stand in the table in step.c. Kept with the reading (reading.h), so that
 * `arsip show --explain-page` can tell it years later: a name is never given another meaning.
 */
#define ARSIP_STEP_NUMBERS 4

typedef struct {
    const char *name; /* of the table */
    guint n_numbers;
    double numbers[ARSIP_STEP_NUMBERS];
} ArsipStep;

/*
 * Adds a step to the lines of *steps, which is made longer. The numbers are doubles, as many as the table has
 * for that name. A programmer's mistake (no such name) ends the program.
 */
void arsip_steps_add(char **steps, const char *name, ...);

/* Calls visit for each step. FALSE where a line is none: then nothing was called for it and what follows. */
typedef void (*ArsipStepVisit)(const ArsipStep *step, gpointer data);
gboolean arsip_steps_each(const char *steps, ArsipStepVisit visit, gpointer data);

/* The names of the table, for whoever has something for each of them: NULL beyond the last. */
const char *arsip_step_name(guint index);

/* Whether every line is a step of the table with its numbers, and there are not too many of them. */
gboolean arsip_steps_are_sound(const char *steps);

#endif
