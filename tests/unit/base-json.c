/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/json.h"

static void
assert_text(const char *text, const char *expected)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_text(json, NULL, text);

    g_assert_cmpstr(arsip_json_line(json), ==, expected);
}

static void
assert_real(double value, guint decimals, const char *expected)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_real(json, NULL, value, decimals);

    g_assert_cmpstr(arsip_json_line(json), ==, expected);
}

static void
a_document_nests(void)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "schema", 1);
    arsip_json_array(json, "pages");
    arsip_json_object(json, NULL);
    arsip_json_truth(json, "blank", FALSE);
    arsip_json_end(json);
    arsip_json_object(json, NULL);
    arsip_json_end(json);
    arsip_json_end(json);
    arsip_json_text(json, "hal", NULL);
    arsip_json_end(json);

    g_assert_cmpstr(arsip_json_line(json), ==,
                    "{\"schema\":1,\"pages\":[{\"blank\":false},{}],\"hal\":null}");
}

static void
a_line_is_one_line_and_no_command(void)
{
    assert_text("a\nb\tc\"d\\e", "\"a\\nb\\tc\\\"d\\\\e\"");
    assert_text("\033[2J\177\r", "\"\\u001b[2J\\u007f\\u000d\"");
    assert_text("\302\233m\302\240é", "\"\\u009bm\302\240é\"");
}

static void
what_is_no_utf8_is_replaced(void)
{
    assert_text("a\377b", "\"a\357\277\275b\"");
    assert_text("a\302", "\"a\357\277\275\"");
}

static void
numbers_read_as_they_were_meant(void)
{
    assert_real(93.1, 1, "93.1");
    assert_real(100, 1, "100");
    assert_real(-0.004, 2, "0");
    assert_real(0.125, 3, "0.125");
    assert_real((double)NAN, 1, "null");
    assert_real((double)INFINITY, 1, "null");
}

static void
a_reset_begins_anew(void)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_array(json, NULL);
    arsip_json_number(json, NULL, G_MININT64);
    arsip_json_reset(json);
    arsip_json_number(json, NULL, G_MAXINT64);

    g_assert_cmpstr(arsip_json_line(json), ==, "9223372036854775807");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/a_document_nests", a_document_nests);
    g_test_add_func("/base/a_line_is_one_line_and_no_command", a_line_is_one_line_and_no_command);
    g_test_add_func("/base/what_is_no_utf8_is_replaced", what_is_no_utf8_is_replaced);
    g_test_add_func("/base/numbers_read_as_they_were_meant", numbers_read_as_they_were_meant);
    g_test_add_func("/base/a_reset_begins_anew", a_reset_begins_anew);
    return g_test_run();
}
