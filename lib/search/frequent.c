/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/frequent.h"

#include <string.h>

#include "archive/catalogue.h"
#include "search/expression.h"
#include "search/frequent-strip.h"
#include "search/index.h"
#include "search/leaf.h"
#include "search/set.h"
#include "search/census.h"
#include "search/weight.h"

/* Once so many words have been asked for one by one, all are read. */
#define ASKED_MOST 100

struct ArsipFrequents {
    ArsipArchive *archive;
    gint64 last;
    GHashTable *rows; /* word -> its row of strips, 0 for none, as far as they have been asked for */
    guint n_asked;
    gboolean has_all;
    GArray *weighed; /* a set of the strips that are as the index is */
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
           arsip_execute(archive, error, strips, "i", arsip_strip_key(1, 0)) &&
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
    frequents->weighed = arsip_frequent_weighed(archive, error);
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

/* Its row of strips; 0: it is not frequent. */
static gint64
row_of(ArsipFrequents *frequents, const char *word)
{
    static const char sql[] = "SELECT row FROM frequent WHERE word = ?1";
    gint64 row;

    if (frequents->weighed == NULL)
        return 0;
    if (g_hash_table_contains(frequents->rows, word))
        return GPOINTER_TO_INT(g_hash_table_lookup(frequents->rows, word));
    if (frequents->has_all)
        return 0;
    if (frequents->n_asked++ == ASKED_MOST) {
        frequents->has_all = load_words(frequents, NULL);
        return row_of(frequents, word);
    }
    row = arsip_fetch_number(frequents->archive, 0, NULL, sql, "s", word);
    g_hash_table_insert(frequents->rows, g_strdup(word), GINT_TO_POINTER((gint)row));
    return row;
}

gboolean
arsip_frequents_has(ArsipFrequents *frequents, const char *word)
{
    return row_of(frequents, word) != 0;
}

gboolean
arsip_frequents_have(ArsipFrequents *frequents, const ArsipNode *leaf)
{
    for (guint i = 0; i < leaf->terms->len; i++) {
        const ArsipTerm *term = &g_array_index(leaf->terms, ArsipTerm, i);

        if (term->is_prefix || term->is_acronym || !arsip_frequents_has(frequents, term->folded))
            return FALSE;
    }
    return TRUE;
}

/* ---- strips */

gboolean
arsip_frequent_weigh_strips(ArsipArchive *archive, ArsipLengths *lengths, const char *word, gint64 strip,
                            guint n, guint8 *bytes, GError **error)
{
    g_autofree char *expression = arsip_expression_for_word(word);
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

/* Each strip of a word in turn, whether it is kept or FTS5 has to be asked. */
typedef struct {
    ArsipFrequents *frequents;
    const char *word;
    ArsipStripVisit visit;
    gpointer data;
    gint64 next; /* strip */
    GError *fault;
} Walk;

static void
visit_struck_off(Walk *walk, gint64 end)
{
    guint8 bytes[ARSIP_STRIP];

    for (; walk->fault == NULL && walk->next < end; walk->next++)
        if (!arsip_set_has(walk->frequents->weighed, walk->next) &&
            arsip_frequent_weigh_strips(walk->frequents->archive, walk->frequents->lengths, walk->word,
                                        walk->next, 1, bytes, &walk->fault))
            walk->visit(walk->next, bytes, ARSIP_STRIP, walk->data);
}

static void
visit_kept(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    Walk *walk = data;

    visit_struck_off(walk, strip);
    if (!arsip_set_has(walk->frequents->weighed, strip))
        return;
    walk->visit(strip, packed, length, walk->data);
    walk->next = strip + 1;
}

gboolean
arsip_frequents_walk(ArsipFrequents *frequents, const char *word, ArsipStripVisit visit, gpointer data,
                     GError **error)
{
    Walk walk = {frequents, word, visit, data, 0, NULL};

    if (!arsip_strips_each(frequents->archive, row_of(frequents, word), visit_kept, &walk, error))
        return FALSE;
    visit_struck_off(&walk, frequents->last / ARSIP_STRIP + 1);
    if (walk.fault == NULL)
        return TRUE;
    g_propagate_error(error, walk.fault);
    return FALSE;
}

gint64
arsip_frequents_last(const ArsipFrequents *frequents)
{
    return frequents->last;
}
