/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/date.h"
#include "letter/spelling.h"

#include <stdio.h>
#include <string.h>

#define YEAR_MIN 1900
#define YEAR_MAX 2099

static gboolean
is_wordy(char c)
{
    return g_ascii_isalnum(c) || c == '|';
}

static gsize
run_length(const char *at)
{
    gsize n = 0;

    while (is_wordy(at[n]))
        n++;
    return n;
}

static const char *
skip(const char *at, const char *signs)
{
    return at + strspn(at, signs);
}

/* A run of digits, misread ones among them; -1 where it is none, or not of a length from least to most. */
static gint
read_digits(const char **at, gsize least, gsize most)
{
    gsize n = run_length(*at);
    gint value = 0;
    gboolean has_digit = FALSE;

    if (n < least || n > most)
        return -1;
    for (gsize i = 0; i < n; i++) {
        gint digit = arsip_spelling_digit((*at)[i], TRUE);

        if (digit < 0)
            return -1;
        has_digit = has_digit || g_ascii_isdigit((*at)[i]);
        value = value * 10 + digit;
    }
    if (!has_digit && n > 1)
        return -1;
    *at += n;
    return value;
}

static gint
read_year(const char **at)
{
    gsize n = run_length(*at);
    gint year = read_digits(at, n == 2 ? 2 : 4, 4);

    if (year < 0 || n == 3)
        return -1;
    if (n == 2)
        year += year < 70 ? 2000 : 1900;
    return year >= YEAR_MIN && year <= YEAR_MAX ? year : -1;
}

static gboolean
is_day(const ArsipDate *date)
{
    return date->year > 0 && date->month >= 1 && date->month <= 12 && date->day >= 1 &&
           g_date_valid_dmy((GDateDay)MIN(date->day, 99), (GDateMonth)date->month, (GDateYear)date->year);
}

/* 12-XI-2020; with slashes it would be a letter number. */
static gint
read_roman(const char **at)
{
    static const char *const months[] = {"I",   "II",   "III", "IV", "V",  "VI",
                                         "VII", "VIII", "IX",  "X",  "XI", "XII"};
    gsize n = run_length(*at);

    for (gsize i = 0; i < G_N_ELEMENTS(months); i++) {
        if (strlen(months[i]) == n && strncmp(*at, months[i], n) == 0) {
            *at += n;
            return (gint)i + 1;
        }
    }
    return -1;
}

/* 12-01-2024, 12/01/2024, 12 . 01 . 2024 */
static const char *
read_figures(const char *at, ArsipDate *date)
{
    char sign;

    date->day = read_digits(&at, 1, 2);
    at = skip(at, " ");
    sign = *at;
    if (date->day < 0 || sign == '\0' || strchr("-/.", sign) == NULL)
        return NULL;
    at = skip(at + 1, " ");
    date->month = sign == '-' && g_ascii_isupper(*at) ? read_roman(&at) : read_digits(&at, 1, 2);
    at = skip(at, " ");
    if (date->month < 0 || *at != sign)
        return NULL;
    at = skip(at + 1, " ");
    date->year = read_year(&at);
    if (*at == '/' || *at == '-' || (*at == '.' && g_ascii_isdigit(at[1])))
        return NULL;
    return is_day(date) ? at : NULL;
}

/* 2024-01-12 */
static const char *
read_iso(const char *at, ArsipDate *date)
{
    if (run_length(at) != 4 || (at[4] != '-' && at[4] != '/'))
        return NULL;
    date->year = read_year(&at);
    at++;
    date->month = read_digits(&at, 2, 2);
    if (date->month < 0 || (*at != '-' && *at != '/'))
        return NULL;
    at++;
    date->day = read_digits(&at, 2, 2);
    return is_day(date) ? at : NULL;
}

static gint
read_month(const char **at)
{
    gsize n = run_length(*at);
    g_autofree char *folded = arsip_spelling_fold(*at, n);
    gint month = n >= 3 ? arsip_month_read(folded) : 0;

    *at += n;
    return month;
}

