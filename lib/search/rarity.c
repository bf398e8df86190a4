/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/rarity.h"

#include <math.h>
#include "archive/catalogue.h"
#include "search/doclist.h"
#include "search/expression.h"

/* So many from either end are counted. */
#define COUNTED 400

#define PREFIX_SHARE 20.0

struct ArsipRarities {
    ArsipArchive *archive;
    const ArsipSegments *segments;
    gint64 last;
    GHashTable *counts; /* word -> gint64 * */
};

ArsipRarities *
arsip_rarities_new(ArsipArchive *archive, const ArsipSegments *segments, gint64 last)
{
    ArsipRarities *rarities = g_new0(ArsipRarities, 1);

    rarities->archive = archive;
    rarities->segments = segments;
    rarities->last = last;
    rarities->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return rarities;
}

void
arsip_rarities_free(ArsipRarities *rarities)
{
    if (rarities == NULL)
        return;
    g_clear_pointer(&rarities->counts, g_hash_table_unref);
    g_free(rarities);
}

gint64
arsip_rarities_last(const ArsipRarities *rarities)
{
    return rarities->last;
}

/* The documents with the word, COUNTED at most in the order that sql gives: how many, the first and the last
 * of them. */
static gint64
count_some(ArsipArchive *archive, const char *sql, const char *expression, gint64 *first, gint64 *last,
           GError **error)
{
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;
    gint64 n = 0;

    if (statement == NULL || !arsip_statement_bind(statement, error, "s", expression))
        return -1;
    for (; n < COUNTED && arsip_statement_step(statement, &fault); n++) {
        *last = sqlite3_column_int64(statement, 0);
        if (n == 0)
            *first = *last;
    }
    return arsip_rows_ended(fault, error) ? n : -1;
}

/* The same by rising number, read from the segments where they can be. */
static gint64
count_rising(const ArsipRarities *rarities, const char *word, const char *expression, gint64 *first,
             gint64 *last, GError **error)
{
    static const char sql[] = "SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid";
    g_autoptr(ArsipDoclist) list = NULL;
    gint64 n = 0;

    if (!rarities->segments->is_known)
        return count_some(rarities->archive, sql, expression, first, last, error);
    list = arsip_doclist_open(rarities->segments, word, error);
    if (list == NULL)
        return -1;
    for (*first = list->document; list->is_there && n < COUNTED; n++) {
        *last = list->document;
        if (!arsip_doclist_next(list, error))
            return -1;
    }
    return n;
}

static gint64
count(const ArsipRarities *rarities, const char *word, GError **error)
{
    static const char falling[] = "SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid DESC";
    g_autofree char *expression = arsip_expression_for_words(word);
    gint64 first = 0, low = 0, high = 0, last = 0;
    gint64 n = count_rising(rarities, word, expression, &first, &low, error);
    gint64 beyond;

    if (n < COUNTED)
        return n;
    beyond = count_some(rarities->archive, falling, expression, &last, &high, error);
    if (beyond < 0 || high <= low)
        return beyond < 0 ? -1 : MIN(n + beyond, last - first + 1);
    /* Between the two ends they stand as close as in them. */
    return 2 * COUNTED +
           (gint64)((double)(high - low) * 2 * COUNTED / (double)(low - first + last - high + 2));
}

gint64
arsip_rarities_count(ArsipRarities *rarities, const char *word, GError **error)
{
    gint64 *known = g_hash_table_lookup(rarities->counts, word);
    gint64 n;

    if (known != NULL)
        return *known;
    n = count(rarities, word, error);
    if (n >= 0)
        g_hash_table_insert(rarities->counts, g_strdup(word), g_memdup2(&n, sizeof n));
    return n;
}

void
arsip_rarities_assume_prefix(ArsipRarities *rarities, const char *word)
{
    gint64 n = MAX((gint64)((double)rarities->last / PREFIX_SHARE), 1);

    if (!g_hash_table_contains(rarities->counts, word))
        g_hash_table_insert(rarities->counts, g_strdup(word), g_memdup2(&n, sizeof n));
}

static double
rarity_of_count(const ArsipRarities *rarities, gint64 n)
{
    return log(1 + (double)MAX(rarities->last, 1) / (double)MAX(n, 1));
}

static double
rarity_of_words(ArsipRarities *rarities, const char *words, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(words, " ", -1);
    double sum = 0;

    for (guint i = 0; parts[i] != NULL; i++) {
        gint64 n = arsip_rarities_count(rarities, parts[i], error);

        if (n < 0)
            return -1;
        sum += rarity_of_count(rarities, n);
    }
    return sum;
}

double
arsip_rarities_of(ArsipRarities *rarities, const ArsipNode *leaf, GError **error)
{
    double sum = 0;

    if (leaf->stands_for != NULL)
        return rarity_of_words(rarities, leaf->stands_for, error);
    for (guint i = 0; i < leaf->terms->len; i++) {
        const ArsipTerm *term = &g_array_index(leaf->terms, ArsipTerm, i);
        gint64 n = term->is_prefix ? 0 : arsip_rarities_count(rarities, term->folded, error);

        if (n < 0)
            return -1;
        sum += term->is_prefix ? log(1 + PREFIX_SHARE) : rarity_of_count(rarities, n);
    }
    return sum;
}

GArray *
arsip_rarities_list(ArsipRarities *rarities, const GPtrArray *leaves, GError **error)
{
    g_autoptr(GArray) list = g_array_sized_new(FALSE, FALSE, sizeof(float), leaves->len);

    for (guint i = 0; i < leaves->len; i++) {
        const ArsipNode *leaf = leaves->pdata[i];
        double rarity = leaf != NULL ? arsip_rarities_of(rarities, leaf, error) : 0;
        float weight = (float)rarity;

        if (rarity < 0)
            return NULL;
        g_array_append_val(list, weight);
    }
    return g_steal_pointer(&list);
}
