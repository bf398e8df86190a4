/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "draft.h"

/* A page of A4 at 300 dpi, with letters of one width. */
#define PAGE_WIDTH  2480
#define PAGE_HEIGHT 3508
#define PAGE_DPI    300
#define MARGIN      290
#define LETTER_WIDE 21
#define LETTER_HIGH 34
#define LINE_HIGH   52
#define LINE_MOST   86 /* bytes */

#define MISREAD 0.005
#define UNSURE  0.04
#define JOINED  0.001 /* the space before a word was not seen */

typedef struct {
    ArsipReading *page;
    GString *text;
    guint number; /* from 1 */
    guint row;
    gsize line; /* where the page's line begins */
} Sheet;

static void
end_page(BenchDraft *draft, Sheet *sheet)
{
    ArsipReading *page = sheet->page;

    if (page == NULL)
        return;
    draft->letter->bytes += sheet->text->len;
    g_free(page->text);
    page->text = g_string_free(sheet->text, FALSE);
    page->confidence = 94;
    page->width = PAGE_WIDTH;
    page->height = PAGE_HEIGHT;
    page->dpi = PAGE_DPI;
    page->known = 90;
    g_free(page->method);
    page->method = g_strdup("otsu");
    g_free(page->languages);
    page->languages = g_strdup("ind+eng");
    g_ptr_array_add(draft->letter->pages, page);
}

static void
begin_page(BenchDraft *draft, Sheet *sheet)
{
    end_page(draft, sheet);
    *sheet = (Sheet){arsip_reading_new(), g_string_sized_new(3000), sheet->number + 1, 0, 0};
}

static void
break_line(Sheet *sheet)
{
    g_string_append_c(sheet->text, '\n');
    sheet->line = sheet->text->len;
    sheet->row++;
}

/* Its place in the zone's text is that behind what came before. */
static guint32
piece_for(BenchDraft *draft, const Sheet *sheet, ArsipZone zone, gboolean is_new, guint32 *at)
{
    GArray *pieces = draft->letter->letter->zones[zone].pieces;
    ArsipPiece piece = {0, {sheet->number, (guint32)sheet->text->len, 0}};

    if (is_new) {
        const ArsipPiece *last = pieces->len > 0 ? &g_array_index(pieces, ArsipPiece, pieces->len - 1) : NULL;

        piece.at = last != NULL ? last->at + last->place.length + 1 : 0;
        g_array_append_val(pieces, piece);
    }
    const ArsipPiece *now = &g_array_index(pieces, ArsipPiece, pieces->len - 1);
    *at = now->at + (guint32)sheet->text->len - now->place.start;
    return pieces->len - 1;
}

static void
add_doubt(ArsipZoneText *zone, guint32 at, guint32 length, guint confidence)
{
    ArsipDoubt doubt = {at, length, (guint8)MIN(ARSIP_SURE - confidence, ARSIP_DOUBT_MOST)};

    if (zone->doubts == NULL)
        zone->doubts = g_array_new(FALSE, FALSE, sizeof(ArsipDoubt));
    g_array_append_val(zone->doubts, doubt);
}

