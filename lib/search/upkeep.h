/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_UPKEEP_H
#define ARSIP_SEARCH_UPKEEP_H

#include <arsip/search.h>

/*
 * Strips (search/strip.h) of what stands in the catalogue, kept beside it for queries about very many
 * documents. A table says which of them are as the catalogue is; triggers strike off that of a document that
 * changes (archive/schema.c), and of a strip that is struck off the catalogue is asked. So an answer is never
 * stale.
 */
typedef struct {
    const char *kept_sql;   /* gives those that are kept, rising */
    const char *note_sql;   /* notes ?1 as one */
    const char *strike_sql; /* strikes all of them off */
    gboolean (*keep)(ArsipArchive *archive, gint64 strip, GError **error);

    /* *wrong: the first document of a strip that is not kept as the catalogue has it, or 0. */
    gboolean (*examine)(ArsipArchive *archive, gint64 strip, gint64 *wrong, GError **error);
} ArsipUpkeep;

/* A set (search/set.h) of the strips that are kept. The caller owns it. */
GArray *arsip_upkeep_kept(ArsipArchive *archive, const ArsipUpkeep *upkeep, GError **error);

/* Strips that are full and struck off are made anew, so many at most, inside the caller's transaction. */
gboolean arsip_upkeep_settle(ArsipArchive *archive, const ArsipUpkeep *upkeep, guint strips, GError **error);

/* All of them, in turns with who writes; stopped, it leaves the rest to those who write next. */
gboolean arsip_upkeep_settle_all(ArsipArchive *archive, const ArsipUpkeep *upkeep,
                                 const ArsipRebuildOptions *options, GError **error);

/* The same for a few seconds, where it is no matter if it cannot be done now: the rest is left as above. */
void arsip_upkeep_settle_some(ArsipArchive *archive, const ArsipUpkeep *upkeep);

/* Strikes all of them off, inside the caller's transaction. */
gboolean arsip_upkeep_strike_all(ArsipArchive *archive, const ArsipUpkeep *upkeep, GError **error);

/* The highest number of a document. */
gint64 arsip_upkeep_last(ArsipArchive *archive, GError **error);

#endif
