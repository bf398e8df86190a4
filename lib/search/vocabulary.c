/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/vocabulary.h"

#include <string.h>

#include "archive/catalogue.h"
#include "search/tokenizer.h"
#include "search/vocabulary-run.h"

/* So many words are a run; until then a search looks at each of them. */
#define RECENT_MOST 1024

/* So many words are remembered, some 10 MB; then it begins anew. */
#define REMEMBERED_MOST 200000

/* ---- the tables */

gboolean
arsip_vocabulary_create(ArsipArchive *archive, GError **error)
{
    static const char words[] =
        "CREATE TABLE IF NOT EXISTS vocabulary (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID";
    static const char recent[] = "CREATE TABLE IF NOT EXISTS vocabulary_recent ("
                                 "  id   INTEGER PRIMARY KEY,"
                                 "  word TEXT NOT NULL"
                                 ") STRICT";
    static const char mark[] = "CREATE TABLE IF NOT EXISTS vocabulary_mark ("
                               "  id   INTEGER PRIMARY KEY CHECK (id = 1),"
                               "  mark INTEGER NOT NULL" /* another one after each change */
                               ") STRICT";

    return arsip_execute(archive, error, words, "") && arsip_execute(archive, error, recent, "") &&
           arsip_execute(archive, error, mark, "") && arsip_runs_create(archive, error);
}

static gboolean
clear_recent(ArsipArchive *archive, GError **error)
{
    return arsip_execute(archive, error, "DELETE FROM vocabulary_recent", "");
}

gboolean
arsip_vocabulary_clear(ArsipArchive *archive, GError **error)
{
    return arsip_execute(archive, error, "DELETE FROM vocabulary", "") && clear_recent(archive, error) &&
           arsip_execute(archive, error, "DELETE FROM vocabulary_mark", "") &&
           arsip_runs_clear(archive, error);
}

/* sqlite_schema would be read from end to end for it, with each document that is indexed. */
gboolean
arsip_vocabulary_is_complete(ArsipArchive *archive)
{
    return sqlite3_table_column_metadata(arsip_archive_database(archive), "main", "vocabulary_block", NULL,
                                         NULL, NULL, NULL, NULL, NULL) == SQLITE_OK;
}

/* ---- what the connection remembers */

typedef struct {
    ArsipLexicon words;
    gint64 mark; /* the words are there as long as the table has it */
} Known;

static void
free_known(gpointer data)
{
    Known *known = data;

    arsip_lexicon_clear(&known->words);
    g_free(known);
}

static void
forget(Known *known)
{
    arsip_lexicon_clear(&known->words);
    arsip_lexicon_init(&known->words);
}

/*
 * What another process changed, or a transaction that was rolled back, is told by the mark: it is drawn anew
 * with every change, so that none comes back but with the words that were there.
 */
static Known *
recall(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "SELECT mark FROM vocabulary_mark";
    ArsipMemory *memory = arsip_search_memory(archive, ARSIP_MEMORY_VOCABULARY, error);
    GError *fault = NULL;
    Known *known;
    gint64 mark;

    if (memory == NULL)
        return NULL;
    if (memory->data == NULL) {
        *memory = (ArsipMemory){g_new0(Known, 1), free_known};
        arsip_lexicon_init(&((Known *)memory->data)->words);
    }
    known = memory->data;
    mark = arsip_fetch_number(archive, 0, &fault, sql, "");
    if (mark == 0 || mark != known->mark || arsip_lexicon_count(&known->words) > REMEMBERED_MOST)
        forget(known);
    known->mark = mark;
    return arsip_rows_ended(fault, error) ? known : NULL;
}

const ArsipLexicon *
arsip_vocabulary_known(ArsipArchive *archive, GError **error)
{
    Known *known = recall(archive, error);

    return known != NULL ? &known->words : NULL;
}

static gboolean
set_mark(ArsipArchive *archive, Known *known, GError **error)
{
    static const char sql[] = "INSERT INTO vocabulary_mark (id, mark) VALUES (1, ?1)"
                              " ON CONFLICT (id) DO UPDATE SET mark = excluded.mark";

    known->mark = (gint64)g_random_int() << 31 | g_random_int_range(1, G_MAXINT32);
    return arsip_execute(archive, error, sql, "i", known->mark);
}

/* ---- words in */

