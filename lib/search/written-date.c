/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/written-date.h"

#include <string.h>

#include "letter/date.h"

#define NAMES_MOST 6

/* As letters write them, the usual first. */
static const char *const months[12][NAMES_MOST] = {
    {"januari", "jan"},
    {"februari", "pebruari", "feb", "peb"},
    {"maret", "mar"},
    {"april", "apr"},
    {"mei"},
    {"juni", "jun"},
    {"juli", "jul"},
    {"agustus", "agust", "agt", "ags", "agu"},
    {"september", "sept", "sep"},
    {"oktober", "okt"},
    {"november", "nopember", "nov", "nop"},
    {"desember", "des"},
};

/* A number of so many digits at most; -1: it is none. */
static gint
read_number(const char *word, gsize digits_least, gsize digits_most)
{
    gsize length = strlen(word);

    if (length < digits_least || length > digits_most || strspn(word, G_CSET_DIGITS) != length)
        return -1;
    return (gint)g_ascii_strtoll(word, NULL, 10);
}

static gint
read_month(const char *word)
{
    return g_ascii_isdigit(*word) ? read_number(word, 1, 2) : arsip_month_read(word);
}

gboolean
arsip_written_date_read(const char *const *words, ArsipWrittenDate *date)
{
    gboolean is_year_first = strlen(words[0]) == 4;

    date->year = read_number(words[is_year_first ? 0 : 2], 4, 4);
    date->month = read_month(words[1]);
    date->day = read_number(words[is_year_first ? 2 : 0], 1, 2);
    return date->year >= 1900 && date->month > 0 && date->day > 0 &&
           g_date_valid_dmy((GDateDay)date->day, (GDateMonth)date->month, (GDateYear)date->year);
}

/* Up to 9999. */
static void
append_number_in_words(GString *out, gint number)
{
    static const char *const digits[] = {"",     "satu", "dua",   "tiga",    "empat",
                                         "lima", "enam", "tujuh", "delapan", "sembilan"};
    static const struct {
        gint value;
        const char *name, *once;
    } units[] = {{1000, "ribu", "seribu"}, {100, "ratus", "seratus"}, {10, "puluh", "sepuluh"}};

    for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
        gint n = number / units[i].value;

        number %= units[i].value;
        if (units[i].value == 10 && n == 1 && number > 0) {
            g_string_append_printf(out, number == 1 ? "%sbelas " : "%s belas ",
                                   number == 1 ? "se" : digits[number]);
            return;
        }
        if (n == 1)
            g_string_append_printf(out, "%s ", units[i].once);
        else if (n > 1)
            g_string_append_printf(out, "%s %s ", digits[n], units[i].name);
    }
    if (number > 0)
        g_string_append_printf(out, "%s ", digits[number % 10]);
}

static char *
in_words(const ArsipWrittenDate *date, const char *before_month, const char *before_year)
{
    GString *out = g_string_new(NULL);

    append_number_in_words(out, date->day);
    g_string_append_printf(out, "%s%s %s", before_month, months[date->month - 1][0], before_year);
    append_number_in_words(out, date->year);
    g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}

static void
add_days(GPtrArray *ways, const ArsipWrittenDate *date, const char *month)
{
    g_ptr_array_add(ways, g_strdup_printf("%d %s %d", date->day, month, date->year));
    if (date->day < 10)
        g_ptr_array_add(ways, g_strdup_printf("0%d %s %d", date->day, month, date->year));
}

GPtrArray *
arsip_written_date_ways(const ArsipWrittenDate *date)
{
    GPtrArray *ways = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *month = g_strdup_printf("%d", date->month);
    g_autofree char *filled = g_strdup_printf("%02d", date->month);

    g_ptr_array_add(ways, g_strdup_printf("%d %s %02d", date->year, filled, date->day));
    for (gsize i = 0; i < NAMES_MOST && months[date->month - 1][i] != NULL; i++)
        add_days(ways, date, months[date->month - 1][i]);
    add_days(ways, date, filled);
    if (date->month < 10)
        add_days(ways, date, month);
    g_ptr_array_add(ways, in_words(date, "bulan ", "tahun "));
    g_ptr_array_add(ways, in_words(date, "", ""));
    return ways;
}
