/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json-reader.h"
#include "base/json.h"

static void
what_was_written_is_read_back(void)
{
    static const char text[] = "\"Undangan\" \\ rapat\n\t\x01\x7f\xc2\x9b – 𝄞";
    g_autoptr(ArsipJson) json = arsip_json_new();
    ArsipJsonReader reader;
    g_autofree char *first = NULL;
    g_autofree char *second = NULL;
    gint64 number;
    double real;

    arsip_json_object(json, NULL);
    arsip_json_text(json, "text", text);
    arsip_json_number(json, "number", G_MININT64);
    arsip_json_real(json, "real", 93.125, 3);
    arsip_json_array(json, "list");
    arsip_json_text(json, NULL, NULL);
    arsip_json_end(json);
    arsip_json_end(json);

    reader = arsip_json_reader(arsip_json_line(json));
    arsip_json_read_object(&reader, NULL);
    first = arsip_json_read_text(&reader, "text", FALSE);
    number = arsip_json_read_number(&reader, "number", G_MININT64, G_MAXINT64);
    real = arsip_json_read_real(&reader, "real", 0, 100);
    arsip_json_read_array(&reader, "list");
    g_assert_true(arsip_json_read_more(&reader));
    second = arsip_json_read_text(&reader, NULL, TRUE);
    g_assert_false(arsip_json_read_more(&reader));
    arsip_json_read_end(&reader);

    g_assert_true(arsip_json_read_whole(&reader));
    g_assert_cmpstr(first, ==, text);
    g_assert_cmpint(number, ==, G_MININT64);
    g_assert_cmpfloat(real, ==, 93.125);
    g_assert_null(second);
}

static char *
read_one(const char *line, gboolean *is_whole)
{
    ArsipJsonReader reader = arsip_json_reader(line);
    char *text = arsip_json_read_text(&reader, NULL, FALSE);

    *is_whole = arsip_json_read_whole(&reader);
    return text;
}

static void
escapes_that_others_write_are_understood(void)
{
    gboolean is_whole;
    g_autofree char *text = read_one("\"\\u0053urat \\/ \\b\\f\\r \\ud834\\udd1e\"", &is_whole);

    g_assert_true(is_whole);
    g_assert_cmpstr(text, ==, "Surat / \b\f\r 𝄞");
}

static void
what_is_no_text_of_json_is_refused(void)
{
    static const char *const lines[] = {
        "",          "\"",        "\"a",         "a",           "'a'",         "\"a\nb\"",
        "\"\\x41\"", "\"\\u12\"", "\"\\u0000\"", "\"\\ud834\"", "\"\\udd1e\"", "\"\\ud834\\u0041\"",
        "\"\xff\"",  "\"\xc3\"",  "\"a\" ",      "null",        "\"\\",        "\"\\u",
    };

    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        gboolean is_whole;

        g_free(read_one(lines[i], &is_whole));
        if (is_whole)
            g_error("%s was taken for text", lines[i]);
    }
}

static gboolean
is_number(const char *line)
{
    ArsipJsonReader reader = arsip_json_reader(line);

    arsip_json_read_number(&reader, NULL, -10, 10);
    return arsip_json_read_whole(&reader);
}

static gboolean
is_real(const char *line)
{
    ArsipJsonReader reader = arsip_json_reader(line);

    arsip_json_read_real(&reader, NULL, 0, 10);
    return arsip_json_read_whole(&reader);
}

static void
numbers_are_json_s_and_within_their_bounds(void)
{
    static const char *const bad[] = {
        "", "-", "+1", "01", "11", "-11", "1.5", "1e0", "0x1", " 1", "99999999999999999999"};
    static const char *const bad_real[] = {"", "1.", ".5", "-0.1", "10.001", "1e0", "nan", "inf", "00"};

    g_assert_true(is_number("10"));
    g_assert_true(is_number("-10"));
    g_assert_true(is_number("0"));
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
        g_assert_false(is_number(bad[i]));
    g_assert_true(is_real("10"));
    g_assert_true(is_real("0.333"));
    for (guint i = 0; i < G_N_ELEMENTS(bad_real); i++)
        g_assert_false(is_real(bad_real[i]));
}

static void
another_key_or_another_order_is_a_fault(void)
{
    static const char *const lines[] = {
        "{\"b\":1,\"a\":2}",  "{\"a\":1}",          "{\"a\":1,\"b\":2,\"c\":3}",
        "{\"a\":1 ,\"b\":2}", "{\"a\":1,\"b\":2,}", "{,\"a\":1,\"b\":2}",
        "[\"a\",1]",          "{\"a\":1,\"b\":2}}"};
    ArsipJsonReader reader = arsip_json_reader("{\"a\":1,\"b\":2}");

    for (guint i = 0; i <= G_N_ELEMENTS(lines); i++) {
        if (i > 0)
            reader = arsip_json_reader(lines[i - 1]);
        arsip_json_read_object(&reader, NULL);
        arsip_json_read_number(&reader, "a", 1, 1);
        arsip_json_read_number(&reader, "b", 2, 2);
        arsip_json_read_end(&reader);
        g_assert_cmpint(arsip_json_read_whole(&reader), ==, i == 0);
    }
}

static void
an_array_that_never_ends_does(void)
{
    static const char *const lines[] = {"[", "[1", "[1,", "[1,1", "[,1]", "[1 1]", "[1,]"};

    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        ArsipJsonReader reader = arsip_json_reader(lines[i]);

        arsip_json_read_array(&reader, NULL);
        while (arsip_json_read_more(&reader))
            arsip_json_read_number(&reader, NULL, 1, 1);
        g_assert_false(arsip_json_read_whole(&reader));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json-reader/what_was_written_is_read_back", what_was_written_is_read_back);
    g_test_add_func("/json-reader/escapes_that_others_write_are_understood",
                    escapes_that_others_write_are_understood);
    g_test_add_func("/json-reader/what_is_no_text_of_json_is_refused", what_is_no_text_of_json_is_refused);
    g_test_add_func("/json-reader/numbers_are_json_s_and_within_their_bounds",
                    numbers_are_json_s_and_within_their_bounds);
    g_test_add_func("/json-reader/another_key_or_another_order_is_a_fault",
                    another_key_or_another_order_is_a_fault);
    g_test_add_func("/json-reader/an_array_that_never_ends_does", an_array_that_never_ends_does);
    return g_test_run();
}
