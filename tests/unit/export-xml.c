/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/xml.h"

static void
assert_xml(const char *text, gssize length, const char *expected)
{
    g_autoptr(GString) xml = g_string_new(NULL);

    arsip_xml_append(xml, text, length);

    g_assert_cmpstr(xml->str, ==, expected);
}

static void
marks_are_escaped_in_text_and_attributes(void)
{
    assert_xml("a < b & c > \"d\" 'e'", -1, "a &#x3C; b &#x26; c &#x3E; &#x22;d&#x22; &#x27;e&#x27;");
    assert_xml("\xc3\xa9lan \xf0\x9f\x98\x80", -1, "\xc3\xa9lan \xf0\x9f\x98\x80");
    assert_xml("tugas", 3, "tug");
}

static void
what_a_terminal_obeys_stands_as_numbers(void)
{
    assert_xml("a\tb\nc\rd\x7f", -1, "a&#x9;b&#xA;c&#xD;d&#x7F;");
    assert_xml("\xc2\x85\xc2\xad\xe2\x80\xae\xe2\x80\xa8", -1, "&#x85;&#xAD;&#x202E;&#x2028;");
}

static void
what_xml_cannot_hold_is_replaced(void)
{
    assert_xml("a\x01\x1b[31m", -1, "a\xef\xbf\xbd\xef\xbf\xbd[31m");
    assert_xml("\xef\xbf\xbe\xef\xbf\xbf", -1, "\xef\xbf\xbd\xef\xbf\xbd");
    assert_xml("a\0b", 3,
               "a\xef\xbf\xbd"
               "b");
    assert_xml("\xff\xc3", -1, "\xef\xbf\xbd\xef\xbf\xbd");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/xml/marks_are_escaped_in_text_and_attributes",
                    marks_are_escaped_in_text_and_attributes);
    g_test_add_func("/xml/what_a_terminal_obeys_stands_as_numbers", what_a_terminal_obeys_stands_as_numbers);
    g_test_add_func("/xml/what_xml_cannot_hold_is_replaced", what_xml_cannot_hold_is_replaced);
    return g_test_run();
}
