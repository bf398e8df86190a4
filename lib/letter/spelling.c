/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/spelling.h"

#include <string.h>

/* Longer words are no keywords. */
#define WORD_MAX 64

char *
arsip_spelling_fold(const char *word, gsize length)
{
    GString *folded = g_string_sized_new(length);

    for (const char *at = word; at < word + length; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char_validated(at, word + length - at);

        if (c == (gunichar)-1 || c == (gunichar)-2)
            break;
        if (c == '|')
            g_string_append_c(folded, 'l');
        else if (g_unichar_isalnum(c))
            g_string_append_unichar(folded, g_unichar_tolower(c));
    }
    return g_string_free(folded, FALSE);
}

/* One letter stands for all that it is confused with. */
static gsize
skeleton(const char *folded, char out[WORD_MAX])
{
    static const char pairs[][3] = {"rnm", "vvw", "cld"};
    gsize n = 0;

    for (const char *at = folded; *at != '\0' && n + 1 < WORD_MAX; at++) {
        char c = *at;

        for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
            if (at[0] == pairs[i][0] && at[1] == pairs[i][1]) {
                c = pairs[i][2];
                at++;
                break;
            }
        }
        switch (c) {
        case '0':
            c = 'o';
            break;
        case '1':
        case 'i':
            c = 'l';
            break;
        case '5':
            c = 's';
            break;
        case '8':
            c = 'b';
            break;
        case '2':
            c = 'z';
            break;
        default:
            break;
        }
        out[n++] = c;
    }
    out[n] = '\0';
    return n;
}

#define TO_SPARE_MOST 2

static guint
letters_to_spare(gsize length)
{
    if (length < 5)
        return 0;
    return length < 8 ? 1 : TO_SPARE_MOST;
}

/*
 * The letters and digits that a word has: a bit each, one for those that a skeleton takes for the same, and
 * none for those that may be part of a pair there.
 */
static guint32
letters_of(const char *folded)
{
    static const guint32 bits[128] = {
        ['a'] = 1 << 0,  ['b'] = 1 << 1,  ['8'] = 1 << 1,  ['e'] = 1 << 2,  ['f'] = 1 << 3,  ['g'] = 1 << 4,
        ['h'] = 1 << 5,  ['j'] = 1 << 6,  ['k'] = 1 << 7,  ['o'] = 1 << 8,  ['0'] = 1 << 8,  ['p'] = 1 << 9,
        ['q'] = 1 << 10, ['s'] = 1 << 11, ['5'] = 1 << 11, ['t'] = 1 << 12, ['u'] = 1 << 13, ['x'] = 1 << 14,
        ['y'] = 1 << 15, ['z'] = 1 << 16, ['2'] = 1 << 16, ['3'] = 1 << 17, ['4'] = 1 << 18, ['6'] = 1 << 19,
        ['7'] = 1 << 20, ['9'] = 1 << 21};
    guint32 letters = 0;

    for (const char *at = folded; *at != '\0'; at++)
        letters |= bits[*at & 0x7f];
    return letters;
}

static gboolean
are_more_than(guint32 bits, guint most)
{
    for (; most > 0; most--)
        bits &= bits - 1;
    return bits != 0;
}

/* More letters that only one of them has than edits are left: they need not be compared. A quick no. */
static gboolean
are_too_different(const char *folded, const char *keyword, guint most)
{
    guint32 a = letters_of(folded), b = letters_of(keyword);

    return are_more_than(a & ~b, most) || are_more_than(b & ~a, most);
}

static guint
distance(const char *a, gsize n, const char *b, gsize m, guint most)
{
    guint row[WORD_MAX];

    if ((n > m ? n - m : m - n) > most)
        return most + 1;
    for (gsize j = 0; j <= m; j++)
        row[j] = (guint)j;
    for (gsize i = 1; i <= n; i++) {
        guint diagonal = row[0];
        guint best = row[0] = (guint)i;

        for (gsize j = 1; j <= m; j++) {
            guint above = row[j];
            guint change = diagonal + (a[i - 1] != b[j - 1]);

            row[j] = MIN(change, MIN(above, row[j - 1]) + 1);
            diagonal = above;
            best = MIN(best, row[j]);
        }
        if (best > most)
            return most + 1;
    }
    return row[m];
}

guint
arsip_spelling_distance(const char *folded, const char *keyword, guint most)
{
    char a[WORD_MAX], b[WORD_MAX];
    gsize n, m;

    if (are_too_different(folded, keyword, most))
        return most + 1;
    n = skeleton(folded, a);
    m = skeleton(keyword, b);
    return distance(a, n, b, m, most);
}

/* Words of their own that are one letter away from a keyword. */
static gboolean
is_another_word(const char *word)
{
    static const char *const others[] = {"kepala",   "honor",    "tinggal",    "tunggal", "ketua", "terima",
                                         "nama",     "tempat",   "pejabat",    "pegawai", "surat", "sidang",
                                         "pendapat", "perintah", "pemerintah", "petugas", "kota",  NULL};
    return g_strv_contains(others, word);
}

/* What most words fail at once: too long, too short, or a number. */
static gboolean
may_be(const char *folded, const char *keyword)
{
    gsize n = strlen(folded), m = strlen(keyword);

    if (n == 0 || n > 2 * m + 2 || m > n + 4)
        return FALSE;
    return !(g_ascii_isdigit(folded[0]) && g_ascii_isdigit(folded[n - 1]) && n > 1);
}

gboolean
arsip_spelling_is(const char *folded, const char *keyword)
{
    char a[WORD_MAX], b[WORD_MAX];
    gsize n, m;
    guint most;

    if (strcmp(folded, keyword) == 0)
        return TRUE;
    if (!may_be(folded, keyword) || are_too_different(folded, keyword, TO_SPARE_MOST))
        return FALSE;
    n = skeleton(folded, a);
    m = skeleton(keyword, b);
    if (n == m && memcmp(a, b, n) == 0)
        return TRUE;
    most = letters_to_spare(MIN(n, m));
    return most > 0 && !is_another_word(folded) && distance(a, n, b, m, most) <= most;
}

gint
arsip_spelling_find(const char *folded, const char *const *keywords)
{
    for (gint i = 0; keywords[i] != NULL; i++) {
        if (arsip_spelling_is(folded, keywords[i]))
            return i;
    }
    return -1;
}

gint
arsip_spelling_digit(char c, gboolean generously)
{
    /* One more than the digit; 0 for none. */
    static const guint8 strict[128] = {
        ['0'] = 1, ['1'] = 2,  ['2'] = 3, ['3'] = 4, ['4'] = 5, ['5'] = 6, ['6'] = 7, ['7'] = 8,
        ['8'] = 9, ['9'] = 10, ['O'] = 1, ['o'] = 1, ['l'] = 2, ['I'] = 2, ['|'] = 2};
    static const guint8 generous[128] = {['Q'] = 1, ['D'] = 1, ['i'] = 2, ['Z'] = 3, ['S'] = 6, ['B'] = 9};
    guchar at = (guchar)c;

    if (at >= G_N_ELEMENTS(strict))
        return -1;
    return strict[at] > 0 || !generously ? strict[at] - 1 : generous[at] - 1;
}
