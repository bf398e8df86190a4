/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/private.h"
#include "archive/whole.h"
#include "base/i18n.h"

#include <string.h>

/* Columns behind those of the page. */
static ArsipWholeReading *
read_reading(ArsipStatement *statement)
{
    ArsipWholeReading *reading = g_new0(ArsipWholeReading, 1);

    reading->made = arsip_column_dup(statement, 7);
    reading->who = arsip_column_dup(statement, 8);
    reading->text = arsip_column_dup(statement, 9);
    reading->words =
        g_bytes_new(sqlite3_column_blob(statement, 10), (gsize)sqlite3_column_bytes(statement, 10));
    reading->confidence = sqlite3_column_double(statement, 11);
    reading->rotation = sqlite3_column_int(statement, 12);
    reading->skew = sqlite3_column_double(statement, 13);
    reading->width = sqlite3_column_int(statement, 14);
    reading->height = sqlite3_column_int(statement, 15);
    reading->dpi = sqlite3_column_int(statement, 16);
    reading->is_blank = sqlite3_column_int(statement, 17) != 0;
    reading->method = arsip_column_dup(statement, 18);
    reading->languages = arsip_column_dup(statement, 19);
    reading->known = sqlite3_column_double(statement, 20);
    reading->steps = arsip_column_dup(statement, 21);
    return reading;
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

static void
read_page(ArsipStatement *statement, const ArsipWhole *whole, ArsipWholePage *page)
{
    guint8 sha256[ARSIP_HASH_SIZE] = {0};

    if (sqlite3_column_bytes(statement, 0) == ARSIP_HASH_SIZE)
        memcpy(sha256, sqlite3_column_blob(statement, 0), ARSIP_HASH_SIZE);
    page->original = place_of_original(whole, sha256);
    page->original_page = (guint)sqlite3_column_int64(statement, 1);
    page->state = arsip_column_dup(statement, 2);
    page->code = sqlite3_column_int(statement, 3);
    page->failure = arsip_column_dup(statement, 4);
}

ArsipWholePage *
arsip_whole_load_page(ArsipArchive *archive, const ArsipWhole *whole, guint number, GError **error)
{
    static const char sql[] =
        "SELECT sha256, original_page, state, coalesce(code, 0), failure, coalesce(page.reading, 0),"
        "       reading.id, made, who, text, words, confidence, rotation, skew, width, height, dpi,"
        "       blank, method, languages, known, steps"
        " FROM page JOIN original ON original.id = page.original"
        " LEFT JOIN reading ON reading.page = page.id"
        " WHERE document = ?1 AND number = ?2 ORDER BY reading.id";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    g_autoptr(ArsipWholePage) page = g_new0(ArsipWholePage, 1);
    GError *fault = NULL;

    page->readings = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_whole_reading_free);
    if (statement == NULL || !arsip_statement_bind(statement, error, "ii", whole->id, (gint64)number))
        return NULL;
    while (arsip_statement_step(statement, &fault)) {
        if (page->number == 0)
            read_page(statement, whole, page);
        page->number = number;
        if (sqlite3_column_type(statement, 6) == SQLITE_NULL)
            continue;
        g_ptr_array_add(page->readings, read_reading(statement));
        if (sqlite3_column_int64(statement, 6) == sqlite3_column_int64(statement, 5))
            page->counts = page->readings->len;
    }
    if (!arsip_rows_ended(fault, error))
        return NULL;
    if (page->number == number)
        return g_steal_pointer(&page);
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("document %d lacks page %u"), (int)whole->id,
                number);
    return NULL;
}
