/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/letter.h"
#include "letter/field.h"
#include "letter/mail.h"
#include "letter/personal.h"
#include "letter/sheet.h"
#include "letter/zone.h"

#include <string.h>

void
arsip_personal_free(ArsipPersonal *personal)
{
    g_free(personal->value);
    g_free(personal);
}

ArsipLetter *
arsip_letter_read(const ArsipReading *const *pages, guint n_pages)
{
    ArsipLetter *letter = g_new0(ArsipLetter, 1);
    g_autoptr(ArsipSheet) sheet = arsip_sheet_new(pages, n_pages);
    gboolean is_mail = arsip_mail_is(pages, n_pages);
    ArsipLayout layout;

    if (is_mail)
        arsip_mail_find_zones(sheet, pages[0]);
    else
        arsip_zones_find(sheet, &layout);
    arsip_zone_texts_fill(sheet, pages, n_pages, letter->zones);
    letter->fields = is_mail ? arsip_mail_read_fields(pages[0]) : arsip_fields_read(sheet, &layout);
    letter->personal = arsip_personal_find(sheet);
    return letter;
}

void
arsip_letter_free(ArsipLetter *letter)
{
    if (letter == NULL)
        return;
    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        arsip_zone_text_clear(&letter->zones[i]);
    g_ptr_array_unref(letter->fields);
    g_ptr_array_unref(letter->personal);
    g_free(letter);
}

static gint
find_field(const ArsipLetter *letter, const char *name)
{
    for (guint i = 0; i < letter->fields->len; i++) {
        const ArsipField *field = letter->fields->pdata[i];

        if (strcmp(field->name, name) == 0)
            return (gint)i;
    }
    return -1;
}

const ArsipField *
arsip_letter_field(const ArsipLetter *letter, const char *name)
{
    gint at = find_field(letter, name);

    return at >= 0 ? letter->fields->pdata[at] : NULL;
}

void
arsip_letter_set_field(ArsipLetter *letter, const char *name, const char *value)
{
    gint at = find_field(letter, name);
    /* The name may be the field's own, and goes with it. */
    ArsipField *field = value != NULL ? arsip_field_new(name, g_strdup(value), (ArsipPlace){0}) : NULL;

    if (at >= 0)
        g_ptr_array_remove_index(letter->fields, (guint)at);
    if (field != NULL)
        g_ptr_array_insert(letter->fields, at, field);
}
