/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/content.h"

#include <string.h>
#include "base/i18n.h"
#include "letter/spelling.h"

/* The blob's first byte. Another layout gets another one, and is read beside these. */
#define LAYOUT_OF_PLACES 1
#define LAYOUT           2 /* with what the letter is judged by besides: doubts, and where it ends */

/* Few letters are packed into more. */
#define USUAL_BYTES 512

/* A varint of 64 bits. */
#define NUMBER_MAX_BYTES 10

/* The fewest digits of a NIK, a KK or a NPWP. */
#define IDENTITY_DIGITS 15

/* ---- packing: numbers are little-endian base 128, strings a length and their bytes */

static void
put_number(GString *blob, guint64 number)
{
    while (number >= 0x80) {
        g_string_append_c(blob, (char)(guint8)(number | 0x80));
        number >>= 7;
    }
    g_string_append_c(blob, (char)(guint8)number);
}

static void
put_string(GString *blob, const char *string)
{
    const char *text = string != NULL ? string : "";
    g_autofree char *valid = g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);

    if (valid != NULL)
        text = valid;
    put_number(blob, strlen(text));
    g_string_append(blob, text);
}

static void
put_place(GString *blob, const ArsipPlace *place)
{
    put_number(blob, place->page);
    put_number(blob, place->start);
    put_number(blob, place->length);
}

static void
put_zone(GString *blob, const ArsipZoneText *zone)
{
    guint n = zone->pieces != NULL ? zone->pieces->len : 0;

    put_number(blob, n);
    for (guint i = 0; i < n; i++)
        put_place(blob, &g_array_index(zone->pieces, ArsipPiece, i).place);
}

static void
put_letter(GString *blob, const ArsipLetter *letter)
{
    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        put_zone(blob, &letter->zones[i]);
    put_number(blob, letter->fields->len);
    for (guint i = 0; i < letter->fields->len; i++) {
        const ArsipField *field = g_ptr_array_index(letter->fields, i);

        put_string(blob, field->name);
        put_string(blob, field->value);
        put_place(blob, &field->place);
    }
    put_number(blob, letter->personal->len);
    for (guint i = 0; i < letter->personal->len; i++) {
        const ArsipPersonal *personal = g_ptr_array_index(letter->personal, i);

        put_string(blob, personal->kind);
        put_place(blob, &personal->place);
    }
}

static void
put_doubts(GString *blob, const GArray *doubts)
{
    guint32 end = 0;

    put_number(blob, doubts != NULL ? doubts->len : 0);
    for (guint i = 0; doubts != NULL && i < doubts->len; i++) {
        const ArsipDoubt *doubt = &g_array_index(doubts, ArsipDoubt, i);

        put_number(blob, doubt->at - end);
        put_number(blob, doubt->length);
        put_number(blob, doubt->doubt);
        end = doubt->at + doubt->length;
    }
}

static void
put_judged(GString *blob, const ArsipLetter *letter)
{
    put_number(blob, ARSIP_LETTER_VERSION);
    put_number(blob, letter->own_pages);
    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        put_doubts(blob, letter->zones[i].doubts);
    for (guint i = 0; i < letter->fields->len; i++)
        put_number(blob, ((const ArsipField *)g_ptr_array_index(letter->fields, i))->doubt);
}

GBytes *
arsip_content_pack(const char *name, const gint64 *readings, guint n_readings, const ArsipLetter *letter)
{
    GString *blob = g_string_sized_new(USUAL_BYTES);
    g_autoptr(ArsipLetter) empty = letter == NULL ? arsip_letter_read(NULL, 0) : NULL;

    put_number(blob, LAYOUT);
    put_string(blob, name);
    put_number(blob, n_readings);
    for (guint i = 0; i < n_readings; i++)
        put_number(blob, (guint64)readings[i]);
    put_letter(blob, letter != NULL ? letter : empty);
    put_judged(blob, letter != NULL ? letter : empty);
    return g_string_free_to_bytes(blob);
}

/* ---- unpacking */

typedef struct {
    const guint8 *at;
    gsize left;
    gboolean is_broken;
} Source;

static guint64
take_number(Source *source)
{
    guint64 number = 0;

    for (guint i = 0; i < NUMBER_MAX_BYTES && source->left > 0; i++) {
        guint8 byte = *source->at++;

        source->left--;
        number |= (guint64)(byte & 0x7f) << (7 * i);
        if (byte < 0x80)
            return number;
    }
    source->is_broken = TRUE;
    return 0;
}

static guint32
take_small(Source *source)
{
    guint64 number = take_number(source);

    if (number > G_MAXUINT32)
        source->is_broken = TRUE;
    return (guint32)number;
}

/* Each thing that is counted takes a byte at least, so that a damaged count cannot ask for more than there
 * is. */
static guint
take_count(Source *source)
{
    guint64 count = take_number(source);

    if (count > source->left)
        source->is_broken = TRUE;
    return source->is_broken ? 0 : (guint)count;
}

static char *
take_string(Source *source)
{
    guint length = take_count(source);
    char *string = g_strndup((const char *)source->at, length);

    source->at += length;
    source->left -= length;
    return string;
}

static ArsipPlace
take_place(Source *source)
{
    ArsipPlace place;

    place.page = take_small(source);
    place.start = take_small(source);
    place.length = take_small(source);
    return place;
}

