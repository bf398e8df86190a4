/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/title.h"
#include "letter/caption.h"
#include "letter/shape.h"
#include "letter/spelling.h"
#include "letter/subject.h"

#include <string.h>

/* How far down NOMOR, ANTARA or TENTANG may follow a title's first line. */
#define TITLE_LINES_MAX 14

/* Without spaces, as titles are often spaced out. More telling ones first. */
static const struct {
    const char *start;
    ArsipTitleKind kind;
} types[] = {
    {"suratkeputusan", ARSIP_TITLE_DECREE},
    {"keputusan", ARSIP_TITLE_DECREE},
    {"salinankeputusan", ARSIP_TITLE_DECREE},
    {"petikankeputusan", ARSIP_TITLE_DECREE},
    {"petikan", ARSIP_TITLE_DECREE},
    {"salinan", ARSIP_TITLE_DECREE},
    {"peraturan", ARSIP_TITLE_DECREE},
    {"rancanganperaturan", ARSIP_TITLE_DECREE},
    {"instruksi", ARSIP_TITLE_INSTRUCTION},
    {"notadinas", ARSIP_TITLE_NOTE},
    {"memorandum", ARSIP_TITLE_NOTE},
    {"memo", ARSIP_TITLE_NOTE},
    {"telaahan", ARSIP_TITLE_NOTE},
    {"lembardisposisi", ARSIP_TITLE_FORM},
    {"lembarandisposisi", ARSIP_TITLE_FORM},
    {"kartudisposisi", ARSIP_TITLE_FORM},
    {"disposisi", ARSIP_TITLE_FORM},
    {"kartukendali", ARSIP_TITLE_FORM},
    {"kartusurat", ARSIP_TITLE_FORM},
    {"lembarpengantar", ARSIP_TITLE_FORM},
    {"beritaacara", ARSIP_TITLE_DEED},
    {"perjanjian", ARSIP_TITLE_DEED},
    {"suratperjanjian", ARSIP_TITLE_DEED},
    {"naskahperjanjian", ARSIP_TITLE_DEED},
    {"notakesepa", ARSIP_TITLE_DEED},
    {"notakesepahaman", ARSIP_TITLE_DEED},
    {"kesepakatan", ARSIP_TITLE_DEED},
    {"kontrak", ARSIP_TITLE_DEED},
    {"addendum", ARSIP_TITLE_DEED},
    {"adendum", ARSIP_TITLE_DEED},
    {"notul", ARSIP_TITLE_MINUTES},
    {"risalah", ARSIP_TITLE_MINUTES},
    {"kuitansi", ARSIP_TITLE_RECEIPT},
    {"kwitansi", ARSIP_TITLE_RECEIPT},
    {"tandaterima", ARSIP_TITLE_RECEIPT},
    {"tandabukti", ARSIP_TITLE_RECEIPT},
    {"buktipembayaran", ARSIP_TITLE_RECEIPT},
    {"surat", ARSIP_TITLE_OTHER},
    {"edaran", ARSIP_TITLE_OTHER},
    {"laporan", ARSIP_TITLE_OTHER},
    {"pengumuman", ARSIP_TITLE_OTHER},
    {"rekomendasi", ARSIP_TITLE_OTHER},
    {"undangan", ARSIP_TITLE_OTHER},
    {"maklumat", ARSIP_TITLE_OTHER},
    {"sertifikat", ARSIP_TITLE_OTHER},
    {"piagam", ARSIP_TITLE_OTHER},
    {"daftarhadir", ARSIP_TITLE_OTHER},
    {"siaranpers", ARSIP_TITLE_OTHER},
    {"paktaintegritas", ARSIP_TITLE_OTHER},
    {"pernyataan", ARSIP_TITLE_OTHER},
    {"standaroperasional", ARSIP_TITLE_OTHER},
    {"standarpelayanan", ARSIP_TITLE_OTHER},
    {"prosedur", ARSIP_TITLE_OTHER},
    {"pedoman", ARSIP_TITLE_OTHER},
    {"formulir", ARSIP_TITLE_OTHER},
    {"izin", ARSIP_TITLE_OTHER},
    {"panggilan", ARSIP_TITLE_OTHER},
    {"relaas", ARSIP_TITLE_OTHER},
    {"telegram", ARSIP_TITLE_OTHER},
    {"proposal", ARSIP_TITLE_OTHER},
    {"kerangkaacuan", ARSIP_TITLE_OTHER},
    {"sambutan", ARSIP_TITLE_OTHER},
    {"lembar", ARSIP_TITLE_OTHER},
    {"daftar", ARSIP_TITLE_OTHER},
};

