/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_SEGMENT_H
#define ARSIP_SEARCH_SEGMENT_H

#include <arsip/archive.h>

/*
 * Goes through a segment of the index of words as FTS5 keeps it in words_data: entry after entry, by term and
 * rowid. The layout is that of SQLite's ext/fts5/fts5_index.c, "Segment leaf pages", with detail=full;
 * FTS5 has written it since 2015 (version 4), and bytes that break it are DAMAGED.
 */
typedef struct {
    ArsipArchive *archive;
    gint64 id;
    guint page, last;
    GByteArray *block;  /* the page in hand */
    guint at;           /* what comes next in it */
    guint first_rowid;  /* where a rowid stands that is told whole; 0: nowhere */
    guint next_term;    /* where the next term begins; `leaf`: nowhere on this page */
    guint leaf, footer; /* where the entries end, and what comes next of the list of terms behind them */
    gboolean has_term;  /* one that stands on the page was read */
    GByteArray *spread; /* places that stand on several pages */

    /* The entry. */
    gboolean is_there;
    gboolean is_new_term; /* it is the first of its term */
    GByteArray *term;     /* behind a byte that says which index it is of */
    gint64 rowid;
    const guint8 *places; /* none: the document was deleted from the term */
    guint n_places;       /* bytes */
} ArsipSegment;

/* Stands before the first entry. */
void arsip_segment_begin(ArsipSegment *segment, ArsipArchive *archive, gint64 id, guint first, guint last);
void arsip_segment_clear(ArsipSegment *segment);

/* FALSE only on failure: is_there tells whether there is another. */
gboolean arsip_segment_next(ArsipSegment *segment, GError **error);

/* SQLite's number of 1 to 9 bytes, the most significant first. FALSE where the bytes end before it does. */
gboolean arsip_segment_number(const guint8 **at, const guint8 *end, guint64 *number);

/* Sets *error; FALSE. */
gboolean arsip_segment_fail(GError **error);

#endif
