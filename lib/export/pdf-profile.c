/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/pdf-profile.h"

#include <string.h>

#include "export/big-endian.h"

#define HEADER 128u

typedef struct {
    const char *name;
    GByteArray *bytes;
} Tag;

static void
put_name(GByteArray *out, const char *name)
{
    g_byte_array_append(out, (const guint8 *)name, 4);
}

/* Numbers with 16 bits behind the point, given as they stand in the file. */
static GByteArray *
numbers(const char *type, const gint32 *values, guint n)
{
    GByteArray *out = g_byte_array_new();

    put_name(out, type);
    arsip_put_big(out, 0, 4);
    for (guint i = 0; i < n; i++)
        arsip_put_big(out, values[i], 4);
    return out;
}

/* One sentence, said to be in English. */
static GByteArray *
words(const char *ascii)
{
    GByteArray *out = g_byte_array_new();

    put_name(out, "mluc");
    arsip_put_big(out, 0, 4);
    arsip_put_big(out, 1, 4);
    arsip_put_big(out, 12, 4);
    g_byte_array_append(out, (const guint8 *)"enUS", 4);
    arsip_put_big(out, (gint64)(2 * strlen(ascii)), 4);
    arsip_put_big(out, 28, 4);
    for (const char *at = ascii; *at != '\0'; at++)
        arsip_put_big(out, *at, 2);
    return out;
}

/* Y = ((X + 0.055) / 1.055) ^ 2.4, and X / 12.92 below 0.04045: function 3 of clause 10.15. */
static GByteArray *
curve(void)
{
    static const gint32 parameters[] = {157286, 62119, 3417, 5072, 2651};
    GByteArray *out = g_byte_array_new();

    put_name(out, "para");
    arsip_put_big(out, 0, 4);
    arsip_put_big(out, 3, 2);
    arsip_put_big(out, 0, 2);
    for (guint i = 0; i < G_N_ELEMENTS(parameters); i++)
        arsip_put_big(out, parameters[i], 4);
    return out;
}

static void
put_header(GByteArray *out, guint32 size)
{
    arsip_put_big(out, size, 4);
    arsip_put_big(out, 0, 4);
    arsip_put_big(out, 0x04200000, 4);
    put_name(out, "mntr");
    put_name(out, "RGB ");
    put_name(out, "XYZ ");
    /* The first moment of the year of the specification: there is no clock in what is exported. */
    arsip_put_big(out, 2004, 2);
    arsip_put_big(out, 1, 2);
    arsip_put_big(out, 1, 2);
    arsip_put_big(out, 0, 6);
    put_name(out, "acsp");
    arsip_put_big(out, 0, 8);
    arsip_put_big(out, 0, 8);
    arsip_put_big(out, 0, 4);
    arsip_put_big(out, 0, 4);
    /* D50, under which profiles are joined */
    arsip_put_big(out, 0xf6d6, 4);
    arsip_put_big(out, 0x10000, 4);
    arsip_put_big(out, 0xd32d, 4);
    while (out->len < HEADER)
        arsip_put_big(out, 0, 1);
}

/* A tag of the same bytes as the one before it points to those. */
static GByteArray *
join(const Tag *tags, guint n)
{
    g_autoptr(GByteArray) table = g_byte_array_new();
    g_autoptr(GByteArray) data = g_byte_array_new();
    GByteArray *profile = g_byte_array_new();
    guint start = HEADER + 4 + 12 * n, at = start;

    for (guint i = 0; i < n; i++) {
        if (i == 0 || tags[i].bytes != tags[i - 1].bytes) {
            at = start + data->len;
            g_byte_array_append(data, tags[i].bytes->data, tags[i].bytes->len);
            while (data->len % 4 != 0)
                arsip_put_big(data, 0, 1);
        }
        put_name(table, tags[i].name);
        arsip_put_big(table, at, 4);
        arsip_put_big(table, tags[i].bytes->len, 4);
    }
    put_header(profile, start + data->len);
    arsip_put_big(profile, n, 4);
    g_byte_array_append(profile, table->data, table->len);
    g_byte_array_append(profile, data->data, data->len);
    return profile;
}

GByteArray *
arsip_pdf_profile_make(void)
{
    /* The three lights and the white, and how the white of day (D65) becomes that of D50 (Bradford). */
    static const gint32 red[] = {0x6fa2, 0x38f5, 0x0390}, green[] = {0x6299, 0xb785, 0x18da},
                        blue[] = {0x24a0, 0x0f84, 0xb6cf}, white[] = {0xf6d6, 0x10000, 0xd32d},
                        adaptation[] = {0x10c42, 0x05de,  -0x0ce1, 0x0793, 0xfd94,
                                        -0x0464, -0x0260, 0x03dc,  0xc06e};
    g_autoptr(GByteArray) name = words("sRGB");
    g_autoptr(GByteArray) rights = words("Public domain");
    g_autoptr(GByteArray) red_light = numbers("XYZ ", red, 3);
    g_autoptr(GByteArray) green_light = numbers("XYZ ", green, 3);
    g_autoptr(GByteArray) blue_light = numbers("XYZ ", blue, 3);
    g_autoptr(GByteArray) paper = numbers("XYZ ", white, 3);
    g_autoptr(GByteArray) adapted = numbers("sf32", adaptation, 9);
    g_autoptr(GByteArray) tone = curve();
    const Tag tags[] = {{"desc", name},      {"cprt", rights},      {"wtpt", paper},      {"chad", adapted},
                        {"rXYZ", red_light}, {"gXYZ", green_light}, {"bXYZ", blue_light}, {"rTRC", tone},
                        {"gTRC", tone},      {"bTRC", tone}};

    return join(tags, G_N_ELEMENTS(tags));
}
