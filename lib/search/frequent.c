/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/frequent.h"

#include <string.h>

#include "archive/catalogue.h"
#include "search/expression.h"
#include "search/frequent-bigram.h"
#include "search/frequent-strip.h"
#include "search/leaf.h"
#include "search/set.h"
#include "search/census.h"
#include "search/weight.h"

gboolean
arsip_frequent_create(ArsipArchive *archive, GError **error)
{
    static const char frequent[] = "CREATE TABLE IF NOT EXISTS frequent ("
                                   "  row    INTEGER PRIMARY KEY,"
                                   "  word   TEXT NOT NULL UNIQUE,"
                                   "  chosen INTEGER NOT NULL" /* how many documents there were */
                                   ") STRICT";
    static const char weighed[] = "CREATE TABLE IF NOT EXISTS weighed (strip INTEGER PRIMARY KEY) STRICT";

    return arsip_execute(archive, error, frequent, "") && arsip_execute(archive, error, weighed, "") &&
           arsip_frequent_bigram_create(archive, error);
}

gboolean
arsip_frequent_clear(ArsipArchive *archive, GError **error)
{
    static const char frequent[] = "DELETE FROM frequent";
    static const char weighed[] = "DELETE FROM weighed";
    static const char strips[] = "DELETE FROM strip WHERE id >= ?1 AND id < ?2";

    return arsip_execute(archive, error, frequent, "") && arsip_execute(archive, error, weighed, "") &&
           arsip_frequent_bigram_clear(archive, error) &&
           arsip_execute(archive, error, strips, "ii", arsip_strip_key(1, 0),
                         arsip_strip_key(ARSIP_ROW_LABELS, 0)) &&
           arsip_census_reset(archive, error);
}

gboolean
arsip_frequent_strike(ArsipArchive *archive, gint64 document, GError **error)
{
    static const char sql[] = "DELETE FROM weighed WHERE strip = ?1";

    return arsip_execute(archive, error, sql, "i", document / ARSIP_STRIP);
}

gboolean
arsip_frequent_strike_all(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "DELETE FROM weighed";

    return arsip_execute(archive, error, sql, "") && arsip_frequent_bigram_restart(archive, error);
}

GArray *
arsip_frequent_weighed(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "SELECT strip FROM weighed ORDER BY strip";

    return arsip_leaf_collect(arsip_statement(archive, sql, error), error);
}

/* ---- as FTS5 knows them */

gboolean
arsip_frequent_weigh_strips(ArsipArchive *archive, ArsipLengths *lengths, const char *words, gint64 strip,
                            guint n, guint8 *bytes, GError **error)
{
    g_autofree char *expression = arsip_expression_for_words(words);
    g_autoptr(ArsipFound) found = arsip_found_new();
    gint64 first = strip * ARSIP_STRIP, size = (gint64)n * ARSIP_STRIP;

    memset(bytes, 0, (gsize)size);
    if (!arsip_leaf_weigh_between(archive, expression, 1, lengths, first, first + size - 1, found, error))
        return FALSE;
    for (guint i = 0; i < arsip_found_list(found)->len; i++) {
        const ArsipPlaced *placed = &g_array_index(arsip_found_list(found), ArsipPlaced, i);

        bytes[placed->id - first] = arsip_presence_of_weight(placed->score);
    }
    return TRUE;
}
