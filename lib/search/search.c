/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/search.h>

#include <string.h>
#include "base/i18n.h"
#include "search/hit.h"
#include "search/index.h"
#include "search/leaf.h"
#include "search/named.h"
#include "search/nearness.h"
#include "search/notation.h"
#include "search/order.h"
#include "search/plan.h"
#include "search/snapshot.h"
#include "search/spot.h"
#include "search/spread.h"
#include "search/synonym.h"
#include "search/tokenizer.h"
#include "search/unknown.h"

/* A date is one thing, but not to a rule, nor to who wants the words as they are written. */
static ArsipQuery *
parse(ArsipArchive *archive, const char *query, ArsipSearchFlags flags, GError **error)
{
    gboolean is_rule = (flags & ARSIP_SEARCH_AS_RULE) != 0;
    g_autoptr(ArsipQuery) parsed = arsip_named_parse(
        archive, query != NULL ? query : "", is_rule ? ARSIP_QUERY_AS_RULE : ARSIP_QUERY_PLAIN, error);

    if (parsed == NULL || is_rule || (flags & ARSIP_SEARCH_EXACT) != 0)
        return g_steal_pointer(&parsed);
    return arsip_notation_join(parsed);
}

typedef struct {
    ArsipArchive *archive;
    ArsipPlanner *planner;
    const ArsipSearchOptions *options;
    ArsipAnswer *answer;
    ArsipDates dates;  /* since .. until */
    ArsipFound *found; /* the documents of all tiers so far */
    ArsipNeighbours *neighbours;
} Asking;

static gboolean
narrow_to_labels(ArsipLabels *kept, ArsipFound **found, const char *const *labels, GError **error)
{
    for (guint i = 0; labels != NULL && labels[i] != NULL; i++) {
        gboolean is_prefix = g_str_has_suffix(labels[i], "*");
        g_autofree char *label = g_strndup(labels[i], strlen(labels[i]) - (is_prefix ? 1 : 0));

        if (*found == NULL)
            *found = arsip_labels_find(kept, label, is_prefix, error);
        else if (!arsip_labels_narrow(kept, label, is_prefix, found, error))
            return FALSE;
        if (*found == NULL)
            return FALSE;
    }
    return TRUE;
}

static gboolean
read_date(const char *text, char first[11], char last[11], GError **error)
{
    if (text == NULL || arsip_date_parse(text, first, last))
        return TRUE;
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                _("\"%s\" is no date; write 2024-03-12, 12-03-2024, \"Maret 2024\" or 2024"), text);
    return FALSE;
}

/* How many of those that were found have no date: of very many it is not counted. */
static gboolean
count_undated(ArsipArchive *archive, const ArsipFound *found, gint64 *undated, GError **error)
{
    static const gsize few = 2000;
    const GArray *list = found != NULL ? arsip_found_list(found) : NULL;

    *undated = -1;
    if (list == NULL || list->len > few)
        return TRUE;
    *undated = 0;
    for (guint i = 0; i < list->len; i++) {
        gboolean is_dated;

        if (!arsip_leaf_is_dated(archive, g_array_index(list, ArsipPlaced, i).id, &is_dated, error))
            return FALSE;
        *undated += !is_dated;
    }
    return TRUE;
}

static gboolean
narrow_to_dates(const Asking *asking, ArsipFound **found, gint64 *undated, GError **error)
{
    const ArsipSearchOptions *options = asking->options;
    const ArsipDates *dates = &asking->dates;

    if (options->since == NULL && options->until == NULL)
        return TRUE;
    if (!count_undated(asking->archive, *found, undated, error))
        return FALSE;
    if (*found != NULL)
        return arsip_days_narrow(asking->planner->survey->days, dates->first, dates->last, found, error);
    *found = arsip_days_find(asking->planner->survey->days, dates->first, dates->last, error);
    return *found != NULL;
}

static gboolean
load_hits(ArsipArchive *archive, ArsipQuery *query, const char *by, const GArray *placed, gboolean is_masked,
          GPtrArray *hits, GError **error)
{
    g_autoptr(ArsipMatcher) matcher = arsip_matcher_new();

    arsip_matcher_add(matcher, query, FALSE);
    for (guint i = 0; i < placed->len; i++) {
        const ArsipPlaced *one = &g_array_index(placed, ArsipPlaced, i);
        ArsipSearchHit *hit = arsip_hit_load(archive, one->id, one->score, matcher, is_masked, error);

        if (hit == NULL)
            return FALSE;
        hit->by = by;
        g_ptr_array_add(hits, hit);
    }
    return TRUE;
}