static void
set_word(BenchDraft *draft, Sheet *sheet, ArsipZone zone, gboolean *is_new, const char *written)
{
    g_autofree char *misread =
        g_rand_double(draft->rand) < MISREAD ? bench_misread(draft->rand, written) : NULL;
    const char *word = misread != NULL ? misread : written;
    guint32 length = (guint32)strlen(word), at;
    guint confidence = misread != NULL ? (guint)g_rand_int_range(draft->rand, 45, 90)
                                       : (g_rand_double(draft->rand) < UNSURE ? 80 : 97);
    ArsipZoneText *text = &draft->letter->letter->zones[zone];
    guint piece;

    if (sheet->text->len > sheet->line && sheet->text->len - sheet->line + length > LINE_MOST)
        break_line(sheet);
    else if (sheet->text->len > sheet->line)
        g_string_append_c(sheet->text, ' ');
    piece = piece_for(draft, sheet, zone, *is_new, &at);
    *is_new = FALSE;
    ArsipWord box = {(guint32)sheet->text->len,
                     length,
                     MARGIN + LETTER_WIDE * (gint32)(sheet->text->len - sheet->line),
                     MARGIN + LINE_HIGH * (gint32)sheet->row,
                     LETTER_WIDE * (gint32)length - 4,
                     LETTER_HIGH,
                     (guint8)confidence};
    g_array_append_val(sheet->page->words, box);
    if (confidence < ARSIP_SURE)
        add_doubt(text, at, length, confidence);
    g_string_append(sheet->text, word);
    ArsipPlace *place = &g_array_index(text->pieces, ArsipPiece, piece).place;
    place->length = (guint32)sheet->text->len - place->start;
}

/* What a letter reader would give for it. */
static void
set_field(BenchDraft *draft, const Sheet *sheet, const char *name, gsize start)
{
    const BenchLetter *letter = draft->letter;
    ArsipField *field = g_new0(ArsipField, 1);

    field->name = g_strdup(name);
    if (g_str_equal(name, "tanggal"))
        field->value = g_strdup_printf("%04u-%02u-%02u", letter->year, letter->month, letter->day);
    else if (g_str_equal(name, "dari"))
        field->value = g_strdup_printf("%s Kabupaten %s", draft->from, draft->place);
    else
        field->value = g_strdelimit(g_strdup(sheet->text->str + start), "\n", ' ');
    field->place = (ArsipPlace){sheet->number, (guint32)start, (guint32)(sheet->text->len - start)};
    g_ptr_array_add(letter->letter->fields, field);
    if (g_str_equal(name, "nomor")) {
        ArsipField *code = g_new0(ArsipField, 1);

        code->name = g_strdup("kode");
        code->value = g_strdup(draft->class);
        code->place = (ArsipPlace){sheet->number, (guint32)start, (guint32)strlen(draft->class)};
        g_ptr_array_add(letter->letter->fields, code);
    }
}

static void
set_line(BenchDraft *draft, Sheet *sheet, const BenchLine *line, gsize end, gboolean *is_new)
{
    g_autofree char *written = g_strndup(draft->text->str + line->start, end - line->start);
    g_auto(GStrv) words = g_strsplit(written, " ", -1);
    gsize at = line->start, value = 0;

    for (guint i = 0; words[i] != NULL; i++) {
        gboolean begins = line->field != NULL && at == line->value;
        gsize length = strlen(words[i]);

        if (line->field == NULL && words[i + 1] != NULL && g_rand_double(draft->rand) < JOINED) {
            g_autofree char *both = g_strconcat(words[i], words[i + 1], NULL);

            set_word(draft, sheet, line->zone, is_new, both);
            i++;
            continue;
        }
        if (length > 0)
            set_word(draft, sheet, line->zone, is_new, words[i]);
        if (begins)
            value = g_array_index(sheet->page->words, ArsipWord, sheet->page->words->len - 1).start;
        at += length + 1;
    }
    if (line->field != NULL)
        set_field(draft, sheet, line->field, value);
    break_line(sheet);
}

void
bench_draft_set(BenchDraft *draft)
{
    Sheet sheet = {0};
    gboolean is_new = TRUE;

    for (guint i = 0; i < draft->lines->len; i++) {
        const BenchLine *line = &g_array_index(draft->lines, BenchLine, i);
        gsize end = i + 1 < draft->lines->len ? line[1].start : draft->text->len;

        if (i == 0 || line->turns)
            begin_page(draft, &sheet);
        else if (line->is_apart)
            break_line(&sheet);
        is_new = i == 0 || line->turns || line[-1].zone != line->zone;
        set_line(draft, &sheet, line, end, &is_new);
    }
    end_page(draft, &sheet);
}
