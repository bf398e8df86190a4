/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/table.h"
#include "export/workbook.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

struct ArsipTable {
    FILE *out; /* borrowed */
    char separator;
    ArsipWorkbook *workbook; /* NULL: CSV */
};

ArsipTable *
arsip_table_csv(FILE *out, char separator)
{
    ArsipTable *table = g_new0(ArsipTable, 1);

    table->out = out;
    table->separator = separator;
    fputs(BYTE_ORDER_MARK, out);
    return table;
}

ArsipTable *
arsip_table_sheet(FILE *out, const char *title, GError **error)
{
    ArsipWorkbook *workbook = arsip_workbook_new(out, title, error);
    ArsipTable *table;

    if (workbook == NULL)
        return NULL;
    table = g_new0(ArsipTable, 1);
    table->workbook = workbook;
    return table;
}

void
arsip_table_free(ArsipTable *table)
{
    if (table == NULL)
        return;
    arsip_workbook_free(table->workbook);
    g_free(table);
}

/* Blanks before the sign are skipped by some spreadsheets. */
static gboolean
looks_like_formula(const char *text)
{
    return *text == '\t' || *text == '\r' || strchr("=+-@", text[strspn(text, " ")]) != NULL;
}

static void
write_text(const ArsipTable *table, const char *text)
{
    gboolean is_defused = *text != '\0' && text[strspn(text, " ")] != '\0' && looks_like_formula(text);
    gboolean is_quoted =
        is_defused || strpbrk(text, "\"\r\n\t ") != NULL || strchr(text, table->separator) != NULL;

    if (!is_quoted) {
        fputs(text, table->out);
        return;
    }
    fputc('"', table->out);
    if (is_defused)
        fputc('\'', table->out);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            fputc('"', table->out);
        fputc(*text, table->out);
    }
    fputc('"', table->out);
}

gboolean
arsip_table_row(ArsipTable *table, const ArsipCell *cells, guint n_cells, GError **error)
{
    if (table->workbook != NULL)
        return arsip_workbook_row(table->workbook, cells, n_cells, error);
    for (guint i = 0; i < n_cells; i++) {
        if (i > 0)
            fputc(table->separator, table->out);
        if (cells[i].text != NULL)
            write_text(table, cells[i].text);
        else
            fprintf(table->out, "%" G_GINT64_FORMAT, cells[i].number);
    }
    fputs("\r\n", table->out);
    return TRUE;
}

gboolean
arsip_table_end(ArsipTable *table, GError **error)
{
    return table->workbook == NULL || arsip_workbook_end(table->workbook, error);
}
