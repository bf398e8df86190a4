/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/inquiry.h"

#include <arsip/search.h>
#include <string.h>

#include "base/i18n.h"
#include "label/proposal.h"
#include "label/rule.h"
#include "query/matcher.h"
#include "search/index.h"
#include "work/filing.h"
#include "work/numbers.h"
#include "work/study.h"

/* Of the bits of a keyword row the first are for what speaks for a label, the others for what speaks against.
 */
#define FOR_MOST     40
#define AGAINST_MOST (ARSIP_KEYWORDS_MOST - FOR_MOST)

#define ANY_MOST      6 /* longer lists are learnt by heart, not by sense */
#define NONE_MOST     4
#define GROUPS_MOST   5
#define JUDGED_MOST   100 /* documents that are asked what the rules would give them */
#define PRIORITY_ELSE 40  /* where the rules in force give those documents nothing */

/* A suggestion while it is made. */
typedef struct {
    ArsipArchive *archive;
    const ArsipRules *rules;
    const GArray *by_hand;  /* of gint64, rising */
    const GArray *labelled; /* by a rule */
    ArsipSuggestion *suggestion;
    ArsipStudy *study;
    GPtrArray *keywords; /* of ArsipSharedTrait: bit 0 first */
    ArsipStudy *wrong_study;
    GPtrArray *against; /* of ArsipSharedTrait: bit FOR_MOST first */
    GArray *rows;       /* of ArsipKeywordRow */
    ArsipProposal proposal;
} Case;

static const ArsipSharedTrait *
shared_at(const GPtrArray *traits, guint i)
{
    return g_ptr_array_index(traits, i);
}

/* ---- where the keywords hold */

/* is_guarded: as `any` and `all` are; `none` is not. */
static ArsipMatcher *
make_matcher(const GPtrArray *traits, gboolean is_guarded, GError **error)
{
    g_autoptr(ArsipMatcher) matcher = arsip_matcher_new();

    for (guint i = 0; i < traits->len; i++) {
        g_autoptr(ArsipQuery) query =
            arsip_query_parse(shared_at(traits, i)->trait->query, ARSIP_QUERY_AS_RULE, error);

        if (query == NULL)
            return NULL;
        arsip_matcher_add(matcher, query, is_guarded);
    }
    return g_steal_pointer(&matcher);
}

static gboolean
match_row(ArsipArchive *archive, ArsipMatcher *matcher, guint first_bit, ArsipKeywordRow *row, GError **error)
{
    g_autoptr(ArsipLetter) letter = arsip_index_letter(archive, row->document, error);
    ArsipSubject subject = {.letter = letter};
    g_autoptr(ArsipMatch) match = NULL;

    if (letter == NULL)
        return FALSE;
    match = arsip_matcher_run(matcher, &subject);
    for (guint i = 0; i < match->n_queries; i++)
        if (arsip_match_has(match, i))
            row->holds |= G_GUINT64_CONSTANT(1) << (first_bit + i);
    return TRUE;
}

/* The documents in which the index knows one of the keywords: the matcher finds none in the others. */
static GArray *
find_documents(const Case *inquiry, GError **error)
{
    g_autoptr(GString) query = g_string_new(NULL);
    GArray *documents = NULL;

    for (guint i = 0; i < inquiry->keywords->len; i++)
        g_string_append_printf(query, "%s%s", i > 0 ? " OR " : "",
                               shared_at(inquiry->keywords, i)->trait->query);
    if (!arsip_search_ids(inquiry->archive, query->str, ARSIP_SEARCH_EXACT, &documents, error))
        return NULL;
    return documents;
}

