/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/plain.h"

#include <string.h>

#include "base/i18n.h"

/* A text is held in memory three times while it is made ready. */
#define BYTES_MAX (64u * 1024 * 1024)

typedef enum { ENCODING_UTF8, ENCODING_UTF16_LITTLE, ENCODING_UTF16_BIG, ENCODING_WINDOWS } Encoding;

/* Text of our scripts in UTF-16 has a zero in nearly every unit. */
static Encoding
find_encoding(const ArsipSource *source)
{
    gsize looked_at = MIN(source->size, 4096) & ~(gsize)1, zeros[2] = {0, 0};

    if (source->size >= 2 && memcmp(source->data, "\xff\xfe", 2) == 0)
        return ENCODING_UTF16_LITTLE;
    if (source->size >= 2 && memcmp(source->data, "\xfe\xff", 2) == 0)
        return ENCODING_UTF16_BIG;
    for (gsize i = 0; i < looked_at; i++)
        zeros[i & 1] += source->data[i] == 0 ? 1 : 0;
    if (zeros[1] * 4 > looked_at && zeros[0] == 0)
        return ENCODING_UTF16_LITTLE;
    if (zeros[0] * 4 > looked_at && zeros[1] == 0)
        return ENCODING_UTF16_BIG;
    return g_utf8_validate_len((const char *)source->data, source->size, NULL) ? ENCODING_UTF8
                                                                               : ENCODING_WINDOWS;
}

static guint
unit_at(const guint8 *at, Encoding encoding)
{
    return encoding == ENCODING_UTF16_BIG ? (guint)at[0] << 8 | at[1] : (guint)at[1] << 8 | at[0];
}

static void
append_utf16(GString *text, const guint8 *data, gsize size, Encoding encoding)
{
    for (gsize i = 0; i + 1 < size; i += 2) {
        gunichar c = unit_at(data + i, encoding);
        gunichar low = i + 3 < size ? unit_at(data + i + 2, encoding) : 0;
        if (c >= 0xd800 && c < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
            c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
            i += 2;
        }
        if (c != 0xfeff && c != 0)
            g_string_append_unichar(text, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
    }
}

/* Windows-1252 as the WHATWG encoding standard has it: every byte is a character. */
void
arsip_plain_append_windows(GString *text, const guint8 *data, gsize size)
{
    static const guint16 high[32] = {
        0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
        0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178,
    };

    for (gsize i = 0; i < size; i++) {
        guint8 byte = data[i];
        if (byte != 0)
            g_string_append_unichar(text, byte >= 0x80 && byte < 0xa0 ? high[byte - 0x80] : byte);
    }
}

static gboolean
is_form_feed(const ArsipSource *source, Encoding encoding, gsize at)
{
    if (encoding == ENCODING_UTF16_LITTLE || encoding == ENCODING_UTF16_BIG)
        return at + 1 < source->size && unit_at(source->data + at, encoding) == '\f';
    return source->data[at] == '\f';
}

/* Where page `number` begins and ends; the number of the last page where it is asked for one beyond. */
static guint
find_page(const ArsipSource *source, Encoding encoding, guint number, gsize *from, gsize *to)
{
    gsize step = encoding == ENCODING_UTF16_LITTLE || encoding == ENCODING_UTF16_BIG ? 2 : 1;
    guint page = 1;

    *from = 0;
    for (gsize at = 0; at < source->size; at += step) {
        /* A feed at the very end closes the last page; it opens no other. */
        if (!is_form_feed(source, encoding, at) || at + step >= source->size)
            continue;
        *to = at;
        if (page == number)
            return page;
        page++;
        *from = at + step;
    }
    *to = source->size;
    return page;
}

guint
arsip_plain_count(const ArsipSource *source)
{
    gsize from, to;

    return find_page(source, find_encoding(source), G_MAXUINT, &from, &to);
}

/* Control characters, which no reader shows, go. */
char *
arsip_plain_tidy(const GString *text)
{
    g_autoptr(GString) tidy = g_string_sized_new(text->len + 1);

    for (const char *at = text->str; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c == '\r')
            g_string_append_c(tidy, '\n');
        if (c == '\r' && at[1] == '\n')
            at++;
        if (c == '\n' || c == '\t' || (c != 0xfeff && !g_unichar_iscntrl(c)))
            g_string_append_unichar(tidy, c);
    }
    if (tidy->len > 0 && tidy->str[tidy->len - 1] != '\n')
        g_string_append_c(tidy, '\n');
    return g_utf8_normalize(tidy->str, (gssize)tidy->len, G_NORMALIZE_DEFAULT_COMPOSE);
}

ArsipReading *
arsip_plain_read(const ArsipSource *source, guint number, GError **error)
{
    Encoding encoding = find_encoding(source);
    gsize from, to;

    if (find_page(source, encoding, number, &from, &to) != number) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND, _("the text has no page %u"), number);
        return NULL;
    }
    if (to - from > BYTES_MAX) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT, _("the text is too long: at most %u MB are read"),
                    BYTES_MAX / (1024 * 1024));
        return NULL;
    }
    g_autoptr(GString) text = g_string_sized_new(to - from);
    if (encoding == ENCODING_UTF8)
        g_string_append_len(text, (const char *)source->data + from, (gssize)(to - from));
    else if (encoding == ENCODING_WINDOWS)
        arsip_plain_append_windows(text, source->data + from, to - from);
    else
        append_utf16(text, source->data + from, to - from, encoding);
    g_autoptr(ArsipReading) reading = arsip_reading_new();
    g_free(reading->text);
    reading->text = arsip_plain_tidy(text);
    reading->blank = reading->text[strspn(reading->text, " \t\n")] == '\0';
    reading->confidence = reading->blank ? 0 : 100;
    return g_steal_pointer(&reading);
}
