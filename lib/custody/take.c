/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/take.h"
#include "archive/transaction.h"
#include "base/json.h"
#include "search/index.h"
#include "work/filing.h"

#include <string.h>

/* A transaction ends after so many documents or events, or so much text. */
#define GROUP_RECORDS 500
#define GROUP_BYTES   (8u * 1024 * 1024)

/* An arrival that was inside of something: which of that one's arrivals, from 1. */
typedef struct {
    gint64 id;
    GBytes *holder;
    guint holder_arrival;
} Within;

typedef struct {
    const ArsipTaking *taking;
    gint64 id;         /* the document in hand */
    gboolean is_known; /* it was there before */
    gboolean is_taken; /* by this batch, before it was interrupted */
    guint n_arrivals;  /* new ones */
    guint n_decisions;
    GPtrArray *readings; /* of GArray of gint64: of each page */
    GHashTable *holders; /* SHA-256 of what others were in -> GArray of gint64, its arrivals; NULL: not met */
    GArray *withins;     /* of Within */
    gboolean is_open;    /* a transaction */
    guint n_records;     /* of the transaction that is open */
    gsize n_bytes;
} Taker;

static void
clear_within(gpointer within)
{
    g_bytes_unref(((Within *)within)->holder);
}

static void
unref_array(gpointer array)
{
    if (array != NULL)
        g_array_unref(array);
}

static void
clear_taker(Taker *taker)
{
    g_ptr_array_unref(taker->readings);
    g_hash_table_unref(taker->holders);
    g_array_unref(taker->withins);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Taker, clear_taker)

static gboolean
begin_group(Taker *taker, GError **error)
{
    if (!taker->is_open)
        taker->is_open = arsip_begin(taker->taking->archive, error);
    return taker->is_open;
}

static gboolean
end_group(Taker *taker, GError **error)
{
    gboolean is_open = taker->is_open;

    taker->is_open = FALSE;
    taker->n_records = 0;
    taker->n_bytes = 0;
    return !is_open || arsip_commit(taker->taking->archive, error);
}

/* One more record is in the transaction, which ends when it is large. */
static gboolean
count_record(Taker *taker, GError **error)
{
    const ArsipTaking *taking = taker->taking;

    taker->n_records++;
    if (taker->n_records < GROUP_RECORDS && taker->n_bytes < GROUP_BYTES)
        return TRUE;
    return end_group(taker, error) && (taking->goes_on == NULL || taking->goes_on(taking->data, error));
}

/* ---- documents */

static gboolean
find_out(Taker *taker, const ArsipWhole *whole, GError **error)
{
    g_autoptr(ArsipDocumentRow) row = NULL;
    GError *fault = NULL;

    taker->id = arsip_whole_find(taker->taking->archive, whole, &fault);
    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    taker->is_known = taker->id != 0;
    taker->is_taken = FALSE;
    if (!taker->is_known)
        return arsip_whole_add(taker->taking->archive, taker->taking->batch, whole, &taker->id, error);
    row = arsip_document_row(taker->taking->archive, taker->id, error);
    if (row == NULL)
        return FALSE;
    taker->is_taken = row->batch == taker->taking->batch && g_str_equal(row->uuid, whole->uuid);
    return TRUE;
}

static void
note_arrivals(Taker *taker, const ArsipWhole *whole, GArray *ids)
{
    for (guint i = 0; i < whole->arrivals->len; i++) {
        const ArsipWholeArrival *arrival = whole->arrivals->pdata[i];
        Within *within;

        if (arrival->holder_arrival == 0)
            continue;
        g_array_set_size(taker->withins, taker->withins->len + 1);
        within = &g_array_index(taker->withins, Within, taker->withins->len - 1);
        *within = (Within){g_array_index(ids, gint64, i), g_bytes_new(arrival->holder, ARSIP_HASH_SIZE),
                           arrival->holder_arrival};
    }
    for (guint i = 0; i < whole->originals->len; i++) {
        const ArsipWholeOriginal *original = whole->originals->pdata[i];
        g_autoptr(GBytes) key = g_bytes_new(original->sha256, ARSIP_HASH_SIZE);
        GArray *own;

        if (!g_hash_table_contains(taker->holders, key))
            continue;
        own = g_array_new(FALSE, FALSE, sizeof(gint64));
        for (guint j = 0; j < whole->arrivals->len; j++)
            if (((const ArsipWholeArrival *)whole->arrivals->pdata[j])->original == i)
                g_array_append_val(own, g_array_index(ids, gint64, j));
        g_hash_table_insert(taker->holders, g_bytes_ref(key), own);
    }
}

static gboolean
take_document(ArsipWhole *whole, gpointer data, GError **error)
{
    Taker *taker = data;

    g_ptr_array_set_size(taker->readings, 0);
    taker->n_decisions = 0;
    return begin_group(taker, error) && find_out(taker, whole, error);
}

static gboolean
take_page(const ArsipWhole *whole, const ArsipWholePage *page, gpointer data, GError **error)
{
    Taker *taker = data;
    GArray *readings;
    gboolean is_taken;

    for (guint i = 0; i < page->readings->len; i++)
        taker->n_bytes += strlen(((const ArsipWholeReading *)page->readings->pdata[i])->text);
    if (taker->is_taken)
        return TRUE;
    if (taker->is_known) {
        if (!arsip_whole_add_correction(taker->taking->archive, taker->id, page, &is_taken, error))
            return FALSE;
        taker->n_decisions += is_taken ? 1 : 0;
        return TRUE;
    }
    readings = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_ptr_array_add(taker->readings, readings);
    return arsip_whole_add_page(taker->taking->archive, taker->id, whole, page, readings, error);
}

