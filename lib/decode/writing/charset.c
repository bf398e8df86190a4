/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/charset.h"

#include <errno.h>
#include <string.h>

/* No charset's name is longer (IANA: 40 characters). */
#define NAME_BYTES_MAX 63

#define NO_CHARACTER 0xfffd

static gboolean
find_mark(const guint8 *data, gsize size, ArsipCharset *charset)
{
    static const struct {
        const char *mark;
        gsize length;
        ArsipCharset charset;
    } marks[] = {
        {"\xff\xfe\0\0", 4, ARSIP_CHARSET_UTF32_LITTLE},
        {"\0\0\xfe\xff", 4, ARSIP_CHARSET_UTF32_BIG},
        {"\xff\xfe", 2, ARSIP_CHARSET_UTF16_LITTLE},
        {"\xfe\xff", 2, ARSIP_CHARSET_UTF16_BIG},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
        if (size < marks[i].length || memcmp(data, marks[i].mark, marks[i].length) != 0)
            continue;
        *charset = marks[i].charset;
        return TRUE;
    }
    return FALSE;
}

static gsize
length_to_zero(const guint8 *data, gsize size)
{
    const guint8 *zero = memchr(data, 0, size);

    return zero != NULL ? (gsize)(zero - data) : size;
}

/* Zeros are no characters, but stand in texts where a program has failed to write. */
static gboolean
is_utf8(const guint8 *data, gsize size)
{
    for (gsize from = 0; from < size;) {
        gsize length = length_to_zero(data + from, size - from);
        if (!g_utf8_validate_len((const char *)data + from, length, NULL))
            return FALSE;
        from += length + 1;
    }
    return TRUE;
}

/* Text of our scripts in UTF-16 has a zero in nearly every unit. */
ArsipCharset
arsip_charset_find(const guint8 *data, gsize size)
{
    gsize looked_at = MIN(size, 4096) & ~(gsize)1, zeros[2] = {0, 0};
    ArsipCharset charset = ARSIP_CHARSET_UTF8;

    if (find_mark(data, size, &charset))
        return charset;
    for (gsize i = 0; i < looked_at; i++)
        zeros[i & 1] += data[i] == 0 ? 1 : 0;
    if (zeros[1] * 4 > looked_at && zeros[0] == 0)
        return ARSIP_CHARSET_UTF16_LITTLE;
    if (zeros[0] * 4 > looked_at && zeros[1] == 0)
        return ARSIP_CHARSET_UTF16_BIG;
    return is_utf8(data, size) ? ARSIP_CHARSET_UTF8 : ARSIP_CHARSET_WINDOWS;
}

guint
arsip_charset_unit(ArsipCharset charset)
{
    switch (charset) {
    case ARSIP_CHARSET_UTF16_LITTLE:
    case ARSIP_CHARSET_UTF16_BIG:
        return 2;
    case ARSIP_CHARSET_UTF32_LITTLE:
    case ARSIP_CHARSET_UTF32_BIG:
        return 4;
    case ARSIP_CHARSET_UTF8:
    case ARSIP_CHARSET_WINDOWS:
        break;
    }
    return 1;
}

guint32
arsip_charset_unit_at(const guint8 *at, ArsipCharset charset)
{
    guint length = arsip_charset_unit(charset);
    gboolean is_big = charset == ARSIP_CHARSET_UTF16_BIG || charset == ARSIP_CHARSET_UTF32_BIG;
    guint32 unit = 0;

    for (guint i = 0; i < length; i++)
        unit = unit << 8 | at[is_big ? i : length - 1 - i];
    return unit;
}

static void
append_character(GString *text, gunichar c)
{
    if (c != 0xfeff && c != 0)
        g_string_append_unichar(text, g_unichar_validate(c) ? c : NO_CHARACTER);
}

static void
append_utf16(GString *text, const guint8 *data, gsize size, ArsipCharset charset)
{
    for (gsize i = 0; i + 1 < size; i += 2) {
        gunichar c = arsip_charset_unit_at(data + i, charset);
        gunichar low = i + 3 < size ? arsip_charset_unit_at(data + i + 2, charset) : 0;
        if (c >= 0xd800 && c < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
            c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
            i += 2;
        }
        append_character(text, c);
    }
}

