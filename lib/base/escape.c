/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/escape.h"

static gboolean
is_unsafe(gunichar c)
{
    gboolean is_control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    gboolean is_bidirectional = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);

    return is_control || is_bidirectional || c == 0x2028 || c == 0x2029 || c == 0xfeff;
}

/* ASCII that stands for itself, up to where there is other. */
static gsize
count_plain(const char *bytes)
{
    gsize n = 0;

    while (bytes[n] >= 0x20 && bytes[n] < 0x7f && bytes[n] != '\\')
        n++;
    return n;
}

/* One character, or a byte that is of none. Gives what follows. */
static const char *
append_other(GString *out, const char *at, gboolean keeps_lines)
{
    gunichar c = g_utf8_get_char_validated(at, -1);

    if (c == (gunichar)-1 || c == (gunichar)-2) {
        g_string_append_printf(out, "\\x%02x", (guint)(guchar)*at);
        return at + 1;
    }
    if (keeps_lines && (c == '\n' || c == '\t'))
        g_string_append_unichar(out, c);
    else if (!keeps_lines && c == '\\')
        g_string_append(out, "\\\\");
    else if (c == '\n')
        g_string_append(out, "\\n");
    else if (c == '\t')
        g_string_append(out, "\\t");
    else if (is_unsafe(c))
        g_string_append_printf(out, c < 0x100 ? "\\x%02x" : "\\u{%04x}", c);
    else
        g_string_append_unichar(out, c);
    return g_utf8_next_char(at);
}

static char *
escape(const char *bytes, gboolean keeps_lines)
{
    GString *out = g_string_sized_new(64);

    for (const char *at = bytes; *at != '\0';) {
        gsize n = count_plain(at);

        g_string_append_len(out, at, (gssize)n);
        at += n;
        if (*at != '\0')
            at = append_other(out, at, keeps_lines);
    }
    return g_string_free(out, FALSE);
}

char *
arsip_escape(const char *bytes)
{
    return escape(bytes, FALSE);
}

char *
arsip_escape_text(const char *text)
{
    return escape(text, TRUE);
}
