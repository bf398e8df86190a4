/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/application.h"
#include "archive/private.h"

#include <string.h>

/* Each value with its length, so that no two rows look alike; NULL as a length that none has. */
static void
hash_row(ArsipHash *hash, ArsipStatement *statement)
{
    for (int column = 0; column < sqlite3_column_count(statement); column++) {
        const char *value = (const char *)sqlite3_column_text(statement, column);
        guint32 length = value != NULL ? (guint32)strlen(value) : G_MAXUINT32;
        guint32 encoded = GUINT32_TO_BE(length);

        arsip_hash_update(hash, &encoded, sizeof encoded);
        if (value != NULL)
            arsip_hash_update(hash, value, length);
    }
}

static gboolean
hash_rows(ArsipArchive *archive, ArsipHash *hash, const char *sql, gint64 document, GError **error)
{
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    const guint32 end = G_MAXUINT32 - 1;
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", document))
        return FALSE;
    while (arsip_statement_step(statement, &fault))
        hash_row(hash, statement);
    arsip_hash_update(hash, &end, sizeof end);
    return arsip_rows_ended(fault, error);
}

static gboolean
hash_labels(ArsipArchive *archive, ArsipHash *hash, gint64 document, GError **error)
{
    static const char sql[] =
        "SELECT label.name, assignment.who, assignment.given FROM assignment"
        " JOIN label ON label.id = assignment.label WHERE document = ?1 ORDER BY label.name";

    return hash_rows(archive, hash, sql, document, error);
}

static char *
end_of(ArsipHash *hash)
{
    guint8 digest[ARSIP_HASH_SIZE];

    arsip_hash_finish(hash, digest);
    return arsip_hash_hex(digest);
}

char *
arsip_document_labels_revision(ArsipArchive *archive, gint64 document, GError **error)
{
    g_autoptr(ArsipHash) hash = arsip_hash_new();

    return hash_labels(archive, hash, document, error) ? end_of(hash) : NULL;
}

char *
arsip_document_revision(ArsipArchive *archive, gint64 document, GError **error)
{
    static const char itself[] =
        "SELECT d.uuid, d.name, d.batch, d.received, d.state, o.media_type FROM document AS d"
        " JOIN page AS p ON p.document = d.id AND p.number = 1 JOIN original AS o ON o.id = p.original"
        " WHERE d.id = ?1";
    static const char pages[] = "SELECT number, state, reading FROM page WHERE document = ?1 ORDER BY number";
    static const char fields[] =
        "SELECT name, value, who FROM field WHERE document = ?1 AND who IS NOT NULL ORDER BY name";
    g_autoptr(ArsipHash) hash = arsip_hash_new();

    return hash_rows(archive, hash, itself, document, error) &&
                   hash_rows(archive, hash, pages, document, error) &&
                   hash_rows(archive, hash, fields, document, error) &&
                   hash_labels(archive, hash, document, error)
               ? end_of(hash)
               : NULL;
}
