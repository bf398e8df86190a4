/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/decided.h"

#include "archive/catalogue.h"

char **
arsip_decided_labels(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "SELECT DISTINCT label.name"
                              " FROM assignment JOIN label ON label.id = assignment.label"
                              " JOIN document ON document.id = assignment.document"
                              " WHERE assignment.given AND assignment.who IS NOT NULL"
                              "   AND document.state = 'filed' AND NOT document.hidden ORDER BY 1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    GError *fault = NULL;

    if (statement == NULL)
        return NULL;
    while (arsip_statement_step(statement, &fault))
        g_strv_builder_add(names, arsip_column_text(statement, 0));
    return arsip_rows_ended(fault, error) ? g_strv_builder_end(names) : NULL;
}

static GArray *
collect_documents(ArsipStatement *statement, GError **error)
{
    g_autoptr(GArray) documents = g_array_new(FALSE, FALSE, sizeof(gint64));
    GError *fault = NULL;

    while (arsip_statement_step(statement, &fault)) {
        gint64 document = sqlite3_column_int64(statement, 0);

        g_array_append_val(documents, document);
    }
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&documents) : NULL;
}

GArray *
arsip_decided_documents(ArsipArchive *archive, const char *label, gboolean by_person, GError **error)
{
    static const char sql[] = "SELECT document.id"
                              " FROM label JOIN assignment ON assignment.label = label.id"
                              " JOIN document ON document.id = assignment.document"
                              " WHERE label.name = ?1 AND assignment.given"
                              "   AND (assignment.who IS NOT NULL) = ?2"
                              "   AND document.state = 'filed' AND NOT document.hidden ORDER BY 1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL ||
        !arsip_statement_bind(statement, error, "si", label, (gint64)(by_person != FALSE)))
        return NULL;
    return collect_documents(statement, error);
}

GArray *
arsip_decided_by_nobody(ArsipArchive *archive, const char *label, GError **error)
{
    static const char sql[] = "SELECT document.id"
                              " FROM label JOIN assignment ON assignment.label = label.id"
                              " JOIN document ON document.id = assignment.document"
                              " WHERE label.name = ?1 AND assignment.given"
                              "   AND document.state = 'filed' AND NOT document.hidden"
                              "   AND NOT EXISTS (SELECT 1 FROM assignment AS decided"
                              "                   WHERE decided.document = document.id AND decided.given"
                              "                     AND decided.who IS NOT NULL)"
                              " ORDER BY 1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "s", label))
        return NULL;
    return collect_documents(statement, error);
}
