/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/field.h"
#include "letter/letterhead.h"
#include "letter/place-date.h"
#include "letter/shape.h"
#include "letter/signature.h"
#include "letter/subject.h"

#include <string.h>

/* Lines between "Hormat saya," and the name below it: the signature, a stamp duty. */
#define NAME_BELOW_MAX 5

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

static gboolean
is_name(const ArsipSheet *sheet, const ArsipLine *line)
{
    guint words = 0;

    for (guint i = 0; i < line->n_words; i++) {
        const ArsipLineWord *word = arsip_line_word(sheet, line, i);

        if (!g_ascii_isupper(word->text[0]) || strpbrk(word->text, "0123456789:") != NULL)
            return FALSE;
        words += strlen(word->folded) > 2;
    }
    return words >= 1 && line->n_words <= 6 && strcmp(line->text, "Meterai") != 0;
}

/* Whoever signs, by office or by name. */
static ArsipField *
sender_of_signature(const ArsipHead *head)
{
    const ArsipSheet *sheet = head->sheet;

    for (guint i = head->layout->signature; i < head->layout->body_end; i++) {
        const ArsipLine *line = arsip_sheet_line(sheet, i);

        if (!arsip_line_is_signer(sheet, line))
            continue;
        if (arsip_line_names_office(sheet, line)) {
            g_autofree char *text = g_strndup(line->text, line->length - 1);

            return arsip_field_new(
                "dari", arsip_line_is_capitals(sheet, line) ? arsip_office_spell(text) : g_strdup(text),
                arsip_line_place(sheet, line, 0, line->length - 1));
        }
        for (guint j = i + 1; j < MIN(i + 1 + NAME_BELOW_MAX, head->layout->body_end); j++) {
            const ArsipLine *below = arsip_sheet_line(sheet, j);

            if (is_name(sheet, below) && !arsip_place_date_is(sheet, below) &&
                !arsip_line_is_signer(sheet, below))
                return arsip_field_new("dari", g_strdup(below->text),
                                       arsip_line_place(sheet, below, 0, below->length));
        }
    }
    return NULL;
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
    return field != NULL ? field : sender_of_signature(head);
}
