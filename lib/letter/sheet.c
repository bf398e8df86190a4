/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/row.h"
#include "letter/spelling.h"

#include <math.h>
#include <string.h>

/* A gap wider than this many heights of letters parts two columns (justified text stays below it). */
#define COLUMN_GAP 2.4

typedef struct {
    const ArsipReading *reading;
    guint page;
    guint next_word; /* of reading->words, not yet passed */
    double slope;    /* tangent of what is left of the page's skew */
    double height;   /* of most letters, pixels; 0 without boxes */
} Page;

static gsize
space_length(const char *at)
{
    gunichar c;

    if (g_ascii_isspace(*at))
        return 1;
    if ((guchar)*at < 0x80)
        return 0;
    c = g_utf8_get_char(at);
    return g_unichar_isspace(c) || c == 0x200b ? (gsize)(g_utf8_next_char(at) - at) : 0;
}

static void
widen(ArsipFrame *frame, const ArsipFrame *by)
{
    frame->left = MIN(frame->left, by->left);
    frame->top = MIN(frame->top, by->top);
    frame->right = MAX(frame->right, by->right);
    frame->bottom = MAX(frame->bottom, by->bottom);
}

static guint8
doubt_of(const ArsipWord *word)
{
    return (guint8)CLAMP(ARSIP_SURE - word->confidence, 0, ARSIP_DOUBT_MOST);
}

static void
find_frame(Page *page, ArsipLineWord *word)
{
    const GArray *boxed = page->reading->words;

    while (page->next_word < boxed->len) {
        const ArsipWord *box = &g_array_index(boxed, ArsipWord, page->next_word);

        if (box->start >= word->start + word->length)
            break;
        if (box->start + box->length > word->start && box->width > 0) {
            ArsipBox upright = arsip_reading_upright_box(page->reading, box);
            ArsipFrame frame = {upright.x, upright.y, upright.x + upright.width, upright.y + upright.height};

            if (word->has_frame)
                widen(&word->frame, &frame);
            else
                word->frame = frame;
            word->has_frame = TRUE;
            word->doubt = MAX(word->doubt, doubt_of(box));
        }
        if (box->start + box->length > word->start + word->length)
            break;
        page->next_word++;
    }
}

static void
add_word(ArsipSheet *sheet, Page *page, const char *at, gsize length)
{
    ArsipLineWord word = {.start = (guint32)(at - page->reading->text), .length = (guint32)length};
    g_autofree char *folded = arsip_spelling_fold(at, length);

    word.text = g_string_chunk_insert_len(sheet->strings, at, (gssize)length);
    word.folded = g_string_chunk_insert_const(sheet->strings, folded);
    find_frame(page, &word);
    g_array_append_val(sheet->words, word);
}

/* Cuts the page's text into words; the runs are its lines as read. */
static GArray *
cut_lines(ArsipSheet *sheet, Page *page)
{
    GArray *runs = g_array_new(FALSE, TRUE, sizeof(ArsipRun));
    const char *at = page->reading->text;
    gboolean after_empty = FALSE;

    while (*at != '\0') {
        ArsipRun run = {.first = sheet->words->len, .after_empty = after_empty};

        while (*at != '\0' && *at != '\n') {
            const char *begin;
            gsize space = space_length(at);

            if (space > 0) {
                at += space;
                continue;
            }
            for (begin = at; *at != '\0' && space_length(at) == 0;)
                at = g_utf8_next_char(at);
            add_word(sheet, page, begin, (gsize)(at - begin));
        }
        at += *at == '\n';
        run.n = sheet->words->len - run.first;
        after_empty = run.n == 0;
        if (run.n > 0)
            g_array_append_val(runs, run);
    }
    return runs;
}

/* The skew as the lines show it: the reading's own figure is of a page that nobody has at hand here. */
static void
measure_page(ArsipSheet *sheet, Page *page, const GArray *runs)
{
    g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) slopes = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = 0; i < runs->len; i++) {
        const ArsipRun *run = &g_array_index(runs, ArsipRun, i);
        const ArsipLineWord *first = NULL, *last = NULL;

        for (guint j = run->first; j < run->first + run->n; j++) {
            const ArsipLineWord *word = &g_array_index(sheet->words, ArsipLineWord, j);
            double height = word->frame.bottom - word->frame.top;

            if (!word->has_frame)
                continue;
            first = first != NULL ? first : word;
            last = word;
            if (word->length > 2)
                g_array_append_val(heights, height);
        }
        if (first != NULL &&
            last->frame.left - first->frame.right > 8 * (first->frame.bottom - first->frame.top)) {
            double slope =
                (last->frame.bottom - first->frame.bottom) / (last->frame.left - first->frame.left);

            g_array_append_val(slopes, slope);
        }
    }
    page->height = arsip_quantile(heights, 0.6);
    page->slope = arsip_quantile(slopes, 0.5);
    if (fabs(page->slope) < 0.002 || fabs(page->slope) > 0.3)
        page->slope = 0;
}

