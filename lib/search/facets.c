/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/facets.h>

#include <string.h>
#include "archive/catalogue.h"
#include "query/node.h"
#include "search/named.h"
#include "search/narrow.h"
#include "search/plan.h"
#include "search/set.h"
#include "search/snapshot.h"
#include "search/tokenizer.h"

/*
 * Where one of so many documents or more was found, all labels and dates are walked in the order of their
 * index: in a million documents that takes 0.4 s. Below, each document is asked for its own, 3 s a million.
 */
#define DENSE 8

/* One bit for each number up to `most`. */
typedef struct {
    guint8 *bits;
    gint64 most;
} Members;

static void
clear_members(Members *members)
{
    g_free(members->bits);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Members, clear_members)

static void
fill_members(Members *members, const GArray *set)
{
    members->most = set->len > 0 ? arsip_set_at(set, set->len - 1) : 0;
    members->bits = g_malloc0((gsize)members->most / 8 + 1);
    for (guint i = 0; i < set->len; i++)
        members->bits[arsip_set_at(set, i) / 8] |= (guint8)(1u << (arsip_set_at(set, i) & 7));
}

static inline gboolean
is_member(const Members *members, gint64 id)
{
    return id <= members->most && (members->bits[id / 8] >> (id & 7) & 1) != 0;
}

typedef struct {
    ArsipArchive *archive;
    const GArray *set;
    gboolean is_dense;
    Members members;    /* where it is dense; else the table temp.hits */
    GHashTable *labels; /* number -> guint64 */
    GHashTable *years;  /* the same; 0 is no year */
    guint64 dated;
} Counting;

