/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_SHEET_ROWS_H
#define ARSIP_DECODE_SHEET_ROWS_H

#include "decode/writing/opc.h"
#include "decode/writing/scribe.h"
#include "decode/writing/shared-strings.h"

/* What the cells of a sheet need to be shown. */
typedef struct {
    ArsipScribe *scribe;
    const ArsipSharedStrings *strings;
    const GArray *formats; /* of ArsipNumberFormat, by the number of a style */
    gboolean from_1904;
} ArsipSheetContext;

/* A row becomes a line, its cells that are not empty parted by tabs; rows that are left out make a gap. */
gboolean arsip_sheet_rows_write(ArsipPackage *package, const char *part, const ArsipSheetContext *context,
                                GError **error);

#endif
