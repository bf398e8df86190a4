/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/strip.h"

#include <string.h>

#include "archive/catalogue.h"

/* A row's strips stand beside one another: 16 million of them at most. */
gint64
arsip_strip_key(gint64 row, gint64 strip)
{
    return row << 24 | strip;
}

gboolean
arsip_strips_create(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "CREATE TABLE IF NOT EXISTS strip ("
                              "  id    INTEGER PRIMARY KEY,"
                              "  bytes BLOB NOT NULL"
                              ") STRICT";

    return arsip_execute(archive, error, sql, "");
}

gboolean
arsip_strips_clear(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "DELETE FROM strip";

    return arsip_execute(archive, error, sql, "");
}

gboolean
arsip_strip_read(ArsipArchive *archive, gint64 row, gint64 strip, guint8 bytes[ARSIP_STRIP], GError **error)
{
    static const char sql[] = "SELECT bytes FROM strip WHERE id = ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    memset(bytes, 0, ARSIP_STRIP);
    if (statement == NULL || !arsip_statement_bind(statement, error, "i", arsip_strip_key(row, strip)))
        return FALSE;
    if (arsip_statement_step(statement, &fault) && sqlite3_column_bytes(statement, 0) == ARSIP_STRIP)
        memcpy(bytes, sqlite3_column_blob(statement, 0), ARSIP_STRIP);
    return arsip_rows_ended(fault, error);
}

gboolean
arsip_strip_write(ArsipArchive *archive, gint64 row, gint64 strip, const guint8 bytes[ARSIP_STRIP],
                  GError **error)
{
    static const char sql[] = "INSERT INTO strip (id, bytes) VALUES (?1, ?2)"
                              " ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes";
    g_autoptr(GBytes) blob = g_bytes_new(bytes, ARSIP_STRIP);

    return arsip_execute(archive, error, sql, "ib", arsip_strip_key(row, strip), blob);
}

gboolean
arsip_strip_set(ArsipArchive *archive, gint64 row, gint64 document, guint8 byte, GError **error)
{
    guint8 bytes[ARSIP_STRIP];

    if (!arsip_strip_read(archive, row, document / ARSIP_STRIP, bytes, error))
        return FALSE;
    if (bytes[document % ARSIP_STRIP] == byte)
        return TRUE;
    bytes[document % ARSIP_STRIP] = byte;
    return arsip_strip_write(archive, row, document / ARSIP_STRIP, bytes, error);
}
