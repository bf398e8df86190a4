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

/* The next byte that is not 0, from place `from` on; ARSIP_STRIP: there is none. */
static guint
find_byte(const guint8 bytes[ARSIP_STRIP], guint from)
{
    guint64 eight;

    for (; from + sizeof eight <= ARSIP_STRIP; from += sizeof eight) {
        memcpy(&eight, bytes + from, sizeof eight);
        if (eight != 0)
            break;
    }
    while (from < ARSIP_STRIP && bytes[from] == 0)
        from++;
    return from;
}

/* So long at most: of more bytes than these have the bits are shorter. */
#define GAPS_MOST (2 * ARSIP_STRIP_BITS_BYTES)

/* G_MAXUINT where it is no shorter than the bits with their bytes. */
static guint
pack_gaps(const guint8 bytes[ARSIP_STRIP], guint8 *packed)
{
    guint n = 0, n_bytes = 0, from = 0;

    for (guint i = find_byte(bytes, from); i < ARSIP_STRIP; i = find_byte(bytes, from)) {
        gboolean is_far = i - from > GAP_MOST;
        guint gap = is_far ? GAP_MOST : i - from;

        if (n + 2 > GAPS_MOST)
            return G_MAXUINT;
        packed[n++] = (guint8)gap;
        packed[n++] = is_far ? 0 : bytes[i];
        n_bytes += is_far ? 0 : 1;
        from += gap + 1;
    }
    return n <= ARSIP_STRIP_BITS_BYTES + n_bytes ? n : G_MAXUINT;
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
    if (n % 2 == 0)
        packed[n++] = 0;
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

GBytes *
arsip_strip_read_packed(ArsipArchive *archive, gint64 row, gint64 strip, GError **error)
{
    static const char sql[] = "SELECT bytes FROM strip WHERE id = ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    g_autoptr(GBytes) packed = NULL;
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", arsip_strip_key(row, strip)))
        return NULL;
    if (arsip_statement_step(statement, &fault))
        packed = g_bytes_new(sqlite3_column_blob(statement, 0), (gsize)sqlite3_column_bytes(statement, 0));
    else
        packed = g_bytes_new(NULL, 0);
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&packed) : NULL;
}

gboolean
arsip_strip_read(ArsipArchive *archive, gint64 row, gint64 strip, guint8 bytes[ARSIP_STRIP], GError **error)
{
    g_autoptr(GBytes) packed = arsip_strip_read_packed(archive, row, strip, error);

    memset(bytes, 0, ARSIP_STRIP);
    if (packed == NULL)
        return FALSE;
    arsip_strip_unpack(g_bytes_get_data(packed, NULL), (guint)g_bytes_get_size(packed), bytes);
    return TRUE;
}

static gboolean
write_blob(ArsipArchive *archive, gint64 key, const guint8 *bytes, guint length, GError **error)
{
    static const char sql[] = "INSERT INTO strip (id, bytes) VALUES (?1, ?2)"
                              " ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes";
    g_autoptr(GBytes) blob = g_bytes_new_static(bytes, length);

    return arsip_execute(archive, error, sql, "ib", key, blob);
}

guint
arsip_strip_pack(const guint8 bytes[ARSIP_STRIP], guint8 packed[ARSIP_STRIP_PACKED_MOST])
{
    guint length = pack_gaps(bytes, packed);

    if (length == G_MAXUINT)
        length = pack_bits(bytes, packed);
    if (length < ARSIP_STRIP)
        return length;
    memcpy(packed, bytes, ARSIP_STRIP);
    return ARSIP_STRIP;
}

gboolean
arsip_strip_write_packed(ArsipArchive *archive, gint64 row, gint64 strip, const guint8 *packed, guint length,
                         GError **error)
{
    static const char sql[] = "DELETE FROM strip WHERE id = ?1";
    gint64 key = arsip_strip_key(row, strip);

    return length > 0 ? write_blob(archive, key, packed, length, error)
                      : arsip_execute(archive, error, sql, "i", key);
}

gboolean
arsip_strip_write(ArsipArchive *archive, gint64 row, gint64 strip, const guint8 bytes[ARSIP_STRIP],
                  GError **error)
{
    guint8 packed[ARSIP_STRIP_PACKED_MOST];

    return arsip_strip_write_packed(archive, row, strip, packed, arsip_strip_pack(bytes, packed), error);
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
