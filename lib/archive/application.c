/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/application.h"
#include "archive/event.h"
#include "archive/private.h"
#include "archive/record.h"

void
arsip_application_row_free(ArsipApplicationRow *row)
{
    if (row == NULL)
        return;
    g_free(row->made);
    g_free(row->rules);
    g_free(row->plan);
    g_free(row);
}

static ArsipApplicationState
state_named(const char *name)
{
    return g_str_equal(name, "open")   ? ARSIP_APPLICATION_OPEN
           : g_str_equal(name, "done") ? ARSIP_APPLICATION_DONE
                                       : ARSIP_APPLICATION_UNDONE;
}

ArsipApplicationRow *
arsip_application_row(ArsipArchive *archive, gint64 id, GError **error)
{
    static const char sql[] = "SELECT id, made, rules, plan, state, coalesce(event, 0) FROM application"
                              " WHERE id = CASE ?1 WHEN 0 THEN (SELECT max(id) FROM application) ELSE ?1 END";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    ArsipApplicationRow *row;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", id) ||
        !arsip_statement_step(statement, error))
        return NULL;
    row = g_new0(ArsipApplicationRow, 1);
    row->id = sqlite3_column_int64(statement, 0);
    row->made = arsip_column_dup(statement, 1);
    row->rules = arsip_column_dup(statement, 2);
    row->plan = arsip_column_dup(statement, 3);
    row->state = state_named(arsip_column_text(statement, 4));
    row->event = sqlite3_column_int64(statement, 5);
    return row;
}

gint64
arsip_application_add(ArsipArchive *archive, const char *rules, const char *plan, GError **error)
{
    static const char sql[] =
        "INSERT INTO application (made, who, rules, plan, state) VALUES (?1, ?2, ?3, ?4, 'open')";
    g_autofree char *now = arsip_now();

    return arsip_execute(archive, error, sql, "ssss", now, arsip_event_who(archive), rules, plan)
               ? sqlite3_last_insert_rowid(archive->database)
               : 0;
}

gboolean
arsip_application_close(ArsipArchive *archive, gint64 id, GError **error)
{
    static const char sql[] =
        "UPDATE application SET state = 'done', event = (SELECT max(id) FROM event) WHERE id = ?1";

    return arsip_execute(archive, error, sql, "i", id);
}

gboolean
arsip_application_set_undone(ArsipArchive *archive, gint64 id, GError **error)
{
    return arsip_execute(archive, error, "UPDATE application SET state = 'undone' WHERE id = ?1", "i", id);
}

gint64
arsip_application_count(ArsipArchive *archive, gint64 id, GError **error)
{
    return arsip_fetch_number(archive, 0, error, "SELECT count(*) FROM relabelled WHERE application = ?1",
                              "i", id);
}

GArray *
arsip_application_documents(ArsipArchive *archive, gint64 id, GError **error)
{
    static const char sql[] = "SELECT document FROM relabelled WHERE application = ?1 ORDER BY document";
    g_autoptr(GArray) documents = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", id))
        return NULL;
    while (arsip_statement_step(statement, &fault)) {
        gint64 document = sqlite3_column_int64(statement, 0);

        g_array_append_val(documents, document);
    }
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&documents) : NULL;
}

/* An application that was interrupted and goes on may come to a document again that somebody touched between.
 */
static gboolean
forget_kept(ArsipArchive *archive, gint64 id, gint64 document, GError **error)
{
    static const char evidence[] = "DELETE FROM superseded_evidence WHERE application = ?1 AND document = ?2";
    static const char labels[] = "DELETE FROM superseded WHERE application = ?1 AND document = ?2";

    return arsip_execute(archive, error, evidence, "ii", id, document) &&
           arsip_execute(archive, error, labels, "ii", id, document);
}

gboolean
arsip_application_keep(ArsipArchive *archive, gint64 id, gint64 document, GError **error)
{
    static const char row[] = "INSERT INTO relabelled (application, document, revision) VALUES (?1, ?2, '')"
                              " ON CONFLICT DO NOTHING";
    static const char labels[] =
        "INSERT INTO superseded (application, document, label, rule, why, rules, priority)"
        " SELECT ?1, document, label, rule, why, rules, priority FROM assignment"
        "  WHERE document = ?2 AND who IS NULL";
    static const char evidence[] =
        "INSERT INTO superseded_evidence"
        "  (application, document, label, ordinal, reading, start, length, place, text, cost)"
        " SELECT ?1, document, label, ordinal, reading, start, length, place, text, cost FROM evidence"
        "  WHERE document = ?2"
        "   AND label IN (SELECT label FROM assignment WHERE document = ?2 AND who IS NULL)";

    return forget_kept(archive, id, document, error) &&
           arsip_execute(archive, error, row, "ii", id, document) &&
           arsip_execute(archive, error, labels, "ii", id, document) &&
           arsip_execute(archive, error, evidence, "ii", id, document);
}

gboolean
arsip_application_settle(ArsipArchive *archive, gint64 id, gint64 document, GError **error)
{
    static const char sql[] = "UPDATE relabelled SET revision = ?3 WHERE application = ?1 AND document = ?2";
    g_autofree char *revision = arsip_document_labels_revision(archive, document, error);

    return revision != NULL && arsip_execute(archive, error, sql, "iis", id, document, revision);
}

char *
arsip_application_revision(ArsipArchive *archive, gint64 id, gint64 document, GError **error)
{
    static const char sql[] = "SELECT revision FROM relabelled WHERE application = ?1 AND document = ?2";

    return arsip_fetch_text(archive, error, sql, "ii", id, document);
}

gboolean
arsip_application_give_back(ArsipArchive *archive, gint64 id, gint64 document, GError **error)
{
    static const char labels[] =
        "INSERT INTO assignment (document, label, who, given, rule, why, rules, priority)"
        " SELECT document, label, NULL, 1, rule, why, rules, priority FROM superseded"
        "  WHERE application = ?1 AND document = ?2";
    static const char evidence[] =
        "INSERT INTO evidence (document, label, ordinal, reading, start, length, place, text, cost)"
        " SELECT document, label, ordinal, reading, start, length, place, text, cost FROM superseded_evidence"
        "  WHERE application = ?1 AND document = ?2";

    return arsip_assignment_clear_rules(archive, document, error) &&
           arsip_execute(archive, error, labels, "ii", id, document) &&
           arsip_execute(archive, error, evidence, "ii", id, document);
}
