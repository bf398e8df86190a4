/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/leaf.h"

#include <string.h>
#include "archive/catalogue.h"
#include "search/columns.h"
#include "search/expression.h"
#include "search/weight.h"
#include "text/token.h"

/* Greater than every string that a span or a prefix could mean. */
#define LAST_STRING "\xf4\x8f\xbf\xbf"

GArray *
arsip_leaf_collect(ArsipStatement *bound, GError **error)
{
    g_autoptr(ArsipStatement) statement = bound;
    g_autoptr(GArray) set = arsip_set_new();
    GError *fault = NULL;

    if (statement == NULL)
        return NULL;
    while (arsip_statement_step(statement, &fault))
        arsip_set_append(set, sqlite3_column_int64(statement, 0));
    if (!arsip_rows_ended(fault, error))
        return NULL;
    arsip_set_settle(set);
    return g_steal_pointer(&set);
}

static GArray *
collect_all(ArsipArchive *archive, const char *sql, GError **error)
{
    return arsip_leaf_collect(arsip_statement(archive, sql, error), error);
}

static GArray *
collect_for_number(ArsipArchive *archive, const char *sql, gint64 number, GError **error)
{
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", number))
        return NULL;
    return arsip_leaf_collect(g_steal_pointer(&statement), error);
}

static GArray *
collect_for_text(ArsipArchive *archive, const char *sql, const char *text, GError **error)
{
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "s", text))
        return NULL;
    return arsip_leaf_collect(g_steal_pointer(&statement), error);
}

static GArray *
collect_for_texts(ArsipArchive *archive, const char *sql, const char *one, const char *other, GError **error)
{
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "ss", one, other))
        return NULL;
    return arsip_leaf_collect(g_steal_pointer(&statement), error);
}

GArray *
arsip_leaf_match(ArsipArchive *archive, const char *expression, GError **error)
{
    static const char sql[] = "SELECT rowid FROM words WHERE words MATCH ?1";

    return collect_for_text(archive, sql, expression, error);
}

ArsipFound *
arsip_leaf_weigh(ArsipArchive *archive, const char *expression, const GArray *weights, ArsipLengths *lengths,
                 GError **error)
{
    static const char sql[] = "SELECT 1 FROM words WHERE words MATCH ?1 AND arsip_gather(words, ?2)";
    g_autoptr(ArsipFound) found = arsip_found_new();
    ArsipWeighing weighing = {.archive = archive,
                              .weights = weights != NULL ? (const float *)(gpointer)weights->data : NULL,
                              .n_weights = weights != NULL ? weights->len : 0,
                              .lengths = lengths,
                              .found = found};
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "s", expression) ||
        !arsip_weighing_bind(&weighing, statement, 2, error))
        return NULL;
    arsip_statement_step(statement, &fault);
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&found) : NULL;
}

gboolean
arsip_leaf_weigh_between(ArsipArchive *archive, const char *expression, float weight, ArsipLengths *lengths,
                         gint64 first, gint64 last, ArsipFound *found, GError **error)
{
    static const char sql[] = "SELECT 1 FROM words WHERE words MATCH ?1 AND rowid BETWEEN ?3 AND ?4"
                              " AND arsip_gather(words, ?2)";
    ArsipWeighing weighing = {
        .archive = archive, .weights = &weight, .n_weights = 1, .lengths = lengths, .found = found};
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "s", expression) ||
        !arsip_weighing_bind(&weighing, statement, 2, error))
        return FALSE;
    sqlite3_bind_int64(statement, 3, first);
    sqlite3_bind_int64(statement, 4, last);
    arsip_statement_step(statement, &fault);
    return arsip_rows_ended(fault, error);
}

/* The index document_state serves both of these. */
GArray *
arsip_leaf_all(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "SELECT id FROM document"
                              " WHERE state IN ('stored', 'read', 'filed', 'failed') AND hidden = 0";

    return collect_all(archive, sql, error);
}

GArray *
arsip_leaf_hidden(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "SELECT id FROM document"
                              " WHERE state IN ('stored', 'read', 'filed', 'failed') AND hidden > 0"
                              " UNION ALL "
                              "SELECT id FROM document WHERE state = 'container'";

    return collect_all(archive, sql, error);
}

GArray *
arsip_leaf_dated(ArsipArchive *archive, const char *first, const char *last, guint most, GError **error)
{
    static const char sql[] = "SELECT document FROM field"
                              " WHERE name = 'tanggal' AND value <> '' AND value >= ?1 AND value <= ?2"
                              " LIMIT ?3";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "ssi", first,
                                                   *last != '\0' ? last : LAST_STRING, (gint64)most))
        return NULL;
    return arsip_leaf_collect(g_steal_pointer(&statement), error);
}

gboolean
arsip_leaf_is_dated(ArsipArchive *archive, gint64 document, gboolean *is_dated, GError **error)
{
    static const char sql[] = "SELECT 1 FROM field WHERE document = ?1 AND name = 'tanggal' AND value <> ''";
    GError *fault = NULL;

    *is_dated = arsip_fetch_number(archive, 0, &fault, sql, "i", document) != 0;
    return arsip_rows_ended(fault, error);
}

static GArray *
find_received(ArsipArchive *archive, const char *first, const char *last, GError **error)
{
    static const char sql[] = "SELECT id FROM document WHERE received >= ?1 AND received <= ?2";

    return collect_for_texts(archive, sql, first, *last != '\0' ? last : LAST_STRING, error);
}

