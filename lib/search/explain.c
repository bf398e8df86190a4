/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/explain.h"

#include "archive/catalogue.h"
#include "search/expression.h"
#include "search/nearness.h"
#include "search/weight.h"

typedef struct {
    ArsipArchive *archive;
    const char *const *field_names;
    ArsipRarities *rarities;
    const ArsipBeginnings *beginnings;
    ArsipSearchHit *hit;
} Explaining;

void
arsip_factor_free(ArsipSearchFactor *factor)
{
    g_free(factor->words);
    g_free(factor->places);
    g_free(factor);
}

static char *
words_of(const ArsipNode *leaf)
{
    GString *words = g_string_new(leaf->scope);

    if (leaf->scope != NULL)
        g_string_append_c(words, ':');
    for (guint i = 0; i < leaf->terms->len; i++) {
        const ArsipTerm *term = &g_array_index(leaf->terms, ArsipTerm, i);

        g_string_append_printf(words, "%s%s%s", i > 0 ? " " : "", term->folded, term->is_prefix ? "*" : "");
    }
    return g_string_free(words, FALSE);
}

/* How many documents hold it: of a phrase its rarest word, 0 where that was not counted. */
static gint64
documents_of(const Explaining *explaining, const ArsipNode *leaf, GError **error)
{
    gint64 least = 0;

    for (guint i = 0; i < leaf->terms->len; i++) {
        const ArsipTerm *term = &g_array_index(leaf->terms, ArsipTerm, i);
        gint64 n = term->is_prefix ? 0 : arsip_rarities_count(explaining->rarities, term->folded, error);

        if (n < 0)
            return -1;
        if (n > 0 && (least == 0 || n < least))
            least = n;
    }
    return least;
}

/* What one phrase of an expression adds; nothing where the document does not hold it. */
static gboolean
add_factor(const Explaining *explaining, const char *expression, guint phrase, const ArsipNode *leaf,
           GError **error)
{
    static const char sql[] = "SELECT arsip_weight(words, ?2), arsip_places(words, ?4) FROM words"
                              " WHERE words MATCH ?1 AND rowid = ?3";
    g_autofree float *weights = g_new0(float, phrase + 1);
    g_autoptr(ArsipLengths) lengths = arsip_lengths_new(explaining->archive);
    ArsipWeighing weighing = {
        .archive = explaining->archive, .weights = weights, .n_weights = phrase + 1, .lengths = lengths};
    g_autoptr(ArsipStatement) statement = arsip_statement(explaining->archive, sql, error);
    double rarity = arsip_rarities_of(explaining->rarities, leaf, error);
    gint64 n_documents = rarity >= 0 ? documents_of(explaining, leaf, error) : -1;
    GError *fault = NULL;

    weights[phrase] = 1;
    if (n_documents < 0 || statement == NULL || !arsip_statement_bind(statement, error, "s", expression) ||
        !arsip_weighing_bind(&weighing, statement, 2, error))
        return FALSE;
    sqlite3_bind_int64(statement, 3, explaining->hit->id);
    sqlite3_bind_int64(statement, 4, (gint64)phrase);
    if (arsip_statement_step(statement, &fault) && sqlite3_column_double(statement, 0) > 0) {
        ArsipSearchFactor *factor = g_new0(ArsipSearchFactor, 1);

        factor->words = words_of(leaf);
        factor->n_documents = (guint64)n_documents;
        factor->rarity = rarity;
        factor->presence = sqlite3_column_double(statement, 0);
        factor->places = arsip_column_dup(statement, 1);
        g_ptr_array_add(explaining->hit->factors, factor);
    }
    return arsip_rows_ended(fault, error);
}

static gboolean
explain_words(const Explaining *explaining, const ArsipNode *node, GError **error)
{
    g_autoptr(GPtrArray) leaves = g_ptr_array_new();
    g_autofree char *expression = arsip_expression_make(node, explaining->field_names, leaves);

    for (guint i = 0; i < leaves->len; i++)
        if (!add_factor(explaining, expression, i, leaves->pdata[i], error))
            return FALSE;
    return TRUE;
}

/* The parser bounds how deep a tree is, and with it this recursion. */
static gboolean
explain(const Explaining *explaining, const ArsipNode *node, GError **error)
{
    const ArsipNode *words = arsip_beginnings_of(explaining->beginnings, node);

    if (words != NULL)
        return explain(explaining, words, error);
    if (node->kind == ARSIP_NODE_TERMS || node->kind == ARSIP_NODE_NEAR)
        return explain_words(explaining, node, error);
    if (node->kind != ARSIP_NODE_AND && node->kind != ARSIP_NODE_OR)
        return TRUE;
    for (guint i = 0; i < node->children->len; i++)
        if (!explain(explaining, g_ptr_array_index(node->children, i), error))
            return FALSE;
    return TRUE;
}

gboolean
arsip_explain_hit(ArsipArchive *archive, const ArsipNode *root, const char *const *field_names,
                  ArsipRarities *rarities, const ArsipBeginnings *beginnings, ArsipSearchHit *hit,
                  GError **error)
{
    const Explaining explaining = {archive, field_names, rarities, beginnings, hit};
    double nearness;

    hit->factors = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_factor_free);
    if (!explain(&explaining, root, error))
        return FALSE;
    nearness = arsip_nearness_of(archive, root, rarities, hit->id, error);
    hit->nearness = MAX(nearness, 0);
    return nearness >= 0;
}
