/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/private.h"
#include "archive/seal.h"
#include "archive/whole.h"
#include "base/escape.h"
#include "base/i18n.h"

#include <string.h>

static gint64
number_of_original(ArsipArchive *archive, const guint8 *sha256, GError **error)
{
    static const char sql[] = "SELECT id FROM original WHERE sha256 = ?1";

    return arsip_fetch_number(archive, 0, error, sql, "h", sha256);
}

gboolean
arsip_whole_has_original(ArsipArchive *archive, const guint8 sha256[ARSIP_HASH_SIZE], GError **error)
{
    return number_of_original(archive, sha256, error) != 0;
}

/* What a document consists of never changes: with other bytes it is another that took the name. */
static gboolean
check_same(ArsipArchive *archive, const ArsipWhole *whole, gint64 id, GError **error)
{
    const ArsipWholeOriginal *first = whole->originals->pdata[0];
    g_autoptr(ArsipDocumentRow) row = arsip_document_row(archive, id, error);

    if (row == NULL)
        return FALSE;
    if (memcmp(row->sha256, first->sha256, ARSIP_HASH_SIZE) == 0)
        return TRUE;
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("document %s has other bytes in this archive"),
                whole->uuid);
    return FALSE;
}

gint64
arsip_whole_find(ArsipArchive *archive, const ArsipWhole *whole, GError **error)
{
    static const char by_uuid[] = "SELECT id FROM document WHERE uuid = ?1";
    const ArsipWholeOriginal *first = whole->originals->pdata[0];
    GError *fault = NULL;
    gint64 found = arsip_fetch_number(archive, 0, &fault, by_uuid, "s", whole->uuid);
    gint64 original;

    if (found != 0)
        return check_same(archive, whole, found, error) ? found : 0;
    original = fault == NULL ? number_of_original(archive, first->sha256, &fault) : 0;
    if (original != 0)
        found = arsip_document_of_original(archive, original, &fault);
    return arsip_rows_ended(fault, error) ? found : 0;
}

static gboolean
add_original(ArsipArchive *archive, const ArsipWholeOriginal *original, GError **error)
{
    static const char sql[] = "INSERT INTO original (sha256, size, media_type) VALUES (?1, ?2, ?3)"
                              " ON CONFLICT (sha256) DO UPDATE"
                              " SET media_type = coalesce(original.media_type, excluded.media_type)";

    return arsip_execute(archive, error, sql, "his", original->sha256, (gint64)original->size,
                         original->media_type);
}

gboolean
arsip_whole_add(ArsipArchive *archive, gint64 batch, const ArsipWhole *whole, gint64 *id, GError **error)
{
    static const char sql[] =
        "INSERT INTO document (uuid, batch, name, state, code, failure, received, note, named_by)"
        " VALUES (?1, ?2, ?3, ?4, nullif(?5, 0), ?6, ?7, ?8, ?9)";

    if (!arsip_execute(archive, error, sql,
                       "sissi"
                       "ssss",
                       whole->uuid, batch, whole->name, whole->state, (gint64)whole->code, whole->failure,
                       whole->received, whole->note, whole->named_by))
        return FALSE;
    *id = sqlite3_last_insert_rowid(archive->database);
    for (guint i = 0; i < whole->originals->len; i++)
        if (!add_original(archive, whole->originals->pdata[i], error))
            return FALSE;
    return TRUE;
}

static gboolean
add_reading(ArsipArchive *archive, gint64 page, const ArsipWholeReading *reading, gint64 *id, GError **error)
{
    static const char sql[] =
        "INSERT INTO reading (page, made, who, text, words, confidence,"
        "                     rotation, skew, width, height, dpi, blank, method,"
        "                     languages, known, steps)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";

    g_autoptr(GBytes) words = g_bytes_new_static(reading->words, reading->words_size);

    if (!arsip_execute(archive, error, sql,
                       "isssb"
                       "didii"
                       "iissds",
                       page, reading->made, reading->who, reading->text, words, reading->confidence,
                       (gint64)reading->rotation, reading->skew, (gint64)reading->width,
                       (gint64)reading->height, (gint64)reading->dpi, (gint64)reading->is_blank,
                       reading->method, reading->languages, reading->known, reading->steps))
        return FALSE;
    *id = sqlite3_last_insert_rowid(archive->database);
    return arsip_seal_add(archive, *id, error);
}

