/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/letterhead.h"

#include <string.h>

/* Letters in brackets of a letterhead that are an abbreviation: (LSM PRB), but (PERSERO). */
#define ABBREVIATION_MAX 5

static gboolean
is_small_word(const char *word)
{
    static const char *const small[] = {"dan",    "di",   "ke",   "dari",  "pada",   "untuk", "yang",
                                        "dengan", "atas", "bagi", "serta", "kepada", NULL};

    return g_strv_contains(small, word);
}

/* No syllable: DPMPTSP. */
static gboolean
has_no_vowel(const char *word)
{
    static const char *const others[] = {"DR", "NY", "ST", NULL};

    return strpbrk(word, "AEIOU") == NULL && strpbrk(word, "BCDFGHJKLMNPQRSTVWXZ") != NULL &&
           !g_strv_contains(others, word);
}

static gboolean
is_acronym(const char *word)
{
    static const char *const acronyms[] = {"UPTD", "UPT", "SMA",  "SMAN", "RSUD", "KPU", "PAUD",
                                           "MI",   "MAN", "BLUD", "POM",  "RSIA", "RSU", "BUMD",
                                           "MUI",  "NU",  "PMI",  "KUA",  NULL};

    return g_strv_contains(acronyms, word) || strspn(word, "IVX") == strlen(word) || has_no_vowel(word);
}

/* As it is printed: not in capitals at all (Tbk, dr.), or an abbreviation. */
static gboolean
stays(const char *word, gboolean in_brackets)
{
    gsize begin = strspn(word, "(\"'");
    g_autofree char *core = g_strndup(word + begin, strcspn(word + begin, ".,)\"';:"));
    gsize n = strlen(core);

    if (n < 2 || is_acronym(core) || (in_brackets && n <= ABBREVIATION_MAX))
        return TRUE;
    return g_ascii_islower(core[1]) && strpbrk(core + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == NULL;
}

/* The first letter, and those behind a joint, as capitals: Barang/Jasa. */
static void
append_capitalised(GString *spelt, const char *lower)
{
    gboolean begins = TRUE;

    for (const char *at = lower; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);

        g_string_append_unichar(spelt, begins ? g_unichar_toupper(c) : c);
        begins = strchr("-/(\"", *at) != NULL;
    }
}

char *
arsip_office_spell(const char *capitals)
{
    g_auto(GStrv) words = g_strsplit(capitals, " ", -1);
    GString *spelt = g_string_new(NULL);
    gboolean in_brackets = FALSE;

    for (gsize i = 0; words[i] != NULL; i++) {
        g_autofree char *lower = g_utf8_strdown(words[i], -1);

        if (words[i][0] == '\0')
            continue;
        in_brackets = in_brackets || words[i][0] == '(';
        if (spelt->len > 0)
            g_string_append_c(spelt, ' ');
        if (spelt->len > 0 && is_small_word(lower))
            g_string_append(spelt, lower);
        else if (stays(words[i], in_brackets))
            g_string_append(spelt, words[i]);
        else
            append_capitalised(spelt, lower);
        in_brackets = in_brackets && strchr(words[i], ')') == NULL;
    }
    return g_string_free(spelt, FALSE);
}
