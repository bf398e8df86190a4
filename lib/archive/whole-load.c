/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/private.h"
#include "archive/whole.h"
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

static ArsipWhole *
load_document(ArsipArchive *archive, gint64 id, GError **error)
{
    static const char sql[] =
        "SELECT uuid, name, named_by, state, coalesce(code, 0), failure, received, note,"
        "       (SELECT count(*) FROM page WHERE document = ?1)"
        " FROM document WHERE id = ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    g_autoptr(ArsipWhole) whole = arsip_whole_new();
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", id))
        return NULL;
    if (!arsip_statement_step(statement, &fault)) {
        if (fault != NULL)
            g_propagate_error(error, fault);
        else
            g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND, _("there is no document %d"), (int)id);
        return NULL;
    }
    whole->id = id;
    whole->uuid = arsip_column_dup(statement, 0);
    whole->name = arsip_column_dup(statement, 1);
    whole->named_by = arsip_column_dup(statement, 2);
    whole->state = arsip_column_dup(statement, 3);
    whole->code = sqlite3_column_int(statement, 4);
    whole->failure = arsip_column_dup(statement, 5);
    whole->received = arsip_column_dup(statement, 6);
    whole->note = arsip_column_dup(statement, 7);
    whole->n_pages = (guint)sqlite3_column_int64(statement, 8);
    return g_steal_pointer(&whole);
}

/* In the order of the pages. ids: their numbers, of gint64. */
static gboolean
load_originals(ArsipArchive *archive, ArsipWhole *whole, GArray *ids, GError **error)
{
    static const char sql[] = "SELECT original.id, sha256, size, media_type FROM original JOIN ("
                              "  SELECT original, min(number) AS first FROM page WHERE document = ?1"
                              "  GROUP BY original) AS used ON used.original = original.id ORDER BY first";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", whole->id))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        ArsipWholeOriginal *original = g_new0(ArsipWholeOriginal, 1);
        gint64 id = sqlite3_column_int64(statement, 0);

        take_hash(statement, 1, original->sha256);
        original->size = (guint64)sqlite3_column_int64(statement, 2);
        original->media_type = arsip_column_dup(statement, 3);
        g_ptr_array_add(whole->originals, original);
        g_array_append_val(ids, id);
    }
    return arsip_rows_ended(fault, error);
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
tell_arrival(ArsipArchive *archive, ArsipWholeArrival *told, gint64 id, gint64 container, ArsipWholeGoes goes,
             gpointer data, GError **error)
{
    gint64 document;

    if (container == 0)
        return TRUE;
    if (!find_holder(archive, container, &document, told->holder, &told->holder_arrival, error))
        return FALSE;
    if (document != 0 && goes(document, data))
        return TRUE;
    told->holder_arrival = 0;
    memset(told->holder, 0, ARSIP_HASH_SIZE);
    g_free(told->path);
    told->path = arsip_arrival_path(archive, id, error);
    return told->path != NULL;
}

static gboolean
load_arrivals(ArsipArchive *archive, ArsipWhole *whole, guint original, gint64 original_id,
              ArsipWholeGoes goes, gpointer data, GError **error)
{
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, TOLD, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", original_id))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        ArsipWholeArrival *told = g_new0(ArsipWholeArrival, 1);

        g_ptr_array_add(whole->arrivals, told);
        told->original = original;
        told->batch = arsip_column_dup(statement, 1);
        told->path = g_strndup(sqlite3_column_blob(statement, 2), (gsize)sqlite3_column_bytes(statement, 2));
        told->modified = sqlite3_column_int64(statement, 3);
        if (!tell_arrival(archive, told, sqlite3_column_int64(statement, 0),
                          sqlite3_column_int64(statement, 4), goes, data, error))
            return FALSE;
    }
    return arsip_rows_ended(fault, error);
}

/* Columns from `first` on: number of the page, of the reading, start and length. A reading's place among its
 * page's is its rank. */
