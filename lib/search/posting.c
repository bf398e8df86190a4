/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/posting.h"

#include "archive/catalogue.h"
#include "base/i18n.h"
#include "search/columns.h"
#include "search/frequent.h"
#include "search/length.h"
#include "search/census.h"
#include "search/tokenizer.h"
#include "search/vocabulary.h"

/* Bytes of text of which all words are written at once: some 4,000 full pages. */
#define PORTION_BYTES (10u << 20)

#define COLUMNS "rowid, " ARSIP_COLUMN_NAMES
#define VALUES  "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14"

/* By ArsipPostingTable. */
static const char *const insert_sql[] = {
    "INSERT INTO words (" COLUMNS ") VALUES (" VALUES ")",
    "INSERT INTO words_new (" COLUMNS ") VALUES (" VALUES ")",
};
static const char *const delete_sql[] = {
    "INSERT INTO words (words, " COLUMNS ") VALUES ('delete', " VALUES ")",
    "INSERT INTO words_new (words_new, " COLUMNS ") VALUES ('delete', " VALUES ")",
};

static guint
count_portions(const ArsipLetter *letter)
{
    guint64 bytes = 0;

    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        for (guint k = 0; k < letter->zones[i].pieces->len; k++)
            bytes += g_array_index(letter->zones[i].pieces, ArsipPiece, k).place.length;
    return (guint)(1 + bytes / PORTION_BYTES);
}

static gboolean
run(ArsipArchive *archive, const char *sql, gint64 document, char **columns, GError **error)
{
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", document))
        return FALSE;
    for (int i = 0; i < ARSIP_N_COLUMNS; i++)
        if (sqlite3_bind_text(statement, i + 2, columns[i], -1, SQLITE_STATIC) != SQLITE_OK)
            return arsip_database_fail(arsip_archive_database(archive), error,
                                       _("the index cannot be written"));
    arsip_statement_step(statement, &fault);
    return arsip_rows_ended(fault, error);
}

/* What the loan says of a document: a portion or, with n_portions for a number, none of its words. */
static gboolean
write_portion(ArsipArchive *archive, const char *sql, gint64 document, const ArsipEntry *entry,
              const ArsipLoan *loan, GError **error)
{
    g_auto(GStrv) columns = arsip_columns_make(entry->content);
    GError *fault = NULL;

    if (!arsip_search_lend(archive, loan, error))
        return FALSE;
    run(archive, sql, document, columns, &fault);
    arsip_search_lend(archive, NULL, NULL);
    /* What was amiss with the text says more than that the index could not be written for it. */
    if (arsip_stored_pages_check(entry->stored, error))
        return arsip_rows_ended(fault, error);
    g_clear_error(&fault);
    return FALSE;
}

/* sql for each portion, undone behind all but the last for the absent words by what undoes it. gets: what
 * takes the words, or NULL. */
static gboolean
write_all(ArsipArchive *archive, const char *sql, const char *undoing, gint64 document,
          const ArsipEntry *entry, const ArsipLoan *gets, GError **error)
{
    guint n = count_portions(entry->content->letter);
    const ArsipLoan none = {
        .letter = entry->content->letter, .pages = entry->pages, .portion = n, .n_portions = n};
    ArsipLoan loan = none;

    if (gets != NULL) {
        loan.words = gets->words;
        loan.known = gets->known;
    }
    for (loan.portion = 0; loan.portion + 1 < n; loan.portion++)
        if (!write_portion(archive, sql, document, entry, &loan, error) ||
            !write_portion(archive, undoing, document, entry, &none, error))
            return FALSE;
    if (gets != NULL) {
        loan.n_words = gets->n_words;
        loan.census = gets->census;
    }
    return write_portion(archive, sql, document, entry, &loan, error);
}

/* What searches have of the document is as it was until the tables change names. */
static gboolean
strike(ArsipArchive *archive, ArsipPostingTable table, gint64 document, GError **error)
{
    return table == ARSIP_POSTING_NEW || arsip_frequent_strike(archive, document, error);
}

static gboolean
forget(ArsipArchive *archive, ArsipPostingTable table, gint64 document, GError **error)
{
    return table == ARSIP_POSTING_NEW || arsip_census_forget(archive, document, error);
}

gboolean
arsip_posting_insert(ArsipArchive *archive, ArsipPostingTable table, gint64 document, const ArsipEntry *entry,
                     GError **error)
{
    g_autoptr(GHashTable) words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    ArsipCensus *census = table == ARSIP_POSTING_LIVE ? arsip_census_of(archive, error) : NULL;
    guint64 n_words = 0;
    const ArsipLoan gets = {.words = words,
                            .known = arsip_vocabulary_known(archive, error),
                            .census = census,
                            .n_words = &n_words};

    if ((table == ARSIP_POSTING_LIVE && census == NULL) || gets.known == NULL ||
        !write_all(archive, insert_sql[table], delete_sql[table], document, entry, &gets, error))
        return FALSE;
    if (census != NULL)
        arsip_census_end(census, document, n_words);
    return arsip_vocabulary_add(archive, words, error) &&
           arsip_length_set(archive, document, n_words, error) && strike(archive, table, document, error);
}

gboolean
arsip_posting_delete(ArsipArchive *archive, ArsipPostingTable table, gint64 document, const ArsipEntry *entry,
                     GError **error)
{
    return write_all(archive, delete_sql[table], insert_sql[table], document, entry, NULL, error) &&
           forget(archive, table, document, error) && strike(archive, table, document, error);
}
