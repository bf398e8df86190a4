/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/field.h"
#include "letter/addressee.h"
#include "letter/number.h"
#include "letter/subject.h"
#include "text/token.h"

#include <string.h>

/* Bytes of other words that may stand among the lines of one value. */
#define BETWEEN_MAX 40

ArsipField *
arsip_field_new(const char *name, char *value, ArsipPlace place)
{
    ArsipField *field = g_new0(ArsipField, 1);

    field->name = g_strdup(name);
    field->value = value;
    field->place = place;
    return field;
}

void
arsip_field_free(ArsipField *field)
{
    g_free(field->name);
    g_free(field->value);
    g_free(field);
}

static void
trim(GString *text)
{
    static const char signs[] = " :;,_-=~*'`\"|";
    gsize front = strspn(text->str, signs);

    g_string_erase(text, 0, (gssize)front);
    while (text->len > 0 && strchr(signs, text->str[text->len - 1]) != NULL)
        g_string_truncate(text, text->len - 1);
    if (g_str_has_suffix(text->str, " ."))
        g_string_truncate(text, text->len - 2);
}

void
arsip_value_append_line(GString *value, const char *line, gsize length)
{
    gsize end;

    if (arsip_line_breaks_word(value->str, value->len, line, length, &end))
        g_string_truncate(value, end);
    else if (value->len > 0 && value->str[value->len - 1] != '-')
        g_string_append_c(value, ' ');
    g_string_append_len(value, line, (gssize)length);
    while (value->len > 0 && value->str[value->len - 1] == ' ')
        g_string_truncate(value, value->len - 1);
}

char *
arsip_extents_text(const ArsipSheet *sheet, const GArray *extents)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < extents->len; i++) {
        const ArsipExtent *extent = &g_array_index(extents, ArsipExtent, i);

        arsip_value_append_line(text, arsip_sheet_line(sheet, extent->line)->text + extent->from,
                                extent->to - extent->from);
    }
    trim(text);
    return g_string_free(text, FALSE);
}

ArsipPlace
arsip_extents_place(const ArsipSheet *sheet, const GArray *extents)
{
    ArsipPlace first = {0}, hull = {0};
    guint32 bytes = 0;

    for (guint i = 0; i < extents->len; i++) {
        const ArsipExtent *extent = &g_array_index(extents, ArsipExtent, i);
        ArsipPlace place =
            arsip_line_place(sheet, arsip_sheet_line(sheet, extent->line), extent->from, extent->to);
        guint32 end = MAX(hull.start + hull.length, place.start + place.length);

        bytes += place.length;
        if (i == 0) {
            first = hull = place;
        } else if (place.page == hull.page) {
            hull.start = MIN(hull.start, place.start);
            hull.length = end - hull.start;
        }
    }
    return hull.length > bytes + BETWEEN_MAX ? first : hull;
}

const ArsipHeadCaption *
arsip_head_next(const ArsipHead *head, ArsipCaptionKind kind, guint *at)
{
    while (*at < head->captions->len) {
        const ArsipHeadCaption *next = &g_array_index(head->captions, ArsipHeadCaption, (*at)++);

        if (next->caption.kind == kind)
            return next;
    }
    return NULL;
}

static GArray *
collect_captions(const ArsipSheet *sheet, const ArsipLayout *layout)
{
    GArray *captions = g_array_new(FALSE, FALSE, sizeof(ArsipHeadCaption));

    for (guint i = layout->kop_end; i < layout->head_end; i++) {
        const ArsipLine *line = arsip_sheet_line(sheet, i);
        ArsipHeadCaption found = {i, arsip_caption_read(sheet, line, 0)};

        ArsipCaptionKind first = found.caption.kind;

        if (first != ARSIP_CAPTION_NONE)
            g_array_append_val(captions, found);
        for (guint32 at = MAX(found.caption.value, 1) - 1;; at = found.caption.value) {
            found.caption = arsip_caption_within(sheet, line, at);
            if (found.caption.kind == ARSIP_CAPTION_NONE)
                break;
            /* "Nomor SPM : ... Tanggal : ...": the date of what is cited */
            if (found.caption.kind == ARSIP_CAPTION_TANGGAL && first == ARSIP_CAPTION_NOMOR_FORM)
                found.caption.kind = ARSIP_CAPTION_TANGGAL_OTHER;
            g_array_append_val(captions, found);
        }
    }
    return captions;
}

static ArsipField *
field_of_extents(const ArsipHead *head, const char *name, const GArray *extents)
{
    g_autofree char *text = arsip_extents_text(head->sheet, extents);

    if (strlen(text) < 3 ||
        strcspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen(text))
        return NULL;
    return arsip_field_new(name, g_steal_pointer(&text), arsip_extents_place(head->sheet, extents));
}