/* Titles in small letters are too easily words of a subject: only these, and only alone on their line. */
static gboolean
may_be_small(const char *squeezed)
{
    static const char *const starts[] = {"notadinas",  "surat",       "lembardisposisi", "beritaacara",
                                         "notul",      "kuitansi",    "kwitansi",        "pengumuman",
                                         "memorandum", "rekomendasi", "telaahan",        NULL};

    for (gsize i = 0; starts[i] != NULL; i++) {
        if (g_str_has_prefix(squeezed, starts[i]))
            return TRUE;
    }
    return FALSE;
}

static gboolean
starts_with(const char *squeezed, const char *start)
{
    gsize n = strlen(start);
    g_autofree char *head = g_strndup(squeezed, n);

    return arsip_spelling_distance(head, start, n < 8 ? 0 : 1) <= (n < 8 ? 0u : 1u);
}

ArsipTitleKind
arsip_title_kind(const ArsipSheet *sheet, guint i)
{
    g_autofree char *squeezed = arsip_line_squeeze(sheet, arsip_sheet_line(sheet, i));

    for (gsize j = 0; j < G_N_ELEMENTS(types); j++) {
        if (starts_with(squeezed, types[j].start))
            return types[j].kind;
    }
    return ARSIP_TITLE_NONE;
}

static gboolean
all_begin_large(const ArsipSheet *sheet, const ArsipLine *line)
{
    for (guint i = 0; i < line->n_words; i++) {
        const ArsipLineWord *word = arsip_line_word(sheet, line, i);

        if (strlen(word->folded) > 3 && !g_ascii_isupper(word->text[0]))
            return FALSE;
    }
    return TRUE;
}

/* "Nomor ..." on the line, below a heading. */
static gboolean
is_numbered(const ArsipSheet *sheet, guint i)
{
    return i < sheet->lines->len &&
           arsip_caption_read(sheet, arsip_sheet_line(sheet, i), 0).kind == ARSIP_CAPTION_NOMOR;
}

gboolean
arsip_title_is(const ArsipSheet *sheet, guint i)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i);
    ArsipTitleKind kind;
    gsize last;

    if (line->n_words == 0 || line->n_words > 14)
        return FALSE;
    last = line->length - 1;
    kind = arsip_title_kind(sheet, i);
    if (kind == ARSIP_TITLE_NONE)
        return FALSE;
    if (arsip_line_is_capitals(sheet, line))
        return line->text[last] != ',' && line->text[last] != ';' && !strchr(line->text, ':');
    if (line->n_words <= 8 && all_begin_large(sheet, line) && is_numbered(sheet, i + 1))
        return TRUE;
    {
        g_autofree char *squeezed = arsip_line_squeeze(sheet, line);

        return line->n_words <= 5 && strchr(".,;:", line->text[last]) == NULL &&
               strchr(line->text, ':') == NULL && strpbrk(line->text, "0123456789") == NULL &&
               all_begin_large(sheet, line) && may_be_small(squeezed);
    }
}

