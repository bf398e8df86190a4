/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "text/step.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static void
add_again(const ArsipStep *step, gpointer data)
{
    const double *number = step->numbers;

    g_assert_cmpuint(step->n_numbers, <=, ARSIP_STEP_NUMBERS);
    for (guint i = 0; i < step->n_numbers; i++)
        g_assert_true(isfinite(number[i]));
    arsip_steps_add(data, step->name, number[0], number[1], number[2], number[3]);
}

static void
count(const ArsipStep *step, gpointer data)
{
    (void)step;
    (*(guint *)data)++;
}

/* Lines that are steps can be written down again, and are as many steps then. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    g_autofree char *steps = g_strndup((const char *)data, size);
    g_autofree char *again = g_strdup("");
    guint n_steps = 0, n_again = 0;

    if (size > 10000 || !arsip_steps_are_sound(steps))
        return 0;
    g_assert_true(arsip_steps_each(steps, count, &n_steps));
    g_assert_true(arsip_steps_each(steps, add_again, &again));
    g_assert_true(arsip_steps_each(again, count, &n_again));
    g_assert_cmpuint(n_again, ==, n_steps);
    return 0;
}