gboolean
arsip_whole_add_page(ArsipArchive *archive, gint64 document, const ArsipWhole *whole,
                     const ArsipWholePage *page, GArray *readings, GError **error)
{
    static const char sql[] =
        "INSERT INTO page (document, number, original, original_page, state, code, failure)"
        " SELECT ?1, ?2, id, ?4, ?5, nullif(?6, 0), ?7 FROM original WHERE sha256 = ?3";
    static const char count[] = "UPDATE page SET reading = ?2 WHERE id = ?1";
    const ArsipWholeOriginal *original = whole->originals->pdata[page->original];
    gint64 id;

    if (!arsip_execute(archive, error, sql, "iihisis", document, (gint64)page->number, original->sha256,
                       (gint64)page->original_page, page->state, (gint64)page->code, page->failure))
        return FALSE;
    id = sqlite3_last_insert_rowid(archive->database);
    for (guint i = 0; i < page->readings->len; i++) {
        gint64 reading;

        if (!add_reading(archive, id, page->readings->pdata[i], &reading, error))
            return FALSE;
        g_array_append_val(readings, reading);
    }
    return page->counts == 0 ||
           arsip_execute(archive, error, count, "ii", id, g_array_index(readings, gint64, page->counts - 1));
}

/* Two archives of a batch may hold a file of the same name, time and bytes: the second is not the first. */
static gint64
rank_of(GHashTable *met, const ArsipWholeArrival *arrival)
{
    char *key = g_strdup_printf("%u %" G_GINT64_FORMAT " %s %s", arrival->original, arrival->modified,
                                arrival->batch, arrival->path);
    guint before = GPOINTER_TO_UINT(g_hash_table_lookup(met, key));

    g_hash_table_replace(met, key, GUINT_TO_POINTER(before + 1));
    return before;
}

static gboolean
add_arrival(ArsipArchive *archive, gint64 batch, const ArsipWholeArrival *arrival, gint64 original,
            gint64 *id, GError **error)
{
    static const char sql[] =
        "INSERT INTO arrival (batch, original, name, path, modified, outcome, origin)"
        " SELECT ?1, ?2, ?3, ?4, ?5,"
        "   CASE WHEN EXISTS (SELECT 1 FROM arrival WHERE original = ?2) THEN 'known' ELSE 'new' END, ?6";
    g_autofree char *base = g_path_get_basename(arrival->path);
    g_autofree char *name = arsip_escape(base);

    if (!arsip_execute(archive, error, sql, "iiszis", batch, original, name, arrival->path, arrival->modified,
                       arrival->batch))
        return FALSE;
    *id = sqlite3_last_insert_rowid(archive->database);
    return TRUE;
}

static gboolean
keep_arrival(ArsipArchive *archive, gint64 batch, const ArsipWholeArrival *arrival, gint64 original,
             gint64 rank, gint64 *id, gboolean *is_new, GError **error)
{
    static const char known[] = "SELECT id FROM arrival WHERE original = ?1 AND path = ?2 AND batch = ?3"
                                " AND origin = ?4 AND modified = ?5 ORDER BY id LIMIT 1 OFFSET ?6";
    GError *fault = NULL;

    *id = arsip_fetch_number(archive, 0, &fault, known, "izisii", original, arrival->path, batch,
                             arrival->batch, arrival->modified, rank);
    if (!arsip_rows_ended(fault, error))
        return FALSE;
    *is_new = *id == 0;
    return !*is_new || add_arrival(archive, batch, arrival, original, id, error);
}

