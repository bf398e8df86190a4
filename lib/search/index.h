/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_INDEX_H
#define ARSIP_SEARCH_INDEX_H

#include <arsip/archive.h>
#include "letter/letter.h"

/*
 * The index of an archive's words, in the archive's own catalogue:
 *   words     FTS5 without content; a column for the file's name, for each field that is read, for all other
 *             fields together, and for each zone; rowid is the document's number
 *   indexed   what of a document stands in `words` (search/content.h)
 *   personal  which kinds of personal numbers a document shows
 * It holds every document whose words or name can be found, hidden ones too: being hidden is the catalogue's
 * matter.
 */

/* Makes the tables where they are missing: for arsip_archive_create() and for migrations. */
gboolean arsip_index_create(ArsipArchive *archive, GError **error);

/* An empty table for words, by this name, where there is none. */
gboolean arsip_index_create_words(ArsipArchive *archive, const char *name, GError **error);

/*
 * Indexes a document, inside the caller's transaction, in place of what was indexed of it before; nothing is
 * written where that is the same. Call it whenever a document's name, text, zones or fields change; labels
 * are not indexed. letter: NULL while nothing has been read (the document is then found by its file name).
 * reading_ids: one for each page, [0] is page 1; 0 for a page without a reading. name: the file name, UTF-8.
 * An index that another tokenizer filled is made anew first.
 */
gboolean arsip_index_add(ArsipArchive *archive, gint64 document, const ArsipLetter *letter,
                         const gint64 *reading_ids, guint n_readings, const char *name, GError **error);

/* Forgets a document, inside the caller's transaction. One that is not indexed is no error. */
gboolean arsip_index_remove(ArsipArchive *archive, gint64 document, GError **error);

/*
 * The letter as it was indexed, without asking the pages again how they are built. An empty letter for a
 * document that is not indexed. It holds its zones' texts, however long they are. The caller owns it.
 */
ArsipLetter *arsip_index_letter(ArsipArchive *archive, gint64 document, GError **error);

/*
 * The letter as it was indexed, if reading these readings again would give the very same, with the values
 * that persons had set by then: *letter is NULL if not. It does not hold its zones' texts. The caller owns
 * it.
 */
gboolean arsip_index_recall(ArsipArchive *archive, gint64 document, const gint64 *reading_ids,
                            guint n_readings, ArsipLetter **letter, GError **error);

/* Whether this program's tokenizer filled the index. */
gboolean arsip_index_is_current(ArsipArchive *archive, GError **error);

/*
 * Makes it anew (arsip_search_rebuild()), only if another tokenizer filled it. For the beginning of a command
 * that writes. Inside a transaction it is made within it, and whoever wants to write waits until then.
 */
gboolean arsip_index_refresh(ArsipArchive *archive, GError **error);

/*
 * What is to stand in the index of a document, in the place of what cannot be trusted any more; its words
 * follow when the index is made anew. Inside the caller's transaction.
 */
gboolean arsip_index_restate(ArsipArchive *archive, gint64 document, const ArsipLetter *letter,
                             const gint64 *reading_ids, guint n_readings, const char *name, GError **error);

#endif
