/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_COLUMNS_H
#define ARSIP_SEARCH_COLUMNS_H

#include "search/content.h"

/* The columns of the index, in the order of the table. */
typedef enum {
    ARSIP_COLUMN_FILE, /* "name" */
    ARSIP_COLUMN_NOMOR,
    ARSIP_COLUMN_HAL,
    ARSIP_COLUMN_KEPADA,
    ARSIP_COLUMN_DARI,
    ARSIP_COLUMN_SIFAT,
    ARSIP_COLUMN_KODE,
    ARSIP_COLUMN_OTHER, /* every other field, each under its name */
    ARSIP_COLUMN_ZONES, /* the first of the zones, in the order of ArsipZone */
    ARSIP_N_COLUMNS = ARSIP_COLUMN_ZONES + ARSIP_N_ZONES
} ArsipColumn;

/* The column of a zone, or of a field that has one of its own; ARSIP_COLUMN_OTHER for any other field. */
ArsipColumn arsip_column_of(const char *scope);

/*
 * The texts that FTS5 is given for a document: ARSIP_N_COLUMNS, then NULL. A zone's only names it
 * (ARSIP_MARK_ZONE, search/tokenizer.h). Free with g_strfreev().
 */
char **arsip_columns_make(const ArsipContent *content);

#endif
