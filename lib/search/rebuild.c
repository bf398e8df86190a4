/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/search.h>

#include "archive/catalogue.h"
#include "base/i18n.h"
#include "search/entry.h"
#include "search/frequent.h"
#include "search/index.h"
#include "search/posting.h"
#include "search/strip.h"
#include "search/tokenizer.h"
#include "search/tidy.h"
#include "search/turn.h"
#include "search/vocabulary.h"
#include "text/token.h"

/*
 * A second table, words_new, is filled in portions beside `words`. What is in it is what `indexed` said of
 * the documents up to a position, as it was when they came by: of one that changes afterwards triggers keep
 * what it was, as a table without content can only be told to forget what it holds. Nothing but the catalogue
 * knows how far it is, so that whoever comes can go on. When nothing is left to do, the tables change names.
 */

/* Without the averages (row 1) and the structure (row 10) in words_data FTS5 does not open the table, and
 * then it cannot be dropped. */
#define KEPT "10"

typedef struct {
    ArsipArchive *archive;
    const ArsipRebuildOptions *options;
    gint64 position;
    gboolean is_done;
} Rebuild;

static gboolean
run(ArsipArchive *archive, const char *const *statements, GError **error)
{
    for (guint i = 0; statements[i] != NULL; i++)
        if (!arsip_execute(archive, error, statements[i], ""))
            return FALSE;
    return TRUE;
}

static gboolean
has_table(ArsipArchive *archive, const char *name)
{
    static const char sql[] = "SELECT count(*) FROM sqlite_schema WHERE name = ?1";

    return arsip_fetch_number(archive, 0, NULL, sql, "s", name) > 0;
}

/* ---- throwing a table away, a little at a time */

typedef struct {
    const char *name;
    guint rows; /* thrown away at a time: some 8 MB */
} SweptPart;
/* Tables of older versions have the sizes too. */
static const SweptPart swept_parts[] = {{"data", 2000}, {"docsize", 100000}};

static gboolean
sweep_portion(ArsipArchive *archive, const char *name, const SweptPart *part, gboolean *is_empty,
              GError **error)
{
    g_autofree char *table = g_strdup_printf("%s_%s", name, part->name);

    *is_empty = TRUE;
    if (!arsip_begin(archive, error))
        return FALSE;
    /* Another process may have thrown away the rest. */
    if (has_table(archive, table)) {
        char *sql = g_strdup_printf("DELETE FROM %s WHERE rowid IN (SELECT rowid FROM %s WHERE rowid > " KEPT
                                    " LIMIT %u)",
                                    table, table, part->rows);

        if (!arsip_execute_once(archive, sql, error)) {
            arsip_rollback(archive);
            return FALSE;
        }
        *is_empty = sqlite3_changes(arsip_archive_database(archive)) == 0;
    }
    return arsip_commit(archive, error);
}

/* To drop it as it is would read all of it in one transaction. */
static gboolean
sweep(ArsipArchive *archive, const char *name, const ArsipRebuildOptions *options, GError **error)
{
    if (!has_table(archive, name))
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(swept_parts); i++) {
        gboolean is_empty = FALSE;

        while (!is_empty) {
            if (!sweep_portion(archive, name, &swept_parts[i], &is_empty, error))
                return FALSE;
            if (!is_empty)
                arsip_turn_end(options);
        }
    }
    if (!arsip_begin(archive, error))
        return FALSE;
    if (arsip_execute_once(archive, g_strdup_printf("DROP TABLE IF EXISTS %s", name), error))
        return arsip_commit(archive, error);
    arsip_rollback(archive);
    return FALSE;
}

/* ---- the beginning */

static const char *const forget_state[] = {
    "DROP TRIGGER IF EXISTS rebuild_insert", "DROP TRIGGER IF EXISTS rebuild_update",
    "DROP TRIGGER IF EXISTS rebuild_delete", "DROP TABLE IF EXISTS rebuild_changed",
    "DROP TABLE IF EXISTS rebuild",          NULL,
};

static const char *const make_state[] = {
    "CREATE TABLE rebuild ("
    "  id        INTEGER PRIMARY KEY CHECK (id = 1),"
    "  tokenizer INTEGER NOT NULL,"
    "  position  INTEGER NOT NULL" /* the last document that words_new has */
    ") STRICT",
    "CREATE TABLE rebuild_changed ("
    "  document INTEGER PRIMARY KEY,"
    "  content  BLOB" /* what words_new has of it; NULL: nothing */
    ") STRICT",
    "CREATE TRIGGER rebuild_insert AFTER INSERT ON indexed BEGIN"
    "  INSERT INTO rebuild_changed (document, content) SELECT new.document, NULL FROM rebuild"
    "   WHERE new.document <= position"
    "     AND NOT EXISTS (SELECT 1 FROM rebuild_changed WHERE document = new.document);"
    " END",
    "CREATE TRIGGER rebuild_update AFTER UPDATE ON indexed BEGIN"
    "  INSERT INTO rebuild_changed (document, content) SELECT old.document, old.content FROM rebuild"
    "   WHERE old.document <= position"
    "     AND NOT EXISTS (SELECT 1 FROM rebuild_changed WHERE document = old.document);"
    " END",
    "CREATE TRIGGER rebuild_delete AFTER DELETE ON indexed BEGIN"
    "  INSERT INTO rebuild_changed (document, content) SELECT old.document, old.content FROM rebuild"
    "   WHERE old.document <= position"
    "     AND NOT EXISTS (SELECT 1 FROM rebuild_changed WHERE document = old.document);"
    " END",
    NULL,
};

