/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/row.h"

#include <string.h>

typedef struct {
    char **lines;
    guint n_lines;
} Cell;

static void
clear_cell(Cell *cell)
{
    g_strfreev(cell->lines);
}

static GArray *
split_cells(const GPtrArray *texts)
{
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(Cell));

    g_array_set_clear_func(cells, (GDestroyNotify)clear_cell);
    for (guint i = 0; i < texts->len; i++) {
        g_autofree char *text = g_strdup(texts->pdata[i]);
        gsize length = strlen(text);

        if (length == 0)
            continue;
        if (text[length - 1] == '\n')
            text[length - 1] = '\0';
        Cell cell = {.lines = g_strsplit(text, "\n", -1)};
        cell.n_lines = g_strv_length(cell.lines);
        g_array_append_val(cells, cell);
    }
    return cells;
}

/* The column of colons between keys and values, or values with their colons before them. */
static gboolean
has_colons(const Cell *cell)
{
    guint n_colons = 0;

    for (guint i = 0; i < cell->n_lines; i++)
        n_colons += *cell->lines[i] == ':' ? 1 : 0;
    return n_colons * 2 > cell->n_lines;
}

/*
 * Whether the first lines of the cells belong together, then the second ones: where one cell alone has
 * several, where all that have several have as many, and where colons tell of keys and values.
 */
static gboolean
stand_beside(const GArray *cells)
{
    gboolean are_equal = TRUE;
    guint most = 1;

    for (guint i = 0; i < cells->len; i++) {
        const Cell *cell = &g_array_index(cells, Cell, i);
        if (cell->n_lines > 1 && has_colons(cell))
            return TRUE;
        if (cell->n_lines > 1 && most > 1)
            are_equal = are_equal && cell->n_lines == most;
        most = MAX(most, cell->n_lines);
    }
    return are_equal;
}

static void
append_beside(GString *text, const GArray *cells)
{
    gboolean has_more = TRUE;

    for (guint line = 0; has_more; line++) {
        gsize before = text->len;

        has_more = FALSE;
        for (guint i = 0; i < cells->len; i++) {
            const Cell *cell = &g_array_index(cells, Cell, i);
            if (line >= cell->n_lines)
                continue;
            has_more = TRUE;
            if (*cell->lines[line] == '\0')
                continue;
            if (text->len > before)
                g_string_append_c(text, '\t');
            g_string_append(text, cell->lines[line]);
        }
        if (has_more)
            g_string_append_c(text, '\n');
    }
}

static void
append_one_after_another(GString *text, const GArray *cells)
{
    for (guint i = 0; i < cells->len; i++) {
        const Cell *cell = &g_array_index(cells, Cell, i);

        if (i > 0)
            g_string_append_c(text, '\n');
        for (guint line = 0; line < cell->n_lines; line++) {
            g_string_append(text, cell->lines[line]);
            g_string_append_c(text, '\n');
        }
    }
}

char *
arsip_row_lines(const GPtrArray *texts)
{
    g_autoptr(GArray) cells = split_cells(texts);
    g_autoptr(GString) text = g_string_new(NULL);

    if (stand_beside(cells))
        append_beside(text, cells);
    else
        append_one_after_another(text, cells);
    return g_string_free(g_steal_pointer(&text), FALSE);
}
