/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/number-format.h"

#include <math.h>
#include <string.h>

/* A double holds so many decimal digits. */
#define DIGITS 15

/* 9999-12-31 as a day of the calendar that begins with 1900. */
#define LAST_DAY 2958465.0

#define SECONDS_A_DAY 86400

/* The end of what stands for itself: "text", \c, _c, *c, [condition]; `at` where none begins. */
static const char *
skip_literal(const char *at)
{
    const char *end = NULL;

    if (*at == '"')
        end = strchr(at + 1, '"');
    else if (*at == '[')
        end = strchr(at, ']');
    else if (strchr("\\_*", *at) != NULL)
        return at[1] != '\0' ? g_utf8_next_char(at + 1) : at + 1;
    else
        return at;
    return end != NULL ? end + 1 : at + strlen(at);
}

/* "[h]:mm" counts hours beyond a day; "[Red]" and "[$-421]" do not. */
static gboolean
is_elapsed_mark(const char *at)
{
    gsize length = strspn(at + 1, "hHmMsS");

    return *at == '[' && length > 0 && at[1 + length] == ']';
}

typedef struct {
    guint years, months, hours; /* how often their letters stand there */
    gboolean has_point;
    gboolean is_other; /* exponents, fractions, text */
} Letters;

static void
take_letter(ArsipNumberFormat *format, Letters *letters, char c)
{
    if (c == '0' && letters->has_point)
        format->least++;
    else if (c == '0')
        format->zeros++;
    if (strchr("0#?", c) != NULL && letters->has_point)
        format->most++;
    letters->has_point = letters->has_point || c == '.';
    format->is_percent = format->is_percent || c == '%';
    letters->is_other = letters->is_other || strchr("eE@/", c) != NULL;
    letters->years += strchr("yYdD", c) != NULL ? 1 : 0;
    letters->months += strchr("mM", c) != NULL ? 1 : 0;
    letters->hours += strchr("hHsS", c) != NULL ? 1 : 0;
}

ArsipNumberFormat
arsip_number_format_parse(const char *code)
{
    ArsipNumberFormat format = {0}, general = {0};
    Letters letters = {0};
    gboolean has_digits = FALSE;

    if (g_ascii_strcasecmp(code, "general") == 0)
        return general;
    for (const char *at = code; *at != '\0' && *at != ';';) {
        const char *end = skip_literal(at);
        format.is_elapsed = format.is_elapsed || is_elapsed_mark(at);
        if (end == at && g_ascii_strncasecmp(at, "am/pm", 5) == 0) {
            end = at + 5;
        } else if (end == at) {
            has_digits = has_digits || strchr("0#?", *at) != NULL;
            take_letter(&format, &letters, *at);
            end++;
        }
        at = end;
    }
    format.has_time = letters.hours > 0 || format.is_elapsed;
    format.has_date = letters.years > 0 || (letters.months > 0 && !format.has_time);
    if (format.has_date || format.has_time) {
        format.kind = ARSIP_NUMBER_MOMENT;
        return format;
    }
    if (letters.is_other || !has_digits)
        return general;
    format.kind = ARSIP_NUMBER_DECIMAL;
    format.zeros = MIN(format.zeros, DIGITS * 2);
    format.most = MIN(format.most, DIGITS);
    format.least = MIN(format.least, format.most);
    return format;
}

