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

ArsipLetter *
arsip_letter_reader_end(ArsipLetterReader *reader)
{
    ArsipLetter *letter = g_new0(ArsipLetter, 1);
    ArsipLayout layout;

    if (reader->mail != NULL)
        arsip_mail_find_zones(reader->sheet, reader->mail);
    else
        arsip_zones_find(reader->sheet, &layout);
    arsip_zones_cut(reader->sheet, reader->pages, letter->zones);
    letter->fields = reader->mail != NULL ? arsip_mail_read_fields(reader->mail)
                                          : arsip_fields_read(reader->sheet, &layout);
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
