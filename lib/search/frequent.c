/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/frequent.h"

#include <string.h>

#include "archive/catalogue.h"
#include "query/node.h"
#include "search/expression.h"
#include "search/frequent-bigram.h"
#include "search/frequent-strip.h"
#include "search/index.h"
#include "search/leaf.h"
#include "search/set.h"
#include "search/census.h"
#include "search/weight.h"

/* Once so many words have been asked for one by one, all are read. */
#define ASKED_MOST 100

/* What is kept of a word. */
typedef struct {
    gint64 row;   /* of strips; 0: it is not frequent */
    gint64 since; /* the strip from which on its bigrams are kept; G_MAXINT64: they are not */
} Kept;

static const Kept nothing = {0, G_MAXINT64};

struct ArsipFrequents {
    ArsipArchive *archive;
    gint64 last;
    GHashTable *words; /* word -> Kept, as far as they have been asked for */
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

    return arsip_execute(archive, error, frequent, "") && arsip_execute(archive, error, weighed, "") &&
           arsip_frequent_bigram_create(archive, error);
}

gboolean
arsip_frequent_clear(ArsipArchive *archive, GError **error)
{
    static const char frequent[] = "DELETE FROM frequent";
    static const char weighed[] = "DELETE FROM weighed";
    static const char strips[] = "DELETE FROM strip WHERE id >= ?1";

    return arsip_execute(archive, error, frequent, "") && arsip_execute(archive, error, weighed, "") &&
           arsip_frequent_bigram_clear(archive, error) &&
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

    return arsip_execute(archive, error, sql, "") && arsip_frequent_bigram_restart(archive, error);
}

/* ---- opening */

#define KEPT "SELECT row, coalesce(since, ?1), word FROM frequent LEFT JOIN bigram USING (row)"

static void
note_kept(ArsipFrequents *frequents, const char *word, const Kept *kept)
{
    g_hash_table_insert(frequents->words, g_strdup(word), g_memdup2(kept, sizeof *kept));
}

static gboolean
load_words(ArsipFrequents *frequents, const char *sql, const char *word, GError **error)
{
    g_autoptr(ArsipStatement) statement = arsip_statement(frequents->archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL ||
        !arsip_statement_bind(statement, error, word != NULL ? "is" : "i", nothing.since, word))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        Kept kept = {sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1)};

        note_kept(frequents, arsip_column_text(statement, 2), &kept);
    }
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
    frequents->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
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
    g_clear_pointer(&frequents->words, g_hash_table_unref);
    g_clear_pointer(&frequents->weighed, g_array_unref);
    g_clear_pointer(&frequents->lengths, arsip_lengths_free);
    g_free(frequents);
}

/* `nothing` where it is not frequent. */
static Kept
find_kept(ArsipFrequents *frequents, const char *word)
{
    const Kept *kept;

    if (frequents->weighed == NULL)
        return nothing;
    kept = g_hash_table_lookup(frequents->words, word);
    if (kept != NULL)
        return *kept;
    if (!frequents->has_all && frequents->n_asked++ == ASKED_MOST)
        frequents->has_all = load_words(frequents, KEPT " WHERE word <> ''", NULL, NULL);
    else if (!frequents->has_all)
        load_words(frequents, KEPT " WHERE word = ?2", word, NULL);
    if (!g_hash_table_contains(frequents->words, word))
        note_kept(frequents, word, &nothing);
    return *(const Kept *)g_hash_table_lookup(frequents->words, word);
}

static Kept
find_kept_term(ArsipFrequents *frequents, const ArsipTerm *term)
{
    return term->is_prefix || term->is_acronym ? nothing : find_kept(frequents, term->folded);
}

/* Where the strips of a leaf are. */
typedef struct {
    gint64 row;
    gint64 second; /* the row of a bigram's second word; 0: it is a word */
    gint64 since;  /* from this strip on */
} Strips;

static gboolean
find_strips(ArsipFrequents *frequents, const ArsipNode *leaf, Strips *strips)
{
    const ArsipTerm *terms = (const ArsipTerm *)(gpointer)leaf->terms->data;
    Kept first, second;

    if (leaf->scope != NULL || leaf->terms->len < 1 || leaf->terms->len > 2)
        return FALSE;
    first = find_kept_term(frequents, &terms[0]);
    *strips = (Strips){.row = first.row};
    if (leaf->terms->len == 1 || first.since == nothing.since)
        return leaf->terms->len == 1 && first.row != 0;
    second = find_kept_term(frequents, &terms[1]);
    *strips = (Strips){ARSIP_ROW_BIGRAMS + first.row, second.row, MAX(first.since, second.since)};
    return second.since != nothing.since;
}