static char *
describe(const Taker *taker, const ArsipWhole *whole)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_text(json, "archive", taker->taking->source);
    arsip_json_text(json, "uuid", whole->uuid);
    arsip_json_text(json, "name", whole->name);
    arsip_json_number(json, "batch", taker->taking->batch);
    arsip_json_truth(json, "known", taker->is_known);
    if (taker->is_known)
        arsip_json_number(json, "decisions", taker->n_decisions);
    arsip_json_end(json);
    return g_strdup(arsip_json_line(json));
}

/* The index is made of what is there now, by this program: it is nothing that a bag could bring. */
static gboolean
index_document(ArsipArchive *archive, gint64 id, GError **error)
{
    g_autoptr(ArsipFolio) folio = arsip_folio_load(archive, id, error);

    return folio != NULL && arsip_index_add(archive, id, folio->letter, folio->reading_ids, folio->n_pages,
                                            folio->name, error);
}

static gboolean
keep_new(Taker *taker, const ArsipWhole *whole, GError **error)
{
    return arsip_whole_add_marks(taker->taking->archive, taker->id, whole, taker->readings, error) &&
           (!g_str_equal(whole->state, "filed") || index_document(taker->taking->archive, taker->id, error));
}

/* Decisions bear on labels and on the index, as when somebody makes them here. */
static gboolean
keep_known(Taker *taker, const ArsipWhole *whole, GError **error)
{
    ArsipArchive *archive = taker->taking->archive;
    g_autoptr(ArsipDocumentRow) row = NULL;
    guint n;

    if (!arsip_whole_add_decisions(archive, taker->id, whole, &n, error))
        return FALSE;
    taker->n_decisions += n;
    row = taker->n_decisions > 0 ? arsip_document_row(archive, taker->id, error) : NULL;
    if (taker->n_decisions == 0)
        return TRUE;
    return row != NULL && (!g_str_equal(row->state, "filed") ||
                           arsip_file_document(archive, taker->id, taker->taking->rules, NULL, NULL, error));
}

static gboolean
keep_event(Taker *taker, const ArsipWhole *whole, GError **error)
{
    g_autoptr(ArsipDocumentRow) row = arsip_document_row(taker->taking->archive, taker->id, error);
    g_autofree char *detail = describe(taker, whole);

    return row != NULL &&
           arsip_event_add(taker->taking->archive, "document.imported", row->uuid, detail, error);
}

static gboolean
take_document_end(const ArsipWhole *whole, gpointer data, GError **error)
{
    Taker *taker = data;
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));

    if (!arsip_whole_add_arrivals(taker->taking->archive, taker->taking->batch, whole, ids,
                                  &taker->n_arrivals, error))
        return FALSE;
    note_arrivals(taker, whole, ids);
    if (!taker->is_taken &&
        !(taker->is_known ? keep_known(taker, whole, error) : keep_new(taker, whole, error)))
        return FALSE;
    if ((!taker->is_known || taker->n_arrivals > 0 || taker->n_decisions > 0) &&
        !keep_event(taker, whole, error))
        return FALSE;
    return count_record(taker, error);
}

/* ---- what was in what */

static gboolean
note_holder(ArsipWhole *whole, gpointer data, GError **error)
{
    Taker *taker = data;

    (void)error;
    for (guint i = 0; i < whole->arrivals->len; i++) {
        const ArsipWholeArrival *arrival = whole->arrivals->pdata[i];

        if (arrival->holder_arrival > 0)
            g_hash_table_insert(taker->holders, g_bytes_new(arrival->holder, ARSIP_HASH_SIZE), NULL);
    }
    return TRUE;
}

static gboolean
put_withins(Taker *taker, GError **error)
{
    if (!begin_group(taker, error))
        return FALSE;
    for (guint i = 0; i < taker->withins->len; i++) {
        const Within *within = &g_array_index(taker->withins, Within, i);
        const GArray *own = g_hash_table_lookup(taker->holders, within->holder);
        gint64 container = own != NULL && within->holder_arrival <= own->len
                               ? g_array_index(own, gint64, within->holder_arrival - 1)
                               : 0;

        if (within->id != 0 && container != 0 &&
            !arsip_whole_put_within(taker->taking->archive, within->id, container, error))
            return FALSE;
    }
    return TRUE;
}

/* ---- chains */

static gboolean
take_link(const char *owner, const ArsipLink *link, gpointer data, GError **error)
{
    Taker *taker = data;

    return begin_group(taker, error) && arsip_chain_keep(taker->taking->archive, owner, link, FALSE, error) &&
           count_record(taker, error);
}

gboolean
arsip_take_contents(const ArsipTaking *taking, const ArsipCrate *crate, const ArsipBagFacts *facts,
                    GError **error)
{
    g_auto(Taker) taker = {.taking = taking,
                           .readings = g_ptr_array_new_with_free_func(unref_array),
                           .holders = g_hash_table_new_full(g_bytes_hash, g_bytes_equal,
                                                            (GDestroyNotify)g_bytes_unref, unref_array),
                           .withins = g_array_new(FALSE, FALSE, sizeof(Within))};
    const ArsipContentsVisitor look = {.document = note_holder, .data = &taker};
    const ArsipContentsVisitor take = {.document = take_document,
                                       .page = take_page,
                                       .document_end = take_document_end,
                                       .link = take_link,
                                       .data = &taker};
    gboolean is_taken;

    g_array_set_clear_func(taker.withins, clear_within);
    is_taken = arsip_contents_read(crate, facts, &look, error) &&
               arsip_contents_read(crate, facts, &take, error) && put_withins(&taker, error) &&
               end_group(&taker, error);
    if (!is_taken)
        arsip_rollback(taking->archive);
    return is_taken;
}
