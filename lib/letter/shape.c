/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/shape.h"
#include "letter/spelling.h"

#include <string.h>

gboolean
arsip_line_is_capitals(const ArsipSheet *sheet, const ArsipLine *line)
{
    guint capitals = 0, letters = 0;

    (void)sheet;
    for (const char *at = line->text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);

        if (!g_unichar_isalpha(c))
            continue;
        letters++;
        capitals += g_unichar_isupper(c) || c == 'l';
    }
    return letters >= 3 && capitals * 5 >= letters * 4;
}

static gboolean
is_particle(const char *folded)
{
    static const char *const particles[] = {"dan",     "di",     "ke",     "dari",    "pada",   "untuk",
                                            "yang",    "dengan", "atas",   "bagi",    "dalam",  "oleh",
                                            "atau",    "serta",  "sd",     "sampai",  "an",     "se",
                                            "tentang", "per",    "antara", "sebagai", "kepada", NULL};
    return g_strv_contains(particles, folded);
}

/* "Dekan Fakultas Hukum dengan ini menerangkan": a sentence, however many capitals it has. */
static gboolean
says_hereby(const ArsipSheet *sheet, const ArsipLine *line)
{
    for (guint i = 1; i < line->n_words; i++) {
        const ArsipLineWord *word = arsip_line_word(sheet, line, i);

        if (strcmp(word->text, "ini") == 0 &&
            (strcmp(word[-1].folded, "dengan") == 0 || strcmp(word[-1].folded, "bersama") == 0))
            return TRUE;
    }
    return FALSE;
}

gboolean
arsip_line_is_prose(const ArsipSheet *sheet, const ArsipLine *line)
{
    guint lower = 0, content = 0;

    if (says_hereby(sheet, line))
        return TRUE;
    for (guint i = 0; i < line->n_words; i++) {
        const ArsipLineWord *word = arsip_line_word(sheet, line, i);

        if (strlen(word->folded) < 2 || !g_ascii_isalpha(word->folded[0]) || is_particle(word->folded))
            continue;
        content++;
        lower += g_ascii_islower(word->text[0]) != 0;
    }
    return line->n_words >= 6 && lower >= 3 && lower * 5 >= content * 2;
}

/* "Demi keadilan / berdasarkan Ketuhanan Yang Maha Esa": above what courts and prosecutors write. */
static gboolean
is_motto(const ArsipSheet *sheet, const ArsipLine *line)
{
    static const char *const god[] = {"ketuhanan", NULL};

    return arsip_line_find(sheet, line, 4, god) > 0 && strcasestr(line->text, "maha esa") != NULL;
}

gboolean
arsip_line_opens_body(const ArsipSheet *sheet, const ArsipLine *line)
{
    static const char *const openers[] = {"berdasarkan",
                                          "sehubungan",
                                          "dengan",
                                          "dalam",
                                          "menindaklanjuti",
                                          "memperhatikan",
                                          "menunjuk",
                                          "merujuk",
                                          "mengingat",
                                          "menimbang",
                                          "sesuai",
                                          "bersama",
                                          "membaca",
                                          "guna",
                                          "menjawab",
                                          "memenuhi",
                                          "bahwa",
                                          "assalamualaikum",
                                          "yang",
                                          "pada",
                                          "saya",
                                          "kami",
                                          "terhitung",
                                          "disampaikan",
                                          "diberitahukan",
                                          "bersamaan",
                                          "untuk",
                                          "menyusul",
                                          "melalui",
                                          "memutuskan",
                                          "menetapkan",
                                          "mendasari",
                                          "telah",
                                          "demikian",
                                          "terlampir",
                                          "salam",
                                          "bismillahirrahmanirrahim",
                                          "menyampaikan",
                                          "menginformasikan",
                                          "berkenaan",
                                          "berkaitan",
                                          "sebagaimana",
                                          "selanjutnya",
                                          "menugaskan",
                                          "memerintahkan",
                                          "dasar",
                                          "menyatakan",
                                          "setelah",
                                          "apabila",
                                          "karena",
                                          "oleh",
                                          "memperingati",
                                          "mempertimbangkan",
                                          "berhubung",
                                          NULL};
    static const char *const headings[] = {"umum", "pendahuluan", "latar", "maksud", "rujukan", NULL};
    gboolean is_item = line->n_words > 1 && arsip_line_is_item(line); /* I. Dasar */
    const ArsipLineWord *first;
    gint at;

    if (line->n_words == 0)
        return FALSE;
    first = arsip_line_word(sheet, line, is_item ? 1 : 0);
    if (g_ascii_islower(first->text[0]) || strlen(first->folded) < 4 || is_motto(sheet, line))
        return FALSE;
    if (is_item && arsip_spelling_find(first->folded, headings) >= 0)
        return TRUE;
    at = arsip_spelling_find(first->folded, openers);
    /* Penetapan, Penyampaian: the noun is two letters away from its verb. */
    return at >= 0 && !(first->folded[0] == 'p' && openers[at][0] == 'm');
}