static ArsipField *
subject_of(const ArsipHead *head, ArsipCaptionKind kind)
{
    const ArsipHeadCaption *found;

    for (guint at = 0; (found = arsip_head_next(head, kind, &at)) != NULL;) {
        g_autoptr(GArray) extents = arsip_subject_of_caption(head->sheet, found->line, &found->caption);
        ArsipField *field = field_of_extents(head, "hal", extents);

        if (field != NULL)
            return field;
    }
    return NULL;
}

static ArsipField *
subject_without_caption(const ArsipHead *head)
{
    for (guint i = head->layout->kop_end; i < head->layout->head_end; i++) {
        ArsipCaption caption;

        if (!arsip_caption_is_lost(head->sheet, i, &caption))
            continue;
        g_autoptr(GArray) extents = arsip_subject_of_caption(head->sheet, i, &caption);
        return field_of_extents(head, "hal", extents);
    }
    return NULL;
}

static ArsipField *
read_subject(const ArsipHead *head)
{
    const ArsipLayout *layout = head->layout;
    ArsipField *field;
    guint32 behind;
    gint line = -1;

    if (layout->title >= 0)
        line = arsip_title_tentang(head->sheet, (guint)layout->title, layout->title_end, &behind);
    if (line >= 0) {
        g_autoptr(GArray) extents = arsip_subject_of_title(head->sheet, (guint)line, behind);

        field = field_of_extents(head, "hal", extents);
        if (field != NULL)
            return field;
    }
    field = subject_of(head, ARSIP_CAPTION_HAL);
    if (field == NULL && layout->kind == ARSIP_TITLE_FORM)
        field = subject_of(head, ARSIP_CAPTION_RINGKASAN);
    if (field == NULL)
        field = subject_of(head, ARSIP_CAPTION_TENTANG);
    return field != NULL ? field : subject_without_caption(head);
}

static ArsipField *
field_of_addressee(const ArsipHead *head, const ArsipAddressee *addressee)
{
    g_autofree char *text = addressee != NULL ? arsip_addressee_print(head->sheet, addressee) : NULL;

    /* "Kepada : Nama : ..." names whoever gets an order, not whom the paper is sent to. */
    if (text == NULL || g_ascii_strncasecmp(text, "nama", 4) == 0)
        return NULL;
    return arsip_field_new("kepada", g_steal_pointer(&text),
                           arsip_extents_place(head->sheet, addressee->extents));
}

static ArsipField *
read_addressee(const ArsipHead *head)
{
    const ArsipHeadCaption *found;

    for (guint at = 0; (found = arsip_head_next(head, ARSIP_CAPTION_KEPADA, &at)) != NULL;) {
        g_autoptr(ArsipAddressee) addressee = arsip_addressee_read(head->sheet, found->line, &found->caption);
        ArsipField *field = field_of_addressee(head, addressee);

        if (field != NULL)
            return field;
    }
    if (head->layout->kind == ARSIP_TITLE_INSTRUCTION) {
        g_autoptr(ArsipAddressee) addressee =
            arsip_addressee_of_instruction(head->sheet, head->layout->title_end, head->layout->signature);

        return field_of_addressee(head, addressee);
    }
    return NULL;
}

/* The code is the front of the number, which may have stood with spaces inside. */
static ArsipField *
read_code(const ArsipHead *head, const ArsipField *number)
{
    char *code = number != NULL ? arsip_code_read(number->value) : NULL;
    ArsipPlace place;
    gsize before;

    (void)head;
    if (code == NULL)
        return NULL;
    place = number->place;
    before = (gsize)(strstr(number->value, code) - number->value);
    place.start += (guint32)MIN(before, place.length);
    place.length = (guint32)MIN(strlen(code), place.length - MIN(before, place.length));
    return arsip_field_new("kode", code, place);
}

GPtrArray *
arsip_fields_read(const ArsipSheet *sheet, const ArsipLayout *layout)
{
    GPtrArray *fields = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_field_free);
    g_autoptr(GArray) captions = collect_captions(sheet, layout);
    ArsipHead head = {sheet, layout, captions};
    ArsipField *number = arsip_numbering_read(&head);
    ArsipField *found[] = {number,
                           arsip_dating_read(&head),
                           read_subject(&head),
                           arsip_sifat_read(&head),
                           read_code(&head, number),
                           read_addressee(&head),
                           arsip_sender_read(&head)};

    for (gsize i = 0; i < G_N_ELEMENTS(found); i++) {
        if (found[i] != NULL)
            g_ptr_array_add(fields, found[i]);
    }
    return fields;
}