/* Whether one is under way that this program's tokenizer can go on with. */
static gboolean
is_under_way(ArsipArchive *archive)
{
    static const char sql[] = "SELECT tokenizer FROM rebuild WHERE id = 1";

    return has_table(archive, "rebuild") &&
           arsip_fetch_number(archive, 0, NULL, sql, "") == ARSIP_TOKENIZER_VERSION;
}

static gboolean
abandon_other(ArsipArchive *archive, GError **error)
{
    if (!arsip_begin(archive, error))
        return FALSE;
    if (is_under_way(archive) || run(archive, forget_state, error))
        return arsip_commit(archive, error);
    arsip_rollback(archive);
    return FALSE;
}

/* A table whose structure (row 10 of its data) is damaged does not even open to be renamed or dropped: it
 * gets that of an empty one. */
static gboolean
open_up(ArsipArchive *archive, GError **error)
{
    static const char open[] = "SELECT 1 FROM words WHERE 0"; /* without sizes FTS5 cannot list rows */
    static const char heal[] = "INSERT OR REPLACE INTO words_data (id, block)"
                               " SELECT id, block FROM words_new_data WHERE id IN (1, 10)";
    g_autoptr(GError) fault = NULL;

    arsip_fetch_number(archive, 0, &fault, open, "");
    return fault == NULL || arsip_execute(archive, error, heal, "");
}

static gboolean
make_tables(ArsipArchive *archive, GError **error)
{
    static const char remember[] = "INSERT INTO rebuild (id, tokenizer, position) VALUES (1, ?1, 0)";
    /* Asked before there are tables of words, as one that lacks them is old. */
    gboolean is_current = arsip_index_is_current(archive, NULL);

    /* An old index is asked without the vocabulary, which has words that nobody has any more. */
    return arsip_index_create_words(archive, "words_new", error) && arsip_vocabulary_create(archive, error) &&
           arsip_strips_create(archive, error) && arsip_frequent_create(archive, error) &&
           (is_current || arsip_vocabulary_clear(archive, error)) && open_up(archive, error) &&
           run(archive, make_state, error) &&
           arsip_execute(archive, error, remember, "i", (gint64)ARSIP_TOKENIZER_VERSION);
}

static gboolean
begin(ArsipArchive *archive, const ArsipRebuildOptions *options, GError **error)
{
    if (!sweep(archive, "words_old", options, error))
        return FALSE;
    if (!is_under_way(archive) && (!abandon_other(archive, error) ||
                                   (!is_under_way(archive) && !sweep(archive, "words_new", options, error))))
        return FALSE;
    if (!arsip_begin(archive, error))
        return FALSE;
    /* Another process may have begun one meanwhile. */
    if (is_under_way(archive) || make_tables(archive, error))
        return arsip_commit(archive, error);
    arsip_rollback(archive);
    return FALSE;
}

/* ---- portion by portion */

static gboolean
put(ArsipArchive *archive, gint64 document, GBytes *blob, GError **error)
{
    g_autoptr(ArsipEntry) entry = arsip_entry_from_blob(archive, blob, error);

    if (entry != NULL && arsip_posting_insert(archive, ARSIP_POSTING_NEW, document, entry, error))
        return TRUE;
    g_prefix_error(error, _("document %lld: "), (long long)document);
    return FALSE;
}

/* The first document that is behind the position, or 0. */
static gboolean
take_next(Rebuild *rebuild, gboolean *is_taken, GError **error)
{
    static const char next[] = "SELECT min(document) FROM indexed WHERE document > ?1";
    GError *fault = NULL;
    gint64 document = arsip_fetch_number(rebuild->archive, 0, &fault, next, "i", rebuild->position);
    g_autoptr(GBytes) blob = NULL;

    *is_taken = document != 0;
    if (!*is_taken)
        return arsip_rows_ended(fault, error);
    blob = arsip_entry_blob(rebuild->archive, document, error);
    if (blob == NULL || !put(rebuild->archive, document, blob, error))
        return FALSE;
    rebuild->position = document;
    return TRUE;
}

/* What words_new holds of it, or NULL without error. */
static GBytes *
changed_blob(ArsipArchive *archive, gint64 document, GError **error)
{
    static const char sql[] =
        "SELECT content FROM rebuild_changed WHERE document = ?1 AND content IS NOT NULL";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", document) ||
        !arsip_statement_step(statement, error))
        return NULL;
    return g_bytes_new(sqlite3_column_blob(statement, 0), (gsize)sqlite3_column_bytes(statement, 0));
}