static gboolean
is_filtered(const ArsipSearchOptions *options)
{
    return (options->labels != NULL && options->labels[0] != NULL) || options->since != NULL ||
           options->until != NULL;
}

/* Of a query that very many answer, the best; NULL where all are to be found. */
static gboolean
find_likely(Asking *asking, ArsipPlan *plan, ArsipFound **found, GError **error)
{
    const ArsipSearchOptions *options = asking->options;
    guint64 wanted = (guint64)options->offset + options->limit, about;

    *found = NULL;
    if (is_filtered(options) || options->sort != ARSIP_SORT_BEST || wanted > G_MAXUINT ||
        (options->flags & ARSIP_SEARCH_FUZZY) != 0 || arsip_found_count(asking->found) > 0)
        return TRUE;
    if (!arsip_plan_run_likely(plan, (guint)wanted, found, &about, error))
        return FALSE;
    if (*found == NULL)
        return TRUE;
    asking->answer->is_about = TRUE;
    asking->answer->total += MAX(about, arsip_found_count(*found)) - arsip_found_count(*found);
    return TRUE;
}

/* What the query finds, within the labels and dates that were asked for. */
static ArsipFound *
find(const Asking *asking, ArsipPlan *plan, gint64 *undated, GError **error)
{
    const ArsipSearchOptions *options = asking->options;
    gboolean is_all = is_filtered(options) && arsip_plan_is_everything(plan);
    g_autoptr(ArsipFound) found = is_all ? NULL : arsip_plan_run(plan, error);

    if ((found == NULL && !is_all) ||
        !narrow_to_labels(asking->planner->survey->labels, &found, options->labels, error) ||
        !narrow_to_dates(asking, &found, undated, error))
        return NULL;
    return is_all ? arsip_plan_show(plan, g_steal_pointer(&found), error) : g_steal_pointer(&found);
}

/* The best of what was found, from `offset` on as many as are still wanted. */
static GArray *
order(const Asking *asking, ArsipPlan *plan, const ArsipFound *found, guint offset, GError **error)
{
    const ArsipSearchOptions *options = asking->options;
    guint limit = options->limit - asking->answer->hits->len;
    guint wanted = offset > G_MAXUINT - limit ? G_MAXUINT : offset + limit;
    gboolean is_weighed = options->sort == ARSIP_SORT_BEST && arsip_plan_weighs(plan);
    ArsipDates dates = asking->dates;
    g_autoptr(GArray) placed = NULL;

    arsip_plan_narrow_dates(plan, &dates);
    placed = arsip_order(asking->archive, found, is_weighed, options->sort, &dates,
                         MAX(wanted, ARSIP_NEARNESS_BEST), error);
    if (placed == NULL || (is_weighed && !arsip_plan_add_nearness(plan, placed, error)))
        return NULL;
    g_array_set_size(placed, MIN(placed->len, wanted));
    if (offset > 0)
        g_array_remove_range(placed, 0, MIN(offset, placed->len));
    return g_steal_pointer(&placed);
}

/* The next tier leaves them out; there is none where the page is full. */
static void
note_found(Asking *asking, const ArsipFound *fresh, guint64 n_fresh)
{
    const ArsipSearchOptions *options = asking->options;

    if (n_fresh < (guint64)options->offset + options->limit)
        asking->found = arsip_found_either(asking->found, fresh);
}

/* Of the hits from `first` on. */
static gboolean
explain(ArsipPlan *plan, GPtrArray *hits, guint first, GError **error)
{
    for (guint i = first; i < hits->len; i++)
        if (!arsip_plan_explain(plan, hits->pdata[i], error))
            return FALSE;
    return TRUE;
}

