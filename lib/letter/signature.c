/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/signature.h"
#include "letter/caption.h"
#include "letter/place-date.h"
#include "letter/shape.h"
#include "letter/spelling.h"

#include <string.h>

/* Lines between two marks of one signature block: the room for the signature, names, ranks, stamps. */
#define MARKS_APART_MAX 8

/* A mark this many lines above the end of a long text is no signature but a citation. */
#define LINES_BELOW_MAX 60

static const char *
word_of(const ArsipSheet *sheet, const ArsipLine *line, guint i)
{
    return i < line->n_words ? arsip_line_word(sheet, line, i)->folded : "";
}

gboolean
arsip_line_sets_date(const ArsipSheet *sheet, const ArsipLine *line)
{
    static const char *const verbs[] = {"ditetapkan", "dikeluarkan", "ditandatangani",
                                        "dibuat",     "disahkan",    NULL};
    const char *first = word_of(sheet, line, 0), *second = word_of(sheet, line, 1);
    ArsipDate date;

    if (line->n_words > 10)
        return FALSE;
    if (arsip_spelling_find(first, verbs) >= 0)
        return strcmp(second, "di") == 0 || strcmp(second, "dl") == 0 || strcmp(second, "d1") == 0;
    if (strcmp(first, "pada") != 0 ||
        !(arsip_spelling_is(second, "tanggal") || arsip_spelling_is(second, "tgl")))
        return FALSE;
    return line->n_words <= 3 || (arsip_date_find(line->text, 0, &date) && line->length - date.end <= 2);
}

gboolean
arsip_line_promulgates(const ArsipSheet *sheet, const ArsipLine *line)
{
    return arsip_spelling_is(word_of(sheet, line, 0), "diundangkan") && line->n_words <= 6;
}

gboolean
arsip_line_is_signer(const ArsipSheet *sheet, const ArsipLine *line)
{
    static const char *const posts[] = {
        "kepala",     "sekretaris", "camat",       "lurah",     "bupati",      "wali",       "walikota",
        "gubernur",   "direktur",   "ketua",       "inspektur", "bendahara",   "pejabat",    "pengguna",
        "kuasa",      "penerima",   "pemberi",     "yang",      "notulis",     "pencatat",   "pimpinan",
        "pihak",      "dokter",     "asisten",     "menteri",   "rektor",      "dekan",      "hormat",
        "mengetahui", "menyetujui", "mengesahkan", "pembina",   "komandan",    "plt",        "plh",
        "an",         "ub",         "staf",        "pelapor",   "pemohon",     "petugas",    "pemeriksa",
        "saksi",      "notulen",    "manajer",     "presiden",  "koordinator", "penanggung", "atas",
        "pelaksana",  "panitia",    "pemeriksa",   "kabag",     "kasubbag",    "kepada",     "disetujui",
        "dibuat",     "diketahui",  "pembuat",     "selaku",    "kami",        "kpa",        "ppk",
        "saya",       "pengurus",   "guru",        "pj",        "pjs",         "u",          "a",
        NULL};
    const char *first = word_of(sheet, line, 0);

    if (line->n_words == 0 || line->n_words > 10 || line->text[line->length - 1] != ',')
        return FALSE;
    if (arsip_spelling_is(word_of(sheet, line, 1), "bertanda"))
        return FALSE;
    return arsip_spelling_find(first, posts) >= 0 && g_ascii_isalpha(line->text[0]);
}

static gboolean
is_nip(const ArsipSheet *sheet, const ArsipLine *line)
{
    const char *first = word_of(sheet, line, 0);
    gboolean says_nip = g_str_has_prefix(first, "nip") || g_str_has_prefix(first, "n1p") ||
                        g_str_has_prefix(first, "nlp") || g_str_has_prefix(first, "nrp");

    return says_nip && line->n_words <= 8 && strpbrk(line->text, "0123456789") != NULL;
}

static gboolean
is_mark(const ArsipSheet *sheet, const ArsipLine *line)
{
    const char *first = word_of(sheet, line, 0);
    ArsipDate date;

    if (strcmp(first, "ttd") == 0 || arsip_line_is_signer(sheet, line) || is_nip(sheet, line))
        return TRUE;
    if (arsip_line_sets_date(sheet, line) || arsip_line_promulgates(sheet, line) ||
        arsip_place_date_is(sheet, line))
        return TRUE;
    /* "Penerima, Cendana, 3 Mei 2023": two columns run into one line */
    return line->n_words <= 9 && !arsip_line_is_prose(sheet, line) && strchr(line->text, ':') == NULL &&
           arsip_place_date_read(sheet, line, &date);
}

static gboolean
is_body(const ArsipSheet *sheet, const ArsipLine *line)
{
    static const char *const rows[] = {"tempat", "alamat", "agama", "pekerjaan", "umur", "nik",       "jenis",
                                       "status", "untuk",  "unit",  "hubungan",  "tmt",  "terbilang", NULL};

    if (arsip_line_is_prose(sheet, line))
        return TRUE;
    if (strchr(line->text, ':') != NULL && arsip_line_find(sheet, line, 1, rows) == 0)
        return TRUE;
    return line->n_words >= 4 && line->text[line->length - 1] == '.' && strchr(line->text, ',') == NULL &&
           !arsip_line_is_capitals(sheet, line);
}

/* What is read out of a signature or a stamp. */
static gboolean
is_stroke(const ArsipSheet *sheet, const ArsipLine *line)
{
    g_autofree char *squeezed = arsip_line_squeeze(sheet, line);

    return strlen(squeezed) <= 4;
}

/* The last line that is sure to be of a signature: NIP, place and date, or a signer. */
static gint
last_mark(const ArsipSheet *sheet, guint first, guint end)
{
    guint limit = end > first + LINES_BELOW_MAX ? end - LINES_BELOW_MAX : first;

    for (guint i = end; i > limit; i--) {
        if (is_mark(sheet, arsip_sheet_line(sheet, i - 1)))
            return (gint)i - 1;
    }
    return -1;
}

/* Tembusan, with nothing but a list below it. */
static guint
copies_begin(const ArsipSheet *sheet, guint first, guint end)
{
    for (guint i = end; i > first; i--) {
        const ArsipLine *line = arsip_sheet_line(sheet, i - 1);

        if (arsip_caption_read(sheet, line, 0).kind == ARSIP_CAPTION_TEMBUSAN)
            return i - 1;
        if (end - i > LINES_BELOW_MAX)
            break;
    }
    return end;
}

guint
arsip_signature_begin(const ArsipSheet *sheet, guint first, guint end)
{
    guint copies = copies_begin(sheet, first, end);
    gint mark = last_mark(sheet, first, copies);
    guint begin;

    if (mark < 0)
        return copies;
    begin = (guint)mark;
    for (guint i = begin, apart = 0; i > first && apart < MARKS_APART_MAX; i--) {
        const ArsipLine *line = arsip_sheet_line(sheet, i - 1);

        if (is_mark(sheet, line)) {
            begin = i - 1;
            apart = 0;
        } else if (is_body(sheet, line)) {
            break;
        } else if (!is_stroke(sheet, line)) {
            apart += line->row != arsip_sheet_line(sheet, i)->row;
        }
    }
    return begin;
}
