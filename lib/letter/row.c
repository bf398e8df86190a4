/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/row.h"

static gint
compare_doubles(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double
arsip_quantile(GArray *values, double share)
{
    if (values->len == 0)
        return 0;
    g_array_sort(values, compare_doubles);
    return g_array_index(values, double, (guint)(share * (values->len - 1)));
}

/* A run is as high as most of its words: one that has grown together with a stroke does not count. */
static void
level(const ArsipSheet *sheet, ArsipRun *run)
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
        run->frame.top = arsip_quantile(tops, 0.5);
        run->frame.bottom = MAX(arsip_quantile(bottoms, 0.5), run->frame.top + 1);
    }
}

static double
middle(const ArsipRun *run)
{
    return (run->frame.top + run->frame.bottom) / 2;
}

static gint
compare_heights(gconstpointer a, gconstpointer b)
{
    const ArsipRun *x = a, *y = b;

    if (middle(x) != middle(y))
        return middle(x) < middle(y) ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

static gint
compare_lefts(gconstpointer a, gconstpointer b)
{
    const ArsipRun *x = a, *y = b;

    if (x->frame.left != y->frame.left)
        return x->frame.left < y->frame.left ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

static void
add_line(ArsipSheet *sheet, guint page, const ArsipRun *run, guint row)
{
    ArsipLine line = {
        .page = page, .row = row, .n_words = run->n, .has_frame = run->has_frame, .frame = run->frame};
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
covers(const GArray *runs, guint first, guint n, const ArsipRun *next)
{
    for (guint i = first; i < first + n; i++) {
        const ArsipRun *run = &g_array_index(runs, ArsipRun, i);
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
    const ArsipRun *top = &g_array_index(runs, ArsipRun, first);
    guint n = 1;

    for (; first + n < runs->len; n++) {
        const ArsipRun *next = &g_array_index(runs, ArsipRun, first + n);
        double shared = MIN(top->frame.bottom, next->frame.bottom) - MAX(top->frame.top, next->frame.top);
        double height = MIN(top->frame.bottom - top->frame.top, next->frame.bottom - next->frame.top);

        if (shared < height / 2 || covers(runs, first, n, next))
            break;
    }
    return n;
}

static void
lay_rows(ArsipSheet *sheet, guint page, double height, GArray *runs, guint row)
{
    double floor = 0;

    g_array_sort(runs, compare_heights);
    for (guint i = 0, n; i < runs->len; i += n, row++) {
        g_autoptr(GArray) sides = g_array_new(FALSE, FALSE, sizeof(ArsipRun));
        double bottom = 0, top = G_MAXDOUBLE;

        n = row_length(runs, i);
        g_array_append_vals(sides, &g_array_index(runs, ArsipRun, i), n);
        g_array_sort(sides, compare_lefts);
        for (guint j = 0; j < n; j++) {
            const ArsipRun *run = &g_array_index(sides, ArsipRun, j);

            add_line(sheet, page, run, row);
            bottom = MAX(bottom, run->frame.bottom);
            top = MIN(top, run->frame.top);
        }
        for (guint j = 0; j < n; j++) {
            ArsipLine *line = arsip_sheet_line(sheet, sheet->lines->len - 1 - j);

            line->gap = floor > 0 ? MAX(0, (top - floor) / MAX(height, 1)) : 0;
        }
        floor = bottom;
    }
}

void
arsip_rows_lay(ArsipSheet *sheet, GArray *runs, guint page, double height)
{
    guint row = sheet->lines->len > 0 ? arsip_sheet_line(sheet, sheet->lines->len - 1)->row + 1 : 0;
    gboolean all_framed = runs->len > 0;

    for (guint i = 0; i < runs->len; i++) {
        all_framed = all_framed && g_array_index(runs, ArsipRun, i).has_frame;
        level(sheet, &g_array_index(runs, ArsipRun, i));
    }
    if (all_framed) {
        lay_rows(sheet, page, height, runs, row);
        return;
    }
    for (guint i = 0; i < runs->len; i++)
        add_line(sheet, page, &g_array_index(runs, ArsipRun, i), row + i);
}
