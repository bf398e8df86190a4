/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/order.h"

#include <stdlib.h>

#include "decode/recognise/columns.h"

/* A gap between two words of one line that parts columns and cells, in heights of a word. */
#define WIDE_GAP 2.4

/* A line as the engine saw it, as far as it stands in one region: words `first` to `end` - 1. */
typedef struct {
    guint first, end;
    gint32 left, top, right, bottom;
    guint region;
} Line;

typedef struct {
    GArray *lines; /* indices of Line, left to right */
    gint32 top, bottom;
    guint region;
} Row;

typedef struct {
    const ArsipSeenWords *words;
    GArray *lines;
    GPtrArray *rows;
    gint32 height; /* of a usual word */
} Page;

static void
clear_seen(gpointer data)
{
    g_free(((ArsipSeen *)data)->text);
}

ArsipSeenWords *
arsip_seen_words_new(void)
{
    GArray *words = g_array_new(FALSE, FALSE, sizeof(ArsipSeen));

    g_array_set_clear_func(words, clear_seen);
    return words;
}

void
arsip_seen_words_add(ArsipSeenWords *words, const ArsipSeen *word)
{
    g_array_append_vals(words, word, 1);
}

double
arsip_seen_words_confidence(const ArsipSeenWords *words)
{
    double sum = 0, weight = 0;

    for (guint i = 0; i < words->len; i++) {
        const ArsipSeen *word = &g_array_index(words, ArsipSeen, i);
        double length = (double)g_utf8_strlen(word->text, -1);
        sum += length * word->confidence;
        weight += length;
    }
    return weight > 0 ? sum / weight : 0;
}

gsize
arsip_seen_words_letters(const ArsipSeenWords *words)
{
    gsize letters = 0;

    for (guint i = 0; i < words->len; i++)
        for (const char *at = g_array_index(words, ArsipSeen, i).text; *at != '\0'; at = g_utf8_next_char(at))
            letters += g_unichar_isalnum(g_utf8_get_char(at)) ? 1 : 0;
    return letters;
}

static int
compare_numbers(const void *a, const void *b)
{
    gint32 x = *(const gint32 *)a, y = *(const gint32 *)b;

    return (x > y) - (x < y);
}

static gint32
usual_height(const ArsipSeenWords *words)
{
    g_autofree gint32 *heights = g_new(gint32, words->len);

    for (guint i = 0; i < words->len; i++) {
        const ArsipSeen *word = &g_array_index(words, ArsipSeen, i);
        heights[i] = word->bottom - word->top;
    }
    qsort(heights, words->len, sizeof(gint32), compare_numbers);
    return MAX(heights[words->len / 2], 1);
}

static gint32
overlap(gint32 from, gint32 to, gint32 other_from, gint32 other_to)
{
    return MIN(to, other_to) - MAX(from, other_from);
}

/* Layers have lines that jump to another row, or back; and lines that run up or down the page. */
static gboolean
goes_on(const ArsipSeen *before, const ArsipSeen *word)
{
    gint32 height = MAX(before->bottom - before->top, word->bottom - word->top);
    gint32 width = MIN(before->right - before->left, word->right - word->left);
    gint32 jump = word->top + word->bottom - before->top - before->bottom;
    gboolean is_under = overlap(before->left, before->right, word->left, word->right) * 2 > width;

    return word->line == before->line && word->right > before->left && (ABS(jump) < 2 * height || is_under);
}

/* Runs of words that one line holds together. */
static GArray *
gather_segments(const ArsipSeenWords *words, gint32 height)
{
    GArray *segments = g_array_new(FALSE, TRUE, sizeof(ArsipSegment));

    for (guint i = 0; i < words->len; i++) {
        const ArsipSeen *word = &g_array_index(words, ArsipSeen, i);
        const ArsipSeen *before = i > 0 ? word - 1 : NULL;
        if (before == NULL || !goes_on(before, word) || word->left - before->right > WIDE_GAP * height) {
            ArsipSegment begun = {.first = i,
                                  .left = word->left,
                                  .top = word->top,
                                  .right = word->right,
                                  .bottom = word->bottom};
            g_array_append_val(segments, begun);
        }
        ArsipSegment *segment = &g_array_index(segments, ArsipSegment, segments->len - 1);
        segment->end = i + 1;
        segment->left = MIN(segment->left, word->left);
        segment->top = MIN(segment->top, word->top);
        segment->right = MAX(segment->right, word->right);
        segment->bottom = MAX(segment->bottom, word->bottom);
    }
    return segments;
}

