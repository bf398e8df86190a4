/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words are frequent. */
#include "search/frequent.h"

#include <string.h>

#include "archive/catalogue.h"
#include "search/entry.h"
#include "search/frequent-bigram.h"
#include "search/frequent-strip.h"
#include "search/set.h"
#include "search/strip.h"
#include "search/census.h"
#include "search/tokenizer.h"
#include "text/token.h"

/* So many documents, evenly spread, tell which words are frequent: 4 of 100 are told from 3. */
#define SAMPLED 1600

/* ---- the words of a sample */

static gboolean
note_word(const ArsipToken *token, gpointer words)
{
    if (!g_hash_table_contains(words, token->folded))
        g_hash_table_add(words, g_strdup(token->folded));
    return TRUE;
}

static gboolean
stream_lines(const char *text, gsize length, gpointer stream)
{
    arsip_token_stream_add(stream, text, length);
    return TRUE;
}

static gboolean
count_words(ArsipArchive *archive, gint64 document, GHashTable *counts, GError **error)
{
    g_autoptr(GHashTable) words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(ArsipEntry) entry = arsip_entry_load(archive, document, error);
    GHashTableIter each;
    gpointer word;

    if (entry == NULL)
        return FALSE;
    for (guint i = 0; i < ARSIP_N_ZONES; i++) {
        ArsipTokenStream *stream = arsip_token_stream_new(note_word, words);

        arsip_zone_text_each(&entry->content->letter->zones[i], entry->pages, stream_lines, stream);
        arsip_token_stream_end(stream);
    }
    g_hash_table_iter_init(&each, words);
    while (g_hash_table_iter_next(&each, &word, NULL)) {
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, word));

        g_hash_table_replace(counts, g_strdup(word), GUINT_TO_POINTER(n + 1));
    }
    return arsip_stored_pages_check(entry->stored, error);
}

/* word -> in how many of the sampled documents. */
static GHashTable *
sample(ArsipArchive *archive, gint64 last, guint *n_sampled, GError **error)
{
    static const char sql[] = "SELECT document FROM indexed WHERE document >= ?1 ORDER BY document LIMIT 1";
    g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    *n_sampled = 0;
    for (guint i = 0; i < SAMPLED; i++) {
        GError *fault = NULL;
        gint64 document = arsip_fetch_number(archive, 0, &fault, sql, "i", last * i / SAMPLED);

        if (!arsip_rows_ended(fault, error) ||
            (document > 0 && !count_words(archive, document, counts, error)))
            return NULL;
        *n_sampled += document > 0;
    }
    return g_steal_pointer(&counts);
}

/* ---- what is kept */

GPtrArray *
arsip_frequent_list(ArsipArchive *archive, GArray *rows, GError **error)
{
    static const char sql[] = "SELECT row, word FROM frequent WHERE word <> ''";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    GError *fault = NULL;

    if (statement == NULL)
        return NULL;
    while (arsip_statement_step(statement, &fault)) {
        gint64 row = sqlite3_column_int64(statement, 0);

        g_array_append_val(rows, row);
        g_ptr_array_add(words, arsip_column_dup(statement, 1));
    }
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&words) : NULL;
}

/* ---- the choice */

/* A word that was frequent stays for so much of the share. */
#define STAY 0.66

static gboolean
drop_word(ArsipArchive *archive, gint64 row, GError **error)
{
    static const char word_sql[] = "DELETE FROM frequent WHERE row = ?1";
    static const char strips_sql[] = "DELETE FROM strip WHERE id >= ?1 AND id < ?2";

    return arsip_frequent_bigram_drop(archive, row, error) &&
           arsip_execute(archive, error, word_sql, "i", row) &&
           arsip_execute(archive, error, strips_sql, "ii", arsip_strip_key(row, 0),
                         arsip_strip_key(row + 1, 0));
}

