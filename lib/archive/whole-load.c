/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/private.h"
#include "archive/whole-page.h"
#include "base/i18n.h"

#include <string.h>

static gboolean
take_hash(ArsipStatement *statement, int column, guint8 *sha256)
{
    if (sqlite3_column_bytes(statement, column) != ARSIP_HASH_SIZE)
        return FALSE;
    memcpy(sha256, sqlite3_column_blob(statement, column), ARSIP_HASH_SIZE);
    return TRUE;
}

static gboolean
load_document(ArsipArchive *archive, gint64 id, ArsipWhole *whole, GError **error)
{
    static const char sql[] = "SELECT uuid, name, named_by, state, coalesce(code, 0), failure, received, note"
                              " FROM document WHERE id = ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", id) ||
        !arsip_document_step(statement, id, error))
        return FALSE;
    whole->id = id;
    whole->uuid = arsip_column_keep(statement, 0, whole->arena);
    whole->name = arsip_column_keep(statement, 1, whole->arena);
    whole->named_by = arsip_column_keep(statement, 2, whole->arena);
    whole->state = arsip_column_keep(statement, 3, whole->arena);
    whole->code = sqlite3_column_int(statement, 4);
    whole->failure = arsip_column_keep(statement, 5, whole->arena);
    whole->received = arsip_column_keep(statement, 6, whole->arena);
    whole->note = arsip_column_keep(statement, 7, whole->arena);
    return TRUE;
}

/* The arrivals of an original as they are told: once, however often the same bag brought them. */
#define TOLD                                                                                                 \
    "SELECT min(arrival.id) AS id, coalesce(origin, batch.uuid) AS brought_by, path, modified, container"    \
    " FROM arrival JOIN batch ON batch.id = arrival.batch WHERE original = ?1"                               \
    " GROUP BY brought_by, path, modified, (SELECT original FROM arrival AS holder WHERE holder.id = "       \
    "arrival.container)"                                                                                     \
    " ORDER BY id"

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
    gint64 original;

    *document = 0;
    if (statement == NULL || !arsip_statement_bind(statement, error, "i", arrival) ||
        !arsip_statement_step(statement, error) || !take_hash(statement, 1, sha256))
        return FALSE;
    original = sqlite3_column_int64(statement, 0);
    *document = sqlite3_column_int64(statement, 2);
    *place = (guint)arsip_fetch_number(archive, 0, error, before, "ii", original, arrival);
    return *place > 0;
}

static gboolean
tell_arrival(ArsipArchive *archive, ArsipArena *arena, ArsipWholeArrival *told, gint64 id, gint64 container,
             ArsipWholeGoes goes, gpointer data, GError **error)
{
    g_autofree char *path = NULL;
    gint64 document;

    if (container == 0)
        return TRUE;
    if (!find_holder(archive, container, &document, told->holder, &told->holder_arrival, error))
        return FALSE;
    if (document != 0 && goes(document, data))
        return TRUE;
    told->holder_arrival = 0;
    memset(told->holder, 0, ARSIP_HASH_SIZE);
    path = arsip_arrival_path(archive, id, error);
    told->path = arsip_arena_text(arena, path);
    return told->path != NULL;
}

/* A row of TOLD before it is grouped. */
typedef struct {
    gint64 id, container, holder, modified;
    char *batch, *path;
} Arrival;

static gint
compare_arrivals(gconstpointer a, gconstpointer b)
{
    gint64 first = ((const Arrival *)a)->id, second = ((const Arrival *)b)->id;

    return (first > second) - (first < second);
}

static Arrival
read_arrival(ArsipStatement *statement, ArsipArena *arena)
{
    return (Arrival){
        .id = sqlite3_column_int64(statement, 0),
        .batch = arsip_column_keep(statement, 1, arena),
        .path = arsip_column_keep(statement, 2, arena),
        .modified = sqlite3_column_int64(statement, 3),
        .container = sqlite3_column_int64(statement, 4),
        .holder = sqlite3_column_int64(statement, 5)};
}

