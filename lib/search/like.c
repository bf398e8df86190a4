/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/like.h>

#include <math.h>
#include "archive/catalogue.h"
#include "archive/record.h"
#include "base/i18n.h"
#include "search/hit.h"
#include "search/named.h"
#include "search/snapshot.h"
#include "search/telling.h"
#include "search/tokenizer.h"

#define WORDS_MOST   30
#define NUMBERS_MOST 4

/*
 * So many of the best are put into a new order by the labels that they share with the document: each makes
 * the score greater by this part of its own idf. Of the first five that 194 letters gave, a third more were
 * of the same kind or subject.
 */
#define POOL  100
#define SHARE 0.25

static void
add_or(GString *query, const char *scope, const char *word)
{
    g_string_append(query, query->len > 0 ? " OR " : "");
    if (scope != NULL)
        g_string_append_printf(query, "%s:", scope);
    g_string_append_printf(query, "\"%s\"", word);
}

/* What stands in the subject or the title is asked for there besides, and so weighs more. */
static void
add_word(ArsipLikeness *likeness, GString *query, const ArsipTelling *telling)
{
    static const char *const scopes[] = {
        [ARSIP_TELLING_HAL] = "hal", [ARSIP_TELLING_JUDUL] = "judul", [ARSIP_TELLING_DARI] = "dari"};
    const char *scope = telling->part < G_N_ELEMENTS(scopes) ? scopes[telling->part] : NULL;

    if (scope != NULL)
        add_or(query, scope, telling->folded);
    add_or(query, NULL, telling->folded);
    g_ptr_array_add(likeness->words, g_strdup(telling->folded));
}

static ArsipLikeness *
compare(ArsipArchive *archive, const ArsipEntry *entry, GError **error)
{
    g_autoptr(GPtrArray) words = arsip_telling_words(archive, entry, WORDS_MOST, error);
    g_autoptr(GPtrArray) numbers = NULL;
    g_autoptr(GString) query = g_string_new(NULL);
    g_autoptr(ArsipLikeness) likeness = g_new0(ArsipLikeness, 1);

    if (words == NULL)
        return NULL;
    likeness->words = g_ptr_array_new_with_free_func(g_free);
    numbers = arsip_telling_numbers(entry, NUMBERS_MOST);
    for (guint i = 0; i < numbers->len; i++) {
        add_or(query, NULL, numbers->pdata[i]);
        g_ptr_array_add(likeness->words, g_strdup(numbers->pdata[i]));
    }
    for (guint i = 0; i < words->len; i++)
        add_word(likeness, query, words->pdata[i]);
    likeness->query = g_strdup(query->str);
    return g_steal_pointer(&likeness);
}

ArsipLikeness *
arsip_likeness_of(ArsipArchive *archive, gint64 document, GError **error)
{
    g_auto(ArsipSnapshot) snapshot = {NULL};
    g_autoptr(ArsipEntry) entry = NULL;
    GError *fault = NULL;

    if (!arsip_search_attach(archive, error) || !arsip_snapshot_begin(&snapshot, archive, error))
        return NULL;
    entry = arsip_entry_load(archive, document, &fault);
    if (entry == NULL && fault == NULL)
        g_set_error(&fault, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND,
                    _("document %d has not been read, so nothing can be compared with it"), (int)document);
    return arsip_rows_ended(fault, error) ? compare(archive, entry, error) : NULL;
}

void
arsip_likeness_free(ArsipLikeness *likeness)
{
    if (likeness == NULL)
        return;
    g_free(likeness->query);
    g_clear_pointer(&likeness->words, g_ptr_array_unref);
    g_free(likeness);
}

/* ---- labels */

/* label -> double: what a document gains that has it too; NULL on failure. */
static GHashTable *
weigh_labels(ArsipArchive *archive, gint64 document, GError **error)
{
    static const char sql[] = "SELECT count(*) FROM label JOIN assignment ON assignment.label = label.id"
                              " WHERE label.name = ?1 AND assignment.given";
    g_auto(GStrv) labels = arsip_assignment_labels(archive, document, error);
    g_autoptr(GHashTable) gains = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    gint64 total = arsip_fetch_number(archive, 1, NULL, "SELECT max(id) FROM document", "");

    for (guint i = 0; labels != NULL && labels[i] != NULL; i++) {
        GError *fault = NULL;
        gint64 n = arsip_fetch_number(archive, 0, &fault, sql, "s", labels[i]);
        double gain = n > 0 && n < total ? SHARE * log((double)total / (double)n) : 0;

        if (!arsip_rows_ended(fault, error))
            return NULL;
        g_hash_table_insert(gains, g_strdup(labels[i]), g_memdup2(&gain, sizeof gain));
    }
    return labels != NULL ? g_steal_pointer(&gains) : NULL;
}

static gint
compare_scores(gconstpointer one, gconstpointer other)
{
    const ArsipSearchHit *a = *(const ArsipSearchHit *const *)one, *b = *(const ArsipSearchHit *const *)other;

    return (a->score < b->score) - (a->score > b->score);
}

/* Those behind the pool have no greater scores, so the order holds there too. */
static void
reward_labels(GPtrArray *hits, GHashTable *gains)
{
    for (guint i = 0; i < MIN(hits->len, POOL); i++) {
        ArsipSearchHit *hit = hits->pdata[i];
        double factor = 1;

        for (guint k = 0; hit->labels[k] != NULL; k++) {
            const double *gain = g_hash_table_lookup(gains, hit->labels[k]);

            factor += gain != NULL ? *gain : 0;
        }
        hit->score *= factor;
    }
    g_ptr_array_sort(hits, compare_scores);
}

static void
leave_out(ArsipAnswer *answer, gint64 document)
{
    for (guint i = 0; i < answer->hits->len; i++)
        if (((const ArsipSearchHit *)answer->hits->pdata[i])->id == document) {
            g_ptr_array_remove_index(answer->hits, i);
            answer->total--;
            return;
        }
}

/* The document answers its own words best of all, so it is among those before and on the page. */
ArsipAnswer *
arsip_like_search(ArsipArchive *archive, gint64 document, const ArsipLikeness *likeness,
                  const ArsipSearchOptions *options, GError **error)
{
    g_autoptr(ArsipQuery) asked_besides =
        arsip_named_parse(archive, options->query != NULL ? options->query : "", ARSIP_QUERY_PLAIN, error);
    g_autofree char *besides = asked_besides != NULL ? arsip_query_print(asked_besides) : NULL;
    g_autofree char *both = NULL;
    g_autoptr(ArsipAnswer) answer = NULL;
    g_autoptr(GHashTable) gains = NULL;
    ArsipSearchOptions asked = *options;

    if (besides == NULL)
        return NULL;
    both =
        *besides != '\0' ? g_strdup_printf("(%s) (%s)", besides, likeness->query) : g_strdup(likeness->query);
    asked.query = both;
    asked.flags |= ARSIP_SEARCH_EXACT;
    asked.sort = ARSIP_SORT_BEST;
    asked.offset = 0;
    asked.limit = MAX(options->offset + options->limit, POOL) + 1;
    gains = weigh_labels(archive, document, error);
    answer = gains != NULL ? arsip_search(archive, &asked, error) : NULL;
    if (answer == NULL)
        return NULL;
    leave_out(answer, document);
    reward_labels(answer->hits, gains);
    g_ptr_array_remove_range(answer->hits, 0, MIN(options->offset, answer->hits->len));
    if (answer->hits->len > options->limit)
        g_ptr_array_set_size(answer->hits, (gint)options->limit);
    return g_steal_pointer(&answer);
}