const char *
arsip_number_format_usual(guint id)
{
    static const struct {
        guint first, last;
        const char *code;
    } usual[] = {
        {1, 1, "0"},           {2, 2, "0.00"},        {3, 3, "#,##0"},      {4, 4, "#,##0.00"},
        {9, 9, "0%"},          {10, 10, "0.00%"},     {14, 17, "d/m/yyyy"}, {18, 21, "h:mm:ss"},
        {22, 22, "d/m/y h:m"}, {27, 31, "d/m/yyyy"},  {32, 35, "h:mm:ss"},  {36, 36, "d/m/yyyy"},
        {37, 38, "#,##0"},     {39, 40, "#,##0.00"},  {41, 42, "#,##0"},    {43, 44, "#,##0.00"},
        {45, 45, "h:mm:ss"},   {46, 46, "[h]:mm:ss"}, {47, 47, "h:mm:ss"},  {50, 58, "d/m/yyyy"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(usual); i++)
        if (id >= usual[i].first && id <= usual[i].last)
            return usual[i].code;
    return "General";
}

static char *
show_general(double number)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];

    /* What looks like a great number is often a code of sixteen digits, and shown whole. */
    if (fabs(number) < 1e21 && floor(number) == number)
        return g_strdup_printf("%.0f", number);
    return g_strdup(g_ascii_formatd(text, sizeof text, "%.15g", number));
}

static char *
show_decimal(const ArsipNumberFormat *format, double number)
{
    g_autofree char *pattern = g_strdup_printf("%%.%uf", format->most);
    double shown = format->is_percent ? number * 100 : number;
    char text[400] = "";

    if (fabs(shown) >= 1e21)
        return show_general(number);
    g_ascii_formatd(text, sizeof text, pattern, fabs(shown));
    gsize length = strlen(text);
    for (guint i = format->most; i > format->least && text[length - 1] == '0'; i--)
        text[--length] = '\0';
    if (text[length - 1] == '.')
        text[--length] = '\0';
    gsize whole = strcspn(text, ".");
    guint missing = whole < format->zeros ? format->zeros - (guint)whole : 0;
    g_autofree char *zeros = g_strnfill(missing, '0');
    return g_strconcat(shown < 0 ? "-" : "", zeros, text, format->is_percent ? "%" : "", NULL);
}

static char *
show_time(const ArsipNumberFormat *format, gint64 seconds)
{
    gint64 hours = format->is_elapsed ? seconds / 3600 : seconds % SECONDS_A_DAY / 3600;
    int minutes = (int)(seconds % 3600 / 60), rest = (int)(seconds % 60);

    if (rest == 0)
        return g_strdup_printf("%02d:%02d", (int)hours, minutes);
    return g_strdup_printf("%02d:%02d:%02d", (int)hours, minutes, rest);
}

/* The calendar that begins with 1900 has a 29 February 1900 that never was: before it days count one less. */
static char *
show_moment(const ArsipNumberFormat *format, double number, gboolean from_1904)
{
    gint64 seconds = (gint64)round(number * SECONDS_A_DAY);
    gint64 day = seconds / SECONDS_A_DAY;
    g_autoptr(GDateTime) first = NULL;

    if (!format->has_date)
        return show_time(format, seconds);
    if (!from_1904 && day < 60)
        day++;
    first = from_1904 ? g_date_time_new_utc(1904, 1, 1, 0, 0, 0) : g_date_time_new_utc(1899, 12, 30, 0, 0, 0);
    g_autoptr(GDateTime) date = g_date_time_add_days(first, (int)day);
    if (date == NULL)
        return show_general(number);
    g_autofree char *shown = g_date_time_format(date, "%Y-%m-%d");
    if (!format->has_time || seconds % SECONDS_A_DAY == 0)
        return g_steal_pointer(&shown);
    g_autofree char *time = show_time(format, seconds % SECONDS_A_DAY);
    return g_strconcat(shown, " ", time, NULL);
}

char *
arsip_number_format_show(const ArsipNumberFormat *format, const char *number, gboolean from_1904)
{
    char *end = NULL;
    double value = g_ascii_strtod(number, &end);

    if (end == number || *end != '\0' || !isfinite(value))
        return g_strdup(number);
    if (format->kind == ARSIP_NUMBER_DECIMAL)
        return show_decimal(format, value);
    if (format->kind == ARSIP_NUMBER_MOMENT && value >= 0 && value <= LAST_DAY)
        return show_moment(format, value, from_1904);
    return show_general(value);
}
