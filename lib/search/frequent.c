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
    ArsipLengths *lengths;
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
    frequents->lengths = arsip_lengths_new(archive);
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
    g_clear_pointer(&frequents->lengths, arsip_lengths_free);
    g_free(frequents);
}

gboolean
arsip_frequents_has(const ArsipFrequents *frequents, const char *word)
{
    return g_hash_table_contains(frequents->rows, word);
}

/* ---- strips */

gboolean
arsip_frequent_weigh_strip(ArsipArchive *archive, ArsipLengths *lengths, const char *word, gint64 strip,
                           guint8 bytes[ARSIP_STRIP], GError **error)
{
    g_autofree char *expression = arsip_expression_for_word(word);
    g_autoptr(ArsipFound) found = arsip_found_new();
    gint64 first = strip * ARSIP_STRIP;

    memset(bytes, 0, ARSIP_STRIP);
    if (!arsip_leaf_weigh_between(archive, expression, 1, lengths, first, first + ARSIP_STRIP - 1, found,
                                  error))
        return FALSE;
    for (guint i = 0; i < arsip_found_list(found)->len; i++) {
        const ArsipPlaced *placed = &g_array_index(arsip_found_list(found), ArsipPlaced, i);

        bytes[placed->id - first] = arsip_presence_of_weight(placed->score);
    }
    return TRUE;
}

static void
fill_scores(float scores[256], double rarity)
{
    scores[0] = ARSIP_FOUND_NOT;
    for (guint presence = 1; presence < 256; presence++)
        scores[presence] = (float)(rarity * presence / ARSIP_PRESENCE_MOST);
}

/* Each strip of a word, whether it is kept or FTS5 has to be asked. */
typedef struct {
    const ArsipFrequents *frequents;
    ArsipStripVisit visit;
    gpointer data;
} Walk;

static void
visit_kept(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    const Walk *walk = data;

    if (arsip_set_has(walk->frequents->weighed, strip))
        walk->visit(strip, packed, length, walk->data);
}

static gboolean
walk_strips(ArsipFrequents *frequents, const char *word, ArsipStripVisit visit, gpointer data, GError **error)
{
    gint64 row = GPOINTER_TO_INT(g_hash_table_lookup(frequents->rows, word));
    Walk walk = {frequents, visit, data};
    guint8 bytes[ARSIP_STRIP];

    if (!arsip_strips_each(frequents->archive, row, visit_kept, &walk, error))
        return FALSE;
    for (gint64 strip = 0; strip * ARSIP_STRIP <= frequents->last; strip++) {
        if (arsip_set_has(frequents->weighed, strip))
            continue;
        if (!arsip_frequent_weigh_strip(frequents->archive, frequents->lengths, word, strip, bytes, error))
            return FALSE;
        visit(strip, bytes, ARSIP_STRIP, data);
    }
    return TRUE;
}

/* What is added to a table. */
typedef struct {
    float scores[256]; /* by presence */
    float *out;
    gint64 last;
} Adding;

static void
add_strip(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    const Adding *adding = data;
    gint64 first = strip * ARSIP_STRIP;
    ArsipStripEntries entries;

    arsip_strip_unpack(packed, length, &entries);
    for (guint i = 0; i < entries.n && first + entries.places[i] <= adding->last; i++) {
        float *out = &adding->out[first + entries.places[i]];

        *out = (*out >= 0 ? *out : 0) + adding->scores[entries.bytes[i]];
    }
}

gboolean
arsip_frequents_add(ArsipFrequents *frequents, const char *word, double rarity, ArsipFound *table,
                    GError **error)
{
    Adding adding = {.out = arsip_found_scores(table), .last = frequents->last};

    fill_scores(adding.scores, rarity);
    return walk_strips(frequents, word, add_strip, &adding, error);
}

ArsipFound *
arsip_frequents_find(ArsipFrequents *frequents, const char *word, double rarity, GError **error)
{
    g_autoptr(ArsipFound) found = arsip_found_table(frequents->last + 1);

    return arsip_frequents_add(frequents, word, rarity, found, error) ? g_steal_pointer(&found) : NULL;
}

/* Of a list that is narrowed. */
typedef struct {
    float scores[256];
    const GArray *list; /* of ArsipPlaced */
    guint8 *presences;  /* of each of them */
} Narrowing;

static guint
find_first(const GArray *list, gint64 id)
{
    guint low = 0, high = list->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (g_array_index(list, ArsipPlaced, middle).id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void
narrow_to_strip(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    const Narrowing *narrowing = data;
    gint64 first = strip * ARSIP_STRIP;
    guint from = find_first(narrowing->list, first), to = find_first(narrowing->list, first + ARSIP_STRIP);
    guint8 bytes[ARSIP_STRIP];

    if (from == to)
        return;
    arsip_strip_unpack_all(packed, length, bytes);
    for (guint i = from; i < to; i++)
        narrowing->presences[i] = bytes[g_array_index(narrowing->list, ArsipPlaced, i).id - first];
}

ArsipFound *
arsip_frequents_narrow(ArsipFrequents *frequents, const char *word, double rarity, const ArsipFound *list,
                       GError **error)
{
    g_autoptr(ArsipFound) left = arsip_found_new();
    const GArray *all = arsip_found_list(list);
    g_autofree guint8 *presences = g_malloc0(all->len + 1);
    Narrowing narrowing = {.list = all, .presences = presences};

    fill_scores(narrowing.scores, rarity);
    if (!walk_strips(frequents, word, narrow_to_strip, &narrowing, error))
        return NULL;
    for (guint i = 0; i < all->len; i++) {
        const ArsipPlaced *placed = &g_array_index(all, ArsipPlaced, i);

        if (presences[i] > 0)
            arsip_found_add(left, placed->id, placed->score + (double)narrowing.scores[presences[i]]);
    }
    return g_steal_pointer(&left);
}
