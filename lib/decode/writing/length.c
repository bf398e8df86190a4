/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/length.h"

#include <string.h>

#define EMU_PER_CM   360000.0
#define A4_AREA      (21.0 * 29.7)
#define LONGEST_SIDE 1000.0

static double
make_sound(double length)
{
    return length > 0 && length < LONGEST_SIDE ? length : 0;
}

double
arsip_length_of_emu(const char *text)
{
    return text != NULL ? make_sound(g_ascii_strtod(text, NULL) / EMU_PER_CM) : 0;
}

double
arsip_length_of_text(const char *text)
{
    static const struct {
        const char *unit;
        double cm;
    } units[] = {{"cm", 1},         {"mm", 0.1},      {"in", 2.54},
                 {"pt", 2.54 / 72}, {"pc", 2.54 / 6}, {"px", 2.54 / 96}};
    char *end = NULL;

    if (text == NULL)
        return 0;
    double number = g_ascii_strtod(text, &end);
    for (gsize i = 0; i < G_N_ELEMENTS(units); i++)
        if (g_str_has_prefix(end, units[i].unit))
            return make_sound(number * units[i].cm);
    return 0;
}

double
arsip_length_of_style(const char *style, const char *name)
{
    g_auto(GStrv) rules = g_strsplit(style, ";", -1);

    for (guint i = 0; rules[i] != NULL; i++) {
        const char *rule = g_strstrip(rules[i]);
        gsize length = strlen(name);
        if (strncmp(rule, name, length) == 0 && rule[length] == ':')
            return arsip_length_of_text(rule + length + 1);
    }
    return 0;
}

double
arsip_length_share(double width, double height)
{
    return MIN(width * height / A4_AREA, 1.0);
}
