/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json.h"

#include <math.h>
#include <string.h>

struct ArsipJson {
    GString *line;
    GString *closers;  /* '}' and ']' still owed, innermost last */
    gboolean is_first; /* nothing stands yet in the innermost */
};

ArsipJson *
arsip_json_new(void)
{
    ArsipJson *json = g_new0(ArsipJson, 1);

    json->line = g_string_new(NULL);
    json->closers = g_string_new(NULL);
    json->is_first = TRUE;
    return json;
}

void
arsip_json_free(ArsipJson *json)
{
    if (json == NULL)
        return;
    g_string_free(json->line, TRUE);
    g_string_free(json->closers, TRUE);
    g_free(json);
}

void
arsip_json_reset(ArsipJson *json)
{
    g_string_truncate(json->line, 0);
    g_string_truncate(json->closers, 0);
    json->is_first = TRUE;
}

/* ASCII that stands in a string of JSON as it is. */
static gboolean
is_plain(guchar byte)
{
    return byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
}

#define EACH_BYTE(byte) (G_GUINT64_CONSTANT(0x0101010101010101) * (byte))

/* Warren, Hacker's Delight, 6-1: a bit for each of eight bytes of ASCII that is below `limit`, and maybe for
 * some above the first such. */
static guint64
has_below(guint64 bytes, guint8 limit)
{
    return (bytes - EACH_BYTE(limit)) & EACH_BYTE(0x80);
}

/* Its lowest bit is that of the first of eight bytes, in the order of memory, that is not plain; 0: all are.
 * What borrows from the bytes above makes no difference to the lowest. */
static guint64
find_other(guint64 bytes)
{
    return (bytes & EACH_BYTE(0x80)) | has_below(bytes, 0x20) | has_below(bytes ^ EACH_BYTE('"'), 1) |
           has_below(bytes ^ EACH_BYTE('\\'), 1) | has_below(bytes ^ EACH_BYTE(0x7f), 1);
}

/* Up to the first that is not plain; `to` has room for all. Gives how many those are. Texts of whole pages go
 * this way, eight bytes at a time. */
static gsize
copy_plain(char *to, const char *from, gsize length)
{
    gsize n = 0;

    for (; length - n >= sizeof(guint64); n += sizeof(guint64)) {
        guint64 bytes, other;

        memcpy(&bytes, from + n, sizeof bytes);
        memcpy(to + n, &bytes, sizeof bytes);
        other = find_other(GUINT64_FROM_LE(bytes));
        if (other != 0)
            return n + (gsize)__builtin_ctzll(other) / 8;
    }
    for (; n < length && is_plain((guchar)from[n]); n++)
        to[n] = from[n];
    return n;
}

static gsize
append_plain(GString *line, const char *bytes, gsize length)
{
    gsize old = line->len, n;

    g_string_set_size(line, old + length);
    n = copy_plain(line->str + old, bytes, length);
    if (n < length)
        g_string_truncate(line, old + n);
    return n;
}

static void
append_pair(GString *line, char second)
{
    g_string_append_c(line, '\\');
    g_string_append_c(line, second);
}

/* Gives how many bytes were appended, of which the first is not plain. */
static gsize
append_other(GString *line, const char *at)
{
    guchar byte = (guchar)*at;

    if (byte == '"' || byte == '\\')
        append_pair(line, *at);
    else if (byte == '\n')
        append_pair(line, 'n');
    else if (byte == '\t')
        append_pair(line, 't');
    else if (byte < 0x20 || byte == 0x7f)
        g_string_append_printf(line, "\\u%04x", (guint)byte);
    else if (byte == 0xc2 && (guchar)at[1] < 0xa0) {
        /* C1: a terminal takes U+009B for the beginning of a command. */
        g_string_append_printf(line, "\\u%04x", (guint)(guchar)at[1]);
        return 2;
    } else
        g_string_append_c(line, *at);
    return 1;
}

static gboolean
is_ascii(const char *text, gsize length)
{
    guint64 all = 0, bytes;
    gsize at = 0;

    for (; length - at >= sizeof bytes; at += sizeof bytes) {
        memcpy(&bytes, text + at, sizeof bytes);
        all |= bytes;
    }
    for (; at < length; at++)
        all |= (guchar)text[at];
    return (all & EACH_BYTE(0x80)) == 0;
}