/* A kind of personal number, or a field that has a value. */
static GArray *
find_having(ArsipArchive *archive, const char *what, GError **error)
{
    static const char sql[] = "SELECT document FROM personal WHERE kind = ?1"
                              " UNION ALL "
                              "SELECT document FROM field WHERE name = ?1 AND value <> ''";

    return collect_for_text(archive, sql, what, error);
}

static GArray *
find_batch(ArsipArchive *archive, gint64 batch, GError **error)
{
    static const char sql[] = "SELECT id FROM document WHERE batch = ?1";

    return collect_for_number(archive, sql, batch, error);
}

/* As the matcher does it: the words of the value stand in the name beside one another. */
static GArray *
find_unread_file(ArsipArchive *archive, const ArsipNode *leaf, GError **error)
{
    static const char sql[] =
        "SELECT id, name FROM document"
        " WHERE state IN ('stored', 'read', 'failed') AND hidden = 0"
        "   AND NOT EXISTS (SELECT 1 FROM indexed WHERE indexed.document = document.id)";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    g_autofree char *words = g_strconcat(" ", leaf->value, leaf->is_prefix ? "" : " ", NULL);
    g_autoptr(GArray) set = arsip_set_new();
    GError *fault = NULL;

    if (statement == NULL)
        return NULL;
    while (arsip_statement_step(statement, &fault)) {
        g_autofree char *folded = arsip_fold(arsip_column_text(statement, 1));
        g_autofree char *name = g_strdup_printf(" %s ", folded);

        if (strstr(name, words) != NULL)
            arsip_set_append(set, sqlite3_column_int64(statement, 0));
    }
    if (!arsip_rows_ended(fault, error))
        return NULL;
    arsip_set_settle(set);
    return g_steal_pointer(&set);
}

static GArray *
find_file(ArsipArchive *archive, const ArsipNode *leaf, GError **error)
{
    g_autofree char *expression = arsip_expression_for_file(leaf);
    g_autoptr(GArray) indexed = arsip_leaf_match(archive, expression, error);
    g_autoptr(GArray) unread = indexed != NULL ? find_unread_file(archive, leaf, error) : NULL;

    return unread != NULL ? arsip_set_union(indexed, unread) : NULL;
}

/* Of a document the first page's original counts. */
static GArray *
find_type(ArsipArchive *archive, const char *type, GError **error)
{
    static const char sql[] = "SELECT page.document, original.media_type"
                              "  FROM original JOIN page ON page.original = original.id"
                              " WHERE original.media_type IS NOT NULL AND page.number = 1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    g_autoptr(GArray) set = arsip_set_new();
    GError *fault = NULL;

    if (statement == NULL)
        return NULL;
    while (arsip_statement_step(statement, &fault))
        if (arsip_query_type_matches(type, arsip_column_text(statement, 1)))
            arsip_set_append(set, sqlite3_column_int64(statement, 0));
    if (!arsip_rows_ended(fault, error))
        return NULL;
    arsip_set_settle(set);
    return g_steal_pointer(&set);
}

/* As the matcher reads them: the values of one field. */
static GArray *
find_by_regex(ArsipArchive *archive, const ArsipNode *leaf, GError **error)
{
    static const char sql[] = "SELECT document, value FROM field WHERE name = ?1 AND value <> ''";
    g_autoptr(GRegex) regex = arsip_query_regex(leaf->value, error);
    g_autoptr(ArsipStatement) statement = regex != NULL ? arsip_statement(archive, sql, error) : NULL;
    g_autoptr(GArray) set = arsip_set_new();
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "s", leaf->scope))
        return NULL;
    while (arsip_statement_step(statement, &fault))
        if (g_regex_match(regex, arsip_column_text(statement, 1), 0, NULL))
            arsip_set_append(set, sqlite3_column_int64(statement, 0));
    if (!arsip_rows_ended(fault, error))
        return NULL;
    arsip_set_settle(set);
    return g_steal_pointer(&set);
}

GArray *
arsip_leaf_find(ArsipArchive *archive, const ArsipNode *leaf, GError **error)
{
    switch (leaf->kind) {
    case ARSIP_NODE_REGEX:
        return find_by_regex(archive, leaf, error);
    case ARSIP_NODE_DATE:
        return g_strcmp0(leaf->scope, "received") == 0
                   ? find_received(archive, leaf->first, leaf->last, error)
                   : arsip_leaf_dated(archive, leaf->first, leaf->last, G_MAXUINT, error);
    case ARSIP_NODE_HAS:
        return find_having(archive, leaf->value, error);
    case ARSIP_NODE_FILE:
        return find_file(archive, leaf, error);
    case ARSIP_NODE_BATCH:
        return find_batch(archive, leaf->number, error);
    case ARSIP_NODE_TYPE:
        return find_type(archive, leaf->value, error);
    default:
        return arsip_leaf_all(archive, error);
    }
}

char **
arsip_leaf_field_names(ArsipArchive *archive, GError **error)
{
    /* One step of the index for each name; DISTINCT would walk all of it. */
    static const char sql[] = "WITH RECURSIVE found (name) AS ("
                              "  SELECT min(name) FROM field"
                              "   UNION ALL"
                              "  SELECT (SELECT min(name) FROM field WHERE name > found.name)"
                              "    FROM found WHERE name IS NOT NULL"
                              ") "
                              "SELECT name FROM found WHERE name IS NOT NULL";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    GError *fault = NULL;

    if (statement == NULL)
        return NULL;
    while (arsip_statement_step(statement, &fault))
        if (!arsip_column_is_field(arsip_column_of(arsip_column_text(statement, 0))))
            g_ptr_array_add(names, arsip_column_dup(statement, 0));
    if (!arsip_rows_ended(fault, error))
        return NULL;
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}
