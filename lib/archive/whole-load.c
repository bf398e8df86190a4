/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/follower.h"
#include "archive/holding.h"
#include "archive/private.h"
#include "archive/whole-arrival.h"
#include "archive/whole-page.h"
#include "base/i18n.h"
#include "base/json.h"

#include <string.h>

/* From so many documents on, so many bytes of the catalogue are held. */
#define MANY      256
#define HELD_MOST (48u << 20)

struct ArsipWholeWalk {
    ArsipArchive *archive;
    gint64 position; /* of the document in hand, from 1; 0: none yet */
    ArsipFollower documents, fields, labels, proofs;
    ArsipWholePages pages;
    ArsipWholeArrivals arrivals;
    GArray *numbers; /* of the labels of the document in hand, of gint64 */
};

/* ---- the document */

static gboolean
fail_without(const ArsipWholeWalk *walk, GError **error)
{
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND, _("there is no document %d"),
                (int)arsip_fetch_number(walk->archive, 0, NULL,
                                        "SELECT document FROM temp.wanted WHERE position = ?1", "i",
                                        walk->position));
    return FALSE;
}

static gboolean
load_document(ArsipWholeWalk *walk, ArsipWhole *whole, GError **error)
{
    ArsipStatement *statement = walk->documents.statement;
    GError *fault = NULL;

    if (!arsip_follower_step(&walk->documents, walk->position, &fault))
        return arsip_rows_ended(fault, error) && fail_without(walk, error);
    whole->id = sqlite3_column_int64(statement, 1);
    whole->uuid = arsip_column_keep(statement, 2, whole->arena);
    whole->name = arsip_column_keep(statement, 3, whole->arena);
    whole->named_by = arsip_column_keep(statement, 4, whole->arena);
    whole->state = arsip_column_keep(statement, 5, whole->arena);
    whole->code = sqlite3_column_int(statement, 6);
    whole->failure = arsip_column_keep(statement, 7, whole->arena);
    whole->received = arsip_column_keep(statement, 8, whole->arena);
    whole->note = arsip_column_keep(statement, 9, whole->arena);
    return TRUE;
}

/* ---- where something stands */

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
find_span(const ArsipWholeWalk *walk, ArsipStatement *statement, int first, ArsipWholeSpan *span,
          GError **error)
{
    ArsipWholePlace place = {.reading = sqlite3_column_int64(statement, first)};
    guint at;

    if (place.reading != 0 &&
        g_array_binary_search(walk->pages.places, &place, arsip_whole_place_compare, &at))
        place = g_array_index(walk->pages.places, ArsipWholePlace, at);
    else if (place.reading != 0 && !find_far_place(walk->archive, &place, error))
        return FALSE;
    *span = (ArsipWholeSpan){place.page, place.rank, (guint32)sqlite3_column_int64(statement, first + 1),
                             (guint32)sqlite3_column_int64(statement, first + 2)};
    return TRUE;
}

/* ---- fields and labels */