static void
append_escaped(GString *line, const char *value, gsize length)
{
    gboolean is_valid = is_ascii(value, length) || g_utf8_validate(value, (gssize)length, NULL);
    g_autofree char *repaired = is_valid ? NULL : g_utf8_make_valid(value, (gssize)length);
    const char *at = repaired != NULL ? repaired : value;
    const char *end = at + (repaired != NULL ? strlen(repaired) : length);

    while (at < end) {
        at += append_plain(line, at, (gsize)(end - at));
        if (at < end)
            at += append_other(line, at);
    }
}

static void
append_quoted(GString *line, const char *value)
{
    gsize length = strlen(value), n;

    g_string_append_c(line, '"');
    n = append_plain(line, value, length);
    if (n < length)
        append_escaped(line, value + n, length - n);
    g_string_append_c(line, '"');
}

static void
begin_value(ArsipJson *json, const char *key)
{
    if (!json->is_first)
        g_string_append_c(json->line, ',');
    json->is_first = FALSE;
    if (key == NULL)
        return;
    append_quoted(json->line, key);
    g_string_append_c(json->line, ':');
}

static void
begin_nest(ArsipJson *json, const char *key, char opener, char closer)
{
    begin_value(json, key);
    g_string_append_c(json->line, opener);
    g_string_append_c(json->closers, closer);
    json->is_first = TRUE;
}

void
arsip_json_object(ArsipJson *json, const char *key)
{
    begin_nest(json, key, '{', '}');
}

void
arsip_json_array(ArsipJson *json, const char *key)
{
    begin_nest(json, key, '[', ']');
}

void
arsip_json_end(ArsipJson *json)
{
    g_return_if_fail(json->closers->len > 0);
    g_string_append_c(json->line, json->closers->str[json->closers->len - 1]);
    g_string_truncate(json->closers, json->closers->len - 1);
    json->is_first = FALSE;
}

void
arsip_json_text(ArsipJson *json, const char *key, const char *value)
{
    begin_value(json, key);
    if (value == NULL)
        g_string_append(json->line, "null");
    else
        append_quoted(json->line, value);
}

void
arsip_json_base64(ArsipJson *json, const char *key, const void *bytes, gsize length)
{
    GString *line = json->line;
    gint state = 0, save = 0;
    gsize old, n;

    begin_value(json, key);
    g_string_append_c(line, '"');
    old = line->len;
    g_string_set_size(line, old + (length / 3 + 2) * 4);
    n = g_base64_encode_step(bytes, length, FALSE, line->str + old, &state, &save);
    n += g_base64_encode_close(FALSE, line->str + old + n, &state, &save);
    g_string_truncate(line, old + n);
    g_string_append_c(line, '"');
}

void
arsip_json_number(ArsipJson *json, const char *key, gint64 value)
{
    char digits[20];
    gsize at = sizeof digits;
    guint64 rest = value < 0 ? -(guint64)value : (guint64)value;

    begin_value(json, key);
    do
        digits[--at] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (value < 0)
        g_string_append_c(json->line, '-');
    for (; at < sizeof digits; at++)
        g_string_append_c(json->line, digits[at]);
}

void
arsip_json_real(ArsipJson *json, const char *key, double value, guint decimals)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE + 64];
    char format[] = "%.0f";

    begin_value(json, key);
    if (!isfinite(value)) {
        g_string_append(json->line, "null");
        return;
    }
    format[2] = (char)('0' + MIN(decimals, 9u));
    g_ascii_formatd(digits, sizeof digits, format, value);
    if (strchr(digits, '.') != NULL) {
        gsize length = strlen(digits);

        while (digits[length - 1] == '0')
            digits[--length] = '\0';
        if (digits[length - 1] == '.')
            digits[--length] = '\0';
    }
    g_string_append(json->line, strcmp(digits, "-0") == 0 ? "0" : digits);
}

void
arsip_json_truth(ArsipJson *json, const char *key, gboolean value)
{
    begin_value(json, key);
    g_string_append(json->line, value ? "true" : "false");
}

const char *
arsip_json_line(const ArsipJson *json)
{
    return json->line->str;
}

void
arsip_json_flush(ArsipJson *json, FILE *out)
{
    fwrite(json->line->str, 1, json->line->len, out);
    g_string_truncate(json->line, 0);
}
