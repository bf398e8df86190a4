/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/private.h"
#include "archive/record.h"

gboolean
arsip_problem_add(ArsipArchive *archive, gint64 batch, const char *path, gint64 document, guint page,
                  const GError *problem, GError **error)
{
    static const char sql[] = "INSERT INTO problem (batch, path, document, page, code, reason)"
                              " VALUES (?1, ?2, nullif(?3, 0), ?4, ?5, ?6)";
    gint64 code = problem->domain == ARSIP_ERROR ? problem->code : ARSIP_ERROR_FAILED;

    return arsip_execute(archive, error, sql, "iziiis", batch, path, document, (gint64)page, code,
                         problem->message);
}

gboolean
arsip_problem_clear_document(ArsipArchive *archive, gint64 document, GError **error)
{
    return arsip_execute(archive, error, "DELETE FROM problem WHERE document = ?1", "i", document);
}

gboolean
arsip_problem_clear_paths(ArsipArchive *archive, gint64 batch, GError **error)
{
    return arsip_execute(archive, error, "DELETE FROM problem WHERE batch = ?1 AND document IS NULL", "i",
                         batch);
}

static void
free_problem(ArsipRawProblem *problem)
{
    g_free(problem->path);
    g_free(problem);
}

GPtrArray *
arsip_problem_list(ArsipArchive *archive, gint64 batch, GError **error)
{
    static const char sql[] = "SELECT path, coalesce(max(document), 0) FROM problem WHERE batch = ?1"
                              " GROUP BY path ORDER BY max(document) IS NOT NULL, min(id)";
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func((GDestroyNotify)free_problem);
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", batch))
        return NULL;
    while (arsip_statement_step(statement, &fault)) {
        ArsipRawProblem *problem = g_new0(ArsipRawProblem, 1);

        problem->path =
            g_strndup(sqlite3_column_blob(statement, 0), (gsize)sqlite3_column_bytes(statement, 0));
        problem->document = sqlite3_column_int64(statement, 1);
        g_ptr_array_add(problems, problem);
    }
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&problems) : NULL;
}