static gboolean
load_fields(ArsipWholeWalk *walk, ArsipWhole *whole, GError **error)
{
    ArsipStatement *statement = walk->fields.statement;
    GError *fault = NULL;

    while (arsip_follower_step(&walk->fields, walk->position, &fault)) {
        ArsipWholeField *field = ARSIP_ARENA_NEW(whole->arena, ArsipWholeField);

        g_ptr_array_add(whole->fields, field);
        field->name = arsip_column_keep(statement, 1, whole->arena);
        field->value = arsip_column_keep(statement, 2, whole->arena);
        field->who = arsip_column_keep(statement, 3, whole->arena);
        if (!find_span(walk, statement, 4, &field->span, error))
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

static gboolean
load_proof(const ArsipWholeWalk *walk, ArsipWhole *whole, ArsipWholeLabel *label, GError **error)
{
    ArsipStatement *statement = walk->proofs.statement;
    ArsipWholeProof *proof = ARSIP_ARENA_NEW(whole->arena, ArsipWholeProof);

    add_proof(whole, label, proof);
    proof->where = arsip_column_keep(statement, 2, whole->arena);
    proof->text = arsip_column_keep(statement, 3, whole->arena);
    proof->cost = sqlite3_column_double(statement, 4);
    return find_span(walk, statement, 5, &proof->span, error);
}

/* Labels and evidence both come by the labels' numbers. */
static gboolean
load_proofs(ArsipWholeWalk *walk, ArsipWhole *whole, GError **error)
{
    const GArray *numbers = walk->numbers;
    GError *fault = NULL;
    guint i = 0;

    while (arsip_follower_step(&walk->proofs, walk->position, &fault)) {
        gint64 number = sqlite3_column_int64(walk->proofs.statement, 1);

        while (i < numbers->len && g_array_index(numbers, gint64, i) < number)
            i++;
        if (i < numbers->len && g_array_index(numbers, gint64, i) == number &&
            !load_proof(walk, whole, whole->labels->pdata[i], error))
            return FALSE;
    }
    return arsip_rows_ended(fault, error);
}

static ArsipWholeLabel *
read_label(ArsipStatement *statement, ArsipArena *arena)
{
    ArsipWholeLabel *label = ARSIP_ARENA_NEW(arena, ArsipWholeLabel);

    label->name = arsip_column_keep(statement, 2, arena);
    label->who = arsip_column_keep(statement, 3, arena);
    label->is_given = sqlite3_column_int(statement, 4) != 0;
    label->rule = arsip_column_keep(statement, 5, arena);
    label->why = arsip_column_keep(statement, 6, arena);
    label->rules = arsip_column_keep(statement, 7, arena);
    label->priority = sqlite3_column_int(statement, 8);
    return label;
}

static gint
compare_labels(gconstpointer a, gconstpointer b)
{
    return strcmp((*(ArsipWholeLabel *const *)a)->name, (*(ArsipWholeLabel *const *)b)->name);
}

/* By their numbers, as their evidence is kept; then by their names. */
static gboolean
load_labels(ArsipWholeWalk *walk, ArsipWhole *whole, GError **error)
{
    ArsipStatement *statement = walk->labels.statement;
    GError *fault = NULL;

    g_array_set_size(walk->numbers, 0);
    while (arsip_follower_step(&walk->labels, walk->position, &fault)) {
        gint64 number = sqlite3_column_int64(statement, 1);

        g_ptr_array_add(whole->labels, read_label(statement, whole->arena));
        g_array_append_val(walk->numbers, number);
    }
    if (!arsip_rows_ended(fault, error) || !load_proofs(walk, whole, error))
        return FALSE;
    g_ptr_array_sort(whole->labels, compare_labels);
    return TRUE;
}

/* ---- one after another */

/* As one value: to bind and run a statement for each takes far longer. */
static char *
list_numbers(const GArray *names)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_array(json, NULL);
    for (guint i = 0; i < names->len; i++)
        arsip_json_number(json, NULL, g_array_index(names, ArsipWholeName, i).id);
    arsip_json_end(json);
    return g_strdup(arsip_json_line(json));
}

/* The numbers, as a table that statements can go through. */
static gboolean
want(ArsipArchive *archive, const GArray *names, GError **error)
{
    static const char make[] = "CREATE TEMP TABLE IF NOT EXISTS wanted (position INTEGER PRIMARY KEY,"
                               " document INTEGER NOT NULL) STRICT";
    static const char fill[] = "INSERT INTO temp.wanted SELECT key + 1, value FROM json_each(?1)";
    g_autofree char *numbers = list_numbers(names);

    return arsip_execute(archive, error, make, "") &&
           arsip_execute(archive, error, "DELETE FROM temp.wanted", "") &&
           arsip_execute(archive, error, fill, "s", numbers);
}

static gboolean
begin(ArsipWholeWalk *walk, GError **error)
{
    static const char documents[] =
        "SELECT position, id, uuid, name, named_by, state, coalesce(code, 0), failure, received, note"
        " FROM temp.wanted CROSS JOIN document ON id = wanted.document ORDER BY position";
    static const char fields[] = "SELECT position, name, value, who, reading, start, length"
                                 " FROM temp.wanted CROSS JOIN field ON field.document = wanted.document"
                                 " ORDER BY position, name";
    static const char labels[] =
        "SELECT position, label, name, who, given, rule, why, rules, priority"
        " FROM temp.wanted CROSS JOIN assignment ON assignment.document = wanted.document"
        " CROSS JOIN label ON label.id = assignment.label ORDER BY position, label";
    static const char proofs[] =
        "SELECT position, label, place, text, cost, reading, start, length"
        " FROM temp.wanted CROSS JOIN evidence ON evidence.document = wanted.document"
        " ORDER BY position, label, ordinal";

    return arsip_follower_begin(&walk->documents, walk->archive, documents, error) &&
           arsip_follower_begin(&walk->fields, walk->archive, fields, error) &&
           arsip_follower_begin(&walk->labels, walk->archive, labels, error) &&
           arsip_follower_begin(&walk->proofs, walk->archive, proofs, error) &&
           arsip_whole_pages_begin(&walk->pages, error) && arsip_whole_arrivals_begin(&walk->arrivals, error);
}

ArsipWholeWalk *
arsip_whole_walk_new(ArsipArchive *archive, const GArray *names, ArsipWholeGoes goes, gpointer data,
                     GError **error)
{
    g_autoptr(ArsipWholeWalk) walk = g_new0(ArsipWholeWalk, 1);

    walk->archive = walk->pages.archive = walk->arrivals.archive = archive;
    walk->arrivals.goes = goes;
    walk->arrivals.data = data;
    walk->numbers = g_array_new(FALSE, FALSE, sizeof(gint64));
    if (names->len >= MANY)
        arsip_catalogue_hold(archive, HELD_MOST);
    return want(archive, names, error) && begin(walk, error) ? g_steal_pointer(&walk) : NULL;
}

void
arsip_whole_walk_free(ArsipWholeWalk *walk)
{
    if (walk == NULL)
        return;
    arsip_follower_end(&walk->documents);
    arsip_follower_end(&walk->fields);
    arsip_follower_end(&walk->labels);
    arsip_follower_end(&walk->proofs);
    arsip_whole_pages_end(&walk->pages);
    arsip_whole_arrivals_end(&walk->arrivals);
    g_array_unref(walk->numbers);
    arsip_execute(walk->archive, NULL, "DELETE FROM temp.wanted", "");
    arsip_catalogue_let_go(walk->archive);
    g_free(walk);
}

gboolean
arsip_whole_walk_next(ArsipWholeWalk *walk, ArsipWhole *whole, GError **error)
{
    walk->position++;
    arsip_whole_empty(whole);
    return load_document(walk, whole, error) &&
           arsip_whole_pages_load(&walk->pages, walk->position, whole, error) &&
           arsip_whole_arrivals_load(&walk->arrivals, walk->position, walk->pages.originals, whole, error) &&
           load_fields(walk, whole, error) && load_labels(walk, whole, error);
}
