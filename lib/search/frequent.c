/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/frequent.h"

#include <string.h>

#include "archive/catalogue.h"
#include "search/expression.h"
#include "search/frequent-strip.h"
#include "search/index.h"
#include "search/leaf.h"
#include "search/set.h"
#include "search/weight.h"

struct ArsipFrequents {
    ArsipArchive *archive;
    gint64 last;
    GHashTable *rows; /* word -> its row of strips */
    GArray *weighed;  /* a set of the strips that are as the index is */
};

gboolean
arsip_frequent_create(ArsipArchive *archive, GError **error)
{
    static const char frequent[] = "CREATE TABLE IF NOT EXISTS frequent ("
                                   "  row    INTEGER PRIMARY KEY,"
                                   "  word   TEXT NOT NULL UNIQUE,"
                                   "  chosen INTEGER NOT NULL" /* how many documents there were */
                                   ") STRICT";
    static const char weighed[] = "CREATE TABLE IF NOT EXISTS weighed (strip INTEGER PRIMARY KEY) STRICT";

    return arsip_execute(archive, error, frequent, "") && arsip_execute(archive, error, weighed, "");
}

gboolean
arsip_frequent_clear(ArsipArchive *archive, GError **error)
{
    static const char frequent[] = "DELETE FROM frequent";
    static const char weighed[] = "DELETE FROM weighed";
    static const char strips[] = "DELETE FROM strip WHERE id >= ?1";

    return arsip_execute(archive, error, frequent, "") && arsip_execute(archive, error, weighed, "") &&
           arsip_execute(archive, error, strips, "i", arsip_strip_key(1, 0));
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

    return arsip_execute(archive, error, sql, "");
}

/* ---- opening */

static gboolean
load_words(ArsipFrequents *frequents, GError **error)
{
    static const char sql[] = "SELECT row, word FROM frequent WHERE word <> ''";
    g_autoptr(ArsipStatement) statement = arsip_statement(frequents->archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL)
        return FALSE;
    while (arsip_statement_step(statement, &fault))
        g_hash_table_insert(frequents->rows, arsip_column_dup(statement, 1),
                            GINT_TO_POINTER(sqlite3_column_int(statement, 0)));
    return arsip_rows_ended(fault, error);
}

GArray *
arsip_frequent_weighed(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "SELECT strip FROM weighed ORDER BY strip";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    g_autoptr(GArray) weighed = arsip_set_new();
    GError *fault = NULL;

    if (statement == NULL)
        return NULL;
    while (arsip_statement_step(statement, &fault))
        arsip_set_append(weighed, sqlite3_column_int64(statement, 0));
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&weighed) : NULL;
}

ArsipFrequents *
arsip_frequents_open(ArsipArchive *archive, gint64 last, GError **error)
{
    g_autoptr(ArsipFrequents) frequents = g_new0(ArsipFrequents, 1);

    frequents->archive = archive;
    frequents->last = last;
    frequents->rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (!arsip_index_is_current(archive, NULL))
        return g_steal_pointer(&frequents);
    frequents->weighed = load_words(frequents, error) ? arsip_frequent_weighed(archive, error) : NULL;
    return frequents->weighed != NULL ? g_steal_pointer(&frequents) : NULL;
}

void
arsip_frequents_free(ArsipFrequents *frequents)
{
    if (frequents == NULL)
        return;
    g_clear_pointer(&frequents->rows, g_hash_table_unref);
    g_clear_pointer(&frequents->weighed, g_array_unref);
    g_free(frequents);
}

gboolean
arsip_frequents_has(const ArsipFrequents *frequents, const char *word)
{
    return g_hash_table_contains(frequents->rows, word);
}

/* ---- strips */

gboolean
arsip_frequent_weigh_strip(ArsipArchive *archive, const char *word, gint64 strip, guint8 bytes[ARSIP_STRIP],
                           GError **error)
{
    static const float alone = 1;
    g_autofree char *expression = arsip_expression_for_word(word);
    g_autoptr(ArsipFound) found = arsip_found_new();
    gint64 first = strip * ARSIP_STRIP;

    memset(bytes, 0, ARSIP_STRIP);
    if (!arsip_leaf_weigh_between(archive, expression, &alone, 1, first, first + ARSIP_STRIP - 1, found,
                                  error))
        return FALSE;
    for (guint i = 0; i < arsip_found_list(found)->len; i++) {
        const ArsipPlaced *placed = &g_array_index(arsip_found_list(found), ArsipPlaced, i);

        bytes[placed->id - first] = arsip_presence_of_weight(placed->score);
    }
    return TRUE;
}

static gboolean
read_strip(ArsipFrequents *frequents, const char *word, gint64 strip, guint8 bytes[ARSIP_STRIP],
           GError **error)
{
    gint64 row = GPOINTER_TO_INT(g_hash_table_lookup(frequents->rows, word));

    if (arsip_set_has(frequents->weighed, strip))
        return arsip_strip_read(frequents->archive, row, strip, bytes, error);
    return arsip_frequent_weigh_strip(frequents->archive, word, strip, bytes, error);
}

static void
fill_scores(float scores[256], double rarity)
{
    scores[0] = ARSIP_FOUND_NOT;
    for (guint presence = 1; presence < 256; presence++)
        scores[presence] = (float)(rarity * presence / ARSIP_PRESENCE_MOST);
}

ArsipFound *
arsip_frequents_find(ArsipFrequents *frequents, const char *word, double rarity, GError **error)
{
    g_autoptr(ArsipFound) found = arsip_found_table(frequents->last + 1);
    float *out = arsip_found_scores(found), scores[256];
    guint8 bytes[ARSIP_STRIP];

    fill_scores(scores, rarity);
    for (gint64 first = 0; first <= frequents->last; first += ARSIP_STRIP) {
        gint64 n = MIN(ARSIP_STRIP, frequents->last + 1 - first);

        if (!read_strip(frequents, word, first / ARSIP_STRIP, bytes, error))
            return NULL;
        for (gint64 i = 0; i < n; i++)
            out[first + i] = scores[bytes[i]];
    }
    return g_steal_pointer(&found);
}

ArsipFound *
arsip_frequents_narrow(ArsipFrequents *frequents, const char *word, double rarity, const ArsipFound *list,
                       GError **error)
{
    g_autoptr(ArsipFound) left = arsip_found_new();
    const GArray *all = arsip_found_list(list);
    float scores[256];
    guint8 bytes[ARSIP_STRIP];
    gint64 strip = -1;

    fill_scores(scores, rarity);
    for (guint i = 0; i < all->len; i++) {
        const ArsipPlaced *placed = &g_array_index(all, ArsipPlaced, i);
        guint8 presence;

        if (placed->id / ARSIP_STRIP != strip) {
            strip = placed->id / ARSIP_STRIP;
            if (!read_strip(frequents, word, strip, bytes, error))
                return NULL;
        }
        presence = bytes[placed->id % ARSIP_STRIP];
        if (presence > 0)
            arsip_found_add(left, placed->id, placed->score + (double)scores[presence]);
    }
    return g_steal_pointer(&left);
}
