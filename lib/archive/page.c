/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/event.h"
#include "archive/private.h"
#include "archive/record.h"
#include "archive/seal.h"
#include "base/i18n.h"

#include <string.h>

void
arsip_page_row_free(ArsipPageRow *row)
{
    if (row == NULL)
        return;
    g_free(row->state);
    g_free(row);
}

GPtrArray *
arsip_page_rows(ArsipArchive *archive, gint64 document, GError **error)
{
    static const char sql[] = "SELECT page.id, number, original_page, coalesce(reading, 0), state, sha256"
                              " FROM page JOIN original ON original.id = page.original"
                              " WHERE document = ?1 ORDER BY number";
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_page_row_free);
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", document))
        return NULL;
    while (arsip_statement_step(statement, &fault)) {
        ArsipPageRow *row = g_new0(ArsipPageRow, 1);

        row->id = sqlite3_column_int64(statement, 0);
        row->number = (guint)sqlite3_column_int64(statement, 1);
        row->original_page = (guint)sqlite3_column_int64(statement, 2);
        row->reading = sqlite3_column_int64(statement, 3);
        row->state = arsip_column_dup(statement, 4);
        arsip_column_hash(statement, 5, row->sha256);
        g_ptr_array_add(rows, row);
    }
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&rows) : NULL;
}

gboolean
arsip_page_add_reading(ArsipArchive *archive, gint64 page, const ArsipReading *reading, const char *who,
                       gint64 *id, GError **error)
{
    static const char sql[] = "INSERT INTO reading (page, made, who, text, words, confidence,"
                              "                     rotation, skew, width, height, dpi, blank, method,"
                              "                     languages, known, steps)"
                              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
                              "  ?16)";
    static const char count[] = "UPDATE page SET state = 'read', code = NULL, failure = NULL,"
                                "  reading = CASE WHEN ?3 IS NULL AND EXISTS (SELECT 1 FROM reading WHERE id "
                                "= page.reading AND who IS NOT NULL)"
                                "            THEN reading ELSE ?2 END"
                                " WHERE id = ?1";
    g_autoptr(GBytes) words = arsip_words_pack(reading->words);
    g_autofree char *now = arsip_now();
    gint64 made;

    if (!arsip_execute(archive, error, sql,
                       "isssb"
                       "didii"
                       "iissds",
                       page, now, who, reading->text, words, reading->confidence, (gint64)reading->rotation,
                       reading->skew, (gint64)reading->width, (gint64)reading->height, (gint64)reading->dpi,
                       (gint64)(reading->blank != FALSE), reading->method, reading->languages, reading->known,
                       reading->steps))
        return FALSE;
    made = sqlite3_last_insert_rowid(archive->database);
    if (id != NULL)
        *id = made;
    return arsip_seal_add(archive, made, error) &&
           arsip_execute(archive, error, count, "iis", page, made, who);
}

gboolean
arsip_page_set_failed(ArsipArchive *archive, gint64 page, const GError *failure, GError **error)
{
    static const char sql[] =
        "UPDATE page SET state = 'failed', code = ?2, failure = ?3 WHERE id = ?1"
        " AND NOT EXISTS (SELECT 1 FROM reading WHERE id = page.reading AND who IS NOT NULL)";
    gint64 code = failure->domain == ARSIP_ERROR ? failure->code : ARSIP_ERROR_FAILED;

    return arsip_execute(archive, error, sql, "iis", page, code, failure->message);
}

gboolean
arsip_page_set_waiting(ArsipArchive *archive, gint64 page, GError **error)
{
    static const char sql[] =
        "UPDATE page SET state = 'waiting', code = NULL, failure = NULL WHERE id = ?1"
        " AND NOT EXISTS (SELECT 1 FROM reading WHERE id = page.reading AND who IS NOT NULL)";

    return arsip_execute(archive, error, sql, "i", page);
}

gboolean
arsip_page_keep_reading(ArsipArchive *archive, gint64 page, GError **error)
{
    static const char sql[] =
        "UPDATE page SET state = 'read', code = NULL, failure = NULL WHERE id = ?1 AND reading IS NOT NULL";

    return arsip_execute(archive, error, sql, "i", page);
}

gboolean
arsip_page_set_none(ArsipArchive *archive, gint64 document, GError **error)
{
    return arsip_execute(archive, error, "UPDATE page SET state = 'none' WHERE document = ?1", "i", document);
}

static ArsipReading *
read_columns(ArsipStatement *statement, GError **error)
{
    g_autoptr(ArsipReading) reading = arsip_reading_new();
    g_autoptr(GBytes) blob = NULL;

    g_free(reading->text);
    reading->text = g_strdup(arsip_column_text(statement, 0));
    blob = g_bytes_new(sqlite3_column_blob(statement, 1), (gsize)sqlite3_column_bytes(statement, 1));
    g_clear_pointer(&reading->words, g_array_unref);
    reading->words = arsip_words_unpack(blob, strlen(reading->text), error);
    if (reading->words == NULL) {
        reading->words = g_array_new(FALSE, FALSE, sizeof(ArsipWord));
        return NULL;
    }
    reading->confidence = sqlite3_column_double(statement, 2);
    reading->rotation = sqlite3_column_int(statement, 3);
    reading->skew = sqlite3_column_double(statement, 4);
    reading->width = sqlite3_column_int(statement, 5);
    reading->height = sqlite3_column_int(statement, 6);
    reading->dpi = sqlite3_column_int(statement, 7);
    reading->blank = sqlite3_column_int(statement, 8) != 0;
    g_free(reading->method);
    reading->method = g_strdup(arsip_column_text(statement, 9));
    g_free(reading->languages);
    reading->languages = g_strdup(arsip_column_text(statement, 10));
    reading->known = sqlite3_column_double(statement, 11);
    g_free(reading->steps);
    reading->steps = g_strdup(arsip_column_text(statement, 12));
    return g_steal_pointer(&reading);
}

ArsipReading *
arsip_reading_load(ArsipArchive *archive, gint64 id, gboolean *is_by_person, GError **error)
{
    static const char sql[] =
        "SELECT text, words, confidence, rotation, skew, width, height, dpi, blank, method,"
        "       languages, known, steps, who IS NOT NULL FROM reading WHERE id = ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", id))
        return NULL;
    if (!arsip_statement_step(statement, &fault)) {
        if (fault != NULL)
            g_propagate_error(error, fault);
        else
            g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("the catalogue lacks reading %d"),
                        (int)id);
        return NULL;
    }
    if (is_by_person != NULL)
        *is_by_person = sqlite3_column_int(statement, 13) != 0;
    return read_columns(statement, error);
}
