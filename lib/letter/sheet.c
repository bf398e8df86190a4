/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/sheet.h"
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

/* A run of words before it becomes a line. */
typedef struct {
    guint first, n;
    gboolean has_frame;
    gboolean after_empty;
    ArsipFrame frame;
} Run;

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
    GArray *runs = g_array_new(FALSE, TRUE, sizeof(Run));
    const char *at = page->reading->text;
    gboolean after_empty = FALSE;

    while (*at != '\0') {
        Run run = {.first = sheet->words->len, .after_empty = after_empty};

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

static gint
compare_doubles(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* The value below which `share` of them lie; 0 for none. Sorts them. */
static double
quantile(GArray *values, double share)
{
    if (values->len == 0)
        return 0;
    g_array_sort(values, compare_doubles);
    return g_array_index(values, double, (guint)(share * (values->len - 1)));
}

/* The skew as the lines show it: the reading's own figure is of a page that nobody has at hand here. */
static void
measure_page(ArsipSheet *sheet, Page *page, const GArray *runs)
{
    g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) slopes = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = 0; i < runs->len; i++) {
        const Run *run = &g_array_index(runs, Run, i);
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
    page->height = quantile(heights, 0.6);
    page->slope = quantile(slopes, 0.5);
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
    GArray *parted = g_array_new(FALSE, TRUE, sizeof(Run));

    for (guint i = 0; i < runs->len; i++) {
        const Run *run = &g_array_index(runs, Run, i);
        Run part = {.first = run->first, .after_empty = run->after_empty};

        for (guint j = run->first; j < run->first + run->n; j++) {
            const ArsipLineWord *word = &g_array_index(sheet->words, ArsipLineWord, j);

            if (part.n > 0 && parts_columns(page, word - 1, word)) {
                g_array_append_val(parted, part);
                part = (Run){.first = j, .after_empty = run->after_empty};
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

/* A run is as high as most of its words: one that has grown together with a stroke does not count. */
static void
level(const ArsipSheet *sheet, Run *run)
{
    g_autoptr(GArray) tops = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) bottoms = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = run->first; i < run->first + run->n; i++) {
        const ArsipLineWord *word = &g_array_index(sheet->words, ArsipLineWord, i);

        if (word->has_frame && word->folded[0] != '\0') {
            g_array_append_val(tops, word->frame.top);
            g_array_append_val(bottoms, word->frame.bottom);
        }
    }
    if (tops->len > 2) {
        run->frame.top = quantile(tops, 0.3);
        run->frame.bottom = MAX(quantile(bottoms, 0.7), run->frame.top + 1);
    }
}

static double
middle(const Run *run)
{
    return (run->frame.top + run->frame.bottom) / 2;
}

static gint
compare_heights(gconstpointer a, gconstpointer b)
{
    const Run *x = a, *y = b;

    if (middle(x) != middle(y))
        return middle(x) < middle(y) ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

static gint
compare_lefts(gconstpointer a, gconstpointer b)
{
    const Run *x = a, *y = b;

    if (x->frame.left != y->frame.left)
        return x->frame.left < y->frame.left ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

static void
add_line(ArsipSheet *sheet, const Page *page, const Run *run, guint row)
{
    ArsipLine line = {
        .page = page->page, .row = row, .n_words = run->n, .has_frame = run->has_frame, .frame = run->frame};
    g_autoptr(GString) text = g_string_new(NULL);

    line.first_word = run->first;
    for (guint i = run->first; i < run->first + run->n; i++) {
        ArsipLineWord *word = &g_array_index(sheet->words, ArsipLineWord, i);

        if (text->len > 0)
            g_string_append_c(text, ' ');
        word->at = (guint32)text->len;
        g_string_append_len(text, word->text, word->length);
    }
    line.length = (guint32)text->len;
    line.text = g_string_chunk_insert_len(sheet->strings, text->str, (gssize)text->len);
    line.gap = run->after_empty ? 2 : 0;
    g_array_append_val(sheet->lines, line);
}

/* Lines that stand one above the other touch where a speck or a stroke was read as part of a word. */
static gboolean
covers(const GArray *runs, guint first, guint n, const Run *next)
{
    for (guint i = first; i < first + n; i++) {
        const Run *run = &g_array_index(runs, Run, i);
        double shared = MIN(run->frame.right, next->frame.right) - MAX(run->frame.left, next->frame.left);

        if (shared > 0.3 * MIN(run->frame.right - run->frame.left, next->frame.right - next->frame.left))
            return TRUE;
    }
    return FALSE;
}

/* How many of the runs, sorted by height, make the row that begins with `first`. */
static guint
row_length(const GArray *runs, guint first)
{
    const Run *top = &g_array_index(runs, Run, first);
    guint n = 1;

    for (; first + n < runs->len; n++) {
        const Run *next = &g_array_index(runs, Run, first + n);
        double shared = MIN(top->frame.bottom, next->frame.bottom) - MAX(top->frame.top, next->frame.top);
        double height = MIN(top->frame.bottom - top->frame.top, next->frame.bottom - next->frame.top);

        if (shared < height / 2 || covers(runs, first, n, next))
            break;
    }
    return n;
}

static void
lay_rows(ArsipSheet *sheet, const Page *page, GArray *runs, guint row)
{
    double floor = 0;

    g_array_sort(runs, compare_heights);
    for (guint i = 0, n; i < runs->len; i += n, row++) {
        g_autoptr(GArray) sides = g_array_new(FALSE, FALSE, sizeof(Run));
        double bottom = 0, top = G_MAXDOUBLE;

        n = row_length(runs, i);
        g_array_append_vals(sides, &g_array_index(runs, Run, i), n);
        g_array_sort(sides, compare_lefts);
        for (guint j = 0; j < n; j++) {
            const Run *run = &g_array_index(sides, Run, j);

            add_line(sheet, page, run, row);
            bottom = MAX(bottom, run->frame.bottom);
            top = MIN(top, run->frame.top);
        }
        for (guint j = 0; j < n; j++) {
            ArsipLine *line = arsip_sheet_line(sheet, sheet->lines->len - 1 - j);

            line->gap = floor > 0 ? MAX(0, (top - floor) / MAX(page->height, 1)) : 0;
        }
        floor = bottom;
    }
}

static void
add_page(ArsipSheet *sheet, const ArsipReading *reading, guint number)
{
    Page page = {.reading = reading, .page = number};
    guint first = sheet->words->len;
    guint row = sheet->lines->len > 0 ? arsip_sheet_line(sheet, sheet->lines->len - 1)->row + 1 : 0;
    g_autoptr(GArray) runs = cut_lines(sheet, &page);
    g_autoptr(GArray) parted = NULL;
    gboolean all_framed = TRUE;

    measure_page(sheet, &page, runs);
    deskew(sheet, &page, first);
    parted = part_columns(sheet, &page, runs);
    for (guint i = 0; i < parted->len; i++) {
        all_framed = all_framed && g_array_index(parted, Run, i).has_frame;
        level(sheet, &g_array_index(parted, Run, i));
    }
    if (all_framed && parted->len > 0) {
        lay_rows(sheet, &page, parted, row);
        return;
    }
    for (guint i = 0; i < parted->len; i++)
        add_line(sheet, &page, &g_array_index(parted, Run, i), row + i);
}

ArsipSheet *
arsip_sheet_new(const ArsipReading *const *pages, guint n_pages)
{
    ArsipSheet *sheet = g_new0(ArsipSheet, 1);

    sheet->words = g_array_new(FALSE, TRUE, sizeof(ArsipLineWord));
    sheet->lines = g_array_new(FALSE, TRUE, sizeof(ArsipLine));
    sheet->strings = g_string_chunk_new(4096);
    for (guint i = 0; i < n_pages; i++)
        add_page(sheet, pages[i], i + 1);
    return sheet;
}

void
arsip_sheet_free(ArsipSheet *sheet)
{
    if (sheet == NULL)
        return;
    g_array_unref(sheet->words);
    g_array_unref(sheet->lines);
    g_string_chunk_free(sheet->strings);
    g_free(sheet);
}
