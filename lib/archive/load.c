/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/document.h>

#include "archive/private.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "text/reading.h"

#include <string.h>

static void
free_page(ArsipPage *page)
{
    g_free(page->state);
    g_free(page->failure);
    g_free(page->sha256);
    g_free(page->text);
    g_free(page->method);
    g_free(page);
}

static void
free_field(ArsipFieldValue *field)
{
    g_free(field->name);
    g_free(field->value);
    g_free(field->who);
    g_free(field);
}

static void
free_proof(ArsipProof *proof)
{
    g_free(proof->text);
    g_free(proof->where);
    g_free(proof);
}

static void
free_label(ArsipLabel *label)
{
    g_free(label->name);
    g_free(label->who);
    g_free(label->rule);
    g_free(label->why);
    g_free(label->rules);
    g_ptr_array_unref(label->proofs);
    g_free(label);
}

void
arsip_document_free(ArsipDocument *document)
{
    if (document == NULL)
        return;
    g_free(document->uuid);
    g_free(document->name);
    g_free(document->state);
    g_free(document->failure);
    g_free(document->withdrawn);
    g_free(document->media_type);
    g_free(document->source);
    g_free(document->received);
    g_free(document->note);
    g_ptr_array_unref(document->pages);
    g_ptr_array_unref(document->labels);
    g_ptr_array_unref(document->fields);
    g_free(document);
}

/* Columns from `first` on: the words, start, length and number of a reading. The box is all zero where words
 * have none or cannot be unpacked. */
static void
find_span(ArsipStatement *statement, int first, ArsipSpan *span, ArsipRectangle *box)
{
    const void *bytes = sqlite3_column_blob(statement, first);
    g_autoptr(GBytes) blob = g_bytes_new(bytes, (gsize)sqlite3_column_bytes(statement, first));
    g_autoptr(ArsipReading) reading = arsip_reading_new();
    GArray *words = bytes != NULL ? arsip_words_unpack(blob, G_MAXUINT32, NULL) : NULL;
    ArsipBox found;

    *span = (ArsipSpan){sqlite3_column_int64(statement, first + 3),
                        (guint32)sqlite3_column_int64(statement, first + 1),
                        (guint32)sqlite3_column_int64(statement, first + 2)};
    if (words == NULL)
        return;
    g_array_unref(reading->words);
    reading->words = words;
    if (arsip_reading_box_of(reading, span->start, span->length, &found))
        *box = (ArsipRectangle){found.x, found.y, found.width, found.height};
}

static gboolean
load_pages(ArsipArchive *archive, ArsipDocument *document, gboolean with_text, GError **error)
{
    static const char sql[] =
        "SELECT page.number, page.state, page.failure, original.sha256, page.original_page, "
        "coalesce(page.reading, 0),"
        "       CASE WHEN ?2 THEN reading.text ELSE '' END, reading.confidence, reading.rotation, "
        "reading.skew,"
        "       reading.width, reading.height, reading.dpi, reading.blank, reading.method"
        " FROM page JOIN original ON original.id = page.original LEFT JOIN reading ON reading.id = "
        "page.reading"
        " WHERE page.document = ?1 ORDER BY page.number";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "ii", document->id, (gint64)with_text))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        ArsipPage *page = g_new0(ArsipPage, 1);

        page->number = (guint)sqlite3_column_int64(statement, 0);
        page->state = arsip_column_dup(statement, 1);
        page->failure = arsip_column_dup(statement, 2);
        if (sqlite3_column_bytes(statement, 3) == ARSIP_HASH_SIZE)
            page->sha256 = arsip_hash_hex(sqlite3_column_blob(statement, 3));
        page->original_page = (guint)sqlite3_column_int64(statement, 4);
        page->reading = sqlite3_column_int64(statement, 5);
        page->text = g_strdup(arsip_column_text(statement, 6));
        page->confidence = sqlite3_column_double(statement, 7);
        page->rotation = sqlite3_column_int(statement, 8);
        page->skew = sqlite3_column_double(statement, 9);
        page->width = sqlite3_column_int(statement, 10);
        page->height = sqlite3_column_int(statement, 11);
        page->dpi = sqlite3_column_int(statement, 12);
        page->is_blank = sqlite3_column_int(statement, 13) != 0;
        page->method = g_strdup(arsip_column_text(statement, 14));
        g_ptr_array_add(document->pages, page);
    }
    return arsip_rows_ended(fault, error);
}

