/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/place-date.h"
#include "letter/shape.h"
#include "letter/spelling.h"

#include <string.h>

#define PLACE_WORDS_MAX 4

/*
 * "27 September 2023 M / 12 Rabiul Awal 1445 H": the byte past the second date, which is of the Islamic
 * calendar, whose months have one word or two; date->end where there is none.
 */
static gsize
past_second_date(const ArsipLine *line, const ArsipDate *date)
{
    const char *begin = line->text + date->end, *at = begin;

    at += strspn(at, " ");
    at += *at == 'M';
    at += strspn(at, " ./-(|");
    if (at == begin || strspn(at, "0123456789") - 1 > 1)
        return date->end;
    at += strspn(at, "0123456789 ");
    at += strcspn(at, "0123456789");
    if (at[0] != '1' || strspn(at, "0123456789") != 4)
        return date->end;
    at += 4 + strspn(at + 4, " ");
    return *at == 'H' ? (gsize)(at + 1 - line->text) : date->end;
}

/* Past the date nothing stands but a stop or a speck. */
static gboolean
ends_line(const ArsipLine *line, const ArsipDate *date)
{
    const char *at = line->text + past_second_date(line, date);
    gsize letters = 0;

    for (; *at != '\0'; at++)
        letters += g_ascii_isalnum(*at) != 0;
    return letters <= 1;
}

/* Between place and date some write "tanggal" or the day of the week. */
static gboolean
says_date(const ArsipLineWord *word)
{
    static const char *const days[] = {"senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", NULL};

    if (arsip_spelling_find(word->folded, days) >= 0)
        return TRUE;
    return strcmp(word->folded, "tgl") == 0 || arsip_spelling_is(word->folded, "tanggal");
}

/*
 * The word with which the place before byte `at` begins; n_words for none. A place is one to four
 * words with capitals, the last of them with a comma, or what a comma was read as.
 */
static guint
place_before(const ArsipSheet *sheet, const ArsipLine *line, gsize at)
{
    guint last = arsip_line_word_at(sheet, line, (guint32)at), first;
    const ArsipLineWord *comma;

    if (last >= 2 && says_date(arsip_line_word(sheet, line, last - 1))) /* Cendana, tanggal 3 Mei 2023 */
        last--;
    if (last == 0)
        return line->n_words;
    comma = arsip_line_word(sheet, line, last - 1);
    if (comma->folded[0] == '\0' && last >= 2) /* a comma of its own */
        last--;
    for (first = last; first > 0 && last - first < PLACE_WORDS_MAX; first--) {
        const ArsipLineWord *word = arsip_line_word(sheet, line, first - 1);

        if (!g_ascii_isupper(word->text[0]) ||
            (first < last && strchr(",;:/", word->text[word->length - 1]) != NULL))
            break;
        if (g_ascii_isdigit(word->folded[strlen(word->folded) - 1]))
            break;
    }
    return first < last ? first : line->n_words;
}

static gboolean
has_comma(const ArsipSheet *sheet, const ArsipLine *line, gsize at)
{
    guint word = arsip_line_word_at(sheet, line, (guint32)at);

    if (word >= 2 && says_date(arsip_line_word(sheet, line, word - 1)))
        at = arsip_line_word(sheet, line, word - 1)->at;
    while (at > 0 && line->text[at - 1] == ' ')
        at--;
    return at > 0 && strchr(",.;:'", line->text[at - 1]) != NULL;
}

/* "Tempat, tanggal lahir : Cendana, 3 Mei 1980" */
static gboolean
tells_birth(const ArsipSheet *sheet, const ArsipLine *line)
{
    static const char *const words[] = {"lahir", "kelahiran", NULL};

    return arsip_line_find(sheet, line, line->n_words, words) >= 0;
}

static gboolean
names_no_place(const ArsipSheet *sheet, const ArsipLine *line, guint first)
{
    static const char *const words[] = {"hari",  "nomor",    "tahun",  "pukul",     "tertanggal",
                                        "lahir", "mulai",    "sejak",  "sampai",    "tmt",
                                        "nopol", "diterima", "terima", "perubahan", NULL};

    for (guint i = first; i < line->n_words; i++) {
        const char *folded = arsip_line_word(sheet, line, i)->folded;

        if (g_ascii_isdigit(folded[0]))
            break;
        if (arsip_spelling_find(folded, words) >= 0 ||
            (i == first && says_date(arsip_line_word(sheet, line, i))))
            return TRUE;
    }
    return FALSE;
}

gboolean
arsip_place_date_is(const ArsipSheet *sheet, const ArsipLine *line)
{
    ArsipDate date;
    guint first;

    if (line->n_words < 2 || !arsip_date_find(line->text, 0, &date) || !ends_line(line, &date))
        return FALSE;
    if (arsip_line_word_at(sheet, line, (guint32)date.end) > PLACE_WORDS_MAX + 5)
        return FALSE;
    first = place_before(sheet, line, date.start);
    while (first > 0 && first < line->n_words && arsip_line_word(sheet, line, first - 1)->folded[0] == '\0')
        first--;
    return first == 0 && !names_no_place(sheet, line, 0) &&
           (has_comma(sheet, line, date.start) || arsip_line_word_at(sheet, line, (guint32)date.start) == 1);
}

gboolean
arsip_place_date_read(const ArsipSheet *sheet, const ArsipLine *line, ArsipDate *date)
{
    for (gsize from = 0; arsip_date_find(line->text, from, date); from = date->end) {
        guint first;

        if (!ends_line(line, date))
            continue;
        first = place_before(sheet, line, date->start);
        return first < line->n_words && !tells_birth(sheet, line) && has_comma(sheet, line, date->start) &&
               !names_no_place(sheet, line, first);
    }
    return FALSE;
}