/* Takes out of counts those that are there already, and drops those that are frequent no more. */
static gboolean
compare_words(ArsipArchive *archive, GHashTable *counts, guint n_sampled, GError **error)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(GPtrArray) words = arsip_frequent_list(archive, rows, error);

    for (guint i = 0; words != NULL && i < words->len; i++) {
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, words->pdata[i]));

        g_hash_table_remove(counts, words->pdata[i]);
        if (n < STAY * ARSIP_FREQUENT_SHARE * n_sampled &&
            !drop_word(archive, g_array_index(rows, gint64, i), error))
            return FALSE;
    }
    return words != NULL;
}

/* A new word gets all strips that others have. */
static gboolean
add_word(ArsipArchive *archive, const char *word, gint64 last, const GArray *weighed, GError **error)
{
    static const char sql[] = "INSERT INTO frequent (word, chosen) VALUES (?1, ?2)";
    g_autoptr(ArsipLengths) lengths = arsip_lengths_new(archive);

    return arsip_execute(archive, error, sql, "si", word, last) &&
           arsip_frequent_weigh_word(archive, lengths, word,
                                     sqlite3_last_insert_rowid(arsip_archive_database(archive)), weighed,
                                     error);
}

static guint
count_of(const GHashTable *counts, const char *word)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup((GHashTable *)counts, word));
}

static int
compare_counts(gconstpointer one, gconstpointer other, gpointer counts)
{
    const char *a = *(const char *const *)one, *b = *(const char *const *)other;
    guint n = count_of(counts, a), m = count_of(counts, b);

    return n != m ? (n < m) - (n > m) : strcmp(a, b);
}

/* Of which words the bigrams are to be kept, the commonest first. Borrowed from counts. */
static GPtrArray *
list_commonest(GHashTable *counts, guint n_sampled)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    GHashTableIter each;
    gpointer word, n;

    g_hash_table_iter_init(&each, counts);
    while (g_hash_table_iter_next(&each, &word, &n))
        if (GPOINTER_TO_UINT(n) >= ARSIP_BIGRAM_SHARE * n_sampled && !arsip_form_is_digits(word))
            g_ptr_array_add(words, g_strdup(word));
    g_ptr_array_sort_with_data(words, compare_counts, counts);
    return words;
}

static gboolean
add_bigrams(ArsipArchive *archive, const GPtrArray *words, const GArray *weighed, GError **error)
{
    gint64 since = weighed->len > 0 ? arsip_set_at(weighed, weighed->len - 1) + 1 : 0;

    for (guint i = 0; i < words->len; i++)
        if (!arsip_frequent_bigram_add(archive, words->pdata[i], since, error))
            return FALSE;
    return TRUE;
}

gboolean
arsip_frequent_choose(ArsipArchive *archive, gint64 last, const GArray *weighed, GError **error)
{
    /* The word that is none says when it was done, should there be no other. */
    static const char done_sql[] = "INSERT INTO frequent (word, chosen) VALUES ('', ?1)"
                                   " ON CONFLICT (word) DO UPDATE SET chosen = excluded.chosen";
    guint n_sampled;
    g_autoptr(GHashTable) counts = sample(archive, last, &n_sampled, error);
    g_autoptr(GPtrArray) commonest = counts != NULL ? list_commonest(counts, n_sampled) : NULL;
    GHashTableIter each;
    gpointer word, n;

    if (counts == NULL || !compare_words(archive, counts, n_sampled, error))
        return FALSE;
    g_hash_table_iter_init(&each, counts);
    while (g_hash_table_iter_next(&each, &word, &n))
        if (GPOINTER_TO_UINT(n) >= ARSIP_FREQUENT_SHARE * n_sampled &&
            !add_word(archive, word, last, weighed, error))
            return FALSE;
    return add_bigrams(archive, commonest, weighed, error) &&
           arsip_execute(archive, error, done_sql, "i", last) && arsip_census_reset(archive, error);
}
