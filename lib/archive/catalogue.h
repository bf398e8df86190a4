/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_CATALOGUE_H
#define ARSIP_ARCHIVE_CATALOGUE_H

#include <arsip/archive.h>
#include <sqlite3.h>
#include "archive/transaction.h"
#include "base/arena.h"
#include "base/hash.h"

/*
 * The catalogue's connection and the few calls through which all SQL goes. Only lib/archive, and
 * lib/search for the tables of its index, include this.
 */
sqlite3 *arsip_archive_database(ArsipArchive *archive);

/* Sets *error from the connection's last failure: BUSY, NO_SPACE, READ_ONLY, DAMAGED or FAILED. Returns
 * FALSE. */
gboolean arsip_database_fail(sqlite3 *database, GError **error, const char *action);

/*
 * A statement for the time of a scope. `sql` must be a string literal (or outlive the archive): statements
 * are kept prepared under its address and reset when the scope ends, so one text is prepared once.
 */
typedef sqlite3_stmt ArsipStatement;
ArsipStatement *arsip_statement(ArsipArchive *archive, const char *sql, GError **error);
/* The same for SQL put together at run time: finalised with the scope. */
ArsipStatement *arsip_statement_once(ArsipArchive *archive, const char *sql, GError **error);
void arsip_statement_end(ArsipStatement *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipStatement, arsip_statement_end)

/*
 * Binds the arguments from ?1 on, one for each letter: i gint64, d double, s const char * (NULL
 * gives NULL, the string must live until the statement ends), b GBytes * (NULL gives NULL), h guint8[32]; z a
 * const char * as BLOB.
 */
gboolean arsip_statement_bind(ArsipStatement *statement, GError **error, const char *types, ...);

/* TRUE with a row; FALSE at the end, and FALSE with *error set on failure. */
gboolean arsip_statement_step(ArsipStatement *statement, GError **error);

/* What the last step left: hands fault (which may be NULL) on; TRUE without one. */
gboolean arsip_rows_ended(GError *fault, GError **error);

/* Binds and runs a statement that gives no rows. */
gboolean arsip_execute(ArsipArchive *archive, GError **error, const char *sql, const char *types, ...);

/* Runs SQL put together at run time, which it takes. */
gboolean arsip_execute_once(ArsipArchive *archive, char *sql, GError **error);

/* Binds, runs, and gives the first column of the first row, or `otherwise` without a row. */
gint64 arsip_fetch_number(ArsipArchive *archive, gint64 otherwise, GError **error, const char *sql,
                          const char *types, ...);
char *arsip_fetch_text(ArsipArchive *archive, GError **error, const char *sql, const char *types, ...);

/* Column texts: never NULL ("" for NULL), borrowed until the next step; dup and keep give a copy or NULL for
 * NULL, keep in an arena. */
const char *arsip_column_text(ArsipStatement *statement, int column);
char *arsip_column_dup(ArsipStatement *statement, int column);
char *arsip_column_keep(ArsipStatement *statement, int column, ArsipArena *arena);
/* FALSE, and nothing is written, where the column has no hash. */
gboolean arsip_column_hash(ArsipStatement *statement, int column, guint8 hash[ARSIP_HASH_SIZE]);

#endif