/* Of an original, oldest first; of Arrival. */
static GArray *
list_arrivals(ArsipArchive *archive, gint64 original, ArsipArena *arena, GError **error)
{
    static const char sql[] =
        "SELECT arrival.id, coalesce(origin, batch.uuid), path, modified, container,"
        "       (SELECT original FROM arrival AS holder WHERE holder.id = arrival.container)"
        " FROM arrival JOIN batch ON batch.id = arrival.batch WHERE original = ?1";
    g_autoptr(GArray) arrivals = g_array_new(FALSE, FALSE, sizeof(Arrival));
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", original))
        return NULL;
    while (arsip_statement_step(statement, &fault)) {
        const Arrival arrival = read_arrival(statement, arena);

        g_array_append_val(arrivals, arrival);
    }
    g_array_sort(arrivals, compare_arrivals);
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&arrivals) : NULL;
}

/* As TOLD has it, which is far slower for the one arrival that most originals have. */
static gboolean
load_arrivals(ArsipArchive *archive, ArsipWhole *whole, guint original, gint64 original_id,
              ArsipWholeGoes goes, gpointer data, GError **error)
{
    g_autoptr(GArray) arrivals = list_arrivals(archive, original_id, whole->arena, error);
    g_autoptr(GHashTable) known = NULL;

    if (arrivals != NULL && arrivals->len > 1)
        known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; arrivals != NULL && i < arrivals->len; i++) {
        const Arrival *arrival = &g_array_index(arrivals, Arrival, i);
        ArsipWholeArrival *told;

        if (known != NULL &&
            !g_hash_table_add(known, g_strdup_printf("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s",
                                                     arrival->batch, arrival->modified, arrival->holder,
                                                     arrival->path)))
            continue;
        told = ARSIP_ARENA_NEW(whole->arena, ArsipWholeArrival);
        g_ptr_array_add(whole->arrivals, told);
        told->original = original;
        told->batch = arrival->batch;
        told->path = arrival->path;
        told->modified = arrival->modified;
        if (!tell_arrival(archive, whole->arena, told, arrival->id, arrival->container, goes, data, error))
            return FALSE;
    }
    return arrivals != NULL;
}

/* ---- where something stands */

/* Those of the readings of the document's own pages. */
typedef struct {
    ArsipArchive *archive;
    GArray *places; /* of ArsipWholePlace */
} Places;

static void
clear_places(Places *places)
{
    g_array_unref(places->places);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Places, clear_places)

/* A reading of another document's page; or of none, which is the place 0. */
static gboolean
find_far_place(ArsipArchive *archive, ArsipWholePlace *place, GError **error)
{
    static const char sql[] = "SELECT number, (SELECT count(*) FROM reading AS earlier"
                              "                WHERE earlier.page = page.id AND earlier.id <= ?1)"
                              " FROM reading JOIN page ON page.id = reading.page WHERE reading.id = ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", place->reading))
        return FALSE;
    if (arsip_statement_step(statement, &fault)) {
        place->page = (guint)sqlite3_column_int64(statement, 0);
        place->rank = (guint)sqlite3_column_int64(statement, 1);
    }
    return arsip_rows_ended(fault, error);
}

/* Columns from `first` on: the reading, start and length. */
static gboolean
find_span(const Places *places, ArsipStatement *statement, int first, ArsipWholeSpan *span, GError **error)
{
    ArsipWholePlace place = {.reading = sqlite3_column_int64(statement, first)};
    guint at;

    if (place.reading != 0 && g_array_binary_search(places->places, &place, arsip_whole_place_compare, &at))
        place = g_array_index(places->places, ArsipWholePlace, at);
    else if (place.reading != 0 && !find_far_place(places->archive, &place, error))
        return FALSE;
    *span = (ArsipWholeSpan){place.page, place.rank, (guint32)sqlite3_column_int64(statement, first + 1),
                             (guint32)sqlite3_column_int64(statement, first + 2)};
    return TRUE;
}

/* ---- fields and labels */

static gboolean
load_fields(const Places *places, ArsipWhole *whole, GError **error)
{
    static const char sql[] =
        "SELECT name, value, who, reading, start, length FROM field WHERE document = ?1 ORDER BY name";
    g_autoptr(ArsipStatement) statement = arsip_statement(places->archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", whole->id))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        ArsipWholeField *field = ARSIP_ARENA_NEW(whole->arena, ArsipWholeField);

        g_ptr_array_add(whole->fields, field);
        field->name = arsip_column_keep(statement, 0, whole->arena);
        field->value = arsip_column_keep(statement, 1, whole->arena);
        field->who = arsip_column_keep(statement, 2, whole->arena);
        if (!find_span(places, statement, 3, &field->span, error))
            return FALSE;
    }
    return arsip_rows_ended(fault, error);
}