/* Answers with what this query finds and those before did not; by: how. */
static gboolean
ask(Asking *asking, ArsipQuery *query, const char *by, GError **error)
{
    const ArsipSearchOptions *options = asking->options;
    ArsipAnswer *answer = asking->answer;
    guint64 before = answer->total, n_fresh;
    gint64 undated = 0;
    gboolean is_weighed = options->sort == ARSIP_SORT_BEST && options->limit > 0;
    g_autoptr(ArsipQuery) spread =
        arsip_spread_query(asking->neighbours, query, ARSIP_SPREAD_VAGUE, NULL, error);
    g_autoptr(ArsipPlan) plan =
        spread != NULL ? arsip_plan_new(asking->planner, spread, is_weighed, error) : NULL;
    g_autoptr(ArsipFound) found = NULL;
    g_autoptr(ArsipFound) fresh = NULL;
    g_autoptr(GArray) placed = NULL;
    guint offset = options->offset > before ? (guint)(options->offset - before) : 0;

    if (plan == NULL || !find_likely(asking, plan, &found, error) ||
        (found == NULL && (found = find(asking, plan, &undated, error)) == NULL))
        return FALSE;
    fresh = arsip_found_without(g_steal_pointer(&found), asking->found);
    n_fresh = arsip_found_count(fresh);
    answer->undated = undated < 0 || answer->undated < 0 ? -1 : MAX(answer->undated, undated);
    answer->total += n_fresh;
    note_found(asking, fresh, n_fresh);
    if (options->limit == answer->hits->len || n_fresh <= offset)
        return TRUE;
    placed = order(asking, plan, fresh, offset, error);
    before = answer->hits->len;
    return placed != NULL &&
           load_hits(asking->archive, query, by, placed, (options->flags & ARSIP_SEARCH_UNMASKED) == 0,
                     answer->hits, error) &&
           ((options->flags & ARSIP_SEARCH_EXPLAIN) == 0 ||
            explain(plan, answer->hits, (guint)before, error));
}

static gboolean
wants_more(const Asking *asking)
{
    const ArsipSearchOptions *options = asking->options;

    return (options->flags & (ARSIP_SEARCH_EXACT | ARSIP_SEARCH_AS_RULE)) == 0 &&
           ((options->flags & ARSIP_SEARCH_FUZZY) != 0 || asking->answer->hits->len < options->limit);
}

/* The same with its words spread out, unless that is what was asked before. others: gets those that were
 * asked besides. */
static gboolean
ask_spread(Asking *asking, ArsipQuery *before, ArsipQuery *query, ArsipSpread spread, const char *by,
           GPtrArray **others, GError **error)
{
    g_autoptr(ArsipQuery) wider = arsip_spread_query(asking->neighbours, query, spread, others, error);

    return wider != NULL && (wider == before || ask(asking, wider, by, error));
}

static gboolean
ask_forms(Asking *asking, ArsipQuery *query, GError **error)
{
    g_autoptr(ArsipQuery) wider = NULL;

    if (!wants_more(asking))
        return TRUE;
    wider = arsip_notation_spread(asking->archive, query, error);
    return wider != NULL &&
           ask_spread(asking, query, wider, ARSIP_SPREAD_FORMS, "form", &asking->answer->forms, error);
}

/* The query with the other names that the office's own lists give. */
static ArsipQuery *
add_synonyms(const Asking *asking, ArsipQuery *query)
{
    g_autofree char *folder = g_build_filename(arsip_archive_folder(asking->archive), "words", NULL);
    g_autoptr(ArsipSynonyms) synonyms = NULL;

    if ((asking->options->flags & ARSIP_SEARCH_NO_SYNONYMS) != 0)
        return arsip_query_ref(query);
    asking->answer->faults = g_ptr_array_new_with_free_func(g_free);
    synonyms = arsip_synonyms_read(folder, asking->answer->faults);
    return arsip_synonyms_spread(synonyms, query, &asking->answer->synonyms);
}

/* Whatever was found: who misspelt a word wants to know. */
static gboolean
look_for_unknown(Asking *asking, ArsipQuery *query, GError **error)
{
    asking->answer->unknown = arsip_unknown_find(asking->neighbours, arsip_query_root(query), error);
    return asking->answer->unknown != NULL;
}

/* Under other names, whose other words may be in other forms; then all of it as it may be meant or misread.
 */
static gboolean
ask_synonyms(Asking *asking, ArsipQuery *query, GError **error)
{
    g_autoptr(ArsipQuery) named = NULL;
    g_autoptr(ArsipQuery) written = NULL;
    g_autoptr(ArsipQuery) misread = NULL;

    if (!wants_more(asking))
        return TRUE;
    named = add_synonyms(asking, query);
    written = arsip_notation_spread(asking->archive, named, error);
    if (written == NULL ||
        (named != query && !ask_spread(asking, query, written, ARSIP_SPREAD_FORMS, "synonym", NULL, error)))
        return FALSE;
    if (!wants_more(asking))
        return TRUE;
    misread = arsip_notation_misread(asking->archive, named, error);
    return misread != NULL && look_for_unknown(asking, query, error) &&
           ask_spread(asking, query, misread, ARSIP_SPREAD_NEAR, "near", &asking->answer->near, error);
}

