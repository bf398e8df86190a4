/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_XLSX_H
#define ARSIP_DECODE_XLSX_H

#include "decode/writing/opc.h"
#include "decode/writing/scribe.h"

/*
 * A workbook: a sheet is a page, hidden or not, a row is a line. Of a formula its last result is taken.
 * A sheet's own name, where its author gave it one, and its text boxes come last.
 */
gboolean arsip_xlsx_write(ArsipPackage *package, const char *main_part, ArsipScribe *scribe, GError **error);

#endif
