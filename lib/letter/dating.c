/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/date.h"
#include "letter/field.h"
#include "letter/place-date.h"
#include "letter/signature.h"
#include "letter/spelling.h"

#include <string.h>

/* "Pada hari ini ..." is the first sentence; it runs over so many lines at most. */
#define OPENING_LINES_MAX  14
#define SENTENCE_LINES_MAX 4

#define ATTACHMENT_HEAD_MAX 8

static ArsipField *
date_field(const ArsipHead *head, guint line, const ArsipDate *date)
{
    return arsip_field_new("tanggal", arsip_date_print(date),
                           arsip_line_place(head->sheet, arsip_sheet_line(head->sheet, line),
                                            (guint32)date->start, (guint32)date->end));
}

static ArsipField *
date_of(const ArsipHead *head, ArsipCaptionKind kind)
{
    const ArsipHeadCaption *found;
    ArsipExtent extent;
    ArsipDate date;

    for (guint at = 0; (found = arsip_head_next(head, kind, &at)) != NULL;) {
        if (!arsip_caption_value(head->sheet, found->line, &found->caption, &extent))
            continue;
        if (arsip_date_find(arsip_sheet_line(head->sheet, extent.line)->text, extent.from, &date) &&
            date.end <= extent.to)
            return date_field(head, extent.line, &date);
    }
    return NULL;
}

/* A place and date on a line from first to end. */
static ArsipField *
place_date_between(const ArsipHead *head, guint first, guint end)
{
    ArsipDate date;

    for (guint i = first; i < end; i++) {
        if (arsip_place_date_read(head->sheet, arsip_sheet_line(head->sheet, i), &date))
            return date_field(head, i, &date);
        if (arsip_place_date_is(head->sheet, arsip_sheet_line(head->sheet, i)) &&
            arsip_date_find(arsip_sheet_line(head->sheet, i)->text, 0, &date))
            return date_field(head, i, &date);
    }
    return NULL;
}

/* "Ditetapkan di Cendana / pada tanggal 2 Oktober 2023", up to what says when it was promulgated. */
static ArsipField *
set_date_between(const ArsipHead *head, guint first, guint end)
{
    gboolean is_set = FALSE;
    ArsipDate date;

    for (guint i = first; i < end; i++) {
        const ArsipLine *line = arsip_sheet_line(head->sheet, i);

        if (arsip_line_promulgates(head->sheet, line))
            break;
        is_set = is_set || arsip_line_sets_date(head->sheet, line);
        if (is_set && arsip_date_find(line->text, 0, &date))
            return date_field(head, i, &date);
    }
    return NULL;
}

/* "Tanggal 7 Mei 2024" below a place that was lost. */
static ArsipField *
captioned_date_between(const ArsipHead *head, guint first, guint end)
{
    for (guint i = first; i < end; i++) {
        const ArsipLine *line = arsip_sheet_line(head->sheet, i);
        ArsipDate date;

        if (arsip_caption_read(head->sheet, line, 0).kind == ARSIP_CAPTION_TANGGAL &&
            arsip_date_find(line->text, 0, &date))
            return date_field(head, i, &date);
    }
    return NULL;
}

/* A date behind a comma at the end of a line whose place was misread. */
static ArsipField *
closing_date_between(const ArsipHead *head, guint first, guint end)
{
    for (guint i = first; i < end; i++) {
        const ArsipLine *line = arsip_sheet_line(head->sheet, i);
        ArsipDate date;

        if (arsip_line_promulgates(head->sheet, line))
            break;
        if (!arsip_date_find(line->text, 0, &date) || line->length - date.end > 2)
            continue;
        if (date.start < 2 || memchr(line->text + date.start - 2, ',', 2) != NULL)
            return date_field(head, i, &date);
    }
    return NULL;
}