/* What the engine saw as one line is one, unless its parts stand in two columns. */
static GArray *
join_segments(const ArsipSeenWords *words, const GArray *segments)
{
    GArray *lines = g_array_new(FALSE, TRUE, sizeof(Line));

    for (guint i = 0; i < segments->len; i++) {
        const ArsipSegment *segment = &g_array_index(segments, ArsipSegment, i);
        const ArsipSeen *word = &g_array_index(words, ArsipSeen, segment->first);
        Line *last = lines->len > 0 ? &g_array_index(lines, Line, lines->len - 1) : NULL;
        Line begun = {segment->first, segment->end,    segment->left,  segment->top,
                      segment->right, segment->bottom, segment->region};

        if (last == NULL || last->region != segment->region || !goes_on(word - 1, word)) {
            g_array_append_val(lines, begun);
            continue;
        }
        last->end = segment->end;
        last->left = MIN(last->left, segment->left);
        last->top = MIN(last->top, segment->top);
        last->right = MAX(last->right, segment->right);
        last->bottom = MAX(last->bottom, segment->bottom);
    }
    return lines;
}

static void
free_row(gpointer data)
{
    g_array_unref(((Row *)data)->lines);
    g_free(data);
}

/* From where to where the words at one end of a line reach: a long line may slope. */
static void
measure_end(const Page *page, const Line *line, gboolean is_right, gint32 *top, gint32 *bottom)
{
    guint n = MIN(line->end - line->first, 2);
    guint first = is_right ? line->end - n : line->first;

    *top = G_MAXINT32;
    *bottom = G_MININT32;
    for (guint i = first; i < first + n; i++) {
        const ArsipSeen *word = &g_array_index(page->words, ArsipSeen, i);
        *top = MIN(*top, word->top);
        *bottom = MAX(*bottom, word->bottom);
    }
}

/* How far the line shares its height with the end of the row, 0 to 1; 0 where it cannot belong to it. */
static double
shared_height(const Page *page, const Row *row, const Line *line)
{
    const Line *last =
        &g_array_index(page->lines, Line, g_array_index(row->lines, guint, row->lines->len - 1));
    gint32 top, bottom, other_top, other_bottom;

    if (line->region != row->region || line->left < last->right - page->height / 2)
        return 0;
    measure_end(page, last, TRUE, &top, &bottom);
    measure_end(page, line, FALSE, &other_top, &other_bottom);
    gint32 smaller = MIN(bottom - top, other_bottom - other_top);
    gint32 larger = MAX(bottom - top, other_bottom - other_top);
    /* A rule or a bracket that reaches over several lines belongs to none of them. */
    gint32 measure = larger > page->height * 5 / 2 ? larger : MAX(smaller, 1);
    return (double)overlap(top, bottom, other_top, other_bottom) / measure;
}

static Row *
find_row(const Page *page, const Line *line)
{
    Row *best = NULL;
    double most = 0.5;

    for (guint i = 0; i < page->rows->len; i++) {
        Row *row = g_ptr_array_index(page->rows, i);
        double share = shared_height(page, row, line);
        if (share > most) {
            most = share;
            best = row;
        }
    }
    return best;
}

static int
compare_left(const void *a, const void *b, void *data)
{
    const GArray *lines = data;
    const Line *x = &g_array_index(lines, Line, *(const guint *)a);
    const Line *y = &g_array_index(lines, Line, *(const guint *)b);

    return (x->left > y->left) - (x->left < y->left);
}