/* *is_new: it was not there. */
static gboolean
add_word(ArsipArchive *archive, const char *word, gboolean *is_new, GError **error)
{
    static const char sql[] = "INSERT OR IGNORE INTO vocabulary (word) VALUES (?1)";
    static const char recent[] = "INSERT INTO vocabulary_recent (word) VALUES (?1)";

    if (!arsip_execute(archive, error, sql, "s", word))
        return FALSE;
    *is_new = sqlite3_changes(arsip_archive_database(archive)) > 0;
    return !*is_new || arsip_execute(archive, error, recent, "s", word);
}

static void
append_word(const char *word, gpointer words)
{
    g_ptr_array_add(words, g_strdup(word));
}

/* The recent words become a run, once they are enough. */
static gboolean
settle(ArsipArchive *archive, GError **error)
{
    /* They are numbered from 1 each time, as all of them go. */
    static const char sql[] = "SELECT max(id) FROM vocabulary_recent";
    g_autoptr(GPtrArray) words = NULL;
    GError *fault = NULL;

    if (arsip_fetch_number(archive, 0, &fault, sql, "") < RECENT_MOST)
        return arsip_rows_ended(fault, error);
    words = g_ptr_array_new_with_free_func(g_free);
    return arsip_vocabulary_each_recent(archive, append_word, words, error) &&
           arsip_runs_add(archive, words, error) && clear_recent(archive, error);
}

static gboolean
add_unknown(ArsipArchive *archive, Known *known, GHashTable *words, GError **error)
{
    gboolean is_changed = FALSE;
    GHashTableIter each;
    gpointer word;

    g_hash_table_iter_init(&each, words);
    while (g_hash_table_iter_next(&each, &word, NULL)) {
        gsize length = strlen(word);
        gboolean is_new = FALSE;

        if (arsip_lexicon_find(&known->words, word, length) != 0)
            continue;
        if (!add_word(archive, word, &is_new, error))
            return FALSE;
        arsip_lexicon_add(&known->words, word, length);
        is_changed = is_changed || is_new;
    }
    return !is_changed || (set_mark(archive, known, error) && settle(archive, error));
}

gboolean
arsip_vocabulary_add(ArsipArchive *archive, GHashTable *words, GError **error)
{
    Known *known = recall(archive, error);

    if (known == NULL)
        return FALSE;
    if (add_unknown(archive, known, words, error))
        return TRUE;
    known->mark = 0;
    return FALSE;
}

/* ---- words out */

gboolean
arsip_vocabulary_has(ArsipArchive *archive, const char *word, GError **error)
{
    static const char sql[] = "SELECT 1 FROM vocabulary WHERE word = ?1";

    return arsip_fetch_number(archive, 0, error, sql, "s", word) != 0;
}

static gboolean
give_rows(ArsipStatement *statement, ArsipWordFunc each, gpointer data, GError **error)
{
    GError *fault = NULL;

    while (arsip_statement_step(statement, &fault))
        each(arsip_column_text(statement, 0), data);
    return arsip_rows_ended(fault, error);
}

gboolean
arsip_vocabulary_each_recent(ArsipArchive *archive, ArsipWordFunc each, gpointer data, GError **error)
{
    static const char sql[] = "SELECT word FROM vocabulary_recent";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    return statement != NULL && give_rows(statement, each, data, error);
}

/* Forms of words that no text can spell (search/tokenizer.h) begin with a private-use character. */
gboolean
arsip_vocabulary_each_foreign(ArsipArchive *archive, ArsipWordFunc each, gpointer data, GError **error)
{
    static const char create[] =
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab (main, words, row)";
    static const char sql[] =
        "SELECT term FROM temp.terms WHERE term < '" ARSIP_FORM_CAPITALS "' OR term >= '\xef\xa4\x80'";
    g_autoptr(ArsipStatement) statement = NULL;

    if (!arsip_execute(archive, error, create, ""))
        return FALSE;
    statement = arsip_statement(archive, sql, error);
    return statement != NULL && give_rows(statement, each, data, error);
}

/* ---- what is missing */

gboolean
arsip_vocabulary_complete(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "SELECT word FROM vocabulary";
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(ArsipStatement) statement = NULL;

    if (!arsip_vocabulary_create(archive, error))
        return FALSE;
    statement = arsip_statement(archive, sql, error);
    return statement != NULL && give_rows(statement, append_word, words, error) &&
           (words->len == 0 || arsip_runs_add(archive, words, error));
}
