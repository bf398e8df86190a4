/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/lines.h"

#include <string.h>

/*
 * What stands in for the UTF-8 at this place; *length: the bytes that it stands in for. NULL: they are taken
 * as they are.
 */
static const char *
find_stand_in(const guint8 *at, gsize left, gsize *length)
{
    static const struct {
        const char *bytes, *stand_in;
    } special[] = {
        {"\xc2\xa0", " "},     /* no-break space */
        {"\xc2\xad", ""},      /* soft hyphen */
        {"\xe2\x80\x8b", ""},  /* zero width space */
        {"\xe2\x80\x91", "-"}, /* no-break hyphen */
        {"\xe2\x80\xa8", " "}, /* line separator */
        {"\xe2\x80\xa9", " "}, /* paragraph separator */
        {"\xef\xbb\xbf", ""},  /* byte order mark */
    };

    *length = 1;
    if (*at == '\t')
        return NULL;
    if (*at < 0x20 || *at == 0x7f)
        return *at == '\n' || *at == '\r' ? " " : "";
    if (*at != 0xc2 && *at != 0xe2 && *at != 0xef)
        return NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(special); i++) {
        *length = strlen(special[i].bytes);
        if (left >= *length && memcmp(at, special[i].bytes, *length) == 0)
            return special[i].stand_in;
    }
    *length = 2;
    gboolean is_control = left >= 2 && *at == 0xc2 && at[1] < 0xa0;
    return is_control ? "" : NULL;
}

void
arsip_lines_add(ArsipLines *lines, const char *text, gsize length)
{
    gsize from = 0;

    for (gsize at = 0; at < length; at++) {
        gsize taken = 0;
        const char *stand_in = find_stand_in((const guint8 *)text + at, length - at, &taken);

        if (stand_in == NULL)
            continue;
        g_string_append_len(lines->text, text + from, (gssize)(at - from));
        g_string_append(lines->text, stand_in);
        from = at + taken;
        at = from - 1;
    }
    g_string_append_len(lines->text, text + from, (gssize)(length - from));
}

static void
trim_open(ArsipLines *lines)
{
    gsize leading = strspn(lines->text->str + lines->open, " \t");

    g_string_erase(lines->text, (gssize)lines->open, (gssize)leading);
    while (lines->text->len > lines->open && strchr(" \t", lines->text->str[lines->text->len - 1]) != NULL)
        g_string_truncate(lines->text, lines->text->len - 1);
}

static void
close_open(ArsipLines *lines)
{
    trim_open(lines);
    if (lines->text->len == lines->open) {
        lines->has_gap = lines->open > 0;
        return;
    }
    if (lines->has_gap)
        g_string_insert_c(lines->text, (gssize)lines->open, '\n');
    lines->has_gap = FALSE;
    g_string_append_c(lines->text, '\n');
    lines->open = lines->text->len;
}

void
arsip_lines_end(ArsipLines *lines)
{
    g_autoptr(GString) aside = g_steal_pointer(&lines->aside);
    gboolean is_first = lines->open == 0;

    close_open(lines);
    if (aside == NULL)
        return;
    if (!is_first || lines->open == 0) {
        arsip_lines_append_block(lines, aside->str);
        return;
    }
    g_string_append_c(aside, '\n');
    g_string_prepend(lines->text, aside->str);
    lines->open += aside->len;
}

void
arsip_lines_end_open(ArsipLines *lines)
{
    if (lines->text->len > lines->open || lines->aside != NULL)
        arsip_lines_end(lines);
}

void
arsip_lines_gap(ArsipLines *lines)
{
    arsip_lines_end_open(lines);
    lines->has_gap = lines->open > 0;
}

void
arsip_lines_append(ArsipLines *lines, const char *text)
{
    if (*text == '\0')
        return;
    arsip_lines_end_open(lines);
    if (lines->has_gap)
        g_string_append_c(lines->text, '\n');
    lines->has_gap = FALSE;
    g_string_append(lines->text, text);
    if (!g_str_has_suffix(text, "\n"))
        g_string_append_c(lines->text, '\n');
    lines->open = lines->text->len;
}

void
arsip_lines_append_block(ArsipLines *lines, const char *text)
{
    if (*text == '\0')
        return;
    arsip_lines_gap(lines);
    arsip_lines_append(lines, text);
    arsip_lines_gap(lines);
}

void
arsip_lines_set_aside(ArsipLines *lines, const char *text)
{
    if (*text == '\0')
        return;
    if (lines->aside == NULL)
        lines->aside = g_string_new(NULL);
    else
        g_string_append_c(lines->aside, '\n');
    g_string_append(lines->aside, text);
}