static ArsipField *
signature_date(const ArsipHead *head)
{
    guint first = head->layout->signature, end = head->layout->body_end;
    ArsipField *field = set_date_between(head, first, end);

    if (field == NULL)
        field = place_date_between(head, first, end);
    if (field == NULL)
        field = captioned_date_between(head, first, end);
    return field != NULL ? field : closing_date_between(head, first, end);
}

/* Holds the letter's number, or the value beside its caption. */
static gboolean
is_number_line(const ArsipHead *head, guint i)
{
    const ArsipHeadCaption *found;
    ArsipExtent value;

    for (guint at = 0; (found = arsip_head_next(head, ARSIP_CAPTION_NOMOR, &at)) != NULL;) {
        if (found->line == i ||
            (arsip_caption_value(head->sheet, found->line, &found->caption, &value) && value.line == i))
            return TRUE;
    }
    return FALSE;
}

/* Without a place: beside the number, or alone on its line. */
static ArsipField *
bare_date(const ArsipHead *head)
{
    for (guint i = head->layout->kop_end; i < head->layout->head_end; i++) {
        const ArsipLine *line = arsip_sheet_line(head->sheet, i);
        ArsipDate date;

        if (!arsip_date_find(line->text, 0, &date) || line->length - date.end > 2)
            continue;
        if (date.start < 2)
            return date_field(head, i, &date);
        /* 12/05/2021 behind Nomor is the number; a month that is named is none. */
        if (is_number_line(head, i) && memchr(line->text + date.start, ' ', date.end - date.start) != NULL)
            return date_field(head, i, &date);
    }
    return NULL;
}

static gboolean
says_this_day(const ArsipHead *head, const ArsipLine *line)
{
    static const char *const this_day[] = {"ini", NULL};
    static const char *const any_day[] = {"ini",   "senin", "selasa", "rabu", "kamis",
                                          "jumat", "sabtu", "minggu", NULL};
    gboolean is_deed = head->layout->kind == ARSIP_TITLE_DEED;
    const char *const *days = is_deed ? any_day : this_day;

    if (is_deed && line->n_words > 3 &&
        arsip_spelling_is(arsip_line_word(head->sheet, line, 0)->folded, "pada") &&
        arsip_spelling_distance(arsip_line_word(head->sheet, line, 1)->folded, "hari", 1) <= 1)
        return TRUE;
    for (guint i = 0; i + 1 < line->n_words; i++) {
        if (strcmp(arsip_line_word(head->sheet, line, i)->folded, "hari") == 0 &&
            arsip_spelling_find(arsip_line_word(head->sheet, line, i + 1)->folded, days) >= 0)
            return TRUE;
    }
    return FALSE;
}

/* (21-03-2022), which repeats what stands before it in words. */
static gboolean
find_in_brackets(const char *text, ArsipDate *date)
{
    const char *bracket = strchr(text, '(');

    return bracket != NULL && arsip_date_find(text, (gsize)(bracket - text), date) &&
           date->start <= (gsize)(bracket - text) + 2;
}

/* "Pada hari ini Senin tanggal dua puluh satu bulan Maret ..." */
static ArsipField *
opening_date(const ArsipHead *head)
{
    const ArsipSheet *sheet = head->sheet;
    guint first = head->layout->title >= 0 ? (guint)head->layout->title : head->layout->head_end;

    for (guint i = first; i < MIN(first + OPENING_LINES_MAX * 2, sheet->lines->len); i++) {
        g_autoptr(GString) sentence = g_string_new(NULL);
        g_autoptr(GArray) extents = g_array_new(FALSE, FALSE, sizeof(ArsipExtent));
        ArsipDate date;

        if (!says_this_day(head, arsip_sheet_line(sheet, i)))
            continue;
        for (guint j = i; j < MIN(i + SENTENCE_LINES_MAX, sheet->lines->len); j++) {
            const ArsipLine *line = arsip_sheet_line(sheet, j);
            ArsipExtent extent = {j, 0, line->length};

            g_string_append_printf(sentence, "%s ", line->text);
            g_array_append_val(extents, extent);
        }
        if (find_in_brackets(sentence->str, &date) || arsip_date_find_in_words(sentence->str, 0, &date) ||
            arsip_date_find(sentence->str, 0, &date)) {
            while (extents->len > 1 &&
                   sentence->len - arsip_sheet_line(sheet, i + extents->len - 1)->length - 1 >= date.end) {
                g_string_truncate(sentence,
                                  sentence->len - arsip_sheet_line(sheet, i + extents->len - 1)->length - 1);
                g_array_set_size(extents, extents->len - 1);
            }
            return arsip_field_new("tanggal", arsip_date_print(&date), arsip_extents_place(sheet, extents));
        }
    }
    return NULL;
}

