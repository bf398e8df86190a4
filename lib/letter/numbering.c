/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/field.h"
#include "letter/number.h"
#include "letter/shape.h"
#include "letter/spelling.h"

#include <string.h>

/* Lines below a letterhead or title where a number without its caption is still believed. */
#define BARE_LINES_MAX 6

static ArsipField *
number_at(const ArsipHead *head, const ArsipExtent *extent)
{
    const ArsipLine *line = arsip_sheet_line(head->sheet, extent->line);
    guint32 begin = 0, end = 0;
    char *number = arsip_number_read(line->text, extent->from, extent->to, &begin, &end);

    return number != NULL ? arsip_field_new("nomor", number, arsip_line_place(head->sheet, line, begin, end))
                          : NULL;
}

/* The first number with joints (005/117, 23 TAHUN 2020), else the first of figures alone. */
static ArsipField *
number_of(const ArsipHead *head, ArsipCaptionKind kind)
{
    const ArsipHeadCaption *found;
    ArsipField *plain = NULL;
    ArsipExtent extent;

    for (guint at = 0; (found = arsip_head_next(head, kind, &at)) != NULL;) {
        ArsipField *field = NULL;

        if (arsip_caption_value(head->sheet, found->line, &found->caption, &extent))
            field = number_at(head, &extent);
        if (field != NULL && strpbrk(field->value, "/-. ") != NULL) {
            g_clear_pointer(&plain, arsip_field_free);
            return field;
        }
        if (plain == NULL)
            plain = g_steal_pointer(&field);
        g_clear_pointer(&field, arsip_field_free);
    }
    return plain;
}

/* Does the title name this form, in brackets or by its first letters (SURAT PERINTAH MEMBAYAR: spm)? */
static gboolean
title_names(const ArsipHead *head, const char *form)
{
    const ArsipLayout *layout = head->layout;
    g_autoptr(GString) initials = g_string_new(NULL);

    for (guint i = layout->title < 0 ? layout->title_end : (guint)layout->title; i < layout->title_end; i++) {
        const ArsipLine *line = arsip_sheet_line(head->sheet, i);

        if (arsip_caption_read(head->sheet, line, 0).kind != ARSIP_CAPTION_NONE)
            continue;
        for (guint j = 0; j < line->n_words; j++) {
            const ArsipLineWord *word = arsip_line_word(head->sheet, line, j);

            if (g_str_has_prefix(word->folded, form))
                return TRUE;
            g_string_append_c(initials, word->folded[0] != '\0' ? word->folded[0] : ' ');
        }
    }
    return g_str_has_prefix(initials->str, form);
}

/* Nomor SPM on an SPM, No. Bukti on a receipt; another form's number is a citation. */
static ArsipField *
number_of_form(const ArsipHead *head)
{
    static const char *const own[] = {"bukti", "dokumen", NULL};
    const ArsipHeadCaption *found;
    ArsipExtent extent;

    for (guint at = 0; (found = arsip_head_next(head, ARSIP_CAPTION_NOMOR_FORM, &at)) != NULL;) {
        const char *form = found->caption.qualifier;

        if (!g_strv_contains(own, form) && !title_names(head, form))
            continue;
        if (arsip_caption_value(head->sheet, found->line, &found->caption, &extent))
            return number_at(head, &extent);
    }
    return NULL;
}

/* SURAT EDARAN NOMOR 5 TAHUN 2021, on one line. */
static ArsipField *
number_in_title(const ArsipHead *head)
{
    const ArsipLayout *layout = head->layout;

    for (guint i = layout->title < 0 ? layout->title_end : (guint)layout->title; i < layout->title_end; i++) {
        const ArsipLine *line = arsip_sheet_line(head->sheet, i);

        for (guint j = 1; j + 1 < line->n_words; j++) {
            const ArsipLineWord *word = arsip_line_word(head->sheet, line, j);
            ArsipExtent extent = {i, word->at + word->length, line->length};
            ArsipField *field;

            if (!arsip_spelling_is(word->folded, "nomor"))
                continue;
            field = number_at(head, &extent);
            if (field != NULL)
                return field;
        }
    }
    return NULL;
}

/* Its caption was misread beyond recognition. */
static ArsipField *
bare_number(const ArsipHead *head)
{
    const ArsipLayout *layout = head->layout;
    guint first = layout->title >= 0 ? (guint)layout->title + 1 : layout->kop_end;

    for (guint i = first; i < MIN(first + BARE_LINES_MAX, head->sheet->lines->len); i++) {
        const ArsipLine *line = arsip_sheet_line(head->sheet, i);
        ArsipCaption caption = arsip_caption_read(head->sheet, line, 0);
        const char *colon = strpbrk(line->text, ":;");
        ArsipExtent extent = {i, 0, line->length};
        ArsipField *field;

        if (line->page != 1 || arsip_line_is_prose(head->sheet, line) ||
            arsip_line_opens_body(head->sheet, line))
            break;
        if (caption.kind != ARSIP_CAPTION_NONE)
            continue;
        if (colon != NULL && colon - line->text < 12)
            extent.from = (guint32)(colon - line->text) + 1;
        field = number_at(head, &extent);
        if (field != NULL && arsip_number_is_unmistakable(field->value))
            return field;
        g_clear_pointer(&field, arsip_field_free);
    }
    return NULL;
}

ArsipField *
arsip_numbering_read(const ArsipHead *head)
{
    ArsipField *field = NULL;

    if (head->layout->kind == ARSIP_TITLE_FORM)
        field = number_of(head, ARSIP_CAPTION_NOMOR_SURAT);
    if (field == NULL)
        field = number_of(head, ARSIP_CAPTION_NOMOR);
    if (field == NULL)
        field = number_in_title(head);
    if (field == NULL)
        field = number_of_form(head);
    if (field == NULL)
        field = number_of(head, ARSIP_CAPTION_NOMOR_SURAT);
    return field != NULL ? field : bare_number(head);
}