static gboolean
match_documents(Case *inquiry, GError **error)
{
    g_autoptr(GArray) documents = find_documents(inquiry, error);
    g_autoptr(ArsipMatcher) matcher = documents != NULL ? make_matcher(inquiry->keywords, TRUE, error) : NULL;

    if (matcher == NULL)
        return FALSE;
    for (guint i = 0; i < documents->len; i++) {
        ArsipKeywordRow row = {.document = g_array_index(documents, gint64, i)};

        row.is_by_hand = arsip_numbers_have(inquiry->by_hand, row.document) ? 1 : 0;
        row.is_labelled = row.is_by_hand || arsip_numbers_have(inquiry->labelled, row.document) ? 1 : 0;
        if (!match_row(inquiry->archive, matcher, 0, &row, error))
            return FALSE;
        g_array_append_val(inquiry->rows, row);
    }
    return TRUE;
}

/* ---- what speaks for and against */

static gboolean
find_keywords(Case *inquiry, GError **error)
{
    ArsipWeighing weighing = {.least = 2,
                              .most = FOR_MOST,
                              .n_all = inquiry->suggestion->documents,
                              .n_label = inquiry->by_hand->len,
                              .n_beside = inquiry->labelled->len};

    inquiry->study = arsip_study_read(inquiry->archive, inquiry->by_hand, error);
    if (inquiry->study == NULL ||
        !arsip_study_count_beside(inquiry->study, inquiry->archive, inquiry->labelled,
                                  &weighing.n_beside_read, error))
        return FALSE;
    inquiry->keywords = arsip_study_weigh(inquiry->study, inquiry->archive, &weighing, error);
    return inquiry->keywords != NULL;
}

static void
choose(Case *inquiry)
{
    double weights[ARSIP_KEYWORDS_MOST] = {0};

    /* Beyond what the likelihood ordered, a keyword counts by what it finds; words of the body less. */
    for (guint i = 0; i < inquiry->keywords->len; i++)
        weights[i] = shared_at(inquiry->keywords, i)->weight / shared_at(inquiry->keywords, i)->likelihood;
    arsip_proposal_choose(&inquiry->proposal, inquiry->rows, weights, inquiry->keywords->len, ANY_MOST);
}

static GArray *
list_wrong(const Case *inquiry)
{
    GArray *wrong = g_array_new(FALSE, FALSE, sizeof(gint64));

    for (guint i = 0; i < inquiry->rows->len; i++) {
        const ArsipKeywordRow *row = &g_array_index(inquiry->rows, ArsipKeywordRow, i);

        if (!row->is_labelled && arsip_proposal_holds(&inquiry->proposal, row->holds))
            g_array_append_val(wrong, row->document);
    }
    return wrong;
}

static gint
compare_against(gconstpointer a, gconstpointer b)
{
    const ArsipSharedTrait *one = *(const ArsipSharedTrait *const *)a;
    const ArsipSharedTrait *other = *(const ArsipSharedTrait *const *)b;
    gint is_body = strcmp(one->trait->scope, "isi") == 0,
         is_other_body = strcmp(other->trait->scope, "isi") == 0;

    if (is_body != is_other_body)
        return is_body - is_other_body;
    if (one->count != other->count)
        return one->count > other->count ? -1 : 1;
    return strcmp(one->trait->query, other->trait->query);
}

/* What two wrong documents share and none that a person labelled has. */
static gboolean
find_against(Case *inquiry, GError **error)
{
    g_autoptr(GArray) wrong = list_wrong(inquiry);
    GHashTableIter each;
    gpointer query, shared;

    inquiry->against = g_ptr_array_new();
    inquiry->wrong_study = arsip_study_read(inquiry->archive, wrong, error);
    if (inquiry->wrong_study == NULL)
        return FALSE;
    g_hash_table_iter_init(&each, inquiry->wrong_study->shared);
    while (g_hash_table_iter_next(&each, &query, &shared))
        if (((const ArsipSharedTrait *)shared)->count >= 2 &&
            !g_hash_table_contains(inquiry->study->shared, query))
            g_ptr_array_add(inquiry->against, shared);
    g_ptr_array_sort(inquiry->against, compare_against);
    if (inquiry->against->len > AGAINST_MOST)
        g_ptr_array_set_size(inquiry->against, AGAINST_MOST);
    return TRUE;
}

