/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_VOCABULARY_H
#define ARSIP_SEARCH_VOCABULARY_H

#include <arsip/archive.h>
#include "query/lexicon.h"

/*
 * The words of the archive, in tables of their own: to walk through FTS5's takes seconds in a hundred
 * thousand documents, as it counts. All stand in the table `vocabulary`, for whoever asks for one. For
 * whoever looks for words like one they stand once more in runs (search/vocabulary-run.h), but for the
 * latest, of which there are never many. A word stays when the last document with it goes.
 */

/*
 * A word of the query is spread from so many bytes on. One that was read as it may be a letter shorter, and
 * have digits in it (n0mor): of the archive's words only numbers and shorter ones are not kept.
 */
#define ARSIP_WORD_LEAST      4
#define ARSIP_WORD_READ_LEAST 3

gboolean arsip_vocabulary_create(ArsipArchive *archive, GError **error);

/*
 * Whether whoever looks for words like one finds all of them: where the tables for that are missing, they are
 * made of the words that are there, which takes seconds where filling the index anew takes hours. Tells it of
 * the catalogue as the connection's last statement found it.
 */
gboolean arsip_vocabulary_is_complete(ArsipArchive *archive);
gboolean arsip_vocabulary_complete(ArsipArchive *archive, GError **error);

gboolean arsip_vocabulary_clear(ArsipArchive *archive, GError **error);

/*
 * Which words are there, as far as the connection remembers, so that the common ones are not asked for again
 * with each document: valid until the next call of these. NULL on failure.
 */
const ArsipLexicon *arsip_vocabulary_known(ArsipArchive *archive, GError **error);

/* words: a set of char, inside the caller's transaction. */
gboolean arsip_vocabulary_add(ArsipArchive *archive, GHashTable *words, GError **error);

/* FALSE with *error set on failure. */
gboolean arsip_vocabulary_has(ArsipArchive *archive, const char *word, GError **error);

typedef void (*ArsipWordFunc)(const char *word, gpointer data);

/* The words that are in no run yet. */
gboolean arsip_vocabulary_each_recent(ArsipArchive *archive, ArsipWordFunc each, gpointer data,
                                      GError **error);

/* All of them, in an index that another version filled and that may not have these tables: FTS5's own,
 * however long it takes. */
gboolean arsip_vocabulary_each_foreign(ArsipArchive *archive, ArsipWordFunc each, gpointer data,
                                       GError **error);

#endif
