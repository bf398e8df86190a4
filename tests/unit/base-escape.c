/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "base/escape.h"

static void
assert_escaped(const char *bytes, const char *expected)
{
    g_autofree char *safe = arsip_escape(bytes);

    g_assert_cmpstr(safe, ==, expected);
    g_assert_true(g_utf8_validate(safe, -1, NULL));
}

static void
plain_names_stay(void)
{
    assert_escaped("", "");
    assert_escaped("surat 005-117 Um é 印.tif", "surat 005-117 Um é 印.tif");
}

static void
nothing_reaches_a_terminal_as_a_command(void)
{
    assert_escaped("a\033[31mb", "a\\x1b[31mb");
    assert_escaped("a\302\233m", "a\\x9bm");
    assert_escaped("a\177\rb\n\tc", "a\\x7f\\x0db\\n\\tc");
    assert_escaped("gnp.\342\200\256fit", "gnp.\\u{202e}fit");
    assert_escaped("\357\273\277a\342\200\250", "\\u{feff}a\\u{2028}");
}

static void
bytes_that_are_no_utf8_are_told(void)
{
    assert_escaped("a\377b", "a\\xffb");
    assert_escaped("cut \303", "cut \\xc3");
    assert_escaped("\355\240\200", "\\xed\\xa0\\x80");
}

static void
two_names_never_look_alike(void)
{
    assert_escaped("a\\n", "a\\\\n");
    assert_escaped("a\n", "a\\n");
}

static void
text_keeps_its_lines(void)
{
    g_autofree char *safe = arsip_escape_text("a\tb\n\\c\033[2J");

    g_assert_cmpstr(safe, ==, "a\tb\n\\c\\x1b[2J");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/plain_names_stay", plain_names_stay);
    g_test_add_func("/base/nothing_reaches_a_terminal_as_a_command", nothing_reaches_a_terminal_as_a_command);
    g_test_add_func("/base/bytes_that_are_no_utf8_are_told", bytes_that_are_no_utf8_are_told);
    g_test_add_func("/base/two_names_never_look_alike", two_names_never_look_alike);
    g_test_add_func("/base/text_keeps_its_lines", text_keeps_its_lines);
    return g_test_run();
}