gboolean
arsip_whole_add_arrivals(ArsipArchive *archive, gint64 batch, const ArsipWhole *whole, GArray *ids,
                         guint *n_new, GError **error)
{
    g_autoptr(GHashTable) met = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    *n_new = 0;
    for (guint i = 0; i < whole->arrivals->len; i++) {
        const ArsipWholeArrival *arrival = whole->arrivals->pdata[i];
        const ArsipWholeOriginal *of = whole->originals->pdata[arrival->original];
        GError *fault = NULL;
        gint64 original = number_of_original(archive, of->sha256, &fault);
        gint64 id = 0;
        gboolean is_new = FALSE;

        if (!arsip_rows_ended(fault, error) ||
            (original != 0 &&
             !keep_arrival(archive, batch, arrival, original, rank_of(met, arrival), &id, &is_new, error)))
            return FALSE;
        *n_new += is_new ? 1 : 0;
        g_array_append_val(ids, id);
    }
    return TRUE;
}

/* Nothing is within itself, by whatever way round: a bag may say so, and those who walk outwards would not
 * come to an end. */
gboolean
arsip_whole_put_within(ArsipArchive *archive, gint64 arrival, gint64 container, GError **error)
{
    static const char sql[] =
        "UPDATE arrival SET container = ?2 WHERE id = ?1 AND container IS NULL AND NOT EXISTS ("
        "  WITH RECURSIVE around (id) AS ("
        "    SELECT ?2 UNION SELECT outer.container FROM arrival AS outer JOIN around ON outer.id = around.id"
        "    WHERE outer.container IS NOT NULL)"
        "  SELECT 1 FROM around WHERE id = ?1)";

    return arsip_execute(archive, error, sql, "ii", arrival, container);
}

/* 0: none. */
static gint64
reading_at(const GPtrArray *readings, const ArsipWholeSpan *span)
{
    const GArray *of_page;

    if (span->page == 0 || span->page > readings->len || span->reading == 0)
        return 0;
    of_page = readings->pdata[span->page - 1];
    return span->reading <= of_page->len ? g_array_index(of_page, gint64, span->reading - 1) : 0;
}

