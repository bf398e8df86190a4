/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/number.h"
#include "letter/caption.h"
#include "letter/spelling.h"

#include <string.h>

/* No office writes longer ones. */
#define NUMBER_MAX 80

typedef struct {
    const char *at;
    gsize length;
} Word;

static Word
next_word(const char *at, const char *end)
{
    Word word = {at, 0};

    while (word.at < end && *word.at == ' ')
        word.at++;
    while (word.at + word.length < end && word.at[word.length] != ' ')
        word.length++;
    return word;
}

static gboolean
has_digit(Word word)
{
    for (gsize i = 0; i < word.length; i++) {
        if (g_ascii_isdigit(word.at[i]))
            return TRUE;
    }
    return FALSE;
}

static gboolean
is_joint(char c)
{
    return c == '/' || c == '-' || c == '.' || c == '_';
}

static gboolean
is_year(Word word)
{
    gint year = 0;

    while (word.length > 4 && strchr(".,;:'", word.at[word.length - 1]) != NULL)
        word.length--;
    for (gsize i = 0; i < word.length; i++) {
        gint digit = arsip_spelling_digit(word.at[i], TRUE);

        if (digit < 0)
            return FALSE;
        year = year * 10 + digit;
    }
    return word.length == 4 && year >= 1900 && year <= 2099;
}

static gboolean
says_year(Word word)
{
    g_autofree char *folded = arsip_spelling_fold(word.at, word.length);

    return arsip_spelling_is(folded, "tahun") || strcmp(folded, "th") == 0 || strcmp(folded, "thn") == 0;
}

/*
 * 800 1.6.1/9 was 800.1.6.1/9: specks were taken away, and the dots of the code with them. Between a number
 * so far of three digits (with or without levels) and a next word that is a level of one or two digits.
 */
static gboolean
lost_dot(const GString *number, Word next, const char *limit)
{
    gsize digits = 0;
    const char *slash = memchr(next.at, '/', (gsize)(limit - next.at));

    while (digits < next.length && g_ascii_isdigit(next.at[digits]))
        digits++;
    if (digits < 1 || digits > 2 || slash == NULL ||
        strspn(next.at, "0123456789. ") < (gsize)(slash - next.at))
        return FALSE;
    return number->len >= 3 && strspn(number->str, "0123456789.") == number->len &&
           strspn(number->str, "0123456789") == 3;
}

/*
 * 900/21 1/SPP-GU/Dinkes was 900/211/SPP-GU/Dinkes: the engine sees a space beside the narrow figure 1. A
 * date behind a number has figures on both sides of its stroke.
 */
static gboolean
parts_figures(const GString *number, Word next)
{
    gsize digits = 0;

    while (digits < next.length && g_ascii_isdigit(next.at[digits]))
        digits++;
    return digits >= 1 && digits <= 3 && digits + 1 < next.length && next.at[digits] == '/' &&
           g_ascii_isalpha(next.at[digits + 1]) && g_ascii_isdigit(number->str[number->len - 1]) &&
           strchr(number->str, '/') != NULL;
}

/* B/17/II/2024/Sat Reskrim: an abbreviated unit, and the word that ends both its name and the line. */
static gboolean
names_unit(const GString *number, Word next, const char *limit)
{
    static const char *const units[] = {"sat",  "satpol", "bag",  "subbag", "bid",    "kel", "kec",   "sd",
                                        "smp",  "dinas",  "kasi", "sek",    "sub",    "set", "seksi", "upt",
                                        "uptd", "desa",   "ds",   "pkm",    "polsek", NULL};
    const char *slash = strrchr(number->str, '/');
    g_autofree char *unit = NULL;

    if (slash == NULL || next_word(next.at + next.length, limit).length > 0 || !g_ascii_isupper(next.at[0]) ||
        has_digit(next) || memchr(next.at, ',', next.length) != NULL ||
        memchr(next.at, ':', next.length) != NULL)
        return FALSE;
    unit = arsip_spelling_fold(slash + 1, strlen(slash + 1));
    return g_strv_contains(units, unit);
}