static gboolean
fill_answer(ArsipArchive *archive, ArsipAnswer *answer, ArsipQuery *query, const ArsipSearchOptions *options,
            GError **error)
{
    g_autoptr(ArsipNeighbours) neighbours =
        arsip_neighbours_new(archive, (options->flags & ARSIP_SEARCH_FUZZY) != 0);
    g_autoptr(ArsipPlanner) planner = arsip_planner_new(archive, error);
    Asking asking = {archive, planner, options, answer, {"", ""}, arsip_found_new(), neighbours};
    char ignored[11];
    gboolean is_done = planner != NULL && read_date(options->since, asking.dates.first, ignored, error) &&
                       read_date(options->until, ignored, asking.dates.last, error) &&
                       ask(&asking, query, "exact", error) && ask_forms(&asking, query, error) &&
                       ask_synonyms(&asking, query, error);

    answer->is_stale = !arsip_index_is_current(archive, NULL);
    arsip_found_free(asking.found);
    return is_done;
}

ArsipAnswer *
arsip_search(ArsipArchive *archive, const ArsipSearchOptions *options, GError **error)
{
    g_autoptr(ArsipQuery) query = parse(archive, options->query, options->flags, error);
    g_autoptr(ArsipAnswer) answer = g_new0(ArsipAnswer, 1);
    g_auto(ArsipSnapshot) snapshot = {NULL};

    answer->hits = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_hit_free);
    if (query == NULL || !arsip_search_attach(archive, error) ||
        !arsip_snapshot_begin(&snapshot, archive, error) ||
        !fill_answer(archive, answer, query, options, error))
        return NULL;
    return g_steal_pointer(&answer);
}

void
arsip_answer_free(ArsipAnswer *answer)
{
    if (answer == NULL)
        return;
    g_clear_pointer(&answer->hits, g_ptr_array_unref);
    g_clear_pointer(&answer->forms, g_ptr_array_unref);
    g_clear_pointer(&answer->synonyms, g_ptr_array_unref);
    g_clear_pointer(&answer->faults, g_ptr_array_unref);
    g_clear_pointer(&answer->near, g_ptr_array_unref);
    g_clear_pointer(&answer->unknown, g_ptr_array_unref);
    g_free(answer);
}

const char *
arsip_search_hit_field(const ArsipSearchHit *hit, const char *name)
{
    for (guint i = 0; i < hit->fields->len; i++) {
        const ArsipHitField *field = g_ptr_array_index(hit->fields, i);

        if (g_str_equal(field->name, name))
            return field->value;
    }
    return NULL;
}

gboolean
arsip_search_ids(ArsipArchive *archive, const char *text, ArsipSearchFlags flags, GArray **ids,
                 GError **error)
{
    g_autoptr(ArsipQuery) query = parse(archive, text, flags, error);
    g_auto(ArsipSnapshot) snapshot = {NULL};

    *ids = NULL;
    if (query == NULL || !arsip_search_attach(archive, error) ||
        !arsip_snapshot_begin(&snapshot, archive, error))
        return FALSE;
    *ids = arsip_plan_ids(archive, query, error);
    return *ids != NULL;
}

static void
add_place(GArray *places, const ArsipSpot *spot, const ArsipContent *content)
{
    ArsipSearchPlace place = {.page = spot->page};

    if (spot->page == 0 || spot->page > content->readings->len)
        return;
    place.span = (ArsipSpan){g_array_index(content->readings, gint64, spot->page - 1), spot->start,
                             spot->end - spot->start};
    g_array_append_val(places, place);
}

gboolean
arsip_search_places(ArsipArchive *archive, gint64 document, const char *text, ArsipSearchFlags flags,
                    GArray **places, GError **error)
{
    g_autoptr(ArsipQuery) query = parse(archive, text, flags, error);
    g_autoptr(ArsipMatcher) matcher = arsip_matcher_new();
    g_autoptr(ArsipEntry) entry = NULL;
    g_autoptr(GArray) spots = NULL;
    g_auto(ArsipSnapshot) snapshot = {NULL};
    GError *fault = NULL;

    if (query == NULL || !arsip_search_attach(archive, error) ||
        !arsip_snapshot_begin(&snapshot, archive, error))
        return FALSE;
    arsip_matcher_add(matcher, query, FALSE);
    entry = arsip_entry_load(archive, document, &fault);
    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    *places = g_array_new(FALSE, FALSE, sizeof(ArsipSearchPlace));
    spots = entry != NULL ? arsip_spots_find(matcher, entry) : NULL;
    for (guint i = 0; spots != NULL && i < spots->len; i++)
        add_place(*places, &g_array_index(spots, ArsipSpot, i), entry->content);
    return TRUE;
}