static void
deskew(ArsipSheet *sheet, const Page *page, guint first)
{
    double angle = atan(page->slope), c = cos(angle), s = sin(angle);

    if (page->slope == 0)
        return;
    for (guint i = first; i < sheet->words->len; i++) {
        ArsipFrame *frame = &g_array_index(sheet->words, ArsipLineWord, i).frame;
        double x = (frame->left + frame->right) / 2, y = (frame->top + frame->bottom) / 2;
        double half_width = (frame->right - frame->left) / 2;
        double half_height = MAX((frame->bottom - frame->top) / 2 - fabs(s) * half_width, page->height / 4);
        double turned_x = x * c + y * s, turned_y = y * c - x * s;

        *frame = (ArsipFrame){turned_x - half_width, turned_y - half_height, turned_x + half_width,
                              turned_y + half_height};
    }
}

static gboolean
parts_columns(const Page *page, const ArsipLineWord *left, const ArsipLineWord *right)
{
    if (!left->has_frame || !right->has_frame)
        return FALSE;
    if (strchr(":;=", right->text[0]) != NULL || strchr(":;=", left->text[left->length - 1]) != NULL)
        return FALSE;
    return right->frame.left - left->frame.right > COLUMN_GAP * page->height;
}

static GArray *
part_columns(const ArsipSheet *sheet, const Page *page, const GArray *runs)
{
    GArray *parted = g_array_new(FALSE, TRUE, sizeof(ArsipRun));

    for (guint i = 0; i < runs->len; i++) {
        const ArsipRun *run = &g_array_index(runs, ArsipRun, i);
        ArsipRun part = {.first = run->first, .after_empty = run->after_empty};

        for (guint j = run->first; j < run->first + run->n; j++) {
            const ArsipLineWord *word = &g_array_index(sheet->words, ArsipLineWord, j);

            if (part.n > 0 && parts_columns(page, word - 1, word)) {
                g_array_append_val(parted, part);
                part = (ArsipRun){.first = j, .after_empty = run->after_empty};
            }
            if (word->has_frame && part.has_frame)
                widen(&part.frame, &word->frame);
            else if (word->has_frame)
                part.frame = word->frame;
            part.has_frame = part.has_frame || word->has_frame;
            part.n++;
        }
        g_array_append_val(parted, part);
    }
    return parted;
}

void
arsip_sheet_add(ArsipSheet *sheet, const ArsipReading *reading, guint number)
{
    Page page = {.reading = reading, .page = number};
    guint first = sheet->words->len;
    g_autoptr(GArray) runs = cut_lines(sheet, &page);
    g_autoptr(GArray) parted = NULL;

    measure_page(sheet, &page, runs);
    deskew(sheet, &page, first);
    parted = part_columns(sheet, &page, runs);
    arsip_rows_lay(sheet, parted, number, page.height);
}

ArsipSheet *
arsip_sheet_new(void)
{
    ArsipSheet *sheet = g_new0(ArsipSheet, 1);

    sheet->words = g_array_new(FALSE, TRUE, sizeof(ArsipLineWord));
    sheet->lines = g_array_new(FALSE, TRUE, sizeof(ArsipLine));
    sheet->captions = g_ptr_array_new_with_free_func(g_free);
    sheet->strings = g_string_chunk_new(4096);
    return sheet;
}

ArsipSheet *
arsip_sheet_part(const ArsipSheet *sheet, guint first, guint end, guint pages_before)
{
    ArsipSheet *part = g_new0(ArsipSheet, 1);

    part->words = g_array_ref(sheet->words);
    part->lines = g_array_new(FALSE, TRUE, sizeof(ArsipLine));
    part->captions = g_ptr_array_new_with_free_func(g_free);
    for (guint i = first; i < end; i++) {
        ArsipLine line = *arsip_sheet_line(sheet, i);

        line.page -= pages_before;
        line.is_zoned = FALSE;
        g_array_append_val(part->lines, line);
    }
    return part;
}

void
arsip_sheet_free(ArsipSheet *sheet)
{
    if (sheet == NULL)
        return;
    g_array_unref(sheet->words);
    g_array_unref(sheet->lines);
    g_ptr_array_unref(sheet->captions);
    g_clear_pointer(&sheet->strings, g_string_chunk_free);
    g_free(sheet);
}
