/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/xml.h"

#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

/* The production Char of XML 1.0 has neither most control characters nor these. */
static gboolean
is_forbidden(gunichar c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xfffe || c == 0xffff;
}

static gboolean
is_hidden(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);

    return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_LINE_SEPARATOR ||
           type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

static void
append_character(GString *xml, gunichar c)
{
    if (is_forbidden(c))
        g_string_append(xml, REPLACEMENT);
    else if (strchr("&<>\"'", (int)MIN(c, 0x7f)) != NULL || is_hidden(c))
        g_string_append_printf(xml, "&#x%X;", c);
    else
        g_string_append_unichar(xml, c);
}

/* ASCII that stands for itself. */
static gboolean
is_plain(char c)
{
    return c >= 0x20 && c < 0x7f && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
}

void
arsip_xml_append(GString *xml, const char *text, gssize length)
{
    const char *end = text + (length < 0 ? strlen(text) : (gsize)length);

    while (text < end) {
        const char *from = text;
        gunichar c;

        while (text < end && is_plain(*text))
            text++;
        g_string_append_len(xml, from, text - from);
        if (text == end)
            return;
        c = g_utf8_get_char_validated(text, end - text);

        if (c == (gunichar)-1 || c == (gunichar)-2 || c == 0) {
            g_string_append(xml, REPLACEMENT);
            text++;
            continue;
        }
        append_character(xml, c);
        text = g_utf8_next_char(text);
    }
}
