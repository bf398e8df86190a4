/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/mail.h"
#include "letter/date.h"
#include "letter/field.h"

#include <string.h>

/* Addressees that are named in a list of documents; a mail may have thousands. */
#define ADDRESSEES_BYTES 200

gboolean
arsip_mail_is(const ArsipReading *first_page)
{
    return strcmp(first_page->method, "mail") == 0;
}

/* The byte past the head, which may be empty. */
static gsize
end_of_head(const char *text)
{
    const char *end = strstr(text, "\n\n");

    if (*text == '\n')
        return 0;
    return end != NULL ? (gsize)(end - text) + 1 : strlen(text);
}

void
arsip_mail_find_zones(ArsipSheet *sheet, const char *text)
{
    gsize head = end_of_head(text);

    for (guint i = 0; i < sheet->lines->len; i++) {
        ArsipLine *line = arsip_sheet_line(sheet, i);
        gboolean is_head =
            line->page == 1 && line->n_words > 0 && arsip_line_word(sheet, line, 0)->start < head;

        line->zone = is_head ? ARSIP_ZONE_KEPALA : ARSIP_ZONE_ISI;
        line->is_zoned = TRUE;
    }
}

/* Where the value of the head's line with this caption stands; FALSE without one. */
static gboolean
find_value(const char *text, const char *caption, ArsipPlace *place)
{
    gsize head = end_of_head(text), length = strlen(caption);

    for (gsize at = 0; at < head; at += strcspn(text + at, "\n") + 1) {
        if (strncmp(text + at, caption, length) != 0 || strncmp(text + at + length, ": ", 2) != 0)
            continue;
        at += length + 2;
        *place = (ArsipPlace){1, (guint32)at, (guint32)strcspn(text + at, "\n")};
        return place->length > 0;
    }
    return FALSE;
}

static ArsipField *
field_at(const char *name, const char *text, ArsipPlace place)
{
    return arsip_field_new(name, g_strndup(text + place.start, place.length), place);
}

static ArsipField *
read_line(const char *text, const char *caption, const char *name)
{
    ArsipPlace place;

    return find_value(text, caption, &place) ? field_at(name, text, place) : NULL;
}

/* Whole addresses only. */
static ArsipField *
read_addressees(const char *text)
{
    ArsipPlace place;

    if (!find_value(text, "To", &place))
        return NULL;
    if (place.length > ADDRESSEES_BYTES) {
        const char *value = text + place.start;
        const char *end = g_strrstr_len(value, ADDRESSEES_BYTES, ">, ");

        place.length = end != NULL ? (guint32)(end - value) + 1 : ADDRESSEES_BYTES;
        while (place.length > 0 && (value[place.length] & 0xc0) == 0x80)
            place.length--;
    }
    return field_at("kepada", text, place);
}

/* RFC 5322, 3.3: the day as the sender's calendar had it. */
static ArsipField *
read_date(const char *text)
{
    g_autofree char *value = NULL;
    ArsipPlace place;
    ArsipDate date;

    if (!find_value(text, "Date", &place))
        return NULL;
    value = g_strndup(text + place.start, place.length);
    if (!arsip_date_find(value, 0, &date))
        return NULL;
    place.start += (guint32)date.start;
    place.length = (guint32)(date.end - date.start);
    return arsip_field_new("tanggal", arsip_date_print(&date), place);
}

GPtrArray *
arsip_mail_read_fields(const char *text)
{
    GPtrArray *fields = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_field_free);
    ArsipField *found[] = {read_date(text), read_line(text, "Subject", "hal"), read_addressees(text),
                           read_line(text, "From", "dari")};

    for (gsize i = 0; i < G_N_ELEMENTS(found); i++)
        if (found[i] != NULL)
            g_ptr_array_add(fields, found[i]);
    return fields;
}