static void
take_zone(Source *source, ArsipZoneText *zone)
{
    guint n = take_count(source);
    guint64 at = 0;

    for (guint i = 0; i < n && !source->is_broken; i++) {
        ArsipPiece piece = {(guint32)at, take_place(source)};

        g_array_append_val(zone->pieces, piece);
        at += (guint64)piece.place.length + 1;
        if (at > G_MAXINT32)
            source->is_broken = TRUE;
    }
}

static void
take_fields(Source *source, ArsipLetter *letter)
{
    guint n = take_count(source);

    for (guint i = 0; i < n && !source->is_broken; i++) {
        g_autofree char *name = take_string(source);
        g_autofree char *value = take_string(source);
        ArsipPlace place = take_place(source);

        if (source->is_broken)
            return;
        arsip_letter_set_field(letter, name, value);
        for (guint j = 0; j < letter->fields->len; j++) {
            ArsipField *field = g_ptr_array_index(letter->fields, j);

            if (g_str_equal(field->name, name))
                field->place = place;
        }
    }
}

static void
take_personal(Source *source, ArsipLetter *letter)
{
    guint n = take_count(source);

    for (guint i = 0; i < n && !source->is_broken; i++) {
        g_autofree char *kind = take_string(source);
        ArsipPersonal *personal = g_new0(ArsipPersonal, 1);

        personal->kind = g_intern_string(kind);
        personal->value = g_strdup("");
        personal->place = take_place(source);
        g_ptr_array_add(letter->personal, personal);
    }
}

static guint8
take_doubt(Source *source)
{
    guint64 doubt = take_number(source);

    if (doubt > ARSIP_DOUBT_MOST)
        source->is_broken = TRUE;
    return (guint8)doubt;
}

static void
take_doubts(Source *source, ArsipZoneText *zone)
{
    guint n = take_count(source);
    guint64 at = 0;

    if (n > 0)
        zone->doubts = g_array_new(FALSE, FALSE, sizeof(ArsipDoubt));
    for (guint i = 0; i < n && !source->is_broken; i++) {
        ArsipDoubt doubt;

        at += take_small(source);
        doubt.at = (guint32)at;
        doubt.length = take_small(source);
        doubt.doubt = take_doubt(source);
        at += doubt.length;
        if (at > G_MAXINT32)
            source->is_broken = TRUE;
        g_array_append_val(zone->doubts, doubt);
    }
}

static void
take_judged(Source *source, ArsipContent *content)
{
    ArsipLetter *letter = content->letter;

    content->letter_version = take_small(source);
    letter->own_pages = take_small(source);
    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        take_doubts(source, &letter->zones[i]);
    for (guint i = 0; i < letter->fields->len; i++)
        ((ArsipField *)g_ptr_array_index(letter->fields, i))->doubt = take_doubt(source);
}

ArsipContent *
arsip_content_unpack(GBytes *blob, GError **error)
{
    g_autoptr(ArsipContent) content = g_new0(ArsipContent, 1);
    gsize size = 0;
    const guint8 *bytes = g_bytes_get_data(blob, &size);
    Source source = {bytes, size, FALSE};
    guint64 layout;
    guint n_readings;

    content->readings = g_array_new(FALSE, FALSE, sizeof(gint64));
    content->letter = arsip_letter_reader_end(arsip_letter_reader_new(0));
    layout = take_number(&source);
    if (layout != LAYOUT_OF_PLACES && layout != LAYOUT)
        source.is_broken = TRUE;
    content->name = take_string(&source);
    n_readings = take_count(&source);
    for (guint i = 0; i < n_readings; i++) {
        gint64 id = (gint64)take_number(&source);

        g_array_append_val(content->readings, id);
    }
    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        take_zone(&source, &content->letter->zones[i]);
    take_fields(&source, content->letter);
    take_personal(&source, content->letter);
    if (layout == LAYOUT)
        take_judged(&source, content);
    if (source.is_broken || source.left != 0) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the index does not know any more what it holds of this document"));
        return NULL;
    }
    return g_steal_pointer(&content);
}

void
arsip_content_free(ArsipContent *content)
{
    if (content == NULL)
        return;
    g_free(content->name);
    g_clear_pointer(&content->readings, g_array_unref);
    g_clear_pointer(&content->letter, arsip_letter_free);
    g_free(content);
}

/* ---- the text again */

/* The digits as they were printed, or as they may have been misread where those are too few. */
static char *
digits_of(const char *text, gsize length, gboolean is_misread)
{
    GString *digits = g_string_new(NULL);

    for (gsize i = 0; i < length; i++) {
        gint digit = is_misread ? arsip_spelling_digit(text[i], TRUE) : g_ascii_digit_value(text[i]);

        if (digit >= 0)
            g_string_append_c(digits, (char)('0' + digit));
    }
    return g_string_free(digits, FALSE);
}

static void
fill_digits(ArsipPersonal *personal, const char *text)
{
    gsize length = text != NULL ? personal->place.length : 0;

    g_free(personal->value);
    personal->value = digits_of(text, length, FALSE);
    if (strlen(personal->value) < IDENTITY_DIGITS) {
        g_free(personal->value);
        personal->value = digits_of(text, length, TRUE);
    }
}

void
arsip_content_fill(ArsipContent *content, ArsipPages *pages)
{
    for (guint i = 0; i < content->letter->personal->len; i++) {
        ArsipPersonal *personal = g_ptr_array_index(content->letter->personal, i);
        const ArsipPlace *place = &personal->place;

        fill_digits(personal, arsip_pages_find(pages, place->page, place->start, place->length));
    }
}