static ArsipWholeSpan
span_of(ArsipStatement *statement, int first)
{
    return (ArsipWholeSpan){(guint)sqlite3_column_int64(statement, first),
                            (guint)sqlite3_column_int64(statement, first + 1),
                            (guint32)sqlite3_column_int64(statement, first + 2),
                            (guint32)sqlite3_column_int64(statement, first + 3)};
}

#define PLACE(table)                                                                                         \
    "coalesce(page.number, 0),"                                                                              \
    " (SELECT count(*) FROM reading AS earlier WHERE earlier.page = page.id AND earlier.id <= " table        \
    ".reading), " table ".start, " table ".length"
#define PAGE_OF(table)                                                                                       \
    " LEFT JOIN reading ON reading.id = " table ".reading LEFT JOIN page ON page.id = reading.page"

static gboolean
load_fields(ArsipArchive *archive, ArsipWhole *whole, GError **error)
{
    static const char sql[] = "SELECT name, value, field.who, " PLACE("field") " FROM field" PAGE_OF(
        "field") " WHERE field.document = ?1 ORDER BY name";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", whole->id))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        ArsipWholeField *field = g_new0(ArsipWholeField, 1);

        field->name = arsip_column_dup(statement, 0);
        field->value = arsip_column_dup(statement, 1);
        field->who = arsip_column_dup(statement, 2);
        field->span = span_of(statement, 3);
        g_ptr_array_add(whole->fields, field);
    }
    return arsip_rows_ended(fault, error);
}

static gboolean
load_proofs(ArsipArchive *archive, gint64 document, gint64 number, ArsipWholeLabel *label, GError **error)
{
    static const char sql[] =
        "SELECT place, evidence.text, cost, " PLACE("evidence") " FROM evidence" PAGE_OF(
            "evidence") " WHERE evidence.document = ?1 AND evidence.label = ?2 ORDER BY ordinal";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "ii", document, number))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        ArsipWholeProof *proof = g_new0(ArsipWholeProof, 1);

        proof->where = arsip_column_dup(statement, 0);
        proof->text = arsip_column_dup(statement, 1);
        proof->cost = sqlite3_column_double(statement, 2);
        proof->span = span_of(statement, 3);
        g_ptr_array_add(label->proofs, proof);
    }
    return arsip_rows_ended(fault, error);
}

static gboolean
load_labels(ArsipArchive *archive, ArsipWhole *whole, GError **error)
{
    static const char sql[] = "SELECT label.id, name, who, given, rule, why, rules, priority"
                              " FROM assignment JOIN label ON label.id = assignment.label"
                              " WHERE document = ?1 ORDER BY name";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", whole->id))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        ArsipWholeLabel *label = g_new0(ArsipWholeLabel, 1);

        g_ptr_array_add(whole->labels, label);
        label->proofs = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_whole_proof_free);
        label->name = arsip_column_dup(statement, 1);
        label->who = arsip_column_dup(statement, 2);
        label->is_given = sqlite3_column_int(statement, 3) != 0;
        label->rule = arsip_column_dup(statement, 4);
        label->why = arsip_column_dup(statement, 5);
        label->rules = arsip_column_dup(statement, 6);
        label->priority = sqlite3_column_int(statement, 7);
        if (!load_proofs(archive, whole->id, sqlite3_column_int64(statement, 0), label, error))
            return FALSE;
    }
    return arsip_rows_ended(fault, error);
}

ArsipWhole *
arsip_whole_load(ArsipArchive *archive, gint64 id, ArsipWholeGoes goes, gpointer data, GError **error)
{
    g_autoptr(ArsipWhole) whole = load_document(archive, id, error);
    g_autoptr(GArray) originals = g_array_new(FALSE, FALSE, sizeof(gint64));

    if (whole == NULL || !load_originals(archive, whole, originals, error))
        return NULL;
    for (guint i = 0; i < originals->len; i++)
        if (!load_arrivals(archive, whole, i, g_array_index(originals, gint64, i), goes, data, error))
            return NULL;
    if (!load_fields(archive, whole, error) || !load_labels(archive, whole, error))
        return NULL;
    return g_steal_pointer(&whole);
}

