/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/vocabulary.h"

#include <string.h>

#include "archive/catalogue.h"
#include "query/node.h"
#include "query/vague.h"
#include "search/index.h"
#include "text/form.h"

/* What another form of a word costs: less than any letter that was misread. */
#define FORM 0.1

typedef struct {
    char *folded;
    double cost;
} Near;

/* A word of the query. */
typedef struct {
    ArsipForms *forms; /* NULL: its forms are not asked for */
    gboolean is_vague;
    GArray *found; /* of Near */
} Meant;

static void
clear_near(gpointer near)
{
    g_free(((Near *)near)->folded);
}

static void
free_meant(gpointer data)
{
    Meant *meant = data;

    arsip_forms_free(meant->forms);
    g_array_unref(meant->found);
    g_free(meant);
}

static gint
compare_costs(gconstpointer a, gconstpointer b)
{
    const Near *x = a, *y = b;

    return (x->cost > y->cost) - (x->cost < y->cost);
}

/* ---- which words are meant, and which are there */

static gboolean
is_spread(const ArsipTerm *term, ArsipSpread spread)
{
    if (term->is_fuzzy)
        return TRUE;
    return spread != ARSIP_SPREAD_VAGUE && !term->is_exact && !term->is_prefix && !term->is_acronym &&
           strlen(term->folded) >= ARSIP_WORD_LEAST && strpbrk(term->folded, G_CSET_DIGITS) == NULL;
}

/* What a query excludes is not made more than it asked for. */
static gboolean
is_left(const ArsipNode *node, ArsipSpread spread)
{
    return node->kind == ARSIP_NODE_NOT && spread != ARSIP_SPREAD_VAGUE;
}

static void
gather(const ArsipNode *node, ArsipSpread spread, GHashTable *near)
{
    if (is_left(node, spread))
        return;
    for (guint i = 0; node->children != NULL && i < node->children->len; i++)
        gather(node->children->pdata[i], spread, near);
    for (guint i = 0; node->terms != NULL && i < node->terms->len; i++) {
        const ArsipTerm *term = &g_array_index(node->terms, ArsipTerm, i);

        if (!is_spread(term, spread) || g_hash_table_contains(near, term->folded))
            continue;
        Meant *meant = g_new0(Meant, 1);
        meant->forms = spread != ARSIP_SPREAD_VAGUE ? arsip_forms_new(term->folded) : NULL;
        meant->is_vague = spread != ARSIP_SPREAD_FORMS || term->is_fuzzy;
        meant->found = g_array_new(FALSE, FALSE, sizeof(Near));
        g_array_set_clear_func(meant->found, clear_near);
        g_hash_table_insert(near, term->folded, meant);
    }
}

static gboolean
may_be(const char *folded, const Meant *meant, const char *word, double *cost)
{
    if (strcmp(folded, word) == 0) {
        *cost = 0;
        return TRUE;
    }
    if (meant->forms != NULL && arsip_forms_has(meant->forms, word)) {
        *cost = FORM;
        return TRUE;
    }
    return meant->is_vague && arsip_vague_is(folded, word, cost);
}

static void
offer(GHashTable *near, const char *word)
{
    GHashTableIter each;
    gpointer folded, value;

    g_hash_table_iter_init(&each, near);
    while (g_hash_table_iter_next(&each, &folded, &value)) {
        Meant *meant = value;
        double cost;

        if (!may_be(folded, meant, word, &cost))
            continue;
        g_array_set_size(meant->found, meant->found->len + 1);
        g_array_index(meant->found, Near, meant->found->len - 1) = (Near){g_strdup(word), cost};
    }
}

/* Forms of words that no text can spell (search/tokenizer.h) begin with a private-use character. */
static gboolean
is_plain(const char *word)
{
    return g_unichar_type(g_utf8_get_char(word)) != G_UNICODE_PRIVATE_USE;
}

gboolean
arsip_vocabulary_create(ArsipArchive *archive, GError **error)
{
    static const char sql[] =
        "CREATE TABLE IF NOT EXISTS vocabulary (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID";

    return arsip_execute(archive, error, sql, "");
}

gboolean
arsip_vocabulary_clear(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "DELETE FROM vocabulary";

    return arsip_execute(archive, error, sql, "");
}

