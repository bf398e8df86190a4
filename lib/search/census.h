/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_CENSUS_H
#define ARSIP_SEARCH_CENSUS_H

#include <arsip/archive.h>
#include "search/columns.h"
#include "search/frequent-bigram.h"
#include "text/token.h"

/*
 * The presence of the frequent words (search/frequent.h) and of their bigrams (search/bigram.h) in documents
 * as they are written into the index: what the strips keep of them. To ask FTS5 for it afterwards takes as
 * long as a fourth of the writing did. It is held in memory, of the two strips that were written last, and
 * only good for what one process wrote in one go: whatever another one commits, and each rollback, empties
 * it.
 */
typedef struct ArsipCensus ArsipCensus;

/* The connection's, ready for a document; NULL on failure. Borrowed, until it is asked for again. */
ArsipCensus *arsip_census_of(ArsipArchive *archive, GError **error);

/* A word of the document under way; that the next one does not stand behind the last; and its end. */
void arsip_census_note(ArsipCensus *census, ArsipColumn column, const ArsipToken *token);
void arsip_census_break(ArsipCensus *census);
void arsip_census_end(ArsipCensus *census, gint64 document, guint64 n_words);

/* The document is in the index no more. */
gboolean arsip_census_forget(ArsipArchive *archive, gint64 document, GError **error);

/* Other words are frequent from now on. */
gboolean arsip_census_reset(ArsipArchive *archive, GError **error);

/* Whether it was told of all documents that the index has of a strip, and of no others. */
gboolean arsip_census_holds(ArsipArchive *archive, gint64 strip, gboolean *holds, GError **error);

/* The presences of a frequent word in a strip that it holds: ARSIP_STRIP bytes. Borrowed. */
const guint8 *arsip_census_strip(ArsipCensus *census, gint64 strip, const char *word);

/* And those of the bigrams, of these words. Borrowed. */
ArsipBigramStrip *arsip_census_bigrams(ArsipCensus *census, gint64 strip);
const ArsipBigramWords *arsip_census_bigram_words(const ArsipCensus *census);

#endif
