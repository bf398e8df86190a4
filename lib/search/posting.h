/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_POSTING_H
#define ARSIP_SEARCH_POSTING_H

#include "search/entry.h"

/*
 * A document's words, into FTS5 and out of it.
 *
 * FTS5 (3.40) gathers all words of a row in memory, and writes them only as the next row begins: about one
 * and a half bytes for each byte of text, so that a document of 20,000 full pages takes 70 MiB. A table
 * without content however keeps no rows, but for each word the numbers of the documents that it stands in. So
 * a long document is written as several rows of one number, each of which has another portion of its words;
 * in the place of all others stands ARSIP_FORM_ABSENT (search/tokenizer.h), so that each word keeps its
 * position. The counts by which FTS5 ranks are to know of one row only: behind each but the last the absent
 * ones are taken out again, and a row with them.
 */
typedef enum {
    ARSIP_POSTING_LIVE, /* `words`, which searches ask */
    ARSIP_POSTING_NEW   /* `words_new`, which is being filled (search/rebuild.c) */
} ArsipPostingTable;

gboolean arsip_posting_insert(ArsipArchive *archive, ArsipPostingTable table, gint64 document,
                              const ArsipEntry *entry, GError **error);

/* The entry must be the one that was inserted, or words stay findable that nobody can delete. */
gboolean arsip_posting_delete(ArsipArchive *archive, ArsipPostingTable table, gint64 document,
                              const ArsipEntry *entry, GError **error);

#endif