gboolean
arsip_vocabulary_add(ArsipArchive *archive, GHashTable *words, GError **error)
{
    static const char sql[] = "INSERT OR IGNORE INTO vocabulary (word) VALUES (?1)";
    GHashTableIter each;
    gpointer word;

    g_hash_table_iter_init(&each, words);
    while (g_hash_table_iter_next(&each, &word, NULL))
        if (!arsip_execute(archive, error, sql, "s", word))
            return FALSE;
    return TRUE;
}

gboolean
arsip_vocabulary_has(ArsipArchive *archive, const char *word, gboolean *is_there, GError **error)
{
    static const char sql[] = "SELECT 1 FROM vocabulary WHERE word = ?1";
    GError *fault = NULL;

    *is_there = arsip_fetch_number(archive, 0, &fault, sql, "s", word) != 0;
    return arsip_rows_ended(fault, error);
}

/* An index that another version filled may not have the table: FTS5's own words then, however long it takes.
 */
static ArsipStatement *
list_words(ArsipArchive *archive, GError **error)
{
    static const char kept[] = "SELECT word FROM main.vocabulary";
    static const char create[] =
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab (main, words, row)";
    static const char counted[] = "SELECT term FROM temp.terms";

    if (arsip_index_is_current(archive, NULL))
        return arsip_statement(archive, kept, error);
    return arsip_execute(archive, error, create, "") ? arsip_statement(archive, counted, error) : NULL;
}

static gboolean
walk_vocabulary(ArsipArchive *archive, GHashTable *near, GError **error)
{
    g_autoptr(ArsipStatement) statement = list_words(archive, error);
    GError *fault = NULL;

    if (statement == NULL)
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        const char *word = arsip_column_text(statement, 0);

        if (is_plain(word))
            offer(near, word);
    }
    return arsip_rows_ended(fault, error);
}

static void
keep_likeliest(GHashTable *near)
{
    GHashTableIter each;
    gpointer meant;

    g_hash_table_iter_init(&each, near);
    while (g_hash_table_iter_next(&each, NULL, &meant)) {
        GArray *found = ((Meant *)meant)->found;

        g_array_sort(found, compare_costs);
        if (found->len > ARSIP_VOCABULARY_MOST)
            g_array_set_size(found, ARSIP_VOCABULARY_MOST);
    }
}

/* ---- the tree that is asked */

static ArsipNode *
copy_leaf(const ArsipNode *node)
{
    ArsipNode *copy = arsip_node_new(node->kind, node->column);

    copy->scope = g_strdup(node->scope);
    copy->value = g_strdup(node->value);
    g_strlcpy(copy->first, node->first, sizeof copy->first);
    g_strlcpy(copy->last, node->last, sizeof copy->last);
    copy->number = node->number;
    copy->distance = node->distance;
    copy->is_prefix = node->is_prefix;
    for (guint i = 0; node->terms != NULL && i < node->terms->len; i++) {
        ArsipTerm term = g_array_index(node->terms, ArsipTerm, i);

        term.folded = g_strdup(term.folded);
        g_array_append_val(copy->terms, term);
    }
    return copy;
}

/* The leaf with its term i as `folded`, which stands in the archive so. */
static ArsipNode *
copy_with(const ArsipNode *leaf, guint i, const char *folded)
{
    ArsipNode *copy = copy_leaf(leaf);
    ArsipTerm *term = &g_array_index(copy->terms, ArsipTerm, i);

    g_free(term->folded);
    term->folded = g_strdup(folded);
    term->is_fuzzy = FALSE;
    return copy;
}

/* Every way to put words of the archive in the place of the leaf's vague ones, the likeliest first. */
static GPtrArray *
spread_leaf(const ArsipNode *leaf, ArsipSpread spread, GHashTable *near)
{
    GPtrArray *ways = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_node_free);

    g_ptr_array_add(ways, copy_leaf(leaf));
    for (guint i = 0; i < leaf->terms->len; i++) {
        const ArsipTerm *term = &g_array_index(leaf->terms, ArsipTerm, i);
        const Meant *meant =
            near != NULL && is_spread(term, spread) ? g_hash_table_lookup(near, term->folded) : NULL;
        const GArray *words = meant != NULL ? meant->found : NULL;

        if (words == NULL || words->len == 0)
            continue;
        g_autoptr(GPtrArray) before = ways;
        ways = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_node_free);
        for (guint k = 0; k < words->len; k++)
            for (guint j = 0; j < before->len && ways->len < ARSIP_VOCABULARY_MOST; j++)
                g_ptr_array_add(ways, copy_with(before->pdata[j], i, g_array_index(words, Near, k).folded));
    }
    return ways;
}

