/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/frequent-bigram.h"

#include "archive/catalogue.h"
#include "base/i18n.h"
#include "search/expression.h"

gboolean
arsip_frequent_bigram_create(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "CREATE TABLE IF NOT EXISTS bigram ("
                              "  row   INTEGER PRIMARY KEY," /* of frequent */
                              "  since INTEGER NOT NULL"     /* strip */
                              ") STRICT";

    return arsip_execute(archive, error, sql, "");
}

gboolean
arsip_frequent_bigram_clear(ArsipArchive *archive, GError **error)
{
    return arsip_execute(archive, error, "DELETE FROM bigram", "");
}

gboolean
arsip_frequent_bigram_restart(ArsipArchive *archive, GError **error)
{
    return arsip_execute(archive, error, "UPDATE bigram SET since = 0", "");
}

gboolean
arsip_frequent_bigram_add(ArsipArchive *archive, const char *word, gint64 since, GError **error)
{
    static const char sql[] = "INSERT OR IGNORE INTO bigram (row, since)"
                              " SELECT row, ?2 FROM frequent"
                              "  WHERE word = ?1 AND row < ?4 AND (SELECT count(*) FROM bigram) < ?3";

    return arsip_execute(archive, error, sql, "siii", word, since, (gint64)ARSIP_BIGRAM_WORDS,
                         (gint64)(ARSIP_ROW_LABELS - ARSIP_ROW_BIGRAMS) / ARSIP_BIGRAM_PARTS);
}

gboolean
arsip_frequent_bigram_drop(ArsipArchive *archive, gint64 row, GError **error)
{
    static const char word_sql[] = "DELETE FROM bigram WHERE row = ?1";
    static const char strips_sql[] = "DELETE FROM strip WHERE id >= ?1 AND id < ?2";

    return arsip_execute(archive, error, word_sql, "i", row) &&
           arsip_execute(archive, error, strips_sql, "ii", arsip_strip_key(arsip_bigram_row(row, 0), 0),
                         arsip_strip_key(arsip_bigram_row(row + 1, 0), 0));
}

/* ---- the words */

ArsipBigramWords *
arsip_bigram_words_load(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "SELECT row, word, since FROM bigram JOIN frequent USING (row)"
                              " WHERE word <> '' ORDER BY row";
    g_autoptr(ArsipBigramWords) words = g_new0(ArsipBigramWords, 1);
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    words->words = g_ptr_array_new_with_free_func(g_free);
    words->rows = g_array_new(FALSE, FALSE, sizeof(gint64));
    if (statement == NULL)
        return NULL;
    while (words->rows->len < ARSIP_BIGRAM_WORDS && arsip_statement_step(statement, &fault)) {
        gint64 row = sqlite3_column_int64(statement, 0);

        g_array_append_val(words->rows, row);
        g_ptr_array_add(words->words, arsip_column_dup(statement, 1));
        words->since = MAX(words->since, sqlite3_column_int64(statement, 2));
    }
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&words) : NULL;
}

void
arsip_bigram_words_free(ArsipBigramWords *words)
{
    if (words == NULL)
        return;
    g_clear_pointer(&words->words, g_ptr_array_unref);
    g_clear_pointer(&words->rows, g_array_unref);
    g_free(words);
}

/* ---- a strip */

gboolean
arsip_frequent_bigram_keep(ArsipArchive *archive, const ArsipBigramWords *words, gint64 number,
                           ArsipBigramStrip *strip, GError **error)
{
    for (guint i = 0; i < words->rows->len * ARSIP_BIGRAM_PARTS; i++) {
        guint first = i / ARSIP_BIGRAM_PARTS, part = i % ARSIP_BIGRAM_PARTS;
        g_autoptr(GByteArray) bytes = arsip_bigram_strip_pack(strip, first, part, words->rows);
        gint64 row = arsip_bigram_row(g_array_index(words->rows, gint64, first), part);

        if (!arsip_strip_write_packed(archive, row, number, bytes->data, bytes->len, error))
            return FALSE;
    }
    return TRUE;
}

/* ---- as FTS5 knows it */

#define POINTER "arsip-places"

/*
 * A place of a word as one number, which sorts those of all words by document, column and position. What
 * stands one further is the bigram's second word.
 */
#define DOCUMENT_SHIFT 44 /* its place in the strip */
#define COLUMN_SHIFT   40
#define POSITION_SHIFT 8
G_STATIC_ASSERT(ARSIP_N_COLUMNS <= 1 << (DOCUMENT_SHIFT - COLUMN_SHIFT));