/* Is the next word still of the number that ends with `last`? */
static gboolean
continues(const GString *number, Word next, gboolean seen_digit)
{
    char last = number->str[number->len - 1];
    char first = next.at[0];

    if (first == '/' || first == '_' || ((first == '-' || first == '.') && next.length > 1))
        return TRUE;
    if (first == '-') /* R - 99/IJ, but not "005/117 - Mei" */
        return next.at[1] == ' ' &&
               (seen_digit ? g_ascii_isalnum(next.at[2]) && strchr(number->str, '/') != NULL
                           : g_ascii_isdigit(next.at[2]));
    if (last == '/' || last == '-' || last == '_')
        return g_ascii_isalnum(first) || first == '(';
    if (last == '.')
        return (g_ascii_isdigit(first) || strchr(number->str, '/') != NULL || !seen_digit) &&
               g_ascii_isalnum(first) &&
               (has_digit(next) || memchr(next.at, '/', next.length) != NULL || g_ascii_isupper(first));
    if (!seen_digit)
        return has_digit(next);
    /* 421/033/SD Negeri 4/2020: the number goes on behind a space inside a name */
    return strchr(number->str, '/') != NULL && memchr(next.at, '/', next.length) != NULL && has_digit(next) &&
           g_ascii_isalpha(last);
}

/* " TAHUN 2020", the word as printed or, misread, as it should be. */
static void
append_year(GString *number, Word word, Word year)
{
    if (!is_joint(number->str[number->len - 1]))
        g_string_append_c(number, ' ');
    if (word.length >= 5)
        g_string_append(number, g_ascii_isupper(word.at[1])   ? "TAHUN"
                                : g_ascii_isupper(word.at[0]) ? "Tahun"
                                                              : "tahun");
    else
        g_string_append_len(number, word.at, (gssize)word.length);
    g_string_append_c(number, ' ');
    for (gsize i = 0; i < 4; i++)
        g_string_append_c(number, (char)('0' + arsip_spelling_digit(year.at[i], TRUE)));
}

/* The words of the number, spaces at its joints dropped; end is set past the last of them. */
static GString *
gather(const char *at, const char *limit, const char **end)
{
    GString *number = g_string_new(NULL);
    gboolean seen_digit = FALSE;

    for (Word word = next_word(at, limit); word.length > 0; word = next_word(word.at + word.length, limit)) {
        if (number->len > 0 && says_year(word)) {
            Word year = next_word(word.at + word.length, limit);

            if (seen_digit && is_year(year)) {
                append_year(number, word, year);
                *end = year.at + 4;
                break;
            }
        }
        gboolean is_level = number->len > 0 && lost_dot(number, word, limit);
        gboolean is_parted = number->len > 0 && parts_figures(number, word);

        if (number->len > 0 && !is_level && !is_parted && !continues(number, word, seen_digit) &&
            !names_unit(number, word, limit))
            break;
        if (is_level && !is_joint(number->str[number->len - 1]) && !is_joint(word.at[0]))
            g_string_append_c(number, '.');
        else if (number->len > 0 && !is_parted && !is_joint(number->str[number->len - 1]) &&
                 !is_joint(word.at[0]))
            g_string_append_c(number, ' ');
        g_string_append_len(number, word.at, (gssize)word.length);
        seen_digit = seen_digit || has_digit(word);
        *end = word.at + word.length;
        if (number->len > NUMBER_MAX || strchr(",;", (*end)[-1]) != NULL)
            break;
    }
    return number;
}

/* A part between joints: how its signs divide. */
typedef struct {
    gsize digits, doubtful, letters; /* doubtful: O o l I |, that may be digits */
} Part;

static Part
weigh(const char *at, gsize n)
{
    Part part = {0, 0, 0};

    for (gsize i = 0; i < n; i++) {
        if (g_ascii_isdigit(at[i]))
            part.digits++;
        else if (arsip_spelling_digit(at[i], FALSE) >= 0)
            part.doubtful++;
        else
            part.letters++;
    }
    return part;
}

/* A month in Roman figures, read with l or 1 among its I: lll, Vlll, X1. */
static gboolean
mend_roman(char *at, gsize n)
{
    static const char *const months[] = {"I",    "II", "III", "IV", "V",   "VI", "VII",
                                         "VIII", "IX", "X",   "XI", "XII", NULL};
    char roman[8];
    gboolean has_letter = FALSE;

    if (n == 0 || n > 4)
        return FALSE;
    for (gsize i = 0; i < n; i++) {
        has_letter = has_letter || g_ascii_isalpha(at[i]);
        roman[i] = strchr("l1|", at[i]) != NULL ? 'I' : at[i];
    }
    roman[n] = '\0';
    if (!has_letter || !g_strv_contains(months, roman))
        return FALSE;
    memcpy(at, roman, n);
    return TRUE;
}

