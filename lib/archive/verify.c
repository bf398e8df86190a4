/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/verify.h"
#include "archive/private.h"
#include "base/escape.h"
#include "base/i18n.h"

#include <string.h>

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
    return tell_rows(archive, "PRAGMA integrity_check",
                     _("arsip.db is damaged, and what stands there may be lost; fetch it from a backup: "),
                     "ok", tell, data, error) &&
           tell_rows(archive, "PRAGMA foreign_key_check",
                     _("arsip.db: a row refers to one that is missing, in table "), NULL, tell, data, error);
}

GArray *
arsip_verify_originals(ArsipArchive *archive, gint64 after, gint64 last, const char *since, guint limit,
                       gint64 bytes, GError **error)
{
    static const char sql[] =
        "SELECT id, sha256, size FROM original WHERE id > ?1 AND id <= ?2"
        " AND (?3 IS NULL OR EXISTS (SELECT 1 FROM arrival JOIN batch ON batch.id = arrival.batch"
        "                            WHERE arrival.original = original.id AND batch.started >= ?3))"
        " ORDER BY id LIMIT ?4";
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(ArsipOriginalRow));
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL ||
        !arsip_statement_bind(statement, error, "iisi", after, last, since, (gint64)limit))
        return NULL;
    while (bytes > 0 && arsip_statement_step(statement, &fault)) {
        ArsipOriginalRow row = {.id = sqlite3_column_int64(statement, 0),
                                .size = sqlite3_column_int64(statement, 2)};

        arsip_column_hash(statement, 1, row.sha256);
        g_array_append_val(rows, row);
        bytes -= row.size;
    }
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&rows) : NULL;
}

gboolean
arsip_verify_count_originals(ArsipArchive *archive, gint64 last, const char *since, gint64 *count,
                             gint64 *bytes, GError **error)
{
    static const char sql[] =
        "SELECT count(*), coalesce(sum(size), 0) FROM original WHERE id <= ?1"
        " AND (?2 IS NULL OR EXISTS (SELECT 1 FROM arrival JOIN batch ON batch.id = arrival.batch"
        "                            WHERE arrival.original = original.id AND batch.started >= ?2))";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    *count = *bytes = 0;
    if (statement == NULL || !arsip_statement_bind(statement, error, "is", last, since))
        return FALSE;
    if (arsip_statement_step(statement, &fault)) {
        *count = sqlite3_column_int64(statement, 0);
        *bytes = sqlite3_column_int64(statement, 1);
    }
    return arsip_rows_ended(fault, error);
}

char *
arsip_verify_paper(ArsipArchive *archive, gint64 document)
{
    static const char sql[] = "SELECT name FROM document WHERE id = ?1";
    g_autofree char *name = arsip_fetch_text(archive, NULL, sql, "i", document);
    g_autofree char *safe = arsip_escape(name != NULL ? name : "?");

    return g_strdup_printf(_("document %d (%s)"), (int)document, safe);
}

char *
arsip_verify_papers_of(ArsipArchive *archive, gint64 original, gint64 *document)
{
    static const char first[] = "SELECT min(document) FROM page WHERE original = ?1";
    static const char others[] = "SELECT count(DISTINCT document) - 1 FROM page WHERE original = ?1";
    gint64 n = arsip_fetch_number(archive, 0, NULL, others, "i", original);
    g_autofree char *paper = NULL;

    *document = arsip_fetch_number(archive, 0, NULL, first, "i", original);
    if (*document == 0)
        return g_strdup(_("a file that brought others"));
    paper = arsip_verify_paper(archive, *document);
    return n > 0 ? g_strdup_printf(_("%s and %d others"), paper, (int)n) : g_steal_pointer(&paper);
}

gint64
arsip_verify_newest_original(ArsipArchive *archive)
{
    return arsip_fetch_number(archive, 0, NULL, "SELECT max(id) FROM original", "");
}

gint64
arsip_verify_newest_reading(ArsipArchive *archive)
{
    return arsip_fetch_number(archive, 0, NULL, "SELECT max(id) FROM reading", "");
}

GArray *
arsip_verify_fan(ArsipArchive *archive, guint8 first, GError **error)
{
    static const char sql[] =
        "SELECT sha256 FROM original WHERE sha256 >= ?1 AND sha256 <= ?2 ORDER BY sha256";
    g_autoptr(GArray) hashes = g_array_new(FALSE, FALSE, ARSIP_HASH_SIZE);
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    guint8 least[ARSIP_HASH_SIZE] = {first}, most[ARSIP_HASH_SIZE];
    GError *fault = NULL;

    memset(most, 0xff, sizeof most);
    most[0] = first;
    if (statement == NULL || !arsip_statement_bind(statement, error, "hh", least, most))
        return NULL;
    while (arsip_statement_step(statement, &fault))
        if (sqlite3_column_bytes(statement, 0) == ARSIP_HASH_SIZE)
            g_array_append_vals(hashes, sqlite3_column_blob(statement, 0), 1);
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&hashes) : NULL;
}

gboolean
arsip_verify_names_original(ArsipArchive *archive, const guint8 sha256[ARSIP_HASH_SIZE])
{
    return arsip_fetch_number(archive, 0, NULL, "SELECT count(*) FROM original WHERE sha256 = ?1", "h",
                              sha256) > 0;
}
