/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/whole-arrival.h"
#include "archive/private.h"
#include "base/i18n.h"

#include <string.h>

/* The arrivals of an original as they are told: once, however often the same bag brought them. */
#define TOLD                                                                                                 \
    "SELECT min(arrival.id) AS id, coalesce(origin, batch.uuid) AS brought_by, path, modified, container"    \
    " FROM arrival JOIN batch ON batch.id = arrival.batch WHERE original = ?1"                               \
    " GROUP BY brought_by, path, modified, (SELECT original FROM arrival AS holder WHERE holder.id = "       \
    "arrival.container)"                                                                                     \
    " ORDER BY id"

static gboolean
fail_without(gint64 arrival, GError **error)
{
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                _("the catalogue has lost the arrival %d, which held others; run `arsip check`"),
                (int)arrival);
    return FALSE;
}

/* The document that an arrival's bytes are, and its place among the arrivals that are told of them. */
static gboolean
find_holder(ArsipArchive *archive, gint64 arrival, gint64 *document, guint8 *sha256, guint *place,
            GError **error)
{
    static const char sql[] =
        "SELECT original.id, sha256, (SELECT min(document) FROM page WHERE page.original = original.id)"
        " FROM arrival JOIN original ON original.id = arrival.original WHERE arrival.id = ?1";
    static const char before[] = "SELECT count(*) FROM (" TOLD ") WHERE id <= ?2";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;
    gint64 original;

    *place = 0;
    *document = 0;
    if (statement == NULL || !arsip_statement_bind(statement, error, "i", arrival))
        return FALSE;
    if (arsip_statement_step(statement, &fault) && arsip_column_hash(statement, 1, sha256)) {
        original = sqlite3_column_int64(statement, 0);
        *document = sqlite3_column_int64(statement, 2);
        *place = (guint)arsip_fetch_number(archive, 0, &fault, before, "ii", original, arrival);
    }
    return arsip_rows_ended(fault, error) && (*place > 0 || fail_without(arrival, error));
}

/* A row of TOLD before it is grouped. */
typedef struct {
    gint64 id, container, holder, modified;
    char *batch, *path;
} Arrival;

static gboolean
tell_within(const ArsipWholeArrivals *arrivals, const Arrival *arrival, ArsipWholeArrival *told,
            ArsipArena *arena, GError **error)
{
    g_autofree char *path = NULL;
    gint64 document;

    if (arrival->container == 0)
        return TRUE;
    if (!find_holder(arrivals->archive, arrival->container, &document, told->holder, &told->holder_arrival,
                     error))
        return FALSE;
    if (document != 0 && arrivals->goes(document, arrivals->data))
        return TRUE;
    told->holder_arrival = 0;
    memset(told->holder, 0, ARSIP_HASH_SIZE);
    path = arsip_arrival_path(arrivals->archive, arrival->id, error);
    told->path = arsip_arena_text(arena, path);
    return told->path != NULL;
}

static gint
compare_arrivals(gconstpointer a, gconstpointer b)
{
    gint64 first = ((const Arrival *)a)->id, second = ((const Arrival *)b)->id;

    return (first > second) - (first < second);
}

static Arrival
read_arrival(ArsipStatement *statement, ArsipArena *arena)
{
    return (Arrival){.id = sqlite3_column_int64(statement, 2),
                     .batch = arsip_column_keep(statement, 3, arena),
                     .path = arsip_column_keep(statement, 4, arena),
                     .modified = sqlite3_column_int64(statement, 5),
                     .container = sqlite3_column_int64(statement, 6),
                     .holder = sqlite3_column_int64(statement, 7)};
}

static void
take_row(ArsipWholeArrivals *arrivals, ArsipStatement *statement, ArsipArena *arena)
{
    const Arrival arrival = read_arrival(statement, arena);

    g_array_append_val(arrivals->arrivals, arrival);
}

