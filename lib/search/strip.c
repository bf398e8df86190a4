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

/* ---- packed: a bit for each byte that is not 0, then these bytes */

#define BITS ((ARSIP_STRIP + 63) / 64)

static guint
pack(const guint8 bytes[ARSIP_STRIP], guint8 *packed)
{
    guint64 bits[BITS] = {0};
    guint n = sizeof bits;

    for (guint i = 0; i < ARSIP_STRIP; i++)
        if (bytes[i] != 0) {
            bits[i / 64] |= G_GUINT64_CONSTANT(1) << i % 64;
            packed[n++] = bytes[i];
        }
    for (guint i = 0; i < BITS; i++)
        bits[i] = GUINT64_TO_LE(bits[i]);
    memcpy(packed, bits, sizeof bits);
    return n;
}

static void
unpack(const guint8 *packed, guint length, guint8 bytes[ARSIP_STRIP])
{
    guint64 bits[BITS];
    guint at = sizeof bits;

    if (length < sizeof bits)
        return;
    memcpy(bits, packed, sizeof bits);
    for (guint word = 0; word < BITS; word++)
        for (guint64 left = GUINT64_FROM_LE(bits[word]); left != 0 && at < length; left &= left - 1) {
            guint i = word * 64 + (guint)__builtin_ctzll(left);

            if (i < ARSIP_STRIP)
                bytes[i] = packed[at++];
        }
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
        const guint8 *kept = sqlite3_column_blob(statement, 0);
        guint length = (guint)sqlite3_column_bytes(statement, 0);

        if (length == ARSIP_STRIP)
            memcpy(bytes, kept, ARSIP_STRIP);
        else
            unpack(kept, length, bytes);
    }
    return arsip_rows_ended(fault, error);
}

gboolean
arsip_strip_write(ArsipArchive *archive, gint64 row, gint64 strip, const guint8 bytes[ARSIP_STRIP],
                  GError **error)
{
    static const char sql[] = "INSERT INTO strip (id, bytes) VALUES (?1, ?2)"
                              " ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes";
    guint8 packed[sizeof(guint64) * BITS + ARSIP_STRIP];
    guint length = pack(bytes, packed);
    g_autoptr(GBytes) blob =
        length < ARSIP_STRIP ? g_bytes_new(packed, length) : g_bytes_new(bytes, ARSIP_STRIP);

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