static gboolean
add_label(ArsipArchive *archive, gint64 document, const ArsipWhole *whole, const ArsipWholeLabel *label,
          const GPtrArray *readings, GError **error)
{
    const ArsipAssignmentRow row = {.label = label->name,
                                    .who = label->who,
                                    .is_given = label->is_given,
                                    .rule = label->rule,
                                    .why = label->why,
                                    .rules = label->rules,
                                    .priority = label->priority};

    if (!arsip_assignment_set(archive, document, &row, error))
        return FALSE;
    for (guint i = 0; i < label->n_proofs; i++) {
        const ArsipWholeProof *proof = whole->proofs->pdata[label->proofs + i];

        if (!arsip_evidence_add(archive, document, label->name, i, reading_at(readings, &proof->span),
                                proof->span.start, proof->span.length, proof->where, proof->text, proof->cost,
                                error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
add_field(ArsipArchive *archive, gint64 document, const ArsipWholeField *field, gint64 reading,
          GError **error)
{
    const ArsipFieldRow row = {.name = field->name,
                               .value = field->value,
                               .who = field->who,
                               .reading = reading,
                               .start = field->span.start,
                               .length = field->span.length};

    return arsip_field_set(archive, document, &row, error);
}

gboolean
arsip_whole_add_marks(ArsipArchive *archive, gint64 document, const ArsipWhole *whole,
                      const GPtrArray *readings, GError **error)
{
    for (guint i = 0; i < whole->fields->len; i++) {
        const ArsipWholeField *field = whole->fields->pdata[i];

        if (!add_field(archive, document, field, reading_at(readings, &field->span), error))
            return FALSE;
    }
    for (guint i = 0; i < whole->labels->len; i++)
        if (!add_label(archive, document, whole, whole->labels->pdata[i], readings, error))
            return FALSE;
    return TRUE;
}

static gboolean
is_decided(ArsipArchive *archive, const char *sql, gint64 document, const char *name, gboolean *is_so,
           GError **error)
{
    GError *fault = NULL;

    *is_so = arsip_fetch_number(archive, 0, &fault, sql, "is", document, name) != 0;
    return arsip_rows_ended(fault, error);
}

static gboolean
add_decided_fields(ArsipArchive *archive, gint64 document, const ArsipWhole *whole, guint *n, GError **error)
{
    static const char sql[] =
        "SELECT count(*) FROM field WHERE document = ?1 AND name = ?2 AND who IS NOT NULL";

    for (guint i = 0; i < whole->fields->len; i++) {
        const ArsipWholeField *field = whole->fields->pdata[i];
        gboolean is_so = field->who == NULL;

        if (!is_so && !is_decided(archive, sql, document, field->name, &is_so, error))
            return FALSE;
        if (is_so)
            continue;
        if (!add_field(archive, document, field, 0, error))
            return FALSE;
        ++*n;
    }
    return TRUE;
}

static gboolean
add_decided_labels(ArsipArchive *archive, gint64 document, const ArsipWhole *whole, guint *n, GError **error)
{
    static const char sql[] = "SELECT count(*) FROM assignment JOIN label ON label.id = assignment.label"
                              " WHERE document = ?1 AND name = ?2 AND who IS NOT NULL";
    g_autoptr(GPtrArray) none = g_ptr_array_new();

    for (guint i = 0; i < whole->labels->len; i++) {
        const ArsipWholeLabel *label = whole->labels->pdata[i];
        gboolean is_so = label->who == NULL;

        if (!is_so && !is_decided(archive, sql, document, label->name, &is_so, error))
            return FALSE;
        if (is_so)
            continue;
        if (!add_label(archive, document, whole, label, none, error))
            return FALSE;
        ++*n;
    }
    return TRUE;
}

static gboolean
add_decided_words(ArsipArchive *archive, gint64 document, const ArsipWhole *whole, guint *n, GError **error)
{
    static const char note[] = "UPDATE document SET note = ?2 WHERE id = ?1 AND note = ''";
    static const char name[] =
        "UPDATE document SET name = ?2, named_by = ?3 WHERE id = ?1 AND named_by IS NULL";

    if (*whole->note != '\0') {
        if (!arsip_execute(archive, error, note, "is", document, whole->note))
            return FALSE;
        *n += (guint)sqlite3_changes(archive->database);
    }
    if (whole->named_by != NULL) {
        if (!arsip_execute(archive, error, name, "iss", document, whole->name, whole->named_by))
            return FALSE;
        *n += (guint)sqlite3_changes(archive->database);
    }
    return TRUE;
}

gboolean
arsip_whole_add_decisions(ArsipArchive *archive, gint64 document, const ArsipWhole *whole, guint *n,
                          GError **error)
{
    *n = 0;
    return add_decided_fields(archive, document, whole, n, error) &&
           add_decided_labels(archive, document, whole, n, error) &&
           add_decided_words(archive, document, whole, n, error);
}

gboolean
arsip_whole_add_correction(ArsipArchive *archive, gint64 document, const ArsipWholePage *page,
                           gboolean *is_taken, GError **error)
{
    static const char sql[] =
        "SELECT id FROM page WHERE document = ?1 AND number = ?2"
        " AND NOT EXISTS (SELECT 1 FROM reading WHERE page = page.id AND who IS NOT NULL)";
    static const char count[] =
        "UPDATE page SET reading = ?2, state = 'read', code = NULL, failure = NULL WHERE id = ?1";
    const ArsipWholeReading *reading = page->counts > 0 ? page->readings->pdata[page->counts - 1] : NULL;
    GError *fault = NULL;
    gint64 id, made;

    *is_taken = FALSE;
    if (reading == NULL || reading->who == NULL)
        return TRUE;
    id = arsip_fetch_number(archive, 0, &fault, sql, "ii", document, (gint64)page->number);
    if (!arsip_rows_ended(fault, error))
        return FALSE;
    if (id == 0)
        return TRUE;
    *is_taken = TRUE;
    return add_reading(archive, id, reading, &made, error) &&
           arsip_execute(archive, error, count, "ii", id, made);
}
