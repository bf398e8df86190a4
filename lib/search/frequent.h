/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_FREQUENT_H
#define ARSIP_SEARCH_FREQUENT_H

#include <arsip/search.h>
#include "query/query.h"
#include "search/found.h"
#include "search/length.h"
#include "search/sheaf.h"

/*
 * Words that stand in a good part of an archive's documents. To ask FTS5 for the best of a million rows it
 * must walk through all of them; so the presence of such a word in each document (search/weight.h) is kept
 * beside the index as a strip of bytes, and the best are found by adding up strips.
 *
 *   frequent   the words: chosen anew from a sample each time the archive has doubled
 *   bigram     of which of them the bigrams are kept too (search/frequent-bigram.h)
 *   strip      their presences (search/strip.h)
 *   weighed    which strips are as the index is. What changes a document strikes its strip off; of a strip
 *              that is struck off, and of the latest documents, FTS5 is asked. So an answer is never stale.
 *
 * All of it can be made anew from the index, and an archive of less than ARSIP_FREQUENT_LEAST has none.
 */
#define ARSIP_FREQUENT_LEAST 16000 /* documents */
#define ARSIP_FREQUENT_SHARE 0.04  /* of the documents must hold a word */

gboolean arsip_frequent_create(ArsipArchive *archive, GError **error);
gboolean arsip_frequent_clear(ArsipArchive *archive, GError **error);

/* Strikes off the strip of a document that changes, inside the caller's transaction. */
gboolean arsip_frequent_strike(ArsipArchive *archive, gint64 document, GError **error);

/* All strips: for an index that is another one from now on. */
gboolean arsip_frequent_strike_all(ArsipArchive *archive, GError **error);

/*
 * Chooses the words if it is time, and weighs strips that are struck off or have become full: so many at
 * most. Inside the caller's transaction. least: of documents, for tests to need fewer.
 */
gboolean arsip_frequent_settle(ArsipArchive *archive, gint64 least, guint strips, GError **error);

/* The same until nothing is left, in transactions of its own between which others get to write. Asked to stop
 * it leaves the rest to those who write next. */
gboolean arsip_frequent_settle_all(ArsipArchive *archive, gint64 least, const ArsipRebuildOptions *options,
                                   GError **error);

/* What a query asks of them, within one snapshot of the archive. */
typedef struct ArsipFrequents ArsipFrequents;

/* last: the highest number of an indexed document. lengths: borrowed. */
ArsipFrequents *arsip_frequents_open(ArsipArchive *archive, gint64 last, ArsipLengths *lengths,
                                     GError **error);
void arsip_frequents_free(ArsipFrequents *frequents);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipFrequents, arsip_frequents_free)

/*
 * Whether there are strips of a TERMS leaf, wherever it is to stand: of a frequent word, or of a bigram
 * (search/bigram.h).
 */
gboolean arsip_frequents_has(ArsipFrequents *frequents, const ArsipNode *leaf);

/* Whether there are of every word of the leaf, as it is written. */
gboolean arsip_frequents_has_words(ArsipFrequents *frequents, const ArsipNode *leaf);

/* All documents with such a leaf, by its rarity. The caller owns it. */
ArsipFound *arsip_frequents_find(ArsipFrequents *frequents, const ArsipNode *leaf, double rarity,
                                 GError **error);

/* The same into a table that has a place for each document; to what was found already its score is added. */
gboolean arsip_frequents_add(ArsipFrequents *frequents, const ArsipNode *leaf, double rarity,
                             ArsipFound *table, GError **error);

/* The same to what many words find (search/sheaf.h). */
gboolean arsip_frequents_gather(ArsipFrequents *frequents, const ArsipNode *leaf, double rarity,
                                ArsipSheaf *sheaf, GError **error);

/* Leaves of what was found what holds the leaf, and adds to the scores. */
gboolean arsip_frequents_narrow(ArsipFrequents *frequents, const ArsipNode *leaf, double rarity,
                                ArsipFound **found, GError **error);

#endif
