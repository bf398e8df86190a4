/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/field.h"
#include "letter/letterhead.h"
#include "letter/place-date.h"
#include "letter/shape.h"
#include "letter/signature.h"
#include "letter/spelling.h"
#include "letter/subject.h"

#include <string.h>

/* Lines between "Hormat saya," and the name below it: the signature, a stamp duty. */
#define NAME_BELOW_MAX 5

/* Two columns of plain text begin so far apart. */
#define BLANKS_APART 16

static ArsipField *
sender_of_caption(const ArsipHead *head)
{
    const ArsipHeadCaption *found;

    for (guint at = 0; (found = arsip_head_next(head, ARSIP_CAPTION_DARI, &at)) != NULL;) {
        g_autoptr(GArray) extents = arsip_subject_of_caption(head->sheet, found->line, &found->caption);
        g_autofree char *text = arsip_extents_text(head->sheet, extents);

        if (strlen(text) >= 3)
            return arsip_field_new("dari", g_steal_pointer(&text), arsip_extents_place(head->sheet, extents));
    }
    return NULL;
}

static ArsipField *
sender_of_letterhead(const ArsipHead *head)
{
    ArsipPlace place = {0};
    char *office = arsip_letterhead_office(head->sheet, head->layout->kop_end, &place);

    return office != NULL ? arsip_field_new("dari", office, place) : NULL;
}

/* The lines of a title from byte `from` of the first one, up to its number, TENTANG or a word that parts
 * parties. */
static ArsipField *
office_in_title(const ArsipHead *head, guint first, guint32 from)
{
    static const char *const ends[] = {"nomor", "no", "tentang", "dengan", "dan", "tahun", NULL};
    g_autoptr(GArray) extents = g_array_new(FALSE, FALSE, sizeof(ArsipExtent));
    g_autofree char *text = NULL;

    for (guint i = first; i < head->layout->title_end; i++, from = 0) {
        const ArsipLine *line = arsip_sheet_line(head->sheet, i);
        ArsipExtent extent = {i, from, line->length};

        if (i > first &&
            (arsip_line_find(head->sheet, line, 1, ends) == 0 || strchr(line->text, '(') != NULL))
            break;
        if (extent.from < extent.to)
            g_array_append_val(extents, extent);
    }
    text = arsip_extents_text(head->sheet, extents);
    return strlen(text) >= 3
               ? arsip_field_new("dari", arsip_office_spell(text), arsip_extents_place(head->sheet, extents))
               : NULL;
}

/* KEPUTUSAN KEPALA DINAS ...: without a letterhead the title tells whose it is. */
static ArsipField *
sender_of_decree(const ArsipHead *head)
{
    static const char *const types[] = {"keputusan", "peraturan", "instruksi", NULL};
    static const char *const posts[] = {"direktur", "direksi", "rektor",   "dekan", "ketua",
                                        "komandan", "jaksa",   "pengurus", NULL};
    guint i = (guint)head->layout->title;
    const ArsipLine *line = arsip_sheet_line(head->sheet, i);
    gint at = arsip_line_find(head->sheet, line, 3, types);
    const ArsipLineWord *word;

    if (at < 0)
        return NULL;
    if (at + 1 == (gint)line->n_words && i + 1 < head->layout->title_end) {
        line = arsip_sheet_line(head->sheet, ++i);
        at = -1;
    }
    if (at + 1 >= (gint)line->n_words)
        return NULL;
    word = arsip_line_word(head->sheet, line, (guint)(at + 1));
    if (!arsip_word_names_office(word->folded) && arsip_spelling_find(word->folded, posts) < 0)
        return NULL;
    return office_in_title(head, i, word->at);
}

/* ANTARA / PEMERINTAH KOTA ... / DENGAN: the first party. */
static ArsipField *
first_party(const ArsipHead *head)
{
    static const char *const between[] = {"antara", NULL};

    for (guint i = (guint)head->layout->title; i + 1 < head->layout->title_end; i++) {
        const ArsipLine *line = arsip_sheet_line(head->sheet, i);

        if (line->n_words == 1 && arsip_line_find(head->sheet, line, 1, between) == 0)
            return office_in_title(head, i + 1, 0);
    }
    return NULL;
}

static ArsipField *
sender_of_title(const ArsipHead *head)
{
    if (head->layout->title < 0)
        return NULL;
    switch (head->layout->kind) {
    case ARSIP_TITLE_DECREE:
    case ARSIP_TITLE_INSTRUCTION:
        return sender_of_decree(head);
    case ARSIP_TITLE_DEED:
        return first_party(head);
    default:
        return NULL;
    }
}

/* Where the last column of a line begins that has no boxes. */
static guint32
last_column(const ArsipSheet *sheet, const ArsipLine *line)
{
    guint32 from = 0;

    for (guint32 end = arsip_line_column_end(sheet, line, from); end < line->length;
         end = arsip_line_column_end(sheet, line, from))
        from = end + 1;
    return from;
}