static gboolean
forbid(Case *inquiry, GError **error)
{
    g_autoptr(ArsipMatcher) matcher = NULL;
    guint64 may_forbid = ~((G_GUINT64_CONSTANT(1) << FOR_MOST) - 1);

    if (!find_against(inquiry, error))
        return FALSE;
    if (inquiry->against->len == 0)
        return TRUE;
    matcher = make_matcher(inquiry->against, FALSE, error);
    if (matcher == NULL)
        return FALSE;
    for (guint i = 0; i < inquiry->rows->len; i++) {
        ArsipKeywordRow *row = &g_array_index(inquiry->rows, ArsipKeywordRow, i);

        if (arsip_proposal_holds(&inquiry->proposal, row->holds) &&
            !match_row(inquiry->archive, matcher, FOR_MOST, row, error))
            return FALSE;
    }
    arsip_proposal_forbid(&inquiry->proposal, inquiry->rows, may_forbid, NONE_MOST);
    return TRUE;
}

/* ---- what is told */

static void
add_query(Case *inquiry, const ArsipSharedTrait *shared, guint bit, const char *key)
{
    ArsipSuggestedQuery *query = g_new0(ArsipSuggestedQuery, 1);

    query->query = g_strdup(shared->trait->query);
    query->key = key;
    query->likelihood = shared->likelihood;
    for (guint i = 0; i < inquiry->rows->len; i++) {
        const ArsipKeywordRow *row = &g_array_index(inquiry->rows, ArsipKeywordRow, i);

        if ((row->holds & (G_GUINT64_CONSTANT(1) << bit)) == 0)
            continue;
        query->by_hand += row->is_by_hand ? 1 : 0;
        query->elsewhere += row->is_labelled ? 0 : 1;
    }
    g_ptr_array_add(inquiry->suggestion->queries, query);
}

static void
add_queries(Case *inquiry, guint64 bits, const char *key)
{
    for (guint bit = 0; bit < ARSIP_KEYWORDS_MOST; bit++) {
        if ((bits & (G_GUINT64_CONSTANT(1) << bit)) == 0)
            continue;
        if (bit < FOR_MOST)
            add_query(inquiry, shared_at(inquiry->keywords, bit), bit, key);
        else
            add_query(inquiry, shared_at(inquiry->against, bit - FOR_MOST), bit, key);
    }
}

static gboolean
name_documents(Case *inquiry, GError **error)
{
    ArsipSuggestion *suggestion = inquiry->suggestion;
    g_autoptr(GHashTable) found = g_hash_table_new(g_int64_hash, g_int64_equal);

    for (guint i = 0; i < inquiry->rows->len; i++) {
        ArsipKeywordRow *row = &g_array_index(inquiry->rows, ArsipKeywordRow, i);

        if (!arsip_proposal_holds(&inquiry->proposal, row->holds))
            continue;
        if (row->is_by_hand)
            g_hash_table_add(found, &row->document);
        if (!row->is_labelled &&
            !arsip_suggestion_name(inquiry->archive, suggestion->wrong, row->document, error))
            return FALSE;
    }
    for (guint i = 0; i < inquiry->by_hand->len; i++) {
        gint64 *document = &g_array_index(inquiry->by_hand, gint64, i);

        if (!g_hash_table_contains(found, document) &&
            !arsip_suggestion_name(inquiry->archive, suggestion->missed, *document, error))
            return FALSE;
    }
    return TRUE;
}

static gint
highest_priority(const ArsipVerdict *verdict, const char *label)
{
    g_autofree char *space = arsip_label_namespace(label);
    gint highest = 0;

    for (guint i = 0; i < verdict->given->len; i++) {
        const ArsipAssignment *given = verdict->given->pdata[i];
        g_autofree char *other = arsip_label_namespace(given->label);

        if (g_strcmp0(space, other) == 0 && strcmp(given->label, label) != 0)
            highest = MAX(highest, given->priority);
    }
    return highest;
}

