/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/family.h"
#include "archive/private.h"

gint64
arsip_family_head(ArsipArchive *archive, gint64 arrival, guint64 *size, GError **error)
{
    static const char sql[] = "WITH RECURSIVE chain (id, container, original) AS ("
                              "  SELECT id, container, original FROM arrival WHERE id = ?1"
                              "  UNION ALL SELECT arrival.id, arrival.container, arrival.original"
                              "    FROM arrival JOIN chain ON arrival.id = chain.container) "
                              "SELECT chain.id, size FROM chain JOIN original ON original.id = chain.original"
                              " WHERE container IS NULL";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", arrival) ||
        !arsip_statement_step(statement, error))
        return 0;
    *size = (guint64)sqlite3_column_int64(statement, 1);
    return sqlite3_column_int64(statement, 0);
}

static gboolean
count(ArsipArchive *archive, const char *sql, gint64 arrival, ArsipFamily *family, GError **error)
{
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", arrival) ||
        !arsip_statement_step(statement, error))
        return FALSE;
    family->n = (guint64)sqlite3_column_int64(statement, 0);
    family->bytes = (guint64)sqlite3_column_int64(statement, 1);
    return TRUE;
}

gboolean
arsip_family_count(ArsipArchive *archive, gint64 arrival, ArsipFamily *family, GError **error)
{
    static const char sql[] =
        "WITH RECURSIVE family (id, original) AS ("
        "  SELECT id, original FROM arrival WHERE container = ?1"
        "  UNION ALL SELECT arrival.id, arrival.original"
        "    FROM arrival JOIN family ON arrival.container = family.id) "
        "SELECT count(*), coalesce(sum(size), 0) FROM family JOIN original ON original.id = family.original";

    return count(archive, sql, arrival, family, error);
}

gboolean
arsip_family_count_members(ArsipArchive *archive, gint64 arrival, ArsipFamily *members, GError **error)
{
    static const char sql[] = "SELECT count(*), coalesce(sum(size), 0) FROM arrival"
                              " JOIN original ON original.id = arrival.original WHERE container = ?1";

    return count(archive, sql, arrival, members, error);
}
