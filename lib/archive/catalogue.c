/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/private.h"
#include "base/i18n.h"

#include <string.h>

/* Ends the SQL of a statement that is finalised, not kept: arsip_statement_end() gets nothing but the
 * statement. */
static const char once_mark[] = " -- once";

sqlite3 *
arsip_archive_database(ArsipArchive *archive)
{
    return archive->database;
}

gboolean
arsip_database_fail(sqlite3 *database, GError **error, const char *action)
{
    ArsipError code = ARSIP_ERROR_FAILED;

    switch (sqlite3_errcode(database)) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        code = ARSIP_ERROR_BUSY;
        break;
    case SQLITE_FULL:
        code = ARSIP_ERROR_NO_SPACE;
        break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        code = ARSIP_ERROR_READ_ONLY;
        break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        code = ARSIP_ERROR_DAMAGED;
        break;
    default:
        break;
    }
    g_set_error(error, ARSIP_ERROR, (int)code, _("arsip.db: %s: %s"), action, sqlite3_errmsg(database));
    return FALSE;
}

static sqlite3_stmt *
prepare(ArsipArchive *archive, const char *sql, guint flags, GError **error)
{
    sqlite3_stmt *statement = NULL;

    if (sqlite3_prepare_v3(archive->database, sql, -1, flags, &statement, NULL) != SQLITE_OK) {
        arsip_database_fail(archive->database, error, _("the catalogue cannot be queried"));
        return NULL;
    }
    return statement;
}

ArsipStatement *
arsip_statement(ArsipArchive *archive, const char *sql, GError **error)
{
    sqlite3_stmt *statement = g_hash_table_lookup(archive->statements, sql);

    if (statement != NULL && sqlite3_stmt_busy(statement))
        return arsip_statement_once(archive, sql, error);
    if (statement != NULL)
        return statement;
    statement = prepare(archive, sql, SQLITE_PREPARE_PERSISTENT, error);
    if (statement != NULL)
        g_hash_table_insert(archive->statements, (gpointer)sql, statement);
    return statement;
}

ArsipStatement *
arsip_statement_once(ArsipArchive *archive, const char *sql, GError **error)
{
    g_autofree char *marked = g_strconcat(sql, once_mark, NULL);

    return prepare(archive, marked, 0, error);
}