static ArsipWholeReading *
read_reading(ArsipStatement *statement)
{
    ArsipWholeReading *reading = g_new0(ArsipWholeReading, 1);

    reading->made = arsip_column_dup(statement, 1);
    reading->who = arsip_column_dup(statement, 2);
    reading->text = arsip_column_dup(statement, 3);
    reading->words =
        g_bytes_new(sqlite3_column_blob(statement, 4), (gsize)sqlite3_column_bytes(statement, 4));
    reading->confidence = sqlite3_column_double(statement, 5);
    reading->rotation = sqlite3_column_int(statement, 6);
    reading->skew = sqlite3_column_double(statement, 7);
    reading->width = sqlite3_column_int(statement, 8);
    reading->height = sqlite3_column_int(statement, 9);
    reading->dpi = sqlite3_column_int(statement, 10);
    reading->is_blank = sqlite3_column_int(statement, 11) != 0;
    reading->method = arsip_column_dup(statement, 12);
    reading->languages = arsip_column_dup(statement, 13);
    reading->known = sqlite3_column_double(statement, 14);
    reading->steps = arsip_column_dup(statement, 15);
    return reading;
}

static gboolean
load_readings(ArsipArchive *archive, gint64 page_id, gint64 counting, ArsipWholePage *page, GError **error)
{
    static const char sql[] =
        "SELECT id, made, who, text, words, confidence, rotation, skew, width, height, dpi,"
        "       blank, method, languages, known, steps"
        " FROM reading WHERE page = ?1 ORDER BY id";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", page_id))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        g_ptr_array_add(page->readings, read_reading(statement));
        if (sqlite3_column_int64(statement, 0) == counting)
            page->counts = page->readings->len;
    }
    return arsip_rows_ended(fault, error);
}

static guint
place_of_original(const ArsipWhole *whole, const guint8 *sha256)
{
    for (guint i = 0; i < whole->originals->len; i++)
        if (memcmp(((const ArsipWholeOriginal *)whole->originals->pdata[i])->sha256, sha256,
                   ARSIP_HASH_SIZE) == 0)
            return i;
    return 0;
}

ArsipWholePage *
arsip_whole_load_page(ArsipArchive *archive, const ArsipWhole *whole, guint number, GError **error)
{
    static const char sql[] = "SELECT page.id, sha256, original_page, state, coalesce(code, 0), failure,"
                              "       coalesce(reading, 0)"
                              " FROM page JOIN original ON original.id = page.original"
                              " WHERE document = ?1 AND number = ?2";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    g_autoptr(ArsipWholePage) page = g_new0(ArsipWholePage, 1);
    guint8 sha256[ARSIP_HASH_SIZE] = {0};
    GError *fault = NULL;

    page->readings = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_whole_reading_free);
    if (statement == NULL || !arsip_statement_bind(statement, error, "ii", whole->id, (gint64)number))
        return NULL;
    if (!arsip_statement_step(statement, &fault)) {
        if (arsip_rows_ended(fault, error))
            g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("document %d lacks page %u"),
                        (int)whole->id, number);
        return NULL;
    }
    take_hash(statement, 1, sha256);
    page->number = number;
    page->original = place_of_original(whole, sha256);
    page->original_page = (guint)sqlite3_column_int64(statement, 2);
    page->state = arsip_column_dup(statement, 3);
    page->code = sqlite3_column_int(statement, 4);
    page->failure = arsip_column_dup(statement, 5);
    if (!load_readings(archive, sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 6), page,
                       error))
        return NULL;
    return g_steal_pointer(&page);
}
