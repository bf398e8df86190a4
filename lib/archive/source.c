/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/source.h"
#include "archive/catalogue.h"

static gboolean
visit_rows(ArsipStatement *statement, ArsipSourceVisit visit, gpointer data, GError **error)
{
    GError *fault = NULL;

    while (arsip_statement_step(statement, &fault)) {
        g_autofree char *path =
            g_strndup(sqlite3_column_blob(statement, 2), (gsize)sqlite3_column_bytes(statement, 2));
        ArsipSourceRow row = {.arrival = sqlite3_column_int64(statement, 0),
                              .batch = sqlite3_column_int64(statement, 1),
                              .path = path,
                              .modified = sqlite3_column_int64(statement, 3),
                              .size = (guint64)sqlite3_column_int64(statement, 4),
                              .sha256 = sqlite3_column_blob(statement, 5)};

        if (!visit(&row, data, error))
            return FALSE;
    }
    return arsip_rows_ended(fault, error);
}

gboolean
arsip_source_each(ArsipArchive *archive, gint64 batch, ArsipSourceVisit visit, gpointer data, GError **error)
{
    /* Beside max() the other columns are those of its row (SQLite, "Bare columns in an aggregate query"). */
    static const char sql[] =
        "SELECT max(arrival.id), arrival.batch, arrival.path, arrival.modified, original.size, "
        "original.sha256"
        " FROM arrival JOIN original ON original.id = arrival.original"
        " WHERE arrival.batch = ?1 AND arrival.container IS NULL"
        " GROUP BY arrival.path";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    return statement != NULL && arsip_statement_bind(statement, error, "i", batch) &&
           visit_rows(statement, visit, data, error);
}

gboolean
arsip_source_each_below(ArsipArchive *archive, const char *folder, ArsipSourceVisit visit, gpointer data,
                        GError **error)
{
    /* '0' is the byte after '/'. */
    static const char sql[] =
        "SELECT arrival.id, arrival.batch, arrival.path, arrival.modified, original.size, original.sha256"
        " FROM arrival JOIN original ON original.id = arrival.original"
        " WHERE arrival.container IS NULL AND arrival.path >= ?1 AND arrival.path < ?2"
        " ORDER BY arrival.id";
    g_autofree char *first = g_strconcat(folder, "/", NULL);
    g_autofree char *behind = g_strconcat(folder, "0", NULL);
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    return statement != NULL && arsip_statement_bind(statement, error, "zz", first, behind) &&
           visit_rows(statement, visit, data, error);
}

gboolean
arsip_source_is_of_batch(ArsipArchive *archive, gint64 batch, const char *path)
{
    static const char sql[] = "SELECT count(*) FROM arrival"
                              " WHERE batch = ?1 AND container IS NULL AND path = ?2";

    return arsip_fetch_number(archive, 0, NULL, sql, "iz", batch, path) > 0;
}

gboolean
arsip_source_went_well(ArsipArchive *archive, const ArsipSourceRow *row, GError **error)
{
    static const char faulty[] =
        "WITH RECURSIVE family (id, original) AS ("
        "  SELECT id, original FROM arrival WHERE id = ?1"
        "  UNION ALL SELECT arrival.id, arrival.original"
        "    FROM arrival JOIN family ON arrival.container = family.id)"
        " SELECT count(*) FROM (SELECT DISTINCT original FROM family) AS part"
        " WHERE NOT EXISTS (SELECT 1 FROM page WHERE page.original = part.original)"
        "    OR EXISTS (SELECT 1 FROM page JOIN document ON document.id = page.document"
        "               WHERE page.original = part.original"
        "                 AND (page.state NOT IN ('read', 'none')"
        "                      OR document.state NOT IN ('filed', 'container')"
        "                      OR EXISTS (SELECT 1 FROM problem"
        "                                 WHERE problem.batch IN (document.batch, ?2)"
        "                                   AND problem.document = document.id)))";
    GError *fault = NULL;
    gboolean went_well = arsip_fetch_number(archive, 1, &fault, faulty, "ii", row->arrival, row->batch) == 0;

    return arsip_rows_ended(fault, error) && went_well;
}
