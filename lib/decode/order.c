/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/order.h"

#include <stdlib.h>

/* A line as the engine saw it: words `first` to `end` - 1. */
typedef struct {
    guint first, end;
    gint32 left, top, right, bottom;
    guint cluster; /* lines that stand under one another */
    guint row;     /* lines that stand side by side */
} Line;

/* Lines under one another: a paragraph, a column of keys, a column of running text. */
typedef struct {
    guint n_lines, n_words, n_full;
    gint32 left, top, right, bottom;
    guint last;         /* the lowest line so far */
    gboolean is_column; /* running text beside running text */
    gint32 columns_top; /* of all columns beside it */
} Cluster;

typedef struct {
    GArray *lines; /* indices of Line, left to right */
    gint32 top, bottom;
    gint32 group_top;   /* where the row, or the columns that it belongs to, begins */
    gint32 column_left; /* 0 outside columns */
} Row;

typedef struct {
    const ArsipSeenWords *words;
    GArray *lines;
    GArray *clusters;
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

static GArray *
gather_lines(const ArsipSeenWords *words)
{
    GArray *lines = g_array_new(FALSE, TRUE, sizeof(Line));

    for (guint i = 0; i < words->len; i++) {
        const ArsipSeen *word = &g_array_index(words, ArsipSeen, i);
        if (i == 0 || word->line != g_array_index(words, ArsipSeen, i - 1).line) {
            Line begun = {.first = i,
                          .left = word->left,
                          .top = word->top,
                          .right = word->right,
                          .bottom = word->bottom};
            g_array_append_val(lines, begun);
        }
        Line *line = &g_array_index(lines, Line, lines->len - 1);
        line->end = i + 1;
        line->left = MIN(line->left, word->left);
        line->top = MIN(line->top, word->top);
        line->right = MAX(line->right, word->right);
        line->bottom = MAX(line->bottom, word->bottom);
    }
    return lines;
}

static gint32
overlap(gint32 from, gint32 to, gint32 other_from, gint32 other_to)
{
    return MIN(to, other_to) - MAX(from, other_from);
}

static gboolean
stands_under(const Line *line, const Line *above)
{
    gint32 height = MIN(line->bottom - line->top, above->bottom - above->top);
    gint32 width = MIN(line->right - line->left, above->right - above->left);

    return line->top > above->top && line->top - above->bottom < height * 3 / 2 &&
           overlap(line->top, line->bottom, above->top, above->bottom) < height / 2 &&
           overlap(line->left, line->right, above->left, above->right) > width / 2;
}

static void
gather_clusters(Page *page)
{
    for (guint i = 0; i < page->lines->len; i++) {
        Line *line = &g_array_index(page->lines, Line, i);
        Cluster *last =
            page->clusters->len > 0 ? &g_array_index(page->clusters, Cluster, page->clusters->len - 1) : NULL;
        if (last == NULL || !stands_under(line, &g_array_index(page->lines, Line, last->last))) {
            Cluster begun = {
                .left = line->left, .top = line->top, .right = line->right, .bottom = line->bottom};
            g_array_append_val(page->clusters, begun);
            last = &g_array_index(page->clusters, Cluster, page->clusters->len - 1);
        }
        line->cluster = page->clusters->len - 1;
        last->last = i;
        last->n_lines++;
        last->n_words += line->end - line->first;
        last->left = MIN(last->left, line->left);
        last->right = MAX(last->right, line->right);
        last->bottom = MAX(last->bottom, line->bottom);
    }
    for (guint i = 0; i < page->lines->len; i++) {
        const Line *line = &g_array_index(page->lines, Line, i);
        Cluster *cluster = &g_array_index(page->clusters, Cluster, line->cluster);
        cluster->n_full += (line->right - line->left) * 4 > (cluster->right - cluster->left) * 3 ? 1 : 0;
    }
}

/* Running text fills its lines; keys, values and cells of a table do not. */
static gboolean
is_running_text(const Cluster *cluster)
{
    return cluster->n_lines >= 5 && cluster->n_words >= 3 * cluster->n_lines &&
           cluster->n_full * 3 >= cluster->n_lines * 2;
}

static gboolean
are_columns(const Cluster *a, const Cluster *b)
{
    gint32 shared = overlap(a->top, a->bottom, b->top, b->bottom);

    return overlap(a->left, a->right, b->left, b->right) <= 0 &&
           shared * 2 > MIN(a->bottom - a->top, b->bottom - b->top);
}

static void
find_columns(Page *page)
{
    for (guint i = 0; i < page->clusters->len; i++) {
        Cluster *a = &g_array_index(page->clusters, Cluster, i);
        a->columns_top = a->is_column ? a->columns_top : a->top;
        for (guint j = i + 1; j < page->clusters->len && is_running_text(a); j++) {
            Cluster *b = &g_array_index(page->clusters, Cluster, j);
            if (!is_running_text(b) || !are_columns(a, b))
                continue;
            gint32 top = MIN(a->columns_top, b->is_column ? b->columns_top : b->top);
            a->is_column = b->is_column = TRUE;
            a->columns_top = b->columns_top = top;
        }
    }
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

    if (line->left < last->right - page->height / 2)
        return 0;
    if (line->cluster != last->cluster && g_array_index(page->clusters, Cluster, line->cluster).is_column &&
        g_array_index(page->clusters, Cluster, last->cluster).is_column)
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
        const Cluster *cluster = &g_array_index(page->clusters, Cluster, line->cluster);
        Row *row = find_row(page, line);
        if (row == NULL) {
            row = g_new0(Row, 1);
            row->lines = g_array_new(FALSE, FALSE, sizeof(guint));
            row->top = line->top;
            row->bottom = line->bottom;
            g_ptr_array_add(page->rows, row);
        }
        g_array_append_val(row->lines, order[i]);
        row->top = MIN(row->top, line->top);
        row->bottom = MAX(row->bottom, line->bottom);
        if (cluster->is_column && row->column_left == 0) {
            row->column_left = cluster->left + 1;
            row->group_top = cluster->columns_top;
        }
    }
}

static int
compare_rows(const void *a, const void *b)
{
    const Row *x = *(Row *const *)a, *y = *(Row *const *)b;
    gint32 x_place = x->column_left > 0 ? x->group_top : (x->top + x->bottom) / 2;
    gint32 y_place = y->column_left > 0 ? y->group_top : (y->top + y->bottom) / 2;

    if (x_place != y_place)
        return x_place < y_place ? -1 : 1;
    if (x->column_left != y->column_left)
        return x->column_left < y->column_left ? -1 : 1;
    return (x->top > y->top) - (x->top < y->top);
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
    return row->column_left != above->column_left || row->top < above->top ||
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
    g_autoptr(GArray) lines = gather_lines(words);
    g_autoptr(GArray) clusters = g_array_new(FALSE, TRUE, sizeof(Cluster));
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(free_row);
    Page page = {words, lines, clusters, rows, usual_height(words)};

    gather_clusters(&page);
    find_columns(&page);
    gather_rows(&page);
    g_ptr_array_sort(rows, compare_rows);
    write_rows(&page, reading);
}
