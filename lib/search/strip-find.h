/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_STRIP_FIND_H
#define ARSIP_SEARCH_STRIP_FIND_H

#include "search/found.h"
#include "search/strip.h"

/* What has strips: a frequent word, a bigram (search/frequent.h), a label (search/labelled.h). */
typedef struct ArsipStripSource ArsipStripSource;
struct ArsipStripSource {
    ArsipArchive *archive;
    gint64 row;         /* where they are kept */
    const GArray *kept; /* a set (search/set.h) of the strips that are as they should be */
    gint64 since;       /* from this one on */
    gint64 last;        /* the highest number of a document */

    /* The bytes of a strip that is not kept so. */
    gboolean (*ask)(const ArsipStripSource *source, gint64 strip, guint8 bytes[ARSIP_STRIP], GError **error);

    /* Those of one of the things that are kept in the row together; FALSE without an error: all are 0. NULL:
     * it is one strip. */
    gboolean (*unpack)(const ArsipStripSource *source, gint64 strip, const guint8 *packed, guint length,
                       guint8 bytes[ARSIP_STRIP], GError **error);

    gconstpointer what; /* the source's own */
    float scores[256];  /* what a byte counts; of 0: ARSIP_FOUND_NOT */
};

/* Shows each strip in turn. */
gboolean arsip_strips_walk(const ArsipStripSource *source, ArsipStripVisit visit, gpointer data,
                           GError **error);

/* All documents in its strips, with their scores. The caller owns it. */
ArsipFound *arsip_strips_find(const ArsipStripSource *source, GError **error);

/* The same into a table that has a place for each document; to what was found already its score is added. */
gboolean arsip_strips_add(const ArsipStripSource *source, ArsipFound *table, GError **error);

/* Leaves of what was found what stands in the strips, and adds to the scores. */
gboolean arsip_strips_narrow(const ArsipStripSource *source, ArsipFound **found, GError **error);

#endif