/* Takes the ways, of which there is one at least. */
static ArsipNode *
any_of(GPtrArray *ways, guint column)
{
    ArsipNode *any = NULL;

    if (ways->len > 1)
        any = arsip_node_new(ARSIP_NODE_OR, column);
    while (any != NULL && ways->len > 0)
        arsip_node_adopt(any, g_ptr_array_steal_index(ways, 0));
    if (any == NULL)
        any = g_ptr_array_steal_index(ways, 0);
    g_ptr_array_unref(ways);
    return any;
}

/* A NEAR of vague words: of each way to read them one NEAR. */
static ArsipNode *
spread_near(const ArsipNode *node, ArsipSpread spread, GHashTable *near)
{
    GPtrArray *ways = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_node_free);

    g_ptr_array_add(ways, copy_leaf(node));
    for (guint i = 0; i < node->children->len; i++) {
        g_autoptr(GPtrArray) leaves = spread_leaf(node->children->pdata[i], spread, near);
        g_autoptr(GPtrArray) before = ways;

        ways = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_node_free);
        for (guint k = 0; k < leaves->len; k++) {
            for (guint j = 0; j < before->len && ways->len < ARSIP_VOCABULARY_MOST; j++) {
                const ArsipNode *one = before->pdata[j];
                ArsipNode *way = copy_leaf(node);

                for (guint child = 0; child < i; child++)
                    arsip_node_adopt(way, copy_leaf(one->children->pdata[child]));
                arsip_node_adopt(way, copy_leaf(leaves->pdata[k]));
                g_ptr_array_add(ways, way);
            }
        }
    }
    return any_of(ways, node->column);
}

/* near: NULL to leave its words as they are. The parser bounds how deep a tree is, and with it this
 * recursion. */
static ArsipNode *
spread_node(const ArsipNode *node, ArsipSpread spread, GHashTable *near)
{
    ArsipNode *copy;

    if (node->kind == ARSIP_NODE_TERMS)
        return any_of(spread_leaf(node, spread, near), node->column);
    if (node->kind == ARSIP_NODE_NEAR)
        return spread_near(node, spread, near);
    copy = copy_leaf(node);
    if (is_left(node, spread))
        near = NULL;
    for (guint i = 0; node->children != NULL && i < node->children->len; i++)
        arsip_node_adopt(copy, spread_node(node->children->pdata[i], spread, near));
    return copy;
}

static GPtrArray *
list_others(GHashTable *near)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Near));
    GPtrArray *others = g_ptr_array_new_with_free_func(g_free);
    GHashTableIter each;
    gpointer folded, meant;

    g_hash_table_iter_init(&each, near);
    while (g_hash_table_iter_next(&each, &folded, &meant)) {
        const GArray *found = ((const Meant *)meant)->found;

        for (guint i = 0; i < found->len; i++)
            if (strcmp(g_array_index(found, Near, i).folded, folded) != 0)
                g_array_append_vals(all, &g_array_index(found, Near, i), 1);
    }
    g_array_sort(all, compare_costs);
    for (guint i = 0; i < all->len; i++) {
        const char *word = g_array_index(all, Near, i).folded;

        if (!g_ptr_array_find_with_equal_func(others, word, g_str_equal, NULL))
            g_ptr_array_add(others, g_strdup(word));
    }
    return others;
}

ArsipQuery *
arsip_vocabulary_spread(ArsipArchive *archive, ArsipQuery *query, ArsipSpread spread, GPtrArray **others,
                        GError **error)
{
    g_autoptr(GHashTable) near = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_meant);

    gather(arsip_query_root(query), spread, near);
    if (g_hash_table_size(near) == 0)
        return arsip_query_ref(query);
    if (!walk_vocabulary(archive, near, error))
        return NULL;
    keep_likeliest(near);
    if (others != NULL)
        *others = list_others(near);
    return arsip_query_new(spread_node(arsip_query_root(query), spread, near));
}