static gboolean
is_name(const ArsipSheet *sheet, const ArsipLine *line)
{
    guint words = 0, first = arsip_line_word_at(sheet, line, last_column(sheet, line));

    for (guint i = first; i < line->n_words; i++) {
        const ArsipLineWord *word = arsip_line_word(sheet, line, i);

        if (!g_ascii_isupper(word->text[0]) || strpbrk(word->text, "0123456789:") != NULL)
            return FALSE;
        words += strlen(word->folded) > 2;
    }
    return words >= 1 && line->n_words - first <= 6 && strcmp(line->text, "Meterai") != 0;
}

/* "Mengetahui:     Hormat saya,": a colon joins what stands side by side, and the right one writes. */
static ArsipFrame
column_of_signer(const ArsipSheet *sheet, const ArsipLine *signer)
{
    ArsipFrame column = signer->frame;

    for (guint i = 1; i < signer->n_words; i++) {
        const ArsipLineWord *word = arsip_line_word(sheet, signer, i);

        if (word->has_frame && g_str_has_suffix(word[-1].text, ":"))
            column.left = word->frame.left;
    }
    return column;
}

/* The name below whoever signs: in the same column, or in any where none stands in that. */
static gint
name_below(const ArsipHead *head, guint i, gboolean in_column)
{
    const ArsipSheet *sheet = head->sheet;
    const ArsipLine *signer = arsip_sheet_line(sheet, i);
    ArsipFrame column = column_of_signer(sheet, signer);
    guint32 blanks = arsip_line_blanks(sheet, signer, last_column(sheet, signer));

    for (guint j = i + 1; j < head->layout->body_end; j++) {
        const ArsipLine *line = arsip_sheet_line(sheet, j);
        guint32 before = arsip_line_blanks(sheet, line, last_column(sheet, line));
        gboolean is_beside = line->has_frame
                                 ? line->frame.left > column.right || line->frame.right < column.left
                                 : before + BLANKS_APART < blanks || before > blanks + BLANKS_APART;

        if (line->row > signer->row + NAME_BELOW_MAX)
            break;
        if (is_name(sheet, line) && !arsip_place_date_is(sheet, line) && !arsip_line_is_signer(sheet, line) &&
            !(in_column && is_beside))
            return (gint)j;
    }
    return in_column ? name_below(head, i, FALSE) : -1;
}

/*
 * Of two who sign side by side the right one writes: Pemberi Kuasa, Pihak Kesatu, Hormat saya. -1 where only
 * the place and date stand on the right, above whoever writes.
 */
static gint
rightmost_signer(const ArsipSheet *sheet, guint i)
{
    gint next = arsip_sheet_beside(sheet, i);

    if (next < 0)
        return (gint)i;
    if (arsip_place_date_is(sheet, arsip_sheet_line(sheet, (guint)next)))
        return -1;
    return arsip_line_is_signer(sheet, arsip_sheet_line(sheet, (guint)next)) ? next : (gint)i;
}

/* By the office that signs on line i, or by the name below. */
static ArsipField *
sender_at(const ArsipHead *head, guint i)
{
    const ArsipSheet *sheet = head->sheet;
    const ArsipLine *line = arsip_sheet_line(sheet, i);
    guint32 from;
    gint name;

    if (arsip_line_names_office(sheet, line) && last_column(sheet, line) == 0) {
        g_autofree char *text = g_strndup(line->text, line->length - 1);

        return arsip_field_new(
            "dari", arsip_line_is_capitals(sheet, line) ? arsip_office_spell(text) : g_strdup(text),
            arsip_line_place(sheet, line, 0, line->length - 1));
    }
    name = name_below(head, i, TRUE);
    if (name < 0)
        return NULL;
    line = arsip_sheet_line(sheet, (guint)name);
    from = last_column(sheet, line);
    return arsip_field_new("dari", g_strdup(line->text + from),
                           arsip_line_place(sheet, line, from, line->length));
}

/* Whoever signs, by office or by name. */
static ArsipField *
sender_of_signature(const ArsipHead *head)
{
    ArsipField *field = NULL;
    gint beside_date = -1;

    for (guint i = head->layout->signature; i < head->layout->body_end && field == NULL; i++) {
        gint signer;

        if (!arsip_line_is_signer(head->sheet, arsip_sheet_line(head->sheet, i)))
            continue;
        signer = rightmost_signer(head->sheet, i);
        if (signer >= 0)
            field = sender_at(head, (guint)signer);
        else
            beside_date = (gint)i;
    }
    return field == NULL && beside_date >= 0 ? sender_at(head, (guint)beside_date) : field;
}

ArsipField *
arsip_sender_read(const ArsipHead *head)
{
    gboolean caption_first = head->layout->kind == ARSIP_TITLE_NOTE || head->layout->kind == ARSIP_TITLE_FORM;
    ArsipField *field = caption_first ? sender_of_caption(head) : NULL;

    if (field == NULL)
        field = sender_of_letterhead(head);
    if (field == NULL && !caption_first)
        field = sender_of_caption(head);
    if (field == NULL)
        field = sender_of_title(head);
    return field != NULL ? field : sender_of_signature(head);
}