/* Before the name of a month: "12 ", "l2 ", and "12" with the month grown to it. */
static gint
read_day(const char **at)
{
    const char *begin = *at;
    gint day = read_digits(at, 1, 2);
    gsize n = 0;

    if (day >= 0)
        return day;
    *at = begin;
    while (g_ascii_isdigit(begin[n]))
        n++;
    if (n < 1 || n > 2 || !g_ascii_isalpha(begin[n]))
        return -1;
    *at = begin + n;
    return (gint)g_ascii_strtoll(begin, NULL, 10);
}

/* 12 Januari 2024 */
static const char *
read_named(const char *at, ArsipDate *date)
{
    date->day = read_day(&at);
    if (date->day < 0)
        return NULL;
    at = skip(at, " .-/");
    date->month = read_month(&at);
    if (date->month == 0)
        return NULL;
    at = skip(at, " .,-/");
    if (run_length(at) == 2 && !g_ascii_isdigit(*at))
        return NULL;
    date->year = read_year(&at);
    return is_day(date) ? at : NULL;
}

/* `is_inside`: within what looks like a letter number, so that figures alone are no date. */
static const char *
read_date(const char *at, gboolean is_inside, ArsipDate *date)
{
    static const char *(*const forms[])(const char *, ArsipDate *) = {read_named, read_iso, read_figures};

    for (gsize i = 0; i < (is_inside ? 1 : G_N_ELEMENTS(forms)); i++) {
        const char *end = forms[i](at, date);

        if (end != NULL)
            return end;
    }
    return NULL;
}

gboolean
arsip_date_find(const char *text, gsize from, ArsipDate *date)
{
    for (const char *at = text + from; *at != '\0';) {
        const char *end;

        if (!is_wordy(*at)) {
            at++;
            continue;
        }
        end = read_date(at, at > text + 1 && strchr("./-", at[-1]) != NULL && is_wordy(at[-2]), date);
        if (end != NULL) {
            date->start = (gsize)(at - text);
            date->end = (gsize)(end - text);
            return TRUE;
        }
        at += run_length(at);
    }
    return FALSE;
}

char *
arsip_date_print(const ArsipDate *date)
{
    return g_strdup_printf("%04d-%02d-%02d", date->year, date->month, date->day);
}

static void
span(gint year, gint month, char first[11], char last[11])
{
    gint until = month > 0 ? month : 12;
    gint days = g_date_get_days_in_month((GDateMonth)until, (GDateYear)year);

    g_snprintf(first, 11, "%04d-%02d-01", year, MAX(month, 1));
    g_snprintf(last, 11, "%04d-%02d-%02d", year, until, days);
}

/* 2024 | 2024-03 | 03-2024 | 03/2024 | Maret 2024 */
static gboolean
read_span(const char *at, char first[11], char last[11])
{
    gint month = 0, year;
    const char *begin = at;

    if (run_length(at) == 4 && (year = read_year(&at)) > 0) {
        if (*at == '-' || *at == '/') {
            at++;
            month = read_digits(&at, 1, 2);
            if (month < 1)
                return FALSE;
        }
    } else {
        at = begin;
        month = g_ascii_isdigit(*at) ? read_digits(&at, 1, 2) : read_month(&at);
        at = skip(at, " .-/");
        if (month < 1 || run_length(at) != 4)
            return FALSE;
        year = read_year(&at);
    }
    if (*at != '\0' || year < 0 || month > 12)
        return FALSE;
    span(year, month, first, last);
    return TRUE;
}

gboolean
arsip_date_parse(const char *text, char first[11], char last[11])
{
    g_autofree char *trimmed = g_strstrip(g_strdup(text));
    ArsipDate date;
    const char *end = read_date(trimmed, FALSE, &date);

    if (end == NULL || *end != '\0')
        return read_span(trimmed, first, last);
    g_snprintf(first, 11, "%04d-%02d-%02d", date.year, date.month, date.day);
    g_strlcpy(last, first, 11);
    return TRUE;
}