/* Never true, as arsip_gather() (search/weight.h). */
static void
gather_places(const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *context, int n_values,
              sqlite3_value **values)
{
    GArray *places = n_values == 1 ? sqlite3_value_pointer(values[0], POINTER) : NULL;
    guint64 document = (guint64)(api->xRowid(row) % ARSIP_STRIP) << DOCUMENT_SHIFT;
    Fts5PhraseIter each;
    int column, position;

    if (places != NULL && api->xPhraseFirst(row, 0, &each, &column, &position) == SQLITE_OK)
        for (; column >= 0; api->xPhraseNext(row, &each, &column, &position)) {
            guint64 place = document | (guint64)column << COLUMN_SHIFT | (guint64)position << POSITION_SHIFT;

            g_array_append_val(places, place);
        }
    sqlite3_result_int(context, 0);
}

gboolean
arsip_frequent_bigram_attach(ArsipArchive *archive, fts5_api *api, GError **error)
{
    if (api->xCreateFunction(api, "arsip_gather_places", NULL, gather_places, NULL) == SQLITE_OK)
        return TRUE;
    return arsip_database_fail(arsip_archive_database(archive), error, _("the index cannot be opened"));
}

/* Those of a word of this number in a strip. */
static gboolean
find_places(ArsipArchive *archive, const char *word, guint64 word_number, gint64 strip, GArray *places,
            GError **error)
{
    static const char sql[] = "SELECT 1 FROM words WHERE words MATCH ?1 AND rowid BETWEEN ?2 AND ?3"
                              " AND arsip_gather_places(words, ?4)";
    g_autofree char *expression = arsip_expression_for_words(word);
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    guint before = places->len;
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "sii", expression, strip * ARSIP_STRIP,
                                                   (strip + 1) * ARSIP_STRIP - 1))
        return FALSE;
    if (sqlite3_bind_pointer(statement, 4, places, POINTER, NULL) != SQLITE_OK)
        return arsip_database_fail(arsip_archive_database(archive), error, _("the index cannot be asked"));
    arsip_statement_step(statement, &fault);
    for (guint i = before; i < places->len; i++)
        g_array_index(places, guint64, i) |= word_number;
    return arsip_rows_ended(fault, error);
}

static int
compare_places(gconstpointer one, gconstpointer other)
{
    guint64 a = *(const guint64 *)one, b = *(const guint64 *)other;

    return (a > b) - (a < b);
}

/* The bigram of two words of which one may stand behind the other. */
static void
note_bigram(GArray *bigrams, guint64 one, guint64 next)
{
    static const guint words = (1 << POSITION_SHIFT) - 1,
                       columns = (1 << (DOCUMENT_SHIFT - COLUMN_SHIFT)) - 1;
    ArsipBigram bigram;

    if (next >> POSITION_SHIFT != (one >> POSITION_SHIFT) + 1)
        return;
    bigram = arsip_bigram(one & words, next & words, (ArsipColumn)(one >> COLUMN_SHIFT & columns));
    g_array_append_val(bigrams, bigram);
}

ArsipBigramStrip *
arsip_frequent_bigram_weigh(ArsipArchive *archive, const ArsipBigramWords *words, gint64 number,
                            ArsipLengths *lengths, GError **error)
{
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(guint64));
    g_autoptr(GArray) bigrams = g_array_new(FALSE, FALSE, sizeof(ArsipBigram));
    g_autoptr(ArsipBigramStrip) strip = arsip_bigram_strip_new();

    for (guint i = 0; i < words->words->len; i++)
        if (!find_places(archive, words->words->pdata[i], i, number, places, error))
            return NULL;
    g_array_sort(places, compare_places);
    for (guint i = 0; i < places->len; i++) {
        guint64 one = g_array_index(places, guint64, i);
        guint64 next = i + 1 < places->len ? g_array_index(places, guint64, i + 1) : G_MAXUINT64;
        guint document = (guint)(one >> DOCUMENT_SHIFT);

        note_bigram(bigrams, one, next);
        if (next >> DOCUMENT_SHIFT == document)
            continue;
        arsip_bigram_strip_add(strip, document, arsip_lengths_steps(lengths, number)[document], bigrams);
        g_array_set_size(bigrams, 0);
    }
    return g_steal_pointer(&strip);
}
