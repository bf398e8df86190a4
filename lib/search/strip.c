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

/* ---- packed, in the shortest of the three ways that strip.h tells */

#define GAP_MOST 255

/* G_MAXUINT where it is no shorter than the bits alone. */
static guint
pack_gaps(const guint8 bytes[ARSIP_STRIP], guint8 *packed)
{
    guint n = 0, gap = 0;

    for (guint i = 0; i < ARSIP_STRIP; i++, gap++) {
        if (bytes[i] == 0 && gap < GAP_MOST)
            continue;
        if (n + 2 >= ARSIP_STRIP_BITS_BYTES)
            return G_MAXUINT;
        packed[n++] = (guint8)gap;
        packed[n++] = bytes[i];
        gap = G_MAXUINT; /* 0 before the next one */
    }
    return n;
}

static guint
pack_bits(const guint8 bytes[ARSIP_STRIP], guint8 *packed)
{
    guint64 bits[ARSIP_STRIP_BITS] = {0};
    guint n = ARSIP_STRIP_BITS_BYTES;

    for (guint i = 0; i < ARSIP_STRIP; i++)
        if (bytes[i] != 0) {
            bits[i / 64] |= G_GUINT64_CONSTANT(1) << i % 64;
            packed[n++] = bytes[i];
        }
    for (guint i = 0; i < ARSIP_STRIP_BITS; i++)
        bits[i] = GUINT64_TO_LE(bits[i]);
    memcpy(packed, bits, ARSIP_STRIP_BITS_BYTES);
    return n;
}

static inline void
set_entry(guint place, guint8 byte, gpointer bytes)
{
    ((guint8 *)bytes)[place] = byte;
}

void
arsip_strip_unpack(const guint8 *packed, guint length, guint8 bytes[ARSIP_STRIP])
{
    if (length >= ARSIP_STRIP) {
        memcpy(bytes, packed, ARSIP_STRIP);
        return;
    }
    memset(bytes, 0, ARSIP_STRIP);
    arsip_strip_each_entry(packed, length, set_entry, bytes);
}

/* ---- reading and writing */

gboolean
arsip_strips_each(ArsipArchive *archive, gint64 row, ArsipStripVisit visit, gpointer data, GError **error)
{
    static const char sql[] = "SELECT id, bytes FROM strip WHERE id >= ?1 AND id < ?2 ORDER BY id";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL ||
        !arsip_statement_bind(statement, error, "ii", arsip_strip_key(row, 0), arsip_strip_key(row + 1, 0)))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        const guint8 *packed = sqlite3_column_blob(statement, 1);

        visit(sqlite3_column_int64(statement, 0) - arsip_strip_key(row, 0), packed,
              (guint)sqlite3_column_bytes(statement, 1), data);
    }
    return arsip_rows_ended(fault, error);
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
    if (arsip_statement_step(statement, &fault)) {
        const guint8 *packed = sqlite3_column_blob(statement, 0);

        arsip_strip_unpack(packed, (guint)sqlite3_column_bytes(statement, 0), bytes);
    }
    return arsip_rows_ended(fault, error);
}

static gboolean
write_blob(ArsipArchive *archive, gint64 key, const guint8 *bytes, guint length, GError **error)
{
    static const char sql[] = "INSERT INTO strip (id, bytes) VALUES (?1, ?2)"
                              " ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes";
    g_autoptr(GBytes) blob = g_bytes_new_static(bytes, length);

    return arsip_execute(archive, error, sql, "ib", key, blob);
}

gboolean
arsip_strip_write(ArsipArchive *archive, gint64 row, gint64 strip, const guint8 bytes[ARSIP_STRIP],
                  GError **error)
{
    guint8 packed[ARSIP_STRIP_BITS_BYTES + ARSIP_STRIP];
    guint gaps = pack_gaps(bytes, packed);
    guint length = gaps != G_MAXUINT ? gaps : pack_bits(bytes, packed);

    return length < ARSIP_STRIP ? write_blob(archive, arsip_strip_key(row, strip), packed, length, error)
                                : write_blob(archive, arsip_strip_key(row, strip), bytes, ARSIP_STRIP, error);
}

/* Where it lies in the page, which a statement would put together anew. FALSE: it does not lie there. */
static gboolean
set_in_place(ArsipArchive *archive, gint64 key, int at, guint8 byte)
{
    sqlite3_blob *blob = NULL;
    guint8 before = 0;
    gboolean is_set = sqlite3_blob_open(arsip_archive_database(archive), "main", "strip", "bytes", key, 1,
                                        &blob) == SQLITE_OK &&
                      sqlite3_blob_bytes(blob) == ARSIP_STRIP &&
                      sqlite3_blob_read(blob, &before, 1, at) == SQLITE_OK &&
                      (before == byte || sqlite3_blob_write(blob, &byte, 1, at) == SQLITE_OK);

    return sqlite3_blob_close(blob) == SQLITE_OK && is_set;
}

/* From the first on it stands there as it is when it is full, not packed. */
gboolean
arsip_strip_set(ArsipArchive *archive, gint64 row, gint64 document, guint8 byte, GError **error)
{
    gint64 key = arsip_strip_key(row, document / ARSIP_STRIP);
    int at = (int)(document % ARSIP_STRIP);
    guint8 bytes[ARSIP_STRIP];

    if (set_in_place(archive, key, at, byte))
        return TRUE;
    if (!arsip_strip_read(archive, row, document / ARSIP_STRIP, bytes, error))
        return FALSE;
    bytes[at] = byte;
    return write_blob(archive, key, bytes, ARSIP_STRIP, error);
}
