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
add_piece(ArsipZoneText *zone, const ArsipPlace *place)
{
    ArsipPiece piece = {.place = *place};

    if (zone->pieces->len > 0) {
        const ArsipPiece *last = &g_array_index(zone->pieces, ArsipPiece, zone->pieces->len - 1);

        piece.at = last->at + last->place.length + 1;
    }
    g_array_append_val(zone->pieces, piece);
}

/* Cuts a page, in the order of its text, where the zone changes. */
static void
cut_page(GArray *words, guint number, ArsipZoneText zones[])
{
    g_array_sort(words, compare_starts);
    for (guint i = 0, j; i < words->len; i = j) {
        const ZonedWord *first = &g_array_index(words, ZonedWord, i);
        ArsipPlace place = {.page = number, .start = first->start};

        for (j = i; j < words->len && g_array_index(words, ZonedWord, j).zone == first->zone; j++)
            place.length = g_array_index(words, ZonedWord, j).end - place.start;
        add_piece(&zones[first->zone], &place);

        const ArsipPiece *piece =
            &g_array_index(zones[first->zone].pieces, ArsipPiece, zones[first->zone].pieces->len - 1);
        for (guint k = i; k < j; k++) {
            const ZonedWord *word = &g_array_index(words, ZonedWord, k);

            if (word->doubt > 0)
                add_doubt(&zones[first->zone], word, piece->at + (word->start - place.start));
        }
    }
}

ArsipPlace
arsip_zone_whole_page(const ArsipReading *page, guint number)
{
    const char *begin = page->text + strspn(page->text, WHITE);
    gsize length = strlen(begin);

    while (length > 0 && g_ascii_isspace(begin[length - 1]))
        length--;
    return (ArsipPlace){number, (guint32)(begin - page->text), (guint32)length};
}

void
arsip_zones_cut(const ArsipSheet *sheet, const GArray *pages, ArsipZoneText zones[ARSIP_N_ZONES])
{
    guint line = 0;

    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        zones[i].pieces = g_array_new(FALSE, FALSE, sizeof(ArsipPiece));
    for (guint page = 1; page <= pages->len; page++) {
        const ArsipPlace *whole = &g_array_index(pages, ArsipPlace, page - 1);
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
            cut_page(words, page, zones);
        else if (whole->length > 0)
            add_piece(&zones[ARSIP_ZONE_ISI], whole);
    }
}

/* The last piece that begins at or before byte `at`; there is one at least. */
static guint
piece_at(const ArsipZoneText *zone, guint32 at)
{
    guint low = 0, high = zone->pieces->len;

    while (high - low > 1) {
        guint middle = low + (high - low) / 2;

        if (g_array_index(zone->pieces, ArsipPiece, middle).at <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

ArsipPlace
arsip_zone_text_place(const ArsipZoneText *zone, guint32 at, guint32 length)
{
    const ArsipPiece *piece = &g_array_index(zone->pieces, ArsipPiece, piece_at(zone, at));
    ArsipPlace place = piece->place;

    at = MIN(at - piece->at, place.length);
    return (ArsipPlace){place.page, place.start + at, MIN(length, place.length - at)};
}

static const char *
find_piece(ArsipPages *pages, const ArsipPlace *place)
{
    return pages != NULL ? arsip_pages_find(pages, place->page, place->start, place->length) : NULL;
}

gboolean
arsip_zone_text_each(const ArsipZoneText *zone, ArsipPages *pages, ArsipZoneTextFunc each, gpointer data)
{
    if (zone->text != NULL) {
        if (zone->text[0] != '\0')
            each(zone->text, strlen(zone->text), data);
        return TRUE;
    }
    for (guint i = 0; i < zone->pieces->len; i++) {
        const ArsipPlace *place = &g_array_index(zone->pieces, ArsipPiece, i).place;
        const char *text = find_piece(pages, place);

        if (text == NULL && pages != NULL)
            pages->is_damaged = TRUE;
        if (text == NULL)
            return FALSE;
        if (!each(text, place->length, data))
            break;
    }
    return TRUE;
}

static gboolean
append_line(const char *text, gsize length, gpointer data)
{
    GString *lines = data;

    g_string_append_len(lines, text, (gssize)length);
    g_string_append_c(lines, '\n');
    return TRUE;
}

gboolean
arsip_zone_text_hold(ArsipZoneText *zone, ArsipPages *pages)
{
    g_autoptr(GString) lines = g_string_new(NULL);

    if (!arsip_zone_text_each(zone, pages, append_line, lines))
        return FALSE;
    if (lines->len > 0)
        g_string_truncate(lines, lines->len - 1);
    g_free(zone->text);
    zone->text = g_string_free(g_steal_pointer(&lines), FALSE);
    return TRUE;
}