static void
clear_counting(Counting *counting)
{
    clear_members(&counting->members);
    g_clear_pointer(&counting->labels, g_hash_table_unref);
    g_clear_pointer(&counting->years, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Counting, clear_counting)

static void
add_one(GHashTable *counts, gint64 key)
{
    guint64 *count = g_hash_table_lookup(counts, &key);

    if (count == NULL) {
        count = g_new0(guint64, 1);
        g_hash_table_insert(counts, g_memdup2(&key, sizeof key), count);
    }
    ++*count;
}

static GHashTable *
new_counts(void)
{
    return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
}

static gboolean
fill_table(ArsipArchive *archive, const GArray *set, GError **error)
{
    static const char create[] = "CREATE TEMP TABLE IF NOT EXISTS hits (id INTEGER PRIMARY KEY)";
    static const char insert[] = "INSERT INTO temp.hits (id) VALUES (?1)";
    g_autoptr(ArsipStatement) statement = NULL;

    if (!arsip_execute(archive, error, create, "") ||
        !arsip_execute(archive, error, "DELETE FROM temp.hits", ""))
        return FALSE;
    statement = arsip_statement(archive, insert, error);
    for (guint i = 0; statement != NULL && i < set->len; i++) {
        GError *fault = NULL;

        sqlite3_reset(statement);
        if (!arsip_statement_bind(statement, error, "i", arsip_set_at(set, i)))
            return FALSE;
        arsip_statement_step(statement, &fault);
        if (!arsip_rows_ended(fault, error))
            return FALSE;
    }
    return statement != NULL;
}

/* Counting here and not by GROUP BY, which would sort. */
static gboolean
count_labels(Counting *counting, GError **error)
{
    static const char walk[] = "SELECT label, document FROM assignment WHERE given";
    static const char probe[] = "SELECT label FROM temp.hits CROSS JOIN assignment ON document = id"
                                " WHERE given";
    g_autoptr(ArsipStatement) statement =
        arsip_statement(counting->archive, counting->is_dense ? walk : probe, error);
    GError *fault = NULL;

    if (statement == NULL)
        return FALSE;
    while (arsip_statement_step(statement, &fault))
        if (!counting->is_dense || is_member(&counting->members, sqlite3_column_int64(statement, 1)))
            add_one(counting->labels, sqlite3_column_int64(statement, 0));
    return arsip_rows_ended(fault, error);
}

/* A person may have set other words for a date. */
static void
count_date(Counting *counting, const char *date)
{
    char first[11], last[11];
    gint64 year = 0;

    if (strlen(date) == strlen("2024-03-12") && date[4] == '-')
        year = g_ascii_strtoll(date, NULL, 10);
    else if (arsip_date_parse(date, first, last) && strncmp(first, last, 4) == 0)
        year = g_ascii_strtoll(first, NULL, 10);
    if (year == 0)
        return;
    add_one(counting->years, year);
    counting->dated++;
}

static gboolean
count_years(Counting *counting, GError **error)
{
    static const char walk[] = "SELECT value, document FROM field WHERE name = 'tanggal' AND value > ''";
    static const char probe[] = "SELECT value FROM temp.hits CROSS JOIN field ON document = id"
                                " WHERE name = 'tanggal'";
    g_autoptr(ArsipStatement) statement =
        arsip_statement(counting->archive, counting->is_dense ? walk : probe, error);
    GError *fault = NULL;

    if (statement == NULL)
        return FALSE;
    while (arsip_statement_step(statement, &fault))
        if (!counting->is_dense || is_member(&counting->members, sqlite3_column_int64(statement, 1)))
            count_date(counting, arsip_column_text(statement, 0));
    return arsip_rows_ended(fault, error);
}

static void
free_facet(gpointer data)
{
    ArsipFacet *facet = data;

    g_free(facet->value);
    g_free(facet);
}

/* Takes the value. */
static void
add_facet(GPtrArray *facets, char *value, guint64 count)
{
    ArsipFacet *facet = g_new0(ArsipFacet, 1);

    facet->value = value;
    facet->count = count;
    g_ptr_array_add(facets, facet);
}

static gint
compare_labels(gconstpointer one, gconstpointer other)
{
    const ArsipFacet *a = *(const ArsipFacet *const *)one, *b = *(const ArsipFacet *const *)other;

    return a->count != b->count ? (a->count < b->count) - (a->count > b->count) : strcmp(a->value, b->value);
}

static gint
compare_years(gconstpointer one, gconstpointer other)
{
    const ArsipFacet *a = *(const ArsipFacet *const *)one, *b = *(const ArsipFacet *const *)other;

    return strcmp(b->value, a->value);
}

static gboolean
name_labels(Counting *counting, GPtrArray *facets, GError **error)
{
    static const char sql[] = "SELECT id, name FROM label";
    g_autoptr(ArsipStatement) statement = arsip_statement(counting->archive, sql, error);
    GError *fault = NULL;

    while (statement != NULL && arsip_statement_step(statement, &fault)) {
        gint64 id = sqlite3_column_int64(statement, 0);
        const guint64 *count = g_hash_table_lookup(counting->labels, &id);

        if (count != NULL)
            add_facet(facets, arsip_column_dup(statement, 1), *count);
    }
    g_ptr_array_sort(facets, compare_labels);
    return statement != NULL && arsip_rows_ended(fault, error);
}

static void
name_years(const Counting *counting, GPtrArray *facets)
{
    GHashTableIter each;
    gpointer year, count;

    g_hash_table_iter_init(&each, counting->years);
    while (g_hash_table_iter_next(&each, &year, &count))
        add_facet(facets, g_strdup_printf("%04d", (int)*(const gint64 *)year), *(const guint64 *)count);
    g_ptr_array_sort(facets, compare_years);
}

static GArray *
find_all(ArsipArchive *archive, const ArsipSearchOptions *options, GError **error)
{
    ArsipQueryFlags flags =
        (options->flags & ARSIP_SEARCH_AS_RULE) != 0 ? ARSIP_QUERY_AS_RULE : ARSIP_QUERY_PLAIN;
    ArsipQuery *asked =
        arsip_named_parse(archive, options->query != NULL ? options->query : "", flags, error);
    ArsipNode *root = asked != NULL ? arsip_narrow(arsip_query_take_root(asked), options->labels,
                                                   options->since, options->until, error)
                                    : NULL;
    g_autoptr(ArsipQuery) query = root != NULL ? arsip_query_new(root) : NULL;

    return query != NULL ? arsip_plan_ids(archive, query, error) : NULL;
}

/* The set has been found; `counting` gets what is in the catalogue about it. */
static gboolean
count_all(Counting *counting, GError **error)
{
    GError *fault = NULL;
    gint64 last = arsip_fetch_number(counting->archive, 0, &fault, "SELECT max(id) FROM document", "");

    if (!arsip_rows_ended(fault, error))
        return FALSE;
    counting->labels = new_counts();
    counting->years = new_counts();
    counting->is_dense = counting->set->len > last / DENSE;
    if (counting->is_dense)
        fill_members(&counting->members, counting->set);
    return (counting->is_dense || fill_table(counting->archive, counting->set, error)) &&
           count_labels(counting, error) && count_years(counting, error);
}

ArsipFacets *
arsip_facets_count(ArsipArchive *archive, const ArsipSearchOptions *options, GError **error)
{
    g_auto(ArsipSnapshot) snapshot = {NULL};
    g_auto(Counting) counting = {.archive = archive};
    g_autoptr(ArsipFacets) facets = g_new0(ArsipFacets, 1);
    g_autoptr(GArray) set = NULL;

    if (!arsip_search_attach(archive, error) || !arsip_snapshot_begin(&snapshot, archive, error))
        return NULL;
    set = find_all(archive, options, error);
    counting.set = set;
    if (set == NULL || !count_all(&counting, error))
        return NULL;
    facets->labels = g_ptr_array_new_with_free_func(free_facet);
    facets->years = g_ptr_array_new_with_free_func(free_facet);
    facets->total = set->len;
    facets->undated = set->len - counting.dated;
    name_years(&counting, facets->years);
    return name_labels(&counting, facets->labels, error) ? g_steal_pointer(&facets) : NULL;
}

void
arsip_facets_free(ArsipFacets *facets)
{
    if (facets == NULL)
        return;
    g_clear_pointer(&facets->labels, g_ptr_array_unref);
    g_clear_pointer(&facets->years, g_ptr_array_unref);
    g_free(facets);
}