/* Hari/tanggal : Rabu, 8 Februari 2023: when the meeting was. */
static ArsipField *
meeting_date(const ArsipHead *head)
{
    ArsipDate date;
    ArsipExtent extent;

    for (guint i = head->layout->kop_end; i < head->layout->signature; i++) {
        const ArsipLine *line = arsip_sheet_line(head->sheet, i);
        ArsipCaption caption = arsip_caption_read(head->sheet, line, 0);

        if (line->page != 1)
            break;
        if (caption.kind != ARSIP_CAPTION_HARI && caption.kind != ARSIP_CAPTION_TANGGAL)
            continue;
        if (arsip_caption_value(head->sheet, i, &caption, &extent) &&
            arsip_date_find(arsip_sheet_line(head->sheet, extent.line)->text, extent.from, &date))
            return date_field(head, extent.line, &date);
    }
    return NULL;
}

/* The heading of an attachment repeats the decree's date. */
static ArsipField *
attachment_date(const ArsipHead *head)
{
    guint first = head->layout->body_end;

    return captioned_date_between(head, first, MIN(first + ATTACHMENT_HEAD_MAX, head->sheet->lines->len));
}

/* The last line that is a place and a date and nothing else: a signature block that was not known as one. */
static ArsipField *
last_place_date(const ArsipHead *head)
{
    ArsipDate date;

    for (guint i = head->layout->body_end; i > head->layout->head_end; i--) {
        if (arsip_place_date_is(head->sheet, arsip_sheet_line(head->sheet, i - 1)) &&
            arsip_date_find(arsip_sheet_line(head->sheet, i - 1)->text, 0, &date))
            return date_field(head, i - 1, &date);
    }
    return NULL;
}

static ArsipField *
form_date(const ArsipHead *head)
{
    ArsipField *field = date_of(head, ARSIP_CAPTION_TANGGAL_SURAT);

    if (field == NULL)
        field = date_of(head, ARSIP_CAPTION_NOMOR_SURAT);
    return field != NULL ? field : date_of(head, ARSIP_CAPTION_TANGGAL);
}

ArsipField *
arsip_dating_read(const ArsipHead *head)
{
    const ArsipLayout *layout = head->layout;
    ArsipField *field = NULL;

    switch (layout->kind) {
    case ARSIP_TITLE_FORM:
        return form_date(head);
    case ARSIP_TITLE_DECREE:
    case ARSIP_TITLE_INSTRUCTION:
        field = signature_date(head);
        break;
    case ARSIP_TITLE_DEED:
        field = opening_date(head);
        break;
    default:
        break;
    }
    if (field == NULL)
        field = date_of(head, ARSIP_CAPTION_TANGGAL);
    if (field == NULL)
        field = place_date_between(head, 0, layout->head_end);
    if (field == NULL)
        field = bare_date(head);
    if (field == NULL)
        field = signature_date(head);
    if (field == NULL && layout->kind == ARSIP_TITLE_MINUTES)
        field = meeting_date(head);
    if (field == NULL)
        field = opening_date(head);
    if (field == NULL)
        field = attachment_date(head);
    return field != NULL ? field : last_place_date(head);
}
