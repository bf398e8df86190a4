/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/date.h"
#include "letter/spelling.h"

#include <string.h>

/* How far from "tanggal" the year may stand, bytes: weekday, words and figures of one sentence. */
#define SENTENCE_MAX 260

static gint
read_numeral(const char *folded)
{
    static const char *const numerals[] = {"nol",     "satu",    "dua",   "tiga",    "empat",
                                           "lima",    "enam",    "tujuh", "delapan", "sembilan",
                                           "sepuluh", "sebelas", NULL};
    gint exact = arsip_spelling_find(folded, numerals);

    /* So few words are possible here that one letter may be wrong even in a short one. */
    for (gint i = 0; exact < 0 && strlen(folded) >= 3 && numerals[i] != NULL; i++) {
        if (strlen(numerals[i]) >= 3 && arsip_spelling_distance(folded, numerals[i], 1) <= 1)
            return i;
    }
    return exact;
}

static gboolean
is_unit(const char *folded, const char *unit)
{
    /* two letters of belas may be wrong in bulan as well */
    guint most = strcmp(unit, "puluh") == 0 || strcmp(unit, "ratus") == 0 ? 2 : 1;

    return arsip_spelling_distance(folded, unit, most) <= most;
}

static gboolean add_numeral(const char *folded, gint *sum, gint *unit);

/* duapuluh, duaribu: two words grown together. */
static gboolean
add_joined(const char *folded, gint *sum, gint *unit)
{
    static const char *const ends[] = {"puluh", "belas", "ratus", "ribu", NULL};

    for (gsize i = 0; ends[i] != NULL; i++) {
        if (g_str_has_suffix(folded, ends[i]) && strlen(folded) > strlen(ends[i]) + 2) {
            g_autofree char *front = g_strndup(folded, strlen(folded) - strlen(ends[i]));

            return read_numeral(front) > 0 && add_numeral(front, sum, unit) &&
                   add_numeral(ends[i], sum, unit);
        }
    }
    return FALSE;
}

/* Adds one more word to a number in words. FALSE when the word is no part of one. */
static gboolean
add_numeral(const char *folded, gint *sum, gint *unit)
{
    gint value = read_numeral(folded);

    if (value >= 0) {
        *sum += *unit;
        *unit = value;
    } else if (is_unit(folded, "belas")) {
        *unit += 10;
    } else if (is_unit(folded, "puluh")) {
        *sum += *unit * 10;
        *unit = 0;
    } else if (is_unit(folded, "ratus")) {
        *sum += *unit * 100;
        *unit = 0;
    } else if (is_unit(folded, "ribu")) {
        *sum += *unit * 1000;
        *unit = 0;
    } else if (arsip_spelling_is(folded, "seribu")) {
        *sum += 1000;
    } else if (arsip_spelling_is(folded, "seratus")) {
        *sum += 100;
    } else {
        return add_joined(folded, sum, unit);
    }
    return *sum < 10000;
}

static const char *
next_word(const char *at, char **folded, const char **end)
{
    const char *begin = at + strcspn(at, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz|");
    gsize n = strcspn(begin, " \n\t.,;:()-/");

    g_free(*folded);
    *folded = arsip_spelling_fold(begin, n);
    *end = begin + n;
    return *begin == '\0' ? NULL : begin;
}

/* The number, in words or figures, that follows; words that are none (the, of) end it. -1 for none. */
static gint
read_number(const char **at)
{
    g_autofree char *folded = NULL;
    gint sum = 0, unit = 0;
    gboolean found = FALSE;
    const char *end = *at;

    for (const char *from = *at; next_word(from, &folded, &end) != NULL; from = end) {
        if (!found && g_ascii_isdigit(folded[0])) {
            *at = end;
            return (gint)CLAMP(g_ascii_strtoll(folded, NULL, 10), 0, 9999);
        }
        if (!add_numeral(folded, &sum, &unit))
            break;
        found = TRUE;
        *at = end;
    }
    return found ? sum + unit : -1;
}

/* Past the next word that is `keyword`, or NULL. */
static const char *
find_word(const char *at, const char *keyword, const char *limit)
{
    g_autofree char *folded = NULL;
    const char *end;

    while (at < limit && next_word(at, &folded, &end) != NULL) {
        if (arsip_spelling_is(folded, keyword))
            return end;
        at = end;
    }
    return NULL;
}

/* The month's name within the next few words. */
static const char *
find_month(const char *at, const char *limit, gint *month)
{
    g_autofree char *folded = NULL;
    const char *end;

    for (guint i = 0; i < 6 && at < limit && next_word(at, &folded, &end) != NULL; i++, at = end) {
        if (strlen(folded) >= 3 && !arsip_spelling_is(folded, "bulan") &&
            (*month = arsip_month_read(folded)) > 0)
            return end;
    }
    return NULL;
}

static gboolean
is_year(gint year)
{
    return year >= 1900 && year <= 2099;
}

/* "Juli dua ribu dua puluh satu", or with the word: "bulan Juli tahun dua ribu ...". */
static const char *
read_year(const char *at, const char *limit, gint *year)
{
    const char *behind = at;

    *year = read_number(&behind);
    if (is_year(*year))
        return behind;
    behind = find_word(at, "tahun", limit);
    *year = behind != NULL ? read_number(&behind) : -1;
    return is_year(*year) ? behind : NULL;
}

static gboolean
read_sentence(const char *text, const char *at, const char *limit, ArsipDate *date)
{
    date->start = (gsize)(at - text);
    date->day = read_number(&at);
    if (date->day < 1 || date->day > 31 || (at = find_month(at, limit, &date->month)) == NULL)
        return FALSE;
    at = read_year(at, limit, &date->year);
    if (at == NULL)
        return FALSE;
    date->end = (gsize)(at - text);
    return g_date_valid_dmy((GDateDay)date->day, (GDateMonth)date->month, (GDateYear)date->year);
}

gboolean
arsip_date_find_in_words(const char *text, gsize from, ArsipDate *date)
{
    const char *at = text + from;
    const char *end = text + strlen(text);

    while ((at = find_word(at, "tanggal", end)) != NULL) {
        const char *limit = (end - at) > SENTENCE_MAX ? at + SENTENCE_MAX : end;

        if (read_sentence(text, at + strspn(at, " :"), limit, date))
            return TRUE;
    }
    return FALSE;
}
