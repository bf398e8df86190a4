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
    json->line->len = json->closers->len = 0;
    json->is_first = TRUE;
}

/* Where the next `length` bytes go. Whoever has put them there says so: line->len; the NUL comes when
 * somebody looks. */
static char *
make_room(GString *line, gsize length)
{
    gsize len = line->len;

    if (line->allocated_len - len <= length) {
        g_string_set_size(line, len + length);
        line->len = len;
    }
    return line->str + len;
}

/* Texts of whole pages go this way: gcc and clang make of it what the processor has for many bytes at once.
 */
#define BYTES_AT_ONCE 16
typedef gint8 Bytes __attribute__((vector_size(BYTES_AT_ONCE)));

/* The first that is not ASCII which stands in a string of JSON as it is; BYTES_AT_ONCE: all are. The sign
 * makes those above 0x7f less than a space. */
static gsize
find_other(Bytes bytes)
{
    const Bytes none = {0};
    Bytes other = (Bytes)((bytes < none + 0x20) | (bytes == none + '"') | (bytes == none + '\\') |
                          (bytes == none + 0x7f));
    guint64 halves[2];

    memcpy(halves, &other, sizeof halves);
    if (halves[0] != 0)
        return (gsize)__builtin_ctzll(GUINT64_FROM_LE(halves[0])) / 8;
    return halves[1] != 0 ? 8 + (gsize)__builtin_ctzll(GUINT64_FROM_LE(halves[1])) / 8 : BYTES_AT_ONCE;
}

static gboolean
is_plain(gint8 byte)
{
    return byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f;
}

static gsize
copy_block(char *to, const char *from)
{
    Bytes bytes;

    memcpy(&bytes, from, sizeof bytes);
    memcpy(to, &bytes, sizeof bytes);
    return find_other(bytes);
}

/* As many as stand as they are; `to` has room for all. Gives how many those are. */
static gsize
copy_plain(char *to, const char *from, gsize length)
{
    gsize n = 0, last = length - BYTES_AT_ONCE;

    if (length < BYTES_AT_ONCE) {
        for (; n < length && is_plain((gint8)from[n]); n++)
            to[n] = from[n];
        return n;
    }
    for (; n < last; n += BYTES_AT_ONCE) {
        gsize plain = copy_block(to + n, from + n);

        if (plain < BYTES_AT_ONCE)
            return n + plain;
    }
    return last + copy_block(to + last, from + last);
}

static gsize
append_plain(GString *line, const char *bytes, gsize length)
{
    gsize n = copy_plain(make_room(line, length), bytes, length);

    line->len += n;
    return n;
}

static void
append_byte(GString *line, char byte)
{
    *make_room(line, 1) = byte;
    line->len++;
}

static void
append_pair(GString *line, char second)
{
    char *to = make_room(line, 2);

    to[0] = '\\';
    to[1] = second;
    line->len += 2;
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
        append_byte(line, *at);
    return 1;
}

static gboolean
is_ascii(const char *text, gsize length)
{
    guchar all = 0;

    for (gsize i = 0; i < length; i++)
        all |= (guchar)text[i];
    return all < 0x80;
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
    gsize length = strlen(value);
    char *to = make_room(line, length + 2);
    gsize n = copy_plain(to + 1, value, length);

    *to = '"';
    line->len += n + 1;
    if (n < length)
        append_escaped(line, value + n, length - n);
    append_byte(line, '"');
}

static void
begin_value(ArsipJson *json, const char *key)
{
    gsize length = key != NULL ? strlen(key) : 0;
    char *to = make_room(json->line, length + 4);

    if (!json->is_first)
        *to++ = ',';
    json->is_first = FALSE;
    if (key != NULL) {
        *to++ = '"';
        memcpy(to, key, length);
        to += length;
        *to++ = '"';
        *to++ = ':';
    }
    json->line->len = (gsize)(to - json->line->str);
}

static void
begin_nest(ArsipJson *json, const char *key, char opener, char closer)
{
    begin_value(json, key);
    append_byte(json->line, opener);
    append_byte(json->closers, closer);
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
    append_byte(json->line, json->closers->str[--json->closers->len]);
    json->is_first = FALSE;
}

static void
append_text(GString *line, const char *value)
{
    if (value == NULL)
        g_string_append(line, "null");
    else
        append_quoted(line, value);
}

void
arsip_json_text(ArsipJson *json, const char *key, const char *value)
{
    begin_value(json, key);
    append_text(json->line, value);
}

void
arsip_json_named_text(ArsipJson *json, const char *name, const char *value)
{
    begin_value(json, NULL);
    append_quoted(json->line, name);
    append_byte(json->line, ':');
    append_text(json->line, value);
}

void
arsip_json_base64(ArsipJson *json, const char *key, const void *bytes, gsize length)
{
    gint state = 0, save = 0;
    char *to;
    gsize n;

    begin_value(json, key);
    append_byte(json->line, '"');
    to = make_room(json->line, (length / 3 + 2) * 4);
    n = g_base64_encode_step(bytes, length, FALSE, to, &state, &save);
    json->line->len += n + g_base64_encode_close(FALSE, to + n, &state, &save);
    append_byte(json->line, '"');
}

static void
append_number(GString *line, gint64 value)
{
    char digits[20];
    gsize at = sizeof digits;
    guint64 rest = value < 0 ? -(guint64)value : (guint64)value;
    char *to = make_room(line, sizeof digits + 1);

    do
        digits[--at] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (value < 0)
        *to++ = '-';
    while (at < sizeof digits)
        *to++ = digits[at++];
    line->len = (gsize)(to - line->str);
}

void
arsip_json_number(ArsipJson *json, const char *key, gint64 value)
{
    begin_value(json, key);
    append_number(json->line, value);
}

void
arsip_json_number_text(ArsipJson *json, const char *key, gint64 value)
{
    begin_value(json, key);
    append_byte(json->line, '"');
    append_number(json->line, value);
    append_byte(json->line, '"');
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
    *make_room(json->line, 1) = '\0';
    return json->line->str;
}

void
arsip_json_write_line(ArsipJson *json, FILE *out)
{
    append_byte(json->line, '\n');
    arsip_json_flush(json, out);
    arsip_json_reset(json);
}

void
arsip_json_flush(ArsipJson *json, FILE *out)
{
    fwrite(json->line->str, 1, json->line->len, out);
    json->line->len = 0;
}