static gboolean
load_fields(ArsipArchive *archive, ArsipDocument *document, GError **error)
{
    static const char sql[] =
        "SELECT field.name, field.value, field.who, coalesce(page.number, 0), reading.words, field.start, "
        "field.length, coalesce(field.reading, 0)"
        " FROM field LEFT JOIN reading ON reading.id = field.reading LEFT JOIN page ON page.id = reading.page"
        " WHERE field.document = ?1 AND field.value <> ''"
        " ORDER BY CASE field.name WHEN 'nomor' THEN 1 WHEN 'tanggal' THEN 2 WHEN 'hal' THEN 3 WHEN 'sifat' "
        "THEN 4"
        "   WHEN 'kode' THEN 5 WHEN 'kepada' THEN 6 WHEN 'dari' THEN 7 ELSE 8 END, field.name";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", document->id))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        ArsipFieldValue *field = g_new0(ArsipFieldValue, 1);

        field->name = arsip_column_dup(statement, 0);
        field->value = arsip_column_dup(statement, 1);
        field->who = arsip_column_dup(statement, 2);
        field->page = (guint)sqlite3_column_int64(statement, 3);
        find_span(statement, 4, &field->span, &field->box);
        g_ptr_array_add(document->fields, field);
    }
    return arsip_rows_ended(fault, error);
}

static gboolean
load_proofs(ArsipArchive *archive, gint64 document, ArsipLabel *label, GError **error)
{
    static const char sql[] =
        "SELECT coalesce(page.number, 0), evidence.text, evidence.place, evidence.cost, reading.words,"
        "       evidence.start, evidence.length, coalesce(evidence.reading, 0)"
        " FROM evidence JOIN label ON label.id = evidence.label"
        " LEFT JOIN reading ON reading.id = evidence.reading LEFT JOIN page ON page.id = reading.page"
        " WHERE evidence.document = ?1 AND label.name = ?2 ORDER BY evidence.ordinal";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "is", document, label->name))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        ArsipProof *proof = g_new0(ArsipProof, 1);

        proof->page = (guint)sqlite3_column_int64(statement, 0);
        proof->text = arsip_column_dup(statement, 1);
        proof->where = arsip_column_dup(statement, 2);
        proof->cost = sqlite3_column_double(statement, 3);
        find_span(statement, 4, &proof->span, &proof->box);
        g_ptr_array_add(label->proofs, proof);
    }
    return arsip_rows_ended(fault, error);
}

static gboolean
load_labels(ArsipArchive *archive, ArsipDocument *document, GError **error)
{
    static const char sql[] = "SELECT label.name, who, given, rule, why, rules, priority"
                              " FROM assignment JOIN label ON label.id = assignment.label"
                              " WHERE document = ?1 ORDER BY label.name";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", document->id))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        ArsipLabel *label = g_new0(ArsipLabel, 1);

        label->name = arsip_column_dup(statement, 0);
        label->who = arsip_column_dup(statement, 1);
        label->is_given = sqlite3_column_int(statement, 2) != 0;
        label->rule = arsip_column_dup(statement, 3);
        label->why = g_strdup(arsip_column_text(statement, 4));
        label->rules = arsip_column_dup(statement, 5);
        label->priority = sqlite3_column_int(statement, 6);
        label->proofs = g_ptr_array_new_with_free_func((GDestroyNotify)free_proof);
        g_ptr_array_add(document->labels, label);
        if (!load_proofs(archive, document->id, label, error))
            return FALSE;
    }
    return arsip_rows_ended(fault, error);
}

/* A member of a container is named after the file that the clerk knows: batch.zip/surat/001.tif. */
static char *
source_of(ArsipArchive *archive, gint64 document)
{
    static const char sql[] = "WITH RECURSIVE chain (id, container, path, depth) AS ("
                              "  SELECT * FROM (SELECT arrival.id, container, path, 0 FROM arrival JOIN page "
                              "ON page.original = arrival.original"
                              "    WHERE page.document = ?1 AND page.number = 1 ORDER BY arrival.id LIMIT 1)"
                              "  UNION ALL SELECT arrival.id, arrival.container, arrival.path, depth + 1"
                              "    FROM arrival JOIN chain ON arrival.id = chain.container"
                              ") SELECT path FROM chain ORDER BY depth DESC";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, NULL);
    g_autoptr(GString) path = g_string_new(NULL);

    if (statement == NULL || !arsip_statement_bind(statement, NULL, "i", document))
        return g_strdup("");
    while (arsip_statement_step(statement, NULL)) {
        g_autofree char *bytes =
            g_strndup(sqlite3_column_blob(statement, 0), (gsize)sqlite3_column_bytes(statement, 0));

        if (path->len > 0)
            g_string_append_c(path, '/');
        g_string_append(path, bytes);
    }
    return arsip_escape(path->str);
}

