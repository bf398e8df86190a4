/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/frequency.h"

#include <string.h>

#include "archive/catalogue.h"
#include "search/expression.h"
#include "search/tokenizer.h"

/* The vocabulary has counted the documents of each word already. */
static gint64
count_word(ArsipArchive *archive, const char *scope, const char *word, GError **error)
{
    static const char create[] =
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_by_column USING fts5vocab (main, words, col)";
    static const char sql[] = "SELECT doc FROM temp.words_by_column WHERE term = ?1 AND col = ?2";

    if (!arsip_execute(archive, error, create, ""))
        return 0;
    return arsip_fetch_number(archive, 0, error, sql, "ss", word, scope);
}

static gint64
count_phrase(ArsipArchive *archive, const char *scope, const char *words, GError **error)
{
    static const char sql[] = "SELECT count(*) FROM words WHERE words MATCH ?1";
    g_autofree char *plain = arsip_expression_for_words(words);
    g_autofree char *phrase = g_strdup_printf("%s : %s", scope, plain);

    return arsip_fetch_number(archive, 0, error, sql, "s", phrase);
}

gboolean
arsip_frequency_of(ArsipArchive *archive, const char *scope, const char *words, guint64 *n_documents,
                   GError **error)
{
    GError *fault = NULL;
    gint64 n;

    if (!arsip_search_attach(archive, error))
        return FALSE;
    n = strchr(words, ' ') == NULL ? count_word(archive, scope, words, &fault)
                                   : count_phrase(archive, scope, words, &fault);
    *n_documents = (guint64)MAX(n, 0);
    return arsip_rows_ended(fault, error);
}

gboolean
arsip_frequency_anywhere(ArsipArchive *archive, const char *words, guint64 most, guint64 *n_documents,
                         GError **error)
{
    static const char sql[] = "SELECT count(*) FROM (SELECT rowid FROM words WHERE words MATCH ?1 LIMIT ?2)";
    g_autofree char *phrase = arsip_expression_for_words(words);
    GError *fault = NULL;
    gint64 n = arsip_fetch_number(archive, 0, &fault, sql, "si", phrase, (gint64)most);

    *n_documents = (guint64)MAX(n, 0);
    return arsip_rows_ended(fault, error);
}
