/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/zone.h"

#include <string.h>

#define WHITE " \t\n\v\f\r"

static const char *const names[ARSIP_N_ZONES] = {"kop", "judul", "kepala", "isi", "akhir"};

const char *
arsip_zone_name(ArsipZone zone)
{
    return names[zone];
}

gboolean
arsip_zone_from_name(const char *name, ArsipZone *zone)
{
    for (guint i = 0; i < ARSIP_N_ZONES; i++) {
        if (strcmp(name, names[i]) == 0) {
            *zone = (ArsipZone)i;
            return TRUE;
        }
    }
    return FALSE;
}

void
arsip_zone_text_clear(ArsipZoneText *zone)
{
    g_free(zone->text);
    g_clear_pointer(&zone->pieces, g_array_unref);
    g_clear_pointer(&zone->doubts, g_array_unref);
}

/* A word of a page, and the zone of its line. */
typedef struct {
    guint32 start, end;
    ArsipZone zone;
    guint8 doubt;
} ZonedWord;

static gint
compare_starts(gconstpointer a, gconstpointer b)
{
    const ZonedWord *x = a, *y = b;

    return (x->start > y->start) - (x->start < y->start);
}

static void
add_doubt(ArsipZoneText *zone, const ZonedWord *word, guint32 at)
{
    ArsipDoubt doubt = {at, word->end - word->start, word->doubt};

    if (zone->doubts == NULL)
        zone->doubts = g_array_new(FALSE, FALSE, sizeof(ArsipDoubt));
    g_array_append_val(zone->doubts, doubt);
}

static void
add_piece(GString *text, GArray *pieces, const ArsipReading *reading, const ArsipPlace *place)
{
    ArsipPiece piece = {.place = *place};

    if (text->len > 0)
        g_string_append_c(text, '\n');
    piece.at = (guint32)text->len;
    g_string_append_len(text, reading->text + place->start, place->length);
    g_array_append_val(pieces, piece);
}

/* Cuts a page, in the order of its text, where the zone changes. */
static void
cut_page(GArray *words, guint number, const ArsipReading *reading, GString *texts[], ArsipZoneText zones[])
{
    g_array_sort(words, compare_starts);
    for (guint i = 0, j; i < words->len; i = j) {
        const ZonedWord *first = &g_array_index(words, ZonedWord, i);
        ArsipPlace place = {.page = number, .start = first->start};

        for (j = i; j < words->len && g_array_index(words, ZonedWord, j).zone == first->zone; j++)
            place.length = g_array_index(words, ZonedWord, j).end - place.start;
        add_piece(texts[first->zone], zones[first->zone].pieces, reading, &place);
        guint32 at = (guint32)texts[first->zone]->len - place.length;

        for (guint k = i; k < j; k++) {
            const ZonedWord *word = &g_array_index(words, ZonedWord, k);

            if (word->doubt > 0)
                add_doubt(&zones[first->zone], word, at + (word->start - place.start));
        }
    }
}

/* A page that is body from end to end. */
static void
take_page(guint number, const ArsipReading *reading, GString *text, GArray *pieces)
{
    const char *begin = reading->text + strspn(reading->text, WHITE);
    gsize length = strlen(begin);
    ArsipPlace place = {.page = number, .start = (guint32)(begin - reading->text)};

    while (length > 0 && g_ascii_isspace(begin[length - 1]))
        length--;
    place.length = (guint32)length;
    if (length > 0)
        add_piece(text, pieces, reading, &place);
}

void
arsip_zone_texts_fill(const ArsipSheet *sheet, const ArsipReading *const *pages, guint n_pages,
                      ArsipZoneText zones[ARSIP_N_ZONES])
{
    GString *texts[ARSIP_N_ZONES];
    guint line = 0;

    for (guint i = 0; i < ARSIP_N_ZONES; i++) {
        texts[i] = g_string_new(NULL);
        zones[i].pieces = g_array_new(FALSE, FALSE, sizeof(ArsipPiece));
    }
    for (guint page = 1; page <= n_pages; page++) {
        g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(ZonedWord));

        for (; line < sheet->lines->len && arsip_sheet_line(sheet, line)->page == page; line++) {
            const ArsipLine *of = arsip_sheet_line(sheet, line);

            for (guint i = 0; i < of->n_words; i++) {
                const ArsipLineWord *word = arsip_line_word(sheet, of, i);
                ZonedWord zoned = {word->start, word->start + word->length, of->zone, word->doubt};

                g_array_append_val(words, zoned);
            }
        }
        if (words->len > 0)
            cut_page(words, page, pages[page - 1], texts, zones);
        else
            take_page(page, pages[page - 1], texts[ARSIP_ZONE_ISI], zones[ARSIP_ZONE_ISI].pieces);
    }
    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        zones[i].text = g_string_free(texts[i], FALSE);
}

ArsipPlace
arsip_zone_text_place(const ArsipZoneText *zone, guint32 at, guint32 length)
{
    const ArsipPiece *pieces = (const ArsipPiece *)(gpointer)zone->pieces->data;
    guint low = 0, high = zone->pieces->len;
    ArsipPlace place;

    while (high - low > 1) {
        guint middle = low + (high - low) / 2;

        if (pieces[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    place = pieces[low].place;
    at = MIN(at - pieces[low].at, place.length);
    return (ArsipPlace){place.page, place.start + at, MIN(length, place.length - at)};
}