static gboolean
forget_changed(ArsipArchive *archive, gint64 document, GError **error)
{
    GError *fault = NULL;
    g_autoptr(GBytes) blob = changed_blob(archive, document, &fault);
    g_autoptr(ArsipEntry) entry = NULL;

    if (blob == NULL)
        return arsip_rows_ended(fault, error);
    entry = arsip_entry_from_blob(archive, blob, error);
    return entry != NULL && arsip_posting_delete(archive, ARSIP_POSTING_NEW, document, entry, error);
}

/* A document that changed since words_new got it. */
static gboolean
catch_up(Rebuild *rebuild, gboolean *is_taken, GError **error)
{
    static const char next[] = "SELECT min(document) FROM rebuild_changed";
    static const char settled[] = "DELETE FROM rebuild_changed WHERE document = ?1";
    ArsipArchive *archive = rebuild->archive;
    GError *fault = NULL;
    gint64 document = arsip_fetch_number(archive, 0, &fault, next, "");
    g_autoptr(GBytes) blob = NULL;

    *is_taken = document != 0;
    if (!*is_taken)
        return arsip_rows_ended(fault, error);
    if (!forget_changed(archive, document, error))
        return FALSE;
    blob = arsip_entry_blob(archive, document, &fault);
    if (blob != NULL && !put(archive, document, blob, error))
        return FALSE;
    return arsip_rows_ended(fault, error) && arsip_execute(archive, error, settled, "i", document);
}

/* No strip is as the new index is; and of another version's frequent words nobody knows how they are written
 * now. */
static gboolean
forget_strips(ArsipArchive *archive, GError **error)
{
    return arsip_index_is_current(archive, NULL) ? arsip_frequent_strike_all(archive, error)
                                                 : arsip_frequent_clear(archive, error);
}

/* The same at once for all others: their next statement asks the new one. */
static gboolean
swap(ArsipArchive *archive, GError **error)
{
    static const char *const rename[] = {"ALTER TABLE words RENAME TO words_old",
                                         "ALTER TABLE words_new RENAME TO words", NULL};
    static const char remember[] = "UPDATE archive SET tokenizer = ?1 WHERE id = 1";

    return run(archive, forget_state, error) && run(archive, rename, error) &&
           forget_strips(archive, error) &&
           arsip_execute(archive, error, remember, "i", (gint64)ARSIP_TOKENIZER_VERSION);
}

static gboolean
fill(Rebuild *rebuild, GError **error)
{
    static const char remember[] = "UPDATE rebuild SET position = ?1 WHERE id = 1";
    gint64 deadline = arsip_turn_begin(rebuild->options);
    gboolean is_taken;

    do
        if (!take_next(rebuild, &is_taken, error))
            return FALSE;
    while (is_taken && g_get_monotonic_time() < deadline);
    if (!arsip_execute(rebuild->archive, error, remember, "i", rebuild->position))
        return FALSE;
    if (is_taken)
        return TRUE;
    do
        if (!catch_up(rebuild, &is_taken, error))
            return FALSE;
    while (is_taken && g_get_monotonic_time() < deadline);
    rebuild->is_done = !is_taken;
    return is_taken || swap(rebuild->archive, error);
}

static gboolean
fill_portion(Rebuild *rebuild, GError **error)
{
    static const char position[] = "SELECT position FROM rebuild WHERE id = 1";

    if (!arsip_begin(rebuild->archive, error))
        return FALSE;
    /* Another process that worked at it may have ended it. */
    if (!is_under_way(rebuild->archive)) {
        rebuild->is_done = TRUE;
        return arsip_commit(rebuild->archive, error);
    }
    rebuild->position = arsip_fetch_number(rebuild->archive, 0, error, position, "");
    if (fill(rebuild, error))
        return arsip_commit(rebuild->archive, error);
    arsip_rollback(rebuild->archive);
    return FALSE;
}

static gboolean
goes_on(const Rebuild *rebuild, GError **error)
{
    const ArsipRebuildOptions *options = rebuild->options;
    gint64 newest = 0;

    if (options->progress != NULL) {
        newest = arsip_fetch_number(rebuild->archive, 0, NULL, "SELECT max(document) FROM indexed", "");
        options->progress(rebuild->position, newest, options->data);
    }
    if (options->should_stop == NULL || !options->should_stop(options->data))
        return TRUE;
    g_set_error_literal(
        error, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED,
        _("stopped as asked; what was done is kept, and the same command goes on from there"));
    return FALSE;
}

gboolean
arsip_search_rebuild(ArsipArchive *archive, const ArsipRebuildOptions *options, GError **error)
{
    Rebuild rebuild = {.archive = archive, .options = options};

    if (!arsip_search_attach(archive, error) || !begin(archive, options, error))
        return FALSE;
    while (!rebuild.is_done) {
        if (!fill_portion(&rebuild, error) || !goes_on(&rebuild, error))
            return FALSE;
        if (!rebuild.is_done)
            arsip_turn_end(options);
    }
    return arsip_frequent_settle_all(archive, ARSIP_FREQUENT_LEAST, options, error) &&
           arsip_index_tidy(archive, options, error) && sweep(archive, "words_old", options, error);
}
