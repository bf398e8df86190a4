/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/private.h"
#include "archive/record.h"

/* Fields and labels: what a document is marked with, by reading and by persons. */

gboolean
arsip_field_set(ArsipArchive *archive, gint64 document, const ArsipFieldRow *field, GError **error)
{
    static const char sql[] =
        "INSERT INTO field (document, name, value, who, reading, start, length)"
        " VALUES (?1, ?2, ?3, ?4, nullif(?5, 0), ?6, ?7)"
        " ON CONFLICT (document, name) DO UPDATE SET value = excluded.value, who = excluded.who,"
        "   reading = excluded.reading, start = excluded.start, length = excluded.length"
        " WHERE field.who IS NULL OR excluded.who IS NOT NULL";

    return arsip_execute(archive, error, sql, "isssiii", document, field->name, field->value, field->who,
                         field->reading, (gint64)field->start, (gint64)field->length);
}

/* All columns of all rows as one list of texts; for the few rows of one document. */
static char **
collect_texts(ArsipArchive *archive, const char *sql, gint64 document, GError **error)
{
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    g_autoptr(GStrvBuilder) texts = g_strv_builder_new();
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", document))
        return NULL;
    while (arsip_statement_step(statement, &fault))
        for (int column = 0; column < sqlite3_column_count(statement); column++)
            g_strv_builder_add(texts, arsip_column_text(statement, column));
    if (!arsip_rows_ended(fault, error))
        return NULL;
    return g_strv_builder_end(texts);
}

char **
arsip_field_by_persons(ArsipArchive *archive, gint64 document, GError **error)
{
    static const char sql[] =
        "SELECT name, value FROM field WHERE document = ?1 AND who IS NOT NULL ORDER BY name";

    return collect_texts(archive, sql, document, error);
}

char **
arsip_assignment_labels(ArsipArchive *archive, gint64 document, GError **error)
{
    static const char sql[] = "SELECT label.name FROM assignment JOIN label ON label.id = assignment.label"
                              " WHERE document = ?1 AND given ORDER BY label.name";

    return collect_texts(archive, sql, document, error);
}

gboolean
arsip_field_clear_read(ArsipArchive *archive, gint64 document, GError **error)
{
    return arsip_execute(archive, error, "DELETE FROM field WHERE document = ?1 AND who IS NULL", "i",
                         document);
}

static gint64
label_number(ArsipArchive *archive, const char *name, GError **error)
{
    static const char add[] = "INSERT INTO label (name) VALUES (?1) ON CONFLICT DO NOTHING";

    if (!arsip_execute(archive, error, add, "s", name))
        return 0;
    return arsip_fetch_number(archive, 0, error, "SELECT id FROM label WHERE name = ?1", "s", name);
}

gboolean
arsip_assignment_set(ArsipArchive *archive, gint64 document, const ArsipAssignmentRow *row, GError **error)
{
    static const char sql[] =
        "INSERT INTO assignment (document, label, who, given, rule, why, rules, priority)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT (document, label) DO UPDATE SET who = excluded.who, given = excluded.given,"
        "   rule = excluded.rule, why = excluded.why, rules = excluded.rules, priority = excluded.priority"
        " WHERE assignment.who IS NULL OR excluded.who IS NOT NULL";
    gint64 label = label_number(archive, row->label, error);

    return label != 0 && arsip_execute(archive, error, sql, "iisisssi", document, label, row->who,
                                       (gint64)(row->is_given != FALSE), row->rule, row->why, row->rules,
                                       (gint64)row->priority);
}

gboolean
arsip_assignment_clear_rules(ArsipArchive *archive, gint64 document, GError **error)
{
    return arsip_execute(archive, error, "DELETE FROM assignment WHERE document = ?1 AND who IS NULL", "i",
                         document);
}

gboolean
arsip_assignment_forget(ArsipArchive *archive, gint64 document, const char *label, GError **error)
{
    static const char sql[] = "DELETE FROM assignment WHERE document = ?1 AND who IS NOT NULL"
                              " AND label = (SELECT id FROM label WHERE name = ?2)";

    return arsip_execute(archive, error, sql, "is", document, label);
}

gboolean
arsip_evidence_add(ArsipArchive *archive, gint64 document, const char *label, guint ordinal, gint64 reading,
                   guint32 start, guint32 length, const char *where, const char *text, double cost,
                   GError **error)
{
    static const char sql[] =
        "INSERT INTO evidence (document, label, ordinal, reading, start, length, place, text, cost)"
        " SELECT ?1, id, ?3, nullif(?4, 0), ?5, ?6, ?7, ?8, ?9 FROM label WHERE name = ?2";

    return arsip_execute(archive, error, sql,
                         "isiii"
                         "issd",
                         document, label, (gint64)ordinal, reading, (gint64)start, (gint64)length, where,
                         text, cost);
}