/* One more than what the rules in force would give the documents, had no person spoken. */
static gboolean
find_priority(Case *inquiry, GError **error)
{
    guint n = MIN(inquiry->by_hand->len, JUDGED_MOST);
    gint highest = 0;

    if (!arsip_rules_is_exclusive(inquiry->rules, inquiry->suggestion->label))
        return TRUE;
    for (guint i = 0; i < n; i++) {
        gint64 document =
            g_array_index(inquiry->by_hand, gint64, (guint)((guint64)i * inquiry->by_hand->len / n));
        g_autoptr(ArsipFolio) folio = arsip_folio_recall(inquiry->archive, document, error);
        g_autoptr(ArsipVerdict) verdict = NULL;

        if (folio == NULL)
            return FALSE;
        g_strfreev(folio->fixed);
        folio->fixed = g_new0(char *, 1);
        verdict = arsip_folio_judge(folio, inquiry->rules, error);
        if (verdict == NULL)
            return FALSE;
        highest = MAX(highest, highest_priority(verdict, inquiry->suggestion->label));
    }
    inquiry->suggestion->priority = highest > 0 ? highest + 1 : PRIORITY_ELSE;
    return TRUE;
}

static gboolean
tell(Case *inquiry, GError **error)
{
    ArsipSuggestion *suggestion = inquiry->suggestion;
    ArsipProposalCount count = arsip_proposal_count(&inquiry->proposal, inquiry->rows);

    if (!find_priority(inquiry, error) || !name_documents(inquiry, error))
        return FALSE;
    add_queries(inquiry, inquiry->proposal.any, "any");
    add_queries(inquiry, inquiry->proposal.all, "all");
    add_queries(inquiry, inquiry->proposal.none, "none");
    suggestion->matched = count.matched;
    suggestion->right = count.right;
    suggestion->found = count.by_hand;
    suggestion->rule = arsip_suggestion_rule(suggestion);
    return TRUE;
}

static gboolean
study_case(Case *inquiry, GError **error)
{
    if (!find_keywords(inquiry, error))
        return FALSE;
    if (inquiry->keywords->len > 0) {
        if (!match_documents(inquiry, error))
            return FALSE;
        choose(inquiry);
    }
    if (inquiry->proposal.any == 0) {
        inquiry->suggestion->reason =
            g_strdup(_("no word or phrase tells these documents from the rest of the archive"));
        return TRUE;
    }
    return forbid(inquiry, error) && tell(inquiry, error);
}

static void
clear_case(Case *inquiry)
{
    g_clear_pointer(&inquiry->keywords, g_ptr_array_unref);
    g_clear_pointer(&inquiry->against, g_ptr_array_unref);
    g_clear_pointer(&inquiry->study, arsip_study_free);
    g_clear_pointer(&inquiry->wrong_study, arsip_study_free);
    g_clear_pointer(&inquiry->rows, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, clear_case)

ArsipSuggestion *
arsip_inquiry_run(ArsipArchive *archive, const ArsipRules *rules, const ArsipInquiry *asked, GError **error)
{
    g_autoptr(ArsipSuggestion) suggestion = arsip_suggestion_new(asked->label, asked->is_group);
    g_auto(Case) inquiry = {.archive = archive,
                            .rules = rules,
                            .by_hand = asked->by_hand,
                            .labelled = asked->labelled,
                            .suggestion = suggestion};

    inquiry.rows = g_array_new(FALSE, FALSE, sizeof(ArsipKeywordRow));
    suggestion->documents = asked->n_documents;
    suggestion->by_hand = asked->by_hand->len;
    suggestion->labelled = asked->by_hand->len + asked->labelled->len;
    if (asked->by_hand->len < ARSIP_SUGGEST_LEAST)
        suggestion->reason =
            g_strdup_printf(_("too few documents have it from a person: %u, and %u are needed to learn from"),
                            asked->by_hand->len, ARSIP_SUGGEST_LEAST);
    else if (!study_case(&inquiry, error))
        return NULL;
    return g_steal_pointer(&suggestion);
}
