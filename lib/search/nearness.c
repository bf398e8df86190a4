/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/nearness.h"

#include "archive/catalogue.h"
#include "base/i18n.h"
#include "search/expression.h"
#include "search/found.h"
#include "search/weight.h"

#define SHARE 0.5 /* of the lesser rarity, of two words beside one another */

/* ---- in a row of the index */

typedef struct {
    Fts5PhraseIter each;
    int column, offset; /* column < 0: at the end */
} Standing;

static gboolean
begin(const Fts5ExtensionApi *api, Fts5Context *row, int phrase, Standing *standing)
{
    return api->xPhraseFirst(row, phrase, &standing->each, &standing->column, &standing->offset) == SQLITE_OK;
}

static void
step(const Fts5ExtensionApi *api, Fts5Context *row, Standing *standing)
{
    api->xPhraseNext(row, &standing->each, &standing->column, &standing->offset);
}

/* How many words apart the phrase and the one behind it stand at best; 0 where no column has both. */
static int
find_gap(const Fts5ExtensionApi *api, Fts5Context *row, int phrase)
{
    Standing one, other;
    int least = 0, length = api->xPhraseSize(row, phrase), other_length = api->xPhraseSize(row, phrase + 1);

    if (!begin(api, row, phrase, &one) || !begin(api, row, phrase + 1, &other))
        return 0;
    while (one.column >= 0 && other.column >= 0) {
        gboolean is_before =
            one.column < other.column || (one.column == other.column && one.offset <= other.offset);
        int gap =
            is_before ? other.offset - one.offset - length + 1 : one.offset - other.offset - other_length + 2;

        if (one.column == other.column && (least == 0 || MAX(gap, 1) < least))
            least = MAX(gap, 1);
        step(api, row, is_before ? &one : &other);
    }
    return least;
}

static void
add_nearness(const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *context, int n_values,
             sqlite3_value **values)
{
    const ArsipWeighing *weighing = arsip_weighing_of(n_values, values);
    int n_phrases = api->xPhraseCount(row);
    double sum = 0;

    for (int i = 0; weighing != NULL && i + 1 < n_phrases && (guint)i + 1 < weighing->n_weights; i++) {
        int gap = find_gap(api, row, i);

        if (gap > 0)
            sum += SHARE * (double)MIN(weighing->weights[i], weighing->weights[i + 1]) / gap;
    }
    sqlite3_result_double(context, sum);
}

gboolean
arsip_nearness_attach(ArsipArchive *archive, fts5_api *api, GError **error)
{
    if (api->xCreateFunction(api, "arsip_nearness", NULL, add_nearness, NULL) == SQLITE_OK)
        return TRUE;
    return arsip_database_fail(arsip_archive_database(archive), error, _("the index cannot be opened"));
}

/* ---- of documents */

static gboolean
has_beginning(const ArsipNode *leaf)
{
    for (guint i = 0; i < leaf->terms->len; i++)
        if (g_array_index(leaf->terms, ArsipTerm, i).is_prefix)
            return TRUE;
    return FALSE;
}

/* The words and phrases of a conjunction; NULL where there are not two. Of a beginning FTS5 would put
 * together all that every word with it has, for each document anew. */
static char *
express(const ArsipNode *root, GPtrArray *leaves)
{
    static const char *const no_fields[] = {NULL};
    g_autofree char *expression = NULL;

    if (root->kind != ARSIP_NODE_AND)
        return NULL;
    for (guint i = 0; i < root->children->len; i++) {
        const ArsipNode *child = g_ptr_array_index(root->children, i);

        if (child->kind == ARSIP_NODE_TERMS && !has_beginning(child))
            expression = arsip_expression_join(g_steal_pointer(&expression), "AND",
                                               arsip_expression_make(child, no_fields, leaves));
    }
    return leaves->len > 1 ? g_steal_pointer(&expression) : NULL;
}

/* What the pairs of a query are weighed with. */
typedef struct {
    ArsipArchive *archive;
    char *expression; /* NULL: there are none */
    GArray *rarities; /* of float */
} Pairs;

static void
clear_pairs(Pairs *pairs)
{
    g_free(pairs->expression);
    g_clear_pointer(&pairs->rarities, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pairs, clear_pairs)

static gboolean
fill_pairs(Pairs *pairs, const ArsipNode *root, ArsipRarities *rarities, GError **error)
{
    g_autoptr(GPtrArray) leaves = g_ptr_array_new();

    pairs->expression = express(root, leaves);
    if (pairs->expression == NULL)
        return TRUE;
    pairs->rarities = arsip_rarities_list(rarities, leaves, error);
    return pairs->rarities != NULL;
}

static gboolean
weigh(const Pairs *pairs, gint64 document, double *nearness, GError **error)
{
    static const char sql[] =
        "SELECT arsip_nearness(words, ?2) FROM words WHERE words MATCH ?1 AND rowid = ?3";
    ArsipWeighing weighing = {.archive = pairs->archive,
                              .weights = (const float *)(gpointer)pairs->rarities->data,
                              .n_weights = pairs->rarities->len};
    g_autoptr(ArsipStatement) statement = arsip_statement(pairs->archive, sql, error);
    GError *fault = NULL;

    *nearness = 0;
    if (statement == NULL || !arsip_statement_bind(statement, error, "s", pairs->expression) ||
        !arsip_weighing_bind(&weighing, statement, 2, error))
        return FALSE;
    sqlite3_bind_int64(statement, 3, document);
    if (arsip_statement_step(statement, &fault))
        *nearness = sqlite3_column_double(statement, 0);
    return arsip_rows_ended(fault, error);
}

/* Few as they are, and nearly in order. */
static void
sort_stable(GArray *placed, guint n)
{
    for (guint i = 1; i < n; i++) {
        ArsipPlaced one = g_array_index(placed, ArsipPlaced, i);
        guint at = i;

        for (; at > 0 && g_array_index(placed, ArsipPlaced, at - 1).score < one.score; at--)
            g_array_index(placed, ArsipPlaced, at) = g_array_index(placed, ArsipPlaced, at - 1);
        g_array_index(placed, ArsipPlaced, at) = one;
    }
}

gboolean
arsip_nearness_add(ArsipArchive *archive, const ArsipNode *root, ArsipRarities *rarities, GArray *placed,
                   GError **error)
{
    g_auto(Pairs) pairs = {.archive = archive};
    guint n = MIN(placed->len, ARSIP_NEARNESS_BEST);

    if (!fill_pairs(&pairs, root, rarities, error))
        return FALSE;
    for (guint i = 0; pairs.expression != NULL && i < n; i++) {
        ArsipPlaced *one = &g_array_index(placed, ArsipPlaced, i);
        double nearness;

        if (!weigh(&pairs, one->id, &nearness, error))
            return FALSE;
        one->score += nearness;
    }
    sort_stable(placed, n);
    return TRUE;
}

double
arsip_nearness_of(ArsipArchive *archive, const ArsipNode *root, ArsipRarities *rarities, gint64 document,
                  GError **error)
{
    g_auto(Pairs) pairs = {.archive = archive};
    double nearness = 0;

    if (!fill_pairs(&pairs, root, rarities, error) ||
        (pairs.expression != NULL && !weigh(&pairs, document, &nearness, error)))
        return -1;
    return nearness;
}