static void
gather_rows(Page *page)
{
    g_autofree guint *order = g_new(guint, page->lines->len);

    for (guint i = 0; i < page->lines->len; i++)
        order[i] = i;
    g_qsort_with_data(order, (gint)page->lines->len, sizeof(guint), compare_left, page->lines);
    for (guint i = 0; i < page->lines->len; i++) {
        Line *line = &g_array_index(page->lines, Line, order[i]);
        Row *row = find_row(page, line);
        if (row == NULL) {
            row = g_new0(Row, 1);
            row->lines = g_array_new(FALSE, FALSE, sizeof(guint));
            row->top = line->top;
            row->bottom = line->bottom;
            row->region = line->region;
            g_ptr_array_add(page->rows, row);
        }
        g_array_append_val(row->lines, order[i]);
        row->top = MIN(row->top, line->top);
        row->bottom = MAX(row->bottom, line->bottom);
    }
}

static int
compare_rows(const void *a, const void *b)
{
    const Row *x = *(Row *const *)a, *y = *(Row *const *)b;

    if (x->region != y->region)
        return x->region < y->region ? -1 : 1;
    return (x->top + x->bottom > y->top + y->bottom) - (x->top + x->bottom < y->top + y->bottom);
}

/* The white between two lines that is no more than usual on this page. */
static gint32
usual_gap(const Page *page)
{
    g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(gint32));

    for (guint i = 1; i < page->rows->len; i++) {
        const Row *row = g_ptr_array_index(page->rows, i), *above = g_ptr_array_index(page->rows, i - 1);
        gint32 gap = row->top - above->bottom;
        if (gap > -page->height && gap < 3 * page->height)
            g_array_append_val(gaps, gap);
    }
    if (gaps->len == 0)
        return page->height;
    g_array_sort(gaps, compare_numbers);
    return MAX(g_array_index(gaps, gint32, gaps->len / 3), 0);
}

static gboolean
begins_block(const Page *page, const Row *row, const Row *above, gint32 gap)
{
    return row->region != above->region || row->top < above->top ||
           row->top - above->bottom > gap + page->height * 2 / 3;
}

static void
write_line(const Page *page, const Line *line, GString *text, GArray *words)
{
    for (guint i = line->first; i < line->end; i++) {
        const ArsipSeen *seen = &g_array_index(page->words, ArsipSeen, i);
        if (text->len > 0 && text->str[text->len - 1] != '\n')
            g_string_append_c(text, ' ');
        ArsipWord word = {
            .start = (guint32)text->len,
            .length = (guint32)strlen(seen->text),
            .x = seen->left,
            .y = seen->top,
            .width = MAX(seen->right - seen->left, 1),
            .height = MAX(seen->bottom - seen->top, 1),
            .confidence = seen->confidence,
        };
        g_string_append(text, seen->text);
        g_array_append_val(words, word);
    }
}

static void
write_rows(const Page *page, ArsipReading *reading)
{
    g_autoptr(GString) text = g_string_new(NULL);
    gint32 gap = usual_gap(page);

    for (guint i = 0; i < page->rows->len; i++) {
        const Row *row = g_ptr_array_index(page->rows, i);
        if (i > 0 && begins_block(page, row, g_ptr_array_index(page->rows, i - 1), gap))
            g_string_append_c(text, '\n');
        for (guint j = 0; j < row->lines->len; j++)
            write_line(page, &g_array_index(page->lines, Line, g_array_index(row->lines, guint, j)), text,
                       reading->words);
        g_string_append_c(text, '\n');
    }
    g_free(reading->text);
    reading->text = g_string_free(g_steal_pointer(&text), FALSE);
}

void
arsip_order_words(const ArsipSeenWords *words, ArsipReading *reading)
{
    g_array_set_size(reading->words, 0);
    if (words->len == 0)
        return;
    gint32 height = usual_height(words);
    g_autoptr(GArray) segments = gather_segments(words, height);
    arsip_columns_find(words, segments, height);
    g_autoptr(GArray) lines = join_segments(words, segments);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(free_row);
    Page page = {words, lines, rows, height};

    gather_rows(&page);
    g_ptr_array_sort(rows, compare_rows);
    write_rows(&page, reading);
}
