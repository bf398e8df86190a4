/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/told.h"

#include <math.h>

static void
append_step(const ArsipStep *step, gpointer data)
{
    g_string_append_printf(data, "%s:", step->name);
    for (guint i = 0; i < step->n_numbers; i++)
        g_string_append_printf(data, "%g,", step->numbers[i]);
}

static void
steps_come_back_in_their_order(void)
{
    g_autofree char *steps = g_strdup("");
    g_autoptr(GString) seen = g_string_new(NULL);

    arsip_steps_add(&steps, "scaled", 0.5, 300.0);
    arsip_steps_add(&steps, "inverted");
    arsip_steps_add(&steps, "border", 12.0, 0.0, 40.0, 1.0);

    g_assert_true(arsip_steps_each(steps, append_step, seen));
    g_assert_cmpstr(seen->str, ==, "scaled:0.5,300,inverted:border:12,0,40,1,");
}

static void
a_number_that_is_none_becomes_zero(void)
{
    g_autofree char *steps = g_strdup("");

    arsip_steps_add(&steps, "dpi-told", (double)NAN);

    g_assert_cmpstr(steps, ==, "dpi-told 0\n");
}

static void
lines_that_are_no_steps_are_refused(void)
{
    static const char *const bad[] = {
        "inverted",          "inverted 1\n",    "scaled 0.5\n",      "scaled 0.5 300 1\n",
        "scaled 0.5  300\n", "scaled 0.5 x\n",  "unheard-of 1\n",    "\n",
        "inverted\n\n",      " inverted\n",     "scaled nan 300\n",  "scaled inf 300\n",
        "dpi-told 1e300\n",  "inverted \n",     "scaled 0.5 300 \n", "dpi-told\t300\n",
        "border 1 2 3\n4\n", "dpi-told \n300\n"};

    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_test_message("%s", bad[i]);
        g_assert_false(arsip_steps_are_sound(bad[i]));
    }
}

static void
more_steps_than_a_page_can_have_are_refused(void)
{
    g_autoptr(GString) steps = g_string_new(NULL);

    for (guint i = 0; i < 100000; i++)
        g_string_append(steps, "inverted\n");

    g_assert_false(arsip_steps_are_sound(steps->str));
}

static void
every_step_has_a_sentence(void)
{
    for (guint i = 0; arsip_step_name(i) != NULL; i++) {
        g_test_message("%s", arsip_step_name(i));
        g_assert_true(arsip_step_has_words(arsip_step_name(i)));
    }
}

static void
append_told(const ArsipStep *step, gpointer data)
{
    g_autofree char *told = arsip_step_told(step);

    g_string_append_printf(data, "%s\n", told);
}

static void
a_sentence_has_the_numbers_in_it(void)
{
    g_autoptr(GString) told = g_string_new(NULL);

    g_assert_true(
        arsip_steps_each("skew -1.94 7\nturned 0 1\nturned 90 1\nturned 90 0\n", append_told, told));

    g_assert_cmpstr(
        told->str, ==,
        "the page was crooked by -1.9 degrees and was straightened\n"
        "the page stands upright\n"
        "the page was turned by 90 degrees clockwise: the shapes of its letters show it\n"
        "the page was turned by 90 degrees clockwise: its letters suggest it, and it reads well so\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/step/steps_come_back_in_their_order", steps_come_back_in_their_order);
    g_test_add_func("/step/a_number_that_is_none_becomes_zero", a_number_that_is_none_becomes_zero);
    g_test_add_func("/step/lines_that_are_no_steps_are_refused", lines_that_are_no_steps_are_refused);
    g_test_add_func("/step/more_steps_than_a_page_can_have_are_refused",
                    more_steps_than_a_page_can_have_are_refused);
    g_test_add_func("/step/every_step_has_a_sentence", every_step_has_a_sentence);
    g_test_add_func("/step/a_sentence_has_the_numbers_in_it", a_sentence_has_the_numbers_in_it);
    return g_test_run();
}
