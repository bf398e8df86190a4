/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_COLUMNS_H
#define ARSIP_SEARCH_COLUMNS_H

#include "search/content.h"

/*
 * The columns of the index, in the order of the table. FTS5 writes the number of a column before the places
 * of a word in it, but for the first: that is the one with nearly all words (a fifth of the index is saved).
 */
typedef enum {
    ARSIP_COLUMN_ISI,
    ARSIP_COLUMN_FILE, /* "name" */
    ARSIP_COLUMN_NOMOR,
    ARSIP_COLUMN_HAL,
    ARSIP_COLUMN_KEPADA,
    ARSIP_COLUMN_DARI,
    ARSIP_COLUMN_SIFAT,
    ARSIP_COLUMN_KODE,
    ARSIP_COLUMN_OTHER, /* every other field, each under its name */
    ARSIP_COLUMN_KOP,
    ARSIP_COLUMN_JUDUL,
    ARSIP_COLUMN_KEPALA,
    ARSIP_COLUMN_AKHIR,
    ARSIP_N_COLUMNS
} ArsipColumn;

#define ARSIP_COLUMN_NAMES                                                                                   \
    "isi, name, nomor, hal, kepada, dari, sifat, kode, other, kop, judul, kepala, akhir"

/* The name of a column in the table, as in ARSIP_COLUMN_NAMES. */
const char *arsip_column_name(ArsipColumn column);

/* The column of a zone, or of a field that has one of its own; ARSIP_COLUMN_OTHER for any other field. */
ArsipColumn arsip_column_of(const char *scope);

ArsipColumn arsip_column_of_zone(ArsipZone zone);

/* Whether it is that of one field. */
gboolean arsip_column_is_field(ArsipColumn column);

/*
 * The texts that FTS5 is given for a document: ARSIP_N_COLUMNS, then NULL. A zone's only names it
 * (ARSIP_MARK_ZONE, search/tokenizer.h). Free with g_strfreev().
 */
char **arsip_columns_make(const ArsipContent *content);

#endif