#define ROW                                                                                                  \
    "arrival.original, arrival.id, coalesce(origin, batch.uuid), path, modified, container,"                 \
    " CASE WHEN container IS NOT NULL"                                                                       \
    "   THEN (SELECT original FROM arrival AS holder WHERE holder.id = arrival.container) END"

/* Those of the first page's original, where that is the one that is asked for. */
static gboolean
follow(ArsipWholeArrivals *arrivals, gint64 position, gint64 original, ArsipArena *arena, GError **error)
{
    GError *fault = NULL;

    while (arsip_follower_step(&arrivals->follower, position, &fault))
        if (sqlite3_column_int64(arrivals->follower.statement, 1) == original)
            take_row(arrivals, arrivals->follower.statement, arena);
    return arsip_rows_ended(fault, error);
}

static gboolean
list(ArsipWholeArrivals *arrivals, gint64 original, ArsipArena *arena, GError **error)
{
    static const char sql[] =
        "SELECT 0, " ROW " FROM arrival JOIN batch ON batch.id = arrival.batch WHERE original = ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(arrivals->archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", original))
        return FALSE;
    while (arsip_statement_step(statement, &fault))
        take_row(arrivals, statement, arena);
    return arsip_rows_ended(fault, error);
}

/* As TOLD groups them. */
static gboolean
is_told(const Arrival *arrival, GHashTable *told)
{
    return !g_hash_table_add(told, g_strdup_printf("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s",
                                                   arrival->batch, arrival->modified, arrival->holder,
                                                   arrival->path));
}

static gboolean
tell(const ArsipWholeArrivals *arrivals, const Arrival *arrival, guint original, ArsipWhole *whole,
     GError **error)
{
    ArsipWholeArrival *told = ARSIP_ARENA_NEW(whole->arena, ArsipWholeArrival);

    g_ptr_array_add(whole->arrivals, told);
    told->original = original;
    told->batch = arrival->batch;
    told->path = arrival->path;
    told->modified = arrival->modified;
    return tell_within(arrivals, arrival, told, whole->arena, error);
}

/* What TOLD says, which is far slower for the one arrival that most originals have. */
static gboolean
tell_all(ArsipWholeArrivals *arrivals, guint original, ArsipWhole *whole, GError **error)
{
    GArray *rows = arrivals->arrivals;
    g_autoptr(GHashTable) told = NULL;

    if (rows->len == 1)
        return tell(arrivals, &g_array_index(rows, Arrival, 0), original, whole, error);
    told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_array_sort(rows, compare_arrivals);
    for (guint i = 0; i < rows->len; i++) {
        const Arrival *arrival = &g_array_index(rows, Arrival, i);

        if (!is_told(arrival, told) && !tell(arrivals, arrival, original, whole, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
arsip_whole_arrivals_load(ArsipWholeArrivals *arrivals, gint64 position, const GArray *originals,
                          ArsipWhole *whole, GError **error)
{
    for (guint i = 0; i < originals->len; i++) {
        gint64 original = g_array_index(originals, gint64, i);

        g_array_set_size(arrivals->arrivals, 0);
        if ((i == 0 && !follow(arrivals, position, original, whole->arena, error)) ||
            (arrivals->arrivals->len == 0 && !list(arrivals, original, whole->arena, error)) ||
            !tell_all(arrivals, i, whole, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
arsip_whole_arrivals_begin(ArsipWholeArrivals *arrivals, GError **error)
{
    static const char sql[] =
        "SELECT position, " ROW " FROM temp.wanted CROSS JOIN page ON page.document = wanted.document"
        " CROSS JOIN arrival ON arrival.original = page.original"
        " CROSS JOIN batch ON batch.id = arrival.batch WHERE page.number = 1 ORDER BY position";

    arrivals->arrivals = g_array_new(FALSE, FALSE, sizeof(Arrival));
    return arsip_follower_begin(&arrivals->follower, arrivals->archive, sql, error);
}

void
arsip_whole_arrivals_end(ArsipWholeArrivals *arrivals)
{
    arsip_follower_end(&arrivals->follower);
    g_clear_pointer(&arrivals->arrivals, g_array_unref);
}
