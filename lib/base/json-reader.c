/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json-reader.h"

#include <string.h>

ArsipJsonReader
arsip_json_reader(const char *line)
{
    return (ArsipJsonReader){.at = line, .is_first = TRUE, .has_failed = !g_utf8_validate(line, -1, NULL)};
}

static gboolean
fail(ArsipJsonReader *reader)
{
    reader->has_failed = TRUE;
    return FALSE;
}

/* Whether it stands here; then it is passed. */
static gboolean
take(ArsipJsonReader *reader, const char *words)
{
    gsize length = strlen(words);

    if (reader->has_failed || strncmp(reader->at, words, length) != 0)
        return FALSE;
    reader->at += length;
    return TRUE;
}

static gboolean
expect(ArsipJsonReader *reader, const char *words)
{
    return take(reader, words) || fail(reader);
}

static gint
read_unit(ArsipJsonReader *reader)
{
    gint unit = 0;

    for (guint i = 0; i < 4; i++) {
        gint digit = g_ascii_xdigit_value(reader->at[i]);

        if (digit < 0) {
            fail(reader);
            return 0;
        }
        unit = unit * 16 + digit;
    }
    reader->at += 4;
    return unit;
}

/* Behind \u. Beyond the first plane a character is two units of UTF-16; text holds no NUL. */
static void
read_character(ArsipJsonReader *reader, GString *text)
{
    gunichar unit = (gunichar)read_unit(reader);

    if (unit >= 0xd800 && unit < 0xdc00 && expect(reader, "\\u")) {
        gunichar low = (gunichar)read_unit(reader);

        if (low < 0xdc00 || low > 0xdfff)
            fail(reader);
        unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
    if (!reader->has_failed && unit != 0 && g_unichar_validate(unit))
        g_string_append_unichar(text, unit);
    else
        fail(reader);
}

static void
read_escape(ArsipJsonReader *reader, GString *text)
{
    static const char names[] = "\"\\/bfnrt";
    static const char meant[] = "\"\\/\b\f\n\r\t";
    const char *name = *reader->at != '\0' ? strchr(names, *reader->at) : NULL;

    if (take(reader, "u")) {
        read_character(reader, text);
    } else if (name != NULL) {
        g_string_append_c(text, meant[name - names]);
        reader->at++;
    } else {
        fail(reader);
    }
}

static char *
read_quoted(ArsipJsonReader *reader)
{
    g_autoptr(GString) text = g_string_new(NULL);

    expect(reader, "\"");
    while (!reader->has_failed && !take(reader, "\"")) {
        if ((guchar)*reader->at < 0x20)
            fail(reader);
        else if (take(reader, "\\"))
            read_escape(reader, text);
        else
            g_string_append_c(text, *reader->at++);
    }
    return reader->has_failed ? NULL : g_string_free(g_steal_pointer(&text), FALSE);
}

static void
begin_value(ArsipJsonReader *reader, const char *key)
{
    g_autofree char *found = NULL;

    if (!reader->is_first)
        expect(reader, ",");
    reader->is_first = FALSE;
    if (key == NULL || reader->has_failed)
        return;
    found = read_quoted(reader);
    if (g_strcmp0(found, key) != 0)
        fail(reader);
    expect(reader, ":");
}

void
arsip_json_read_object(ArsipJsonReader *reader, const char *key)
{
    begin_value(reader, key);
    expect(reader, "{");
    reader->is_first = TRUE;
}

void
arsip_json_read_array(ArsipJsonReader *reader, const char *key)
{
    begin_value(reader, key);
    expect(reader, "[");
    reader->is_first = TRUE;
}

gboolean
arsip_json_read_more(ArsipJsonReader *reader)
{
    if (!take(reader, "]"))
        return !reader->has_failed;
    reader->is_first = FALSE;
    return FALSE;
}

void
arsip_json_read_end(ArsipJsonReader *reader)
{
    expect(reader, "}");
    reader->is_first = FALSE;
}

char *
arsip_json_read_text(ArsipJsonReader *reader, const char *key, gboolean may_be_null)
{
    begin_value(reader, key);
    if (may_be_null && take(reader, "null"))
        return NULL;
    return read_quoted(reader);
}

/* From here to the end of a number as JSON has it: no plus, no zero before another digit, no bare point. */
static const char *
end_of_number(const char *at, gboolean may_have_fraction)
{
    at += *at == '-' ? 1 : 0;
    if (!g_ascii_isdigit(*at) || (*at == '0' && g_ascii_isdigit(at[1])))
        return NULL;
    while (g_ascii_isdigit(*at))
        at++;
    if (!may_have_fraction || *at != '.')
        return at;
    at++;
    if (!g_ascii_isdigit(*at))
        return NULL;
    while (g_ascii_isdigit(*at))
        at++;
    return at;
}

gint64
arsip_json_read_number(ArsipJsonReader *reader, const char *key, gint64 least, gint64 most)
{
    const char *end;
    g_autofree char *digits = NULL;
    gint64 number = 0;

    begin_value(reader, key);
    end = reader->has_failed ? NULL : end_of_number(reader->at, FALSE);
    digits = end != NULL ? g_strndup(reader->at, (gsize)(end - reader->at)) : NULL;
    if (digits == NULL || !g_ascii_string_to_signed(digits, 10, least, most, &number, NULL)) {
        fail(reader);
        return 0;
    }
    reader->at = end;
    return number;
}

double
arsip_json_read_real(ArsipJsonReader *reader, const char *key, double least, double most)
{
    const char *end;
    double number;

    begin_value(reader, key);
    end = reader->has_failed ? NULL : end_of_number(reader->at, TRUE);
    number = end != NULL ? g_ascii_strtod(reader->at, NULL) : 0;
    if (end == NULL || !(number >= least && number <= most)) {
        fail(reader);
        return 0;
    }
    reader->at = end;
    return number;
}

gboolean
arsip_json_read_whole(const ArsipJsonReader *reader)
{
    return !reader->has_failed && *reader->at == '\0';
}
