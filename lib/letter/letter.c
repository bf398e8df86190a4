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
    GArray *pages;     /* of ArsipPlace: the whole of each that has been added */
    char *mail;        /* the first page's text, if that is a mail's */
    ArsipSheet *sheet; /* of all but the inner pages */
    GPtrArray *inner;  /* of ArsipPersonal on the inner pages */
    gboolean is_one;   /* nothing is told apart */
};

ArsipLetterReader *
arsip_letter_reader_new(guint n_pages)
{
    ArsipLetterReader *reader = g_new0(ArsipLetterReader, 1);

    reader->n_pages = n_pages;
    reader->pages = g_array_new(FALSE, FALSE, sizeof(ArsipPlace));
    reader->sheet = arsip_sheet_new();
    reader->inner = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_personal_free);
    return reader;
}

void
arsip_letter_reader_free(ArsipLetterReader *reader)
{
    if (reader == NULL)
        return;
    g_array_unref(reader->pages);
    g_free(reader->mail);
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
    guint number = reader->pages->len + 1;
    ArsipPlace whole = arsip_zone_whole_page(page, number);

    g_array_append_val(reader->pages, whole);
    if (number == 1 && arsip_mail_is(page))
        reader->mail = g_strdup(page->text);
    if (is_inner(number, reader->n_pages))
        look_through(reader, page, number);
    else
        arsip_sheet_add(reader->sheet, page, number);
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

static void
doubt_field(ArsipField *field, const ArsipSheet *sheet)
{
    const ArsipPlace *place = &field->place;

    for (guint i = 0; i < sheet->lines->len; i++) {
        const ArsipLine *line = arsip_sheet_line(sheet, i);

        for (guint j = 0; line->page == place->page && j < line->n_words; j++) {
            const ArsipLineWord *word = arsip_line_word(sheet, line, j);

            if (word->start < place->start + place->length && word->start + word->length > place->start)
                field->doubt = MAX(field->doubt, word->doubt);
        }
    }
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
    GPtrArray *fields;

    if (reader->mail != NULL) {
        arsip_mail_find_zones(reader->sheet, reader->mail);
        fields = arsip_mail_read_fields(reader->mail);
    } else {
        fields = reader->is_one ? read_first(reader->sheet, reader->sheet->lines->len)
                                : read_letters(reader->sheet, &letter->own_pages);
    }
    arsip_zones_cut(reader->sheet, reader->pages, letter->zones);
    letter->fields = fields;
    for (guint i = 0; i < letter->fields->len; i++)
        doubt_field(letter->fields->pdata[i], reader->sheet);
    letter->personal = all_personal(reader);
    arsip_letter_reader_free(reader);
    return letter;
}

ArsipLetter *
arsip_letter_read(const ArsipReading *const *pages, guint n_pages)
{
    ArsipLetterReader *reader = arsip_letter_reader_new(n_pages);
    ArsipHeldPages held;
    ArsipLetter *letter;

    for (guint i = 0; i < n_pages; i++)
        arsip_letter_reader_add(reader, pages[i]);
    letter = arsip_letter_reader_end(reader);
    arsip_held_pages_init(&held, pages, n_pages);
    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        arsip_zone_text_hold(&letter->zones[i], &held.pages);
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

/* What stands on the pages before this one. */
static void
take_pieces(ArsipZoneText *zone, const ArsipZoneText *from, guint page)
{
    guint n = 0, n_doubts = 0;
    guint32 end = 0;

    for (; n < from->pieces->len; n++) {
        const ArsipPiece *piece = &g_array_index(from->pieces, ArsipPiece, n);

        if (piece->place.page >= page)
            break;
        end = piece->at + piece->place.length;
    }
    zone->text = from->text != NULL ? g_strndup(from->text, end) : NULL;
    zone->pieces = g_array_sized_new(FALSE, FALSE, sizeof(ArsipPiece), n);
    g_array_append_vals(zone->pieces, from->pieces->data, n);
    if (from->doubts == NULL)
        return;
    while (n_doubts < from->doubts->len && g_array_index(from->doubts, ArsipDoubt, n_doubts).at < end)
        n_doubts++;
    zone->doubts = g_array_new(FALSE, FALSE, sizeof(ArsipDoubt));
    g_array_append_vals(zone->doubts, from->doubts->data, n_doubts);
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