static void
append_utf32(GString *text, const guint8 *data, gsize size, ArsipCharset charset)
{
    for (gsize i = 0; i + 3 < size; i += 4)
        append_character(text, arsip_charset_unit_at(data + i, charset));
}

/* Windows-1252 as the WHATWG encoding standard has it: every byte is a character. */
static void
append_windows(GString *text, const guint8 *data, gsize size)
{
    static const guint16 high[32] = {
        0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
        0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178,
    };

    for (gsize i = 0; i < size; i++) {
        guint8 byte = data[i];
        append_character(text, byte >= 0x80 && byte < 0xa0 ? high[byte - 0x80] : byte);
    }
}

/* A mark at its beginning goes when it is made tidy. */
static void
append_utf8(GString *text, const guint8 *data, gsize size)
{
    for (gsize from = 0; from < size;) {
        gsize length = length_to_zero(data + from, size - from);
        g_string_append_len(text, (const char *)data + from, (gssize)length);
        from += length + 1;
    }
}

void
arsip_charset_append(GString *text, const guint8 *data, gsize size, ArsipCharset charset)
{
    switch (charset) {
    case ARSIP_CHARSET_UTF8:
        append_utf8(text, data, size);
        break;
    case ARSIP_CHARSET_UTF16_LITTLE:
    case ARSIP_CHARSET_UTF16_BIG:
        append_utf16(text, data, size, charset);
        break;
    case ARSIP_CHARSET_UTF32_LITTLE:
    case ARSIP_CHARSET_UTF32_BIG:
        append_utf32(text, data, size, charset);
        break;
    case ARSIP_CHARSET_WINDOWS:
        append_windows(text, data, size);
        break;
    }
}

static void
append_converted(GString *text, GIConv converter, const guint8 *data, gsize size)
{
    char *in = (char *)data;
    char buffer[16384];

    while (size > 0) {
        char *out = buffer;
        gsize room = sizeof buffer;
        gboolean is_stuck = g_iconv(converter, &in, &size, &out, &room) == (gsize)-1 && errno != E2BIG;

        g_string_append_len(text, buffer, out - buffer);
        if (is_stuck) {
            g_string_append_unichar(text, NO_CHARACTER);
            in++;
            size--;
        }
    }
}

/* Only names of charsets: iconv takes more than these, such as paths and modes. */
static GIConv
open_converter(const char *name)
{
    gsize length = strlen(name);
    gboolean is_name = length > 0 && length <= NAME_BYTES_MAX &&
                       strspn(name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_.:+()") == length;

    return is_name ? g_iconv_open("UTF-8", name) : (GIConv)-1;
}

static gboolean
is_one_of(const char *name, const char *const *names)
{
    for (; *names != NULL; names++)
        if (g_ascii_strcasecmp(name, *names) == 0)
            return TRUE;
    return FALSE;
}

void
arsip_charset_append_named(GString *text, const guint8 *data, gsize size, const char *name)
{
    static const char *const windows[] = {"iso-8859-1", "iso_8859-1",   "latin1", "l1",       "us-ascii",
                                          "ascii",      "windows-1252", "cp1252", "x-cp1252", NULL};
    static const char *const guessed[] = {"utf-8", "utf8", "utf-16", "unicode", "utf-32", NULL};
    gboolean is_told = name != NULL && !is_one_of(name, guessed);
    gboolean is_windows = is_told && is_one_of(name, windows) && !is_utf8(data, size);
    GIConv converter = is_told && !is_one_of(name, windows) ? open_converter(name) : (GIConv)-1;

    if (converter != (GIConv)-1) {
        append_converted(text, converter, data, size);
        g_iconv_close(converter);
    } else {
        arsip_charset_append(text, data, size,
                             is_windows ? ARSIP_CHARSET_WINDOWS : arsip_charset_find(data, size));
    }
}