gboolean
arsip_line_is_noise(const ArsipSheet *sheet, const ArsipLine *line)
{
    gsize signs = 0;

    for (guint i = 0; i < line->n_words; i++)
        signs += strlen(arsip_line_word(sheet, line, i)->folded);
    return signs < 3;
}

gboolean
arsip_line_is_item(const ArsipLine *line)
{
    const char *at = line->text + (line->text[0] == '(');
    gsize mark = strspn(at, "0123456789");

    if (mark == 0)
        mark = strspn(at, "IVX");
    if (mark == 0)
        mark = g_ascii_isalpha(at[0]) != 0;
    if (mark == 0 || mark > 4 || (mark > 2 && g_ascii_isdigit(at[0])))
        return FALSE;
    at += mark;
    if (mark == 1 && g_ascii_isupper(at[-1])) /* A. Persoalan, but not S.H. */
        return at[0] == '.' && at[1] == ' ';
    if (mark == 1 && g_ascii_isalpha(at[-1]) && at[0] == '.' && g_ascii_isalpha(at[1]) && at[2] == '.')
        return FALSE; /* a.n., u.b. */
    return (at[0] == '.' || at[0] == ')') && (at[1] == ' ' || at[1] == '\0' || g_ascii_isalpha(at[1]));
}

char *
arsip_line_squeeze(const ArsipSheet *sheet, const ArsipLine *line)
{
    GString *squeezed = g_string_new(NULL);

    for (guint i = 0; i < line->n_words; i++)
        g_string_append(squeezed, arsip_line_word(sheet, line, i)->folded);
    return g_string_free(squeezed, FALSE);
}

gint
arsip_line_find(const ArsipSheet *sheet, const ArsipLine *line, guint most, const char *const *keywords)
{
    for (guint i = 0; i < MIN(most, line->n_words); i++) {
        if (arsip_spelling_find(arsip_line_word(sheet, line, i)->folded, keywords) >= 0)
            return (gint)i;
    }
    return -1;
}

gboolean
arsip_line_is_class(const ArsipSheet *sheet, const ArsipLine *line)
{
    static const char *const words[] = {"rahasia", "terbatas",      "segera",       "penting",    "kilat",
                                        "biasa",   "sangatrahasia", "sangatsegera", "amatsegera", NULL};
    const char *last;

    if (line->n_words == 0 || !arsip_line_is_capitals(sheet, line))
        return FALSE;
    if (line->n_words > 2) { /* R A H A S I A */
        g_autofree char *squeezed = arsip_line_squeeze(sheet, line);

        return line->n_words + 1 >= strlen(squeezed) && arsip_spelling_find(squeezed, words) >= 0;
    }
    last = arsip_line_word(sheet, line, line->n_words - 1)->folded;
    return arsip_spelling_find(last, words) >= 0;
}