static ArsipDocument *
load_row(ArsipArchive *archive, gint64 id, GError **error)
{
    static const char sql[] =
        "SELECT d.uuid, d.name, d.state, d.failure, coalesce(d.code, 0), d.hidden, d.withdrawn, o.media_type,"
        "       d.received, d.note, d.batch"
        " FROM document AS d JOIN page AS p ON p.document = d.id AND p.number = 1 JOIN original AS o ON o.id "
        "= p.original"
        " WHERE d.id = ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    ArsipDocument *document;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", id) ||
        !arsip_document_step(statement, id, error))
        return NULL;
    document = g_new0(ArsipDocument, 1);
    document->id = id;
    document->uuid = arsip_column_dup(statement, 0);
    document->name = arsip_column_dup(statement, 1);
    document->state = arsip_column_dup(statement, 2);
    document->failure = arsip_column_dup(statement, 3);
    document->code = sqlite3_column_int(statement, 4);
    document->is_hidden = sqlite3_column_int(statement, 5) != 0;
    document->withdrawn = arsip_column_dup(statement, 6);
    document->media_type = arsip_column_dup(statement, 7);
    document->received = arsip_column_dup(statement, 8);
    document->note = arsip_column_dup(statement, 9);
    document->batch = sqlite3_column_int64(statement, 10);
    document->pages = g_ptr_array_new_with_free_func((GDestroyNotify)free_page);
    document->labels = g_ptr_array_new_with_free_func((GDestroyNotify)free_label);
    document->fields = g_ptr_array_new_with_free_func((GDestroyNotify)free_field);
    return document;
}

ArsipDocument *
arsip_document_load(ArsipArchive *archive, gint64 id, gboolean with_text, GError **error)
{
    g_autoptr(ArsipDocument) document = load_row(archive, id, error);

    if (document == NULL)
        return NULL;
    document->source = source_of(archive, id);
    if (!load_pages(archive, document, with_text, error) || !load_fields(archive, document, error) ||
        !load_labels(archive, document, error))
        return NULL;
    return g_steal_pointer(&document);
}

char *
arsip_page_text(ArsipArchive *archive, const ArsipPage *page, GError **error)
{
    static const char sql[] = "SELECT text FROM reading WHERE id = ?1";
    GError *fault = NULL;
    g_autofree char *text =
        page->reading != 0 ? arsip_fetch_text(archive, &fault, sql, "i", page->reading) : NULL;

    if (!arsip_rows_ended(fault, error))
        return NULL;
    return text != NULL ? g_steal_pointer(&text) : g_strdup("");
}

const char *
arsip_document_field(const ArsipDocument *document, const char *name)
{
    for (guint i = 0; i < document->fields->len; i++) {
        const ArsipFieldValue *field = document->fields->pdata[i];

        if (g_str_equal(field->name, name))
            return field->value;
    }
    return NULL;
}

char *
arsip_document_title(const ArsipDocument *document)
{
    static const char *const shown[] = {"tanggal", "nomor", "hal", "dari"};
    g_autoptr(GString) title = g_string_new(NULL);

    for (guint i = 0; i < G_N_ELEMENTS(shown); i++) {
        const char *value = arsip_document_field(document, shown[i]);

        if (value != NULL)
            g_string_append_printf(title, "%s · ", value);
    }
    g_string_append(title, document->name);
    return g_string_free(g_steal_pointer(&title), FALSE);
}

gint64
arsip_document_find(ArsipArchive *archive, const char *words, GError **error)
{
    static const char by_uuid[] =
        "SELECT min(id), count(*) FROM document WHERE substr(uuid, 1, length(?1)) = ?1";
    g_autofree char *name = arsip_escape(words);
    g_autofree char *folded = g_ascii_strdown(words, -1);
    g_autoptr(ArsipStatement) statement = NULL;
    gint64 count = 0;
    guint64 number;

    if (g_ascii_string_to_unsigned(words, 10, 1, G_MAXINT64, &number, NULL) && strlen(words) < 8 + 1) {
        count = arsip_fetch_number(archive, 0, NULL, "SELECT count(*) FROM document WHERE id = ?1", "i",
                                   (gint64)number);
        if (count == 1)
            return (gint64)number;
    }
    statement = strlen(words) >= 8 ? arsip_statement(archive, by_uuid, error) : NULL;
    if (statement != NULL && arsip_statement_bind(statement, error, "s", folded) &&
        arsip_statement_step(statement, NULL))
        count = sqlite3_column_int64(statement, 1);
    if (count == 1)
        return sqlite3_column_int64(statement, 0);
    if (count > 1)
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                    _("%s: the UUIDs of several documents begin so; give more of it"), name);
    else if (error == NULL || *error == NULL)
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND,
                    _("%s: there is no such document; give its number or its UUID as search shows them"),
                    name);
    return 0;
}