gboolean
arsip_frequents_has(ArsipFrequents *frequents, const ArsipNode *leaf)
{
    Strips strips;

    return find_strips(frequents, leaf, &strips);
}

gboolean
arsip_frequents_has_words(ArsipFrequents *frequents, const ArsipNode *leaf)
{
    for (guint i = 0; i < leaf->terms->len; i++)
        if (find_kept_term(frequents, &g_array_index(leaf->terms, ArsipTerm, i)).row == 0)
            return FALSE;
    return TRUE;
}

/* ---- strips */

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

/* Each strip of a leaf in turn, whether it is kept or FTS5 has to be asked. */
typedef struct {
    ArsipFrequents *frequents;
    const char *words;
    Strips strips;
    ArsipStripVisit visit;
    gpointer data;
    gint64 next; /* strip */
    GError *fault;
} Walk;

static gboolean
is_kept(const Walk *walk, gint64 strip)
{
    return strip >= walk->strips.since && arsip_set_has(walk->frequents->weighed, strip);
}

static void
visit_struck_off(Walk *walk, gint64 end)
{
    guint8 bytes[ARSIP_STRIP];

    for (; walk->fault == NULL && walk->next < end; walk->next++)
        if (!is_kept(walk, walk->next) &&
            arsip_frequent_weigh_strips(walk->frequents->archive, walk->frequents->lengths, walk->words,
                                        walk->next, 1, bytes, &walk->fault))
            walk->visit(walk->next, bytes, ARSIP_STRIP, walk->data);
}

static void
show(const Walk *walk, gint64 strip, const guint8 *packed, guint length)
{
    guint8 bytes[ARSIP_STRIP];

    if (walk->strips.second == 0)
        walk->visit(strip, packed, length, walk->data);
    else if (arsip_bigram_unpack(packed, length, walk->strips.second, strip, walk->frequents->lengths, bytes))
        walk->visit(strip, bytes, ARSIP_STRIP, walk->data);
}

static void
visit_kept(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    Walk *walk = data;

    visit_struck_off(walk, strip);
    if (!is_kept(walk, strip))
        return;
    show(walk, strip, packed, length);
    walk->next = strip + 1;
}

static gboolean
end_walk(const Walk *walk, GError **error)
{
    if (walk->fault == NULL)
        return TRUE;
    g_propagate_error(error, walk->fault);
    return FALSE;
}

gboolean
arsip_frequents_walk(ArsipFrequents *frequents, const ArsipNode *leaf, ArsipStripVisit visit, gpointer data,
                     GError **error)
{
    g_autofree char *words = arsip_node_words(leaf);
    Walk walk = {.frequents = frequents, .words = words, .visit = visit, .data = data};

    if (!find_strips(frequents, leaf, &walk.strips))
        return TRUE;
    if (!arsip_strips_each(frequents->archive, walk.strips.row, visit_kept, &walk, error))
        return FALSE;
    visit_struck_off(&walk, frequents->last / ARSIP_STRIP + 1);
    return end_walk(&walk, error);
}

static gboolean
look_at_strip(Walk *walk, gint64 strip, GError **error)
{
    g_autoptr(GBytes) packed = NULL;

    if (!is_kept(walk, strip)) {
        walk->next = strip;
        visit_struck_off(walk, strip + 1);
        return end_walk(walk, error);
    }
    packed = arsip_strip_read_packed(walk->frequents->archive, walk->strips.row, strip, error);
    if (packed == NULL)
        return FALSE;
    show(walk, strip, g_bytes_get_data(packed, NULL), (guint)g_bytes_get_size(packed));
    return TRUE;
}

gboolean
arsip_frequents_look_at(ArsipFrequents *frequents, const ArsipNode *leaf, const GArray *strips,
                        ArsipStripVisit visit, gpointer data, GError **error)
{
    g_autofree char *words = arsip_node_words(leaf);
    Walk walk = {.frequents = frequents, .words = words, .visit = visit, .data = data};

    if (!find_strips(frequents, leaf, &walk.strips))
        return TRUE;
    for (guint i = 0; i < strips->len; i++)
        if (!look_at_strip(&walk, arsip_set_at(strips, i), error))
            return FALSE;
    return TRUE;
}

gint64
arsip_frequents_last(const ArsipFrequents *frequents)
{
    return frequents->last;
}
