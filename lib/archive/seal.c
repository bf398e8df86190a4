/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/seal.h"
#include "archive/private.h"

#include <string.h>

/* The columns of a reading that are hashed; they stand first in each query here. */
#define HASHED                                                                                               \
    "reading.id, reading.page, made, who, text, words, confidence, rotation, skew, width, height, dpi,"      \
    " blank, method, languages, known, steps"
static const char types[] = "iisssbdidiiiissds";

enum { COLUMN_ID = 0, COLUMN_MADE = 2, COLUMN_TEXT = 4, COLUMN_WORDS = 5, N_HASHED = sizeof types - 1 };

static void
hash_number(ArsipHash *hash, guint64 number)
{
    guint64 encoded = GUINT64_TO_BE(number);

    arsip_hash_update(hash, &encoded, sizeof encoded);
}

static void
hash_real(ArsipHash *hash, double number)
{
    guint64 bits;

    memcpy(&bits, &number, sizeof bits);
    hash_number(hash, bits);
}

static void
hash_bytes(ArsipHash *hash, ArsipStatement *statement, int column)
{
    gboolean is_null = sqlite3_column_type(statement, column) == SQLITE_NULL;
    const void *bytes = sqlite3_column_blob(statement, column);
    guint32 length = is_null ? G_MAXUINT32 : (guint32)sqlite3_column_bytes(statement, column);
    guint32 encoded = GUINT32_TO_BE(length);

    arsip_hash_update(hash, &encoded, sizeof encoded);
    if (bytes != NULL)
        arsip_hash_update(hash, bytes, length);
}

static void
hash_row(ArsipHash *hash, ArsipStatement *statement, guint8 *digest)
{
    for (int column = 0; column < N_HASHED; column++) {
        if (types[column] == 'i')
            hash_number(hash, (guint64)sqlite3_column_int64(statement, column));
        else if (types[column] == 'd')
            hash_real(hash, sqlite3_column_double(statement, column));
        else
            hash_bytes(hash, statement, column);
    }
    arsip_hash_finish(hash, digest);
}

gboolean
arsip_seal_is_kept(ArsipArchive *archive)
{
    return arsip_fetch_number(archive, 0, NULL, "SELECT schema FROM archive WHERE id = 1", "") >=
           ARSIP_SCHEMA_OF_SEALS;
}

static gboolean
keep(ArsipArchive *archive, gint64 reading, const guint8 *digest, GError **error)
{
    static const char sql[] = "INSERT INTO seal (reading, sha256) VALUES (?1, ?2)";

    return arsip_execute(archive, error, sql, "ih", reading, digest);
}

gboolean
arsip_seal_add(ArsipArchive *archive, gint64 reading, GError **error)
{
    static const char sql[] = "SELECT " HASHED " FROM reading WHERE id = ?1";
    g_autoptr(ArsipHash) hash = arsip_hash_new();
    guint8 digest[ARSIP_HASH_SIZE];
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", reading) ||
        !arsip_statement_step(statement, error))
        return FALSE;
    hash_row(hash, statement, digest);
    return keep(archive, reading, digest, error);
}

gboolean
arsip_seal_add_all(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "SELECT " HASHED " FROM reading"
                              " WHERE NOT EXISTS (SELECT 1 FROM seal WHERE seal.reading = reading.id)";
    g_autoptr(ArsipHash) hash = arsip_hash_new();
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    guint8 digest[ARSIP_HASH_SIZE];
    GError *fault = NULL;

    if (statement == NULL)
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        hash_row(hash, statement, digest);
        if (!keep(archive, sqlite3_column_int64(statement, COLUMN_ID), digest, error))
            return FALSE;
    }
    return arsip_rows_ended(fault, error);
}

static void
read_row(ArsipStatement *statement, ArsipHash *hash, ArsipSealed *sealed)
{
    sealed->reading = sqlite3_column_int64(statement, COLUMN_ID);
    sealed->made = arsip_column_text(statement, COLUMN_MADE);
    hash_row(hash, statement, sealed->digest);
    sealed->size =
        (gint64)sqlite3_column_bytes(statement, COLUMN_TEXT) + sqlite3_column_bytes(statement, COLUMN_WORDS);
    sealed->has_seal = sqlite3_column_bytes(statement, N_HASHED) == ARSIP_HASH_SIZE;
    sealed->is_whole = sealed->has_seal &&
                       memcmp(sqlite3_column_blob(statement, N_HASHED), sealed->digest, ARSIP_HASH_SIZE) == 0;
    sealed->document = sqlite3_column_int64(statement, N_HASHED + 1);
    sealed->page = (guint)sqlite3_column_int64(statement, N_HASHED + 2);
}

gboolean
arsip_seal_each(ArsipArchive *archive, ArsipSealVisit visit, gpointer data, GError **error)
{
    static const char sql[] = "SELECT " HASHED ", seal.sha256, page.document, page.number FROM reading"
                              " LEFT JOIN seal ON seal.reading = reading.id"
                              " LEFT JOIN page ON page.id = reading.page"
                              " ORDER BY reading.id";
    g_autoptr(ArsipHash) hash = arsip_hash_new();
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL)
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        ArsipSealed sealed;

        read_row(statement, hash, &sealed);
        if (!visit(&sealed, data, error))
            return FALSE;
    }
    return arsip_rows_ended(fault, error);
}