void
arsip_statement_end(ArsipStatement *statement)
{
    const char *sql = statement != NULL ? sqlite3_sql(statement) : NULL;

    if (statement == NULL)
        return;
    if (sql != NULL && g_str_has_suffix(sql, once_mark)) {
        sqlite3_finalize(statement);
        return;
    }
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

static int
bind_bytes(sqlite3_stmt *statement, int index, GBytes *bytes)
{
    gsize size = 0;
    const void *data;

    if (bytes == NULL)
        return sqlite3_bind_null(statement, index);
    data = g_bytes_get_data(bytes, &size);
    return sqlite3_bind_blob64(statement, index, data != NULL ? data : "", size, SQLITE_STATIC);
}

static int
bind_path(sqlite3_stmt *statement, int index, const char *path)
{
    return path == NULL ? sqlite3_bind_null(statement, index)
                        : sqlite3_bind_blob64(statement, index, path, strlen(path), SQLITE_STATIC);
}

static gboolean
bind_all(sqlite3_stmt *statement, GError **error, const char *types, va_list arguments)
{
    int code = SQLITE_OK;

    for (int i = 0; types[i] != '\0' && code == SQLITE_OK; i++) {
        switch (types[i]) {
        case 'i':
            code = sqlite3_bind_int64(statement, i + 1, va_arg(arguments, gint64));
            break;
        case 'd':
            code = sqlite3_bind_double(statement, i + 1, va_arg(arguments, double));
            break;
        case 's':
            code = sqlite3_bind_text(statement, i + 1, va_arg(arguments, const char *), -1, SQLITE_STATIC);
            break;
        case 'b':
            code = bind_bytes(statement, i + 1, va_arg(arguments, GBytes *));
            break;
        case 'h':
            code = sqlite3_bind_blob(statement, i + 1, va_arg(arguments, const guint8 *), ARSIP_HASH_SIZE,
                                     SQLITE_STATIC);
            break;
        case 'z':
            code = bind_path(statement, i + 1, va_arg(arguments, const char *));
            break;
        default:
            g_assert_not_reached();
        }
    }
    return code == SQLITE_OK ||
           arsip_database_fail(sqlite3_db_handle(statement), error, _("the catalogue cannot be queried"));
}

gboolean
arsip_statement_bind(ArsipStatement *statement, GError **error, const char *types, ...)
{
    va_list arguments;
    gboolean is_bound;

    va_start(arguments, types);
    is_bound = bind_all(statement, error, types, arguments);
    va_end(arguments);
    return is_bound;
}

gboolean
arsip_statement_step(ArsipStatement *statement, GError **error)
{
    int code = sqlite3_step(statement);

    if (code == SQLITE_ROW)
        return TRUE;
    if (code != SQLITE_DONE)
        arsip_database_fail(sqlite3_db_handle(statement), error,
                            sqlite3_stmt_readonly(statement) ? _("the catalogue cannot be read")
                                                             : _("the catalogue cannot be written"));
    return FALSE;
}

gboolean
arsip_rows_ended(GError *fault, GError **error)
{
    if (fault != NULL)
        g_propagate_error(error, fault);
    return fault == NULL;
}

gboolean
arsip_execute(ArsipArchive *archive, GError **error, const char *sql, const char *types, ...)
{
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;
    va_list arguments;
    gboolean is_bound;

    if (statement == NULL)
        return FALSE;
    va_start(arguments, types);
    is_bound = bind_all(statement, error, types, arguments);
    va_end(arguments);
    if (!is_bound)
        return FALSE;
    arsip_statement_step(statement, &fault);
    return arsip_rows_ended(fault, error);
}

gboolean
arsip_execute_once(ArsipArchive *archive, char *sql, GError **error)
{
    g_autofree char *taken = sql;
    g_autoptr(ArsipStatement) statement = arsip_statement_once(archive, taken, error);
    GError *fault = NULL;

    if (statement == NULL)
        return FALSE;
    arsip_statement_step(statement, &fault);
    return arsip_rows_ended(fault, error);
}

gint64
arsip_fetch_number(ArsipArchive *archive, gint64 otherwise, GError **error, const char *sql,
                   const char *types, ...)
{
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    va_list arguments;
    gboolean is_bound;

    if (statement == NULL)
        return otherwise;
    va_start(arguments, types);
    is_bound = bind_all(statement, error, types, arguments);
    va_end(arguments);
    if (!is_bound || !arsip_statement_step(statement, error))
        return otherwise;
    return sqlite3_column_type(statement, 0) == SQLITE_NULL ? otherwise : sqlite3_column_int64(statement, 0);
}

char *
arsip_fetch_text(ArsipArchive *archive, GError **error, const char *sql, const char *types, ...)
{
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    va_list arguments;
    gboolean is_bound;

    if (statement == NULL)
        return NULL;
    va_start(arguments, types);
    is_bound = bind_all(statement, error, types, arguments);
    va_end(arguments);
    if (!is_bound || !arsip_statement_step(statement, error))
        return NULL;
    return arsip_column_dup(statement, 0);
}

const char *
arsip_column_text(ArsipStatement *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);

    return text != NULL ? text : "";
}

char *
arsip_column_dup(ArsipStatement *statement, int column)
{
    return g_strdup((const char *)sqlite3_column_text(statement, column));
}

char *
arsip_column_keep(ArsipStatement *statement, int column, ArsipArena *arena)
{
    const unsigned char *text = sqlite3_column_text(statement, column);

    return arsip_arena_copy(arena, text, (gsize)sqlite3_column_bytes(statement, column));
}

gboolean
arsip_column_hash(ArsipStatement *statement, int column, guint8 hash[ARSIP_HASH_SIZE])
{
    if (sqlite3_column_bytes(statement, column) != ARSIP_HASH_SIZE)
        return FALSE;
    memcpy(hash, sqlite3_column_blob(statement, column), ARSIP_HASH_SIZE);
    return TRUE;
}
