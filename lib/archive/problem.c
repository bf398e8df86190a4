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

    return arsip_execute(archive, error, sql, "iziiis", batch, path, document, (gint64)page, code, problem->message);
}

gboolean
arsip_problem_clear_document(ArsipArchive *archive, gint64 document, GError **error)
{
    return arsip_execute(archive, error, "DELETE FROM problem WHERE document = ?1", "i", document);
}

gboolean
arsip_problem_clear_paths(ArsipArchive *archive, gint64 batch, GError **error)
{
    return arsip_execute(archive, error, "DELETE FROM problem WHERE batch = ?1 AND document IS NULL", "i", batch);
}
