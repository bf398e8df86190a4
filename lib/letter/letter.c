/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/letter.h"
#include "letter/another.h"
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

/* Pages of a long document that are neither among its first nor among its last. */
static gboolean
is_inner(guint number, guint n_pages)
{
    return n_pages > ARSIP_LETTER_PAGES_MOST && number > ARSIP_LETTER_PAGES_FIRST &&
           number <= n_pages - ARSIP_LETTER_PAGES_LAST;
}

struct ArsipLetterReader {
    guint n_pages;
    GPtrArray *pages;  /* of const ArsipReading, borrowed */
    ArsipSheet *sheet; /* of all but the inner pages */
    GPtrArray *inner;  /* of ArsipPersonal on the inner pages */
    gboolean is_one;   /* nothing is told apart */
};

ArsipLetterReader *
arsip_letter_reader_new(guint n_pages)
{
    ArsipLetterReader *reader = g_new0(ArsipLetterReader, 1);

    reader->n_pages = n_pages;
    reader->pages = g_ptr_array_new();
    reader->sheet = arsip_sheet_new();
    reader->inner = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_personal_free);
    return reader;
}

void
arsip_letter_reader_free(ArsipLetterReader *reader)
{
    if (reader == NULL)
        return;
    g_ptr_array_unref(reader->pages);
    arsip_sheet_free(reader->sheet);
    g_ptr_array_unref(reader->inner);
    g_free(reader);
}

void
arsip_letter_reader_take_as_one(ArsipLetterReader *reader)
{
    reader->is_one = TRUE;
}

static void
look_through(ArsipLetterReader *reader, const ArsipReading *page, guint number)
{
    g_autoptr(ArsipSheet) sheet = arsip_sheet_new();

    arsip_sheet_add(sheet, page, number);
    arsip_zones_set_body(sheet);
    g_ptr_array_extend_and_steal(reader->inner, arsip_personal_find(sheet));
}

void
arsip_letter_reader_add(ArsipLetterReader *reader, const ArsipReading *page)
{
    g_ptr_array_add(reader->pages, (gpointer)page);
    if (is_inner(reader->pages->len, reader->n_pages))
        look_through(reader, page, reader->pages->len);
    else
        arsip_sheet_add(reader->sheet, page, reader->pages->len);
}

static gint
compare_pages(gconstpointer a, gconstpointer b)
{
    const ArsipPersonal *const *x = a, *const *y = b;

    return ((*x)->place.page > (*y)->place.page) - ((*x)->place.page < (*y)->place.page);
}

/* Those of the sheet come page by page already, and only few share one: the order within it may change. */
static GPtrArray *
all_personal(ArsipLetterReader *reader)
{
    GPtrArray *personal = arsip_personal_find(reader->sheet);

    if (reader->inner->len == 0)
        return personal;
    g_ptr_array_extend_and_steal(personal, g_steal_pointer(&reader->inner));
    reader->inner = g_ptr_array_new();
    g_ptr_array_sort(personal, compare_pages);
    return personal;
}

/* Zones and fields of the first letter, which ends at line `end`. */
static GPtrArray *
read_first(ArsipSheet *sheet, guint end)
{
    g_autoptr(ArsipSheet) part = NULL;
    ArsipLayout layout;

    if (end == sheet->lines->len) {
        arsip_zones_find(sheet, &layout);
        return arsip_fields_read(sheet, &layout);
    }
    part = arsip_sheet_part(sheet, 0, end, 0);
    arsip_zones_find(part, &layout);
    for (guint i = 0; i < end; i++)
        *arsip_sheet_line(sheet, i) = *arsip_sheet_line(part, i);
    return arsip_fields_read(part, &layout);
}

/* Another letter, or a paper that is attached, is body but for its head and its end, as of any attachment. */
static void
zone_behind(ArsipSheet *sheet, guint first, guint end)
{
    g_autoptr(ArsipSheet) part =
        arsip_sheet_part(sheet, first, end, arsip_sheet_line(sheet, first)->page - 1);
    ArsipLayout layout;

    arsip_zones_find(part, &layout);
    for (guint i = first; i < end; i++) {
        ArsipLine *line = arsip_sheet_line(sheet, i);

        line->zone =
            arsip_sheet_line(part, i - first)->zone == ARSIP_ZONE_ISI ? ARSIP_ZONE_ISI : ARSIP_ZONE_AKHIR;
        line->is_zoned = TRUE;
    }
}

static GPtrArray *
read_letters(ArsipSheet *sheet, guint *own_pages)
{
    guint end, first;
    g_autoptr(GPtrArray) others = arsip_another_find(sheet, &end);
    ArsipField *another = arsip_another_field(others);
    GPtrArray *fields = read_first(sheet, end);

    *own_pages = end < sheet->lines->len ? arsip_sheet_line(sheet, end)->page - 1 : 0;
    first = end;
    for (guint i = 0; i < others->len; first = end, i++) {
        end = ((const ArsipAnother *)others->pdata[i])->line;
        if (first < end)
            zone_behind(sheet, first, end);
    }
    if (first < sheet->lines->len)
        zone_behind(sheet, first, sheet->lines->len);
    if (another != NULL)
        g_ptr_array_add(fields, another);
    return fields;
}

ArsipLetter *
arsip_letter_reader_end(ArsipLetterReader *reader)
{
    ArsipLetter *letter = g_new0(ArsipLetter, 1);
    const ArsipReading *const *pages = (const ArsipReading *const *)reader->pages->pdata;
    gboolean is_mail = arsip_mail_is(pages, reader->n_pages);
    GPtrArray *fields;

    if (is_mail) {
        arsip_mail_find_zones(reader->sheet, pages[0]);
        fields = arsip_mail_read_fields(pages[0]);
    } else {
        fields = reader->is_one ? read_first(reader->sheet, reader->sheet->lines->len)
                                : read_letters(reader->sheet, &letter->own_pages);
    }
    arsip_zone_texts_fill(reader->sheet, pages, reader->n_pages, letter->zones);
    letter->fields = fields;
    letter->personal = all_personal(reader);
    arsip_letter_reader_free(reader);
    return letter;
}

ArsipLetter *
arsip_letter_read(const ArsipReading *const *pages, guint n_pages)
{
    ArsipLetterReader *reader = arsip_letter_reader_new(n_pages);

    for (guint i = 0; i < n_pages; i++)
        arsip_letter_reader_add(reader, pages[i]);
    return arsip_letter_reader_end(reader);
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

static void
take_pieces(ArsipZoneText *zone, const ArsipZoneText *from, guint page)
{
    guint n = 0;
    gsize end;

    while (n < from->pieces->len && g_array_index(from->pieces, ArsipPiece, n).place.page < page)
        n++;
    /* A line feed stands before the next piece. */
    end = n == from->pieces->len ? strlen(from->text) : g_array_index(from->pieces, ArsipPiece, n).at;
    zone->text = g_strndup(from->text, n < from->pieces->len && end > 0 ? end - 1 : end);
    zone->pieces = g_array_sized_new(FALSE, FALSE, sizeof(ArsipPiece), n);
    g_array_append_vals(zone->pieces, from->pieces->data, n);
}

ArsipLetter *
arsip_letter_alone(const ArsipLetter *letter)
{
    ArsipLetter *alone;

    if (letter->own_pages == 0)
        return NULL;
    alone = g_new0(ArsipLetter, 1);
    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        take_pieces(&alone->zones[i], &letter->zones[i], letter->own_pages + 1);
    alone->fields = g_ptr_array_ref(letter->fields);
    alone->personal = g_ptr_array_ref(letter->personal);
    return alone;
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
