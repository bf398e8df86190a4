/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/verify.h"
#include "archive/private.h"
#include "base/i18n.h"

static gboolean
tell_rows(ArsipArchive *archive, const char *sql, const char *format, const char *silent,
          ArsipVerifyTell tell, gpointer data, GError **error)
{
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL)
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        const char *row = arsip_column_text(statement, 0);
        g_autoptr(GString) sentence = g_string_new(format);

        if (g_strcmp0(row, silent) == 0)
            continue;
        g_string_append(sentence, row);
        tell(sentence->str, data);
    }
    return arsip_rows_ended(fault, error);
}

gboolean
arsip_verify_catalogue(ArsipArchive *archive, ArsipVerifyTell tell, gpointer data, GError **error)
{
    return tell_rows(archive, "PRAGMA integrity_check", _("arsip.db is damaged: "), "ok", tell, data,
                     error) &&
           tell_rows(archive, "PRAGMA foreign_key_check",
                     _("arsip.db: a row refers to one that is missing, in table "), NULL, tell, data, error);
}

gboolean
arsip_verify_originals(ArsipArchive *archive, ArsipOriginalVisit visit, gpointer data, GError **error)
{
    g_autoptr(ArsipStatement) statement =
        arsip_statement(archive, "SELECT sha256, size FROM original ORDER BY sha256", error);
    GError *fault = NULL;

    if (statement == NULL)
        return FALSE;
    while (arsip_statement_step(statement, &fault))
        if (!visit(sqlite3_column_blob(statement, 0), (guint64)sqlite3_column_int64(statement, 1), data,
                   error))
            return FALSE;
    return arsip_rows_ended(fault, error);
}

gboolean
arsip_verify_names_original(ArsipArchive *archive, const guint8 sha256[ARSIP_HASH_SIZE])
{
    return arsip_fetch_number(archive, 0, NULL, "SELECT count(*) FROM original WHERE sha256 = ?1", "h",
                              sha256) > 0;
}