static void
mend_part(char *at, gsize n, gboolean is_first, gboolean is_level, gboolean ends_at_slash)
{
    Part part = weigh(at, n);

    if (!is_first && !is_level && ends_at_slash && mend_roman(at, n))
        return;
    if (part.letters == 0 && (part.digits > 0 || is_level || (is_first && n == 3))) {
        for (gsize i = 0; i < n; i++)
            at[i] = (char)('0' + arsip_spelling_digit(at[i], FALSE));
        return;
    }
    if (n > 2 && strncmp(at, "lt", 2) == 0) /* ltda is Itda, an inspectorate */
        at[0] = 'I';
    /* 0R is OR, K0MINFO is KOMINFO: a nought alone among letters */
    if (part.letters > 0 && part.digits == 1 && n > 1) {
        char *nought = memchr(at, '0', n);

        if (nought != NULL && g_ascii_isupper(nought > at ? nought[-1] : nought[1]))
            *nought = 'O';
    }
}

static void
mend(char *number)
{
    gboolean is_first = TRUE;

    for (char *at = number; *at != '\0';) {
        gsize n = strcspn(at, "/-._ ");

        /* a level of a code: 800.l.3 */
        gboolean is_level = at >= number + 2 && at[-1] == '.' && g_ascii_isdigit(at[-2]);

        mend_part(at, n, is_first, is_level, at[n] == '/' || at[n] == ' ');
        is_first = is_first && n == 0;
        at += n;
        at += *at != '\0';
    }
}

static gboolean
is_plausible(const char *number)
{
    gsize digits = 0, n = strlen(number);
    guint joints = 0;

    for (const char *at = number; *at != '\0'; at++) {
        digits += g_ascii_isdigit(*at) != 0;
        joints += *at == '/' || *at == '-' || *at == '.' || *at == ' ';
    }
    if (digits == 0 || n > NUMBER_MAX)
        return FALSE;
    return joints > 0 ? TRUE : n >= 2 && n <= 7; /* one figure alone is a speck */
}

/* Past what is left of a caption: "Pihak Kesatu :", or small letters before the first word with a digit. */
static const char *
skip_words(const char *at, const char *limit)
{
    gsize words = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz ");

    Word word = next_word(at, limit);
    Word next = next_word(word.at + word.length, limit);

    if (at + words < limit && at[words] == ':' && words > 4)
        return next_word(at + words + 1, limit).at;
    if (word.length > 0 && !has_digit(word) && g_ascii_islower(word.at[0]) && has_digit(next))
        return next.at;
    return at;
}

char *
arsip_number_read(const char *text, guint32 from, guint32 to, guint32 *begin, guint32 *end)
{
    const char *at = text + from;
    const char *limit = text + to;
    const char *stop = at;
    g_autoptr(GString) number = NULL;

    while (at < limit && !g_ascii_isalnum(*at) && *at != '/')
        at = g_utf8_next_char(at);
    if (at >= limit)
        return NULL;
    at = skip_words(at, limit);
    number = gather(at, limit, &stop);
    while (number->len > 0 && strchr(".,;:'`\"-/)", number->str[number->len - 1]) != NULL) {
        if (number->str[number->len - 1] == ')' && strchr(number->str, '(') != NULL)
            break;
        g_string_truncate(number, number->len - 1);
    }
    g_strdelimit(number->str, ":", '.'); /* Kec:SR */
    mend(number->str);
    if (!is_plausible(number->str))
        return NULL;
    *begin = (guint32)(at - text);
    *end = (guint32)(stop - text);
    return g_strdup(number->str);
}

gboolean
arsip_number_is_unmistakable(const char *number)
{
    const char *slash = strchr(number, '/');

    return slash != NULL && g_ascii_isdigit(number[0]) && strlen(slash) > 2 &&
           strpbrk(slash, "0123456789") != NULL;
}
