/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plans.h"

#include <stdio.h>
#include <string.h>

#include "archive/catalogue.h"
#include "times.h"

/* Of each class so many queries are tried. */
#define TRIED 20

/* Of one text of SQL. */
typedef struct {
    guint runs;
    double milliseconds;
    gint64 steps, scanned;
    guint sorts;
} Use;

typedef struct {
    GHashTable *uses; /* SQL -> Use */
    gboolean is_on;
} Watch;

/* FTS5 asks SQLite in its turn: its statements stand beside those that ask it. */
static int
hear(unsigned kind, void *data, void *statement, void *nanoseconds)
{
    Watch *watch = data;
    const char *sql = sqlite3_sql(statement);
    Use *use;

    if (kind != SQLITE_TRACE_PROFILE || !watch->is_on || sql == NULL)
        return 0;
    use = g_hash_table_lookup(watch->uses, sql);
    if (use == NULL) {
        use = g_new0(Use, 1);
        g_hash_table_insert(watch->uses, g_strdup(sql), use);
    }
    use->runs++;
    use->milliseconds += (double)*(sqlite3_int64 *)nanoseconds / 1e6;
    use->steps += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
    use->scanned += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
    use->sorts += (guint)sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_SORT, 1);
    return 0;
}

static void
print_plan(ArsipArchive *archive, const char *sql)
{
    g_autofree char *explaining = g_strconcat("EXPLAIN QUERY PLAN ", sql, NULL);
    sqlite3_stmt *statement = NULL;

    if (sqlite3_prepare_v2(arsip_archive_database(archive), explaining, -1, &statement, NULL) == SQLITE_OK)
        while (sqlite3_step(statement) == SQLITE_ROW)
            printf("          %s\n", (const char *)sqlite3_column_text(statement, 3));
    sqlite3_finalize(statement);
}

static gint
compare_uses(gconstpointer one, gconstpointer other, gpointer uses)
{
    const Use *a = g_hash_table_lookup(uses, *(const char *const *)one);
    const Use *b = g_hash_table_lookup(uses, *(const char *const *)other);

    return a->milliseconds != b->milliseconds ? (a->milliseconds < b->milliseconds ? 1 : -1) : 0;
}

static void
print_uses(ArsipArchive *archive, GHashTable *uses)
{
    guint n = 0;
    g_autofree gpointer *keys = g_hash_table_get_keys_as_array(uses, &n);

    g_qsort_with_data(keys, (gint)n, sizeof *keys, compare_uses, uses);
    for (guint i = 0; i < n; i++) {
        const Use *use = g_hash_table_lookup(uses, keys[i]);

        printf("  %5u x %8.2f ms, %8" G_GINT64_FORMAT " steps", use->runs, use->milliseconds, use->steps);
        if (use->scanned > 0)
            printf(", %" G_GINT64_FORMAT " rows scanned", use->scanned);
        if (use->sorts > 0)
            printf(", %u sorted", use->sorts);
        printf("\n        %s\n", (const char *)keys[i]);
        print_plan(archive, keys[i]);
    }
}

/* The slowest; NULL on failure, or where there is none. */
static const BenchQuery *
find_slowest(ArsipArchive *archive, const BenchClass *class, GError **error)
{
    const BenchQuery *slowest = NULL;
    double longest = -1;

    for (guint i = 0; i < MIN(class->queries->len, TRIED); i++) {
        const BenchQuery *query = class->queries->pdata[i];
        double begun = bench_processor_milliseconds(), taken;
        g_autoptr(ArsipAnswer) answer = bench_query_run(archive, query, error);

        if (answer == NULL)
            return NULL;
        taken = bench_processor_milliseconds() - begun;
        if (taken > longest) {
            longest = taken;
            slowest = query;
        }
    }
    return slowest;
}

static gboolean
print_class(ArsipArchive *archive, const BenchClass *class, Watch *watch, GError **error)
{
    GError *fault = NULL;
    const BenchQuery *query = find_slowest(archive, class, &fault);
    g_autoptr(ArsipAnswer) answer = NULL;

    if (query != NULL) {
        watch->is_on = TRUE;
        answer = bench_query_run(archive, query, &fault);
        watch->is_on = FALSE;
    }
    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    if (answer == NULL)
        return TRUE;
    printf("%s: %s %s %s (%" G_GUINT64_FORMAT " documents)\n", class->name,
           query->text != NULL ? query->text : "", query->labels[0] != NULL ? query->labels[0] : "",
           query->since, answer->total);
    print_uses(archive, watch->uses);
    g_hash_table_remove_all(watch->uses);
    return TRUE;
}

gboolean
bench_plans_print(ArsipArchive *archive, const GPtrArray *classes, GError **error)
{
    g_autoptr(GHashTable) uses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    Watch watch = {uses, FALSE};
    gboolean is_done = TRUE;

    sqlite3_trace_v2(arsip_archive_database(archive), SQLITE_TRACE_PROFILE, hear, &watch);
    for (guint i = 0; is_done && i < classes->len; i++)
        is_done = print_class(archive, classes->pdata[i], &watch, error);
    sqlite3_trace_v2(arsip_archive_database(archive), 0, NULL, NULL);
    return is_done;
}