static void
add_proof(const ArsipWhole *whole, ArsipWholeLabel *label, ArsipWholeProof *proof)
{
    if (label->n_proofs++ == 0)
        label->proofs = whole->proofs->len;
    g_ptr_array_add(whole->proofs, proof);
}

/* numbers: of each of the labels, of gint64, rising. */
static gboolean
load_proofs(const Places *places, const ArsipWhole *whole, const GArray *numbers, GError **error)
{
    static const char sql[] = "SELECT label, place, text, cost, reading, start, length FROM evidence"
                              " WHERE document = ?1 ORDER BY label, ordinal";
    g_autoptr(ArsipStatement) statement = arsip_statement(places->archive, sql, error);
    GError *fault = NULL;
    guint i = 0;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", whole->id))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        gint64 number = sqlite3_column_int64(statement, 0);
        ArsipWholeProof *proof;

        while (i < numbers->len && g_array_index(numbers, gint64, i) < number)
            i++;
        if (i == numbers->len || g_array_index(numbers, gint64, i) != number)
            continue;
        proof = ARSIP_ARENA_NEW(whole->arena, ArsipWholeProof);
        add_proof(whole, whole->labels->pdata[i], proof);
        proof->where = arsip_column_keep(statement, 1, whole->arena);
        proof->text = arsip_column_keep(statement, 2, whole->arena);
        proof->cost = sqlite3_column_double(statement, 3);
        if (!find_span(places, statement, 4, &proof->span, error))
            return FALSE;
    }
    return arsip_rows_ended(fault, error);
}

static ArsipWholeLabel *
read_label(ArsipStatement *statement, ArsipArena *arena)
{
    ArsipWholeLabel *label = ARSIP_ARENA_NEW(arena, ArsipWholeLabel);

    label->name = arsip_column_keep(statement, 1, arena);
    label->who = arsip_column_keep(statement, 2, arena);
    label->is_given = sqlite3_column_int(statement, 3) != 0;
    label->rule = arsip_column_keep(statement, 4, arena);
    label->why = arsip_column_keep(statement, 5, arena);
    label->rules = arsip_column_keep(statement, 6, arena);
    label->priority = sqlite3_column_int(statement, 7);
    return label;
}

static gint
compare_labels(gconstpointer a, gconstpointer b)
{
    return strcmp((*(ArsipWholeLabel *const *)a)->name, (*(ArsipWholeLabel *const *)b)->name);
}

/* By their numbers, as their evidence is kept; then by their names. */
static gboolean
load_labels(const Places *places, ArsipWhole *whole, GError **error)
{
    static const char sql[] = "SELECT label, name, who, given, rule, why, rules, priority"
                              " FROM assignment CROSS JOIN label ON label.id = assignment.label"
                              " WHERE document = ?1 ORDER BY label";
    g_autoptr(ArsipStatement) statement = arsip_statement(places->archive, sql, error);
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(gint64));
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", whole->id))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        gint64 number = sqlite3_column_int64(statement, 0);

        g_ptr_array_add(whole->labels, read_label(statement, whole->arena));
        g_array_append_val(numbers, number);
    }
    if (!arsip_rows_ended(fault, error) || (numbers->len > 0 && !load_proofs(places, whole, numbers, error)))
        return FALSE;
    g_ptr_array_sort(whole->labels, compare_labels);
    return TRUE;
}

gboolean
arsip_whole_load(ArsipArchive *archive, gint64 id, ArsipWholeGoes goes, gpointer data, ArsipWhole *whole,
                 GError **error)
{
    g_autoptr(GArray) originals = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_auto(Places) places = {archive, g_array_new(FALSE, FALSE, sizeof(ArsipWholePlace))};

    arsip_whole_empty(whole);
    if (!load_document(archive, id, whole, error) ||
        !arsip_whole_load_pages(archive, whole, originals, places.places, error))
        return FALSE;
    for (guint i = 0; i < originals->len; i++)
        if (!load_arrivals(archive, whole, i, g_array_index(originals, gint64, i), goes, data, error))
            return FALSE;
    return load_fields(&places, whole, error) && load_labels(&places, whole, error);
}

void
arsip_whole_expect_many(ArsipArchive *archive)
{
    sqlite3_exec(archive->database, "PRAGMA cache_size = -24576", NULL, NULL, NULL);
}
