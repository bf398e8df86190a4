/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_HEALTH_H
#define ARSIP_SEARCH_HEALTH_H

#include <arsip/archive.h>

/*
 * Whether the index holds what the catalogue says: nothing is written.
 *
 * FTS5's own integrity-check can be asked for by nobody who only reads (3.40: it is an INSERT), and would not
 * say which document is concerned. So every place of every word in the index is summed up for its document,
 * as FTS5 does it within, and so is every place that comes out when the document's text is taken apart again:
 * equal sums, equal words. That takes 8 bytes of memory for each document. How the words are looked up in the
 * index is another way through it, and is gone for some documents word by word.
 */
typedef enum {
    ARSIP_HEALTH_MISSING,    /* a filed document is not indexed */
    ARSIP_HEALTH_STRANGE,    /* the index holds words of a document that it does not know; its number */
    ARSIP_HEALTH_UNREADABLE, /* what it says of a document cannot be read, or points at text that is gone */
    ARSIP_HEALTH_OUTDATED,   /* it was made of other readings than those that count */
    ARSIP_HEALTH_DIFFERENT,  /* its words are not those of the text */
    ARSIP_HEALTH_UNFOUND,    /* a word of the document does not lead to it */
    ARSIP_HEALTH_UNLISTED,   /* a word is not in the vocabulary, so that misspelt it is not found */
    ARSIP_HEALTH_MISWEIGHED, /* how much speaks for the document when a frequent word is asked for is kept
                                wrongly */
    ARSIP_HEALTH_MISNOTED    /* which labels it has, or its date, is kept wrongly beside the catalogue */
} ArsipHealthFault;

/* word: for those of words; else NULL. */
typedef void (*ArsipHealthTell)(ArsipHealthFault fault, gint64 document, const char *word, gpointer data);

typedef struct {
    double part; /* of the documents, chosen by chance: 0 to 1; under 1 their words are looked up alone */
    ArsipHealthTell tell;
    gboolean (*should_stop)(gpointer data); /* then INTERRUPTED; may be NULL */
    gpointer data;
} ArsipHealthOptions;

typedef struct {
    gint64 documents;  /* compared */
    gboolean is_stale; /* another version filled it: its words cannot be compared, and were not */
} ArsipHealthCount;

/* Of n_left, exactly so many as are wanted, each with the same chance (Knuth, TAOCP 2, 3.4.2, algorithm S).
 */
gboolean arsip_health_chooses(gint64 *n_wanted, gint64 n_left);

/* FALSE where it could not be done; DAMAGED where the index cannot be walked through at all. */
gboolean arsip_index_examine(ArsipArchive *archive, const ArsipHealthOptions *options,
                             ArsipHealthCount *count, GError **error);

#endif
