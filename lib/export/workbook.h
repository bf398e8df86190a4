/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_WORKBOOK_H
#define ARSIP_EXPORT_WORKBOOK_H

#include "export/table.h"

/* The XLSX side of a table. */
typedef struct ArsipWorkbook ArsipWorkbook;

ArsipWorkbook *arsip_workbook_new(FILE *out, const char *title, GError **error);
void arsip_workbook_free(ArsipWorkbook *book);
gboolean arsip_workbook_row(ArsipWorkbook *book, const ArsipCell *cells, guint n_cells, GError **error);
gboolean arsip_workbook_end(ArsipWorkbook *book, GError **error);

#endif
