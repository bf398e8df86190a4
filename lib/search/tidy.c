/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/tidy.h"

#include "archive/catalogue.h"
#include "search/dated.h"
#include "search/labelled.h"
#include "search/tokenizer.h"
#include "search/turn.h"

/* Of the index, that FTS5 writes in a step. */
#define PAGES 128

/* Fewer than two rows are written where nothing is left to be merged (https://www.sqlite.org/fts5.html,
 * "merge"). */
static gboolean
merge_some(ArsipArchive *archive, gpointer G_GNUC_UNUSED data, gboolean *is_left, GError **error)
{
    static const char sql[] = "INSERT INTO words (words, rank) VALUES ('merge', ?1)";
    int before = sqlite3_total_changes(arsip_archive_database(archive));

    if (!arsip_execute(archive, error, sql, "i", (gint64)PAGES))
        return FALSE;
    *is_left = sqlite3_total_changes(arsip_archive_database(archive)) - before >= 2;
    return TRUE;
}

gboolean
arsip_index_tidy(ArsipArchive *archive, const ArsipRebuildOptions *options, GError **error)
{
    return arsip_search_attach(archive, error) &&
           arsip_upkeep_settle_all(archive, &arsip_labelled, options, error) &&
           arsip_upkeep_settle_all(archive, &arsip_dated, options, error) &&
           arsip_turns_take(archive, options, merge_some, NULL, error);
}
