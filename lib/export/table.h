/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_TABLE_H
#define ARSIP_EXPORT_TABLE_H

#include <arsip/error.h>
#include <stdio.h>

/*
 * A table for spreadsheets, row by row: as CSV or as XLSX. Text stays what it is: no cell becomes a formula,
 * and in XLSX no `005` becomes 5.
 */
typedef struct {
    const char *text; /* UTF-8; NULL: the number */
    gint64 number;
} ArsipCell;

typedef struct ArsipTable ArsipTable;

/*
 * CSV (RFC 4180): UTF-8 with a byte order mark, by which spreadsheets know it, lines ended by CR LF. A text
 * that a spreadsheet would take for a formula (it begins with = + - @, a tab or a carriage return) gets an
 * apostrophe before it. out is borrowed; whether it took everything is the caller's to look at.
 */
ArsipTable *arsip_table_csv(FILE *out, char separator);

/*
 * XLSX with one sheet, its first row fixed; the same rows give the same bytes. It is written to out's file
 * when the table ends. Texts of more than 32,767 characters, which no spreadsheet holds, are cut.
 */
ArsipTable *arsip_table_sheet(FILE *out, const char *title, GError **error);

/* The first row names the columns. */
gboolean arsip_table_row(ArsipTable *table, const ArsipCell *cells, guint n_cells, GError **error);
gboolean arsip_table_end(ArsipTable *table, GError **error);
void arsip_table_free(ArsipTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipTable, arsip_table_free)

#endif
