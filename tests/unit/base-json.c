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

/* Texts are looked at sixteen bytes at a time. */
static void
each_character_is_quoted_wherever_it_stands(void)
{
    for (guint byte = 1; byte < 0x80; byte++)
        for (guint before = 0; before < 18; before++) {
            g_autofree char *text =
                g_strdup_printf("%.*s%cpada pukul sepuluh", (int)before, "mengharap kehadiran", (int)byte);
            g_autofree char *alone = byte == '\n'                  ? g_strdup("\\n")
                                     : byte == '\t'                ? g_strdup("\\t")
                                     : byte == '"' || byte == '\\' ? g_strdup_printf("\\%c", (int)byte)
                                     : byte < 0x20 || byte == 0x7f ? g_strdup_printf("\\u%04x", byte)
                                                                   : g_strdup_printf("%c", (int)byte);
            g_autofree char *expected =
                g_strdup_printf("\"%.*s%spada pukul sepuluh\"", (int)before, "mengharap kehadiran", alone);

            assert_text(text, expected);
        }
    assert_text("Sérénité à l’Élysée \"dé\302\233jà\"", "\"Sérénité à l’Élysée \\\"dé\\u009bjà\\\"\"");
}

static void
bytes_are_written_as_base64(void)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_array(json, NULL);
    arsip_json_base64(json, NULL, "", 0);
    arsip_json_base64(json, NULL, "a", 1);
    arsip_json_base64(json, NULL, "abcd\0\377", 6);
    arsip_json_end(json);

    g_assert_cmpstr(arsip_json_line(json), ==, "[\"\",\"YQ==\",\"YWJjZAD/\"]");
}

static void
whole_numbers_have_all_their_digits(void)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_array(json, NULL);
    arsip_json_number(json, NULL, 0);
    arsip_json_number(json, NULL, -7);
    arsip_json_number(json, NULL, G_MAXINT64);
    arsip_json_number(json, NULL, G_MININT64);
    arsip_json_end(json);

    g_assert_cmpstr(arsip_json_line(json), ==, "[0,-7,9223372036854775807,-9223372036854775808]");
}

static void
keys_that_others_chose_are_quoted(void)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number_text(json, "cost", -12);
    arsip_json_named_text(json, "a\"b\n", "c");
    arsip_json_named_text(json, "d", "e");
    arsip_json_named_text(json, "f", NULL);
    arsip_json_end(json);

    g_assert_cmpstr(arsip_json_line(json), ==,
                    "{\"cost\":\"-12\",\"a\\\"b\\n\":\"c\",\"d\":\"e\",\"f\":null}");
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
    g_test_add_func("/base/each_character_is_quoted_wherever_it_stands",
                    each_character_is_quoted_wherever_it_stands);
    g_test_add_func("/base/bytes_are_written_as_base64", bytes_are_written_as_base64);
    g_test_add_func("/base/whole_numbers_have_all_their_digits", whole_numbers_have_all_their_digits);
    g_test_add_func("/base/keys_that_others_chose_are_quoted", keys_that_others_chose_are_quoted);
    g_test_add_func("/base/what_is_no_utf8_is_replaced", what_is_no_utf8_is_replaced);
    g_test_add_func("/base/numbers_read_as_they_were_meant", numbers_read_as_they_were_meant);
    g_test_add_func("/base/a_reset_begins_anew", a_reset_begins_anew);
    return g_test_run();
}