gint
arsip_title_tentang(const ArsipSheet *sheet, guint first, guint end, guint32 *behind)
{
    for (guint i = first; i < end; i++) {
        const ArsipLine *line = arsip_sheet_line(sheet, i);

        for (guint j = 0; j < line->n_words; j++) {
            const ArsipLineWord *word = arsip_line_word(sheet, line, j);

            if (!arsip_spelling_is(word->folded, "tentang") || word->text[strcspn(word->text, "Tt")] == 't')
                continue;
            *behind = word->at + word->length;
            while (*behind < line->length && strchr(" :;.", line->text[*behind]) != NULL)
                ++*behind;
            return (gint)i;
        }
    }
    return -1;
}

/* Is TENTANG or another NOMOR still to come, with nothing but title lines before it? */
static gboolean
goes_on(const ArsipSheet *sheet, guint i)
{
    for (guint j = i; j < MIN(sheet->lines->len, i + TITLE_LINES_MAX); j++) {
        const ArsipLine *line = arsip_sheet_line(sheet, j);
        ArsipCaption caption = arsip_caption_read(sheet, line, 0);
        guint32 behind;

        if (line->page != arsip_sheet_line(sheet, i)->page ||
            strchr(",;", line->text[line->length - 1]) != NULL || strstr(line->text, "RAHMAT") != NULL)
            return FALSE;
        if (arsip_title_tentang(sheet, j, j + 1, &behind) >= 0 || caption.kind == ARSIP_CAPTION_NOMOR)
            return TRUE;
        if (!arsip_line_is_capitals(sheet, line) && !arsip_line_is_noise(sheet, line))
            return FALSE;
    }
    return FALSE;
}

static gboolean
is_bracketed(const ArsipLine *line)
{
    return line->text[0] == '(' && line->length < 40;
}

/* A short second row between title and number: "Tahun Anggaran 2023". */
static gboolean
is_second_row(const ArsipSheet *sheet, guint i)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i);
    ArsipCaption next;

    if (line->n_words > 6 || i + 1 >= sheet->lines->len || strchr(line->text, ':') != NULL ||
        arsip_line_opens_body(sheet, line))
        return FALSE;
    next = arsip_caption_read(sheet, arsip_sheet_line(sheet, i + 1), 0);
    return next.kind == ARSIP_CAPTION_NOMOR || next.kind == ARSIP_CAPTION_NOMOR_FORM ||
           next.kind == ARSIP_CAPTION_TENTANG;
}

guint
arsip_title_end(const ArsipSheet *sheet, guint i)
{
    guint page = arsip_sheet_line(sheet, i)->page;
    gboolean has_number = FALSE;
    guint end = i + 1;
    guint32 behind;

    if (arsip_title_tentang(sheet, i, i + 1, &behind) >= 0)
        end = arsip_subject_end(sheet, i, behind);
    while (end < sheet->lines->len && end < i + TITLE_LINES_MAX * 2) {
        const ArsipLine *line = arsip_sheet_line(sheet, end);
        ArsipCaption caption = arsip_caption_read(sheet, line, 0);

        if (line->page != page)
            break;
        if (caption.kind == ARSIP_CAPTION_NOMOR ||
            (caption.kind == ARSIP_CAPTION_NOMOR_FORM && !has_number)) {
            has_number = TRUE;
            end += caption.value < line->length || arsip_sheet_beside(sheet, end) < 0 ? 1 : 2;
        } else if (arsip_title_tentang(sheet, end, end + 1, &behind) >= 0 &&
                   (caption.kind == ARSIP_CAPTION_TENTANG || arsip_line_is_capitals(sheet, line))) {
            end = arsip_subject_end(sheet, end, behind);
        } else if (caption.kind != ARSIP_CAPTION_NONE) {
            break;
        } else if (is_bracketed(line) || (!has_number && is_second_row(sheet, end)) ||
                   (arsip_line_is_noise(sheet, line) && goes_on(sheet, end))) {
            end++;
        } else if (arsip_line_is_capitals(sheet, line) &&
                   (goes_on(sheet, end) || (!has_number && !arsip_line_opens_body(sheet, line) &&
                                            strchr(",:", line->text[line->length - 1]) == NULL))) {
            end++;
        } else {
            break;
        }
    }
    return end;
}
