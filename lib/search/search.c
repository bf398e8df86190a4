/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/search.h>

#include <string.h>
#include "base/i18n.h"
#include "search/hit.h"
#include "search/index.h"
#include "search/leaf.h"
#include "search/order.h"
#include "search/plan.h"
#include "search/snapshot.h"
#include "search/spot.h"
#include "search/spread.h"
#include "search/tokenizer.h"
#include "search/unknown.h"

static ArsipQuery *
parse(const char *query, ArsipSearchFlags flags, GError **error)
{
    return arsip_query_parse(query != NULL ? query : "",
                             (flags & ARSIP_SEARCH_AS_RULE) != 0 ? ARSIP_QUERY_AS_RULE : ARSIP_QUERY_PLAIN,
                             error);
}

/* Takes the set and gives what of it is in `filter` too; either may be NULL after a failure. */
static GArray *
narrow(GArray *set, GArray *filter)
{
    g_autoptr(GArray) before = set;
    g_autoptr(GArray) beside = filter;

    return before != NULL && beside != NULL ? arsip_set_intersection(before, beside) : NULL;
}

static GArray *
narrow_to_labels(ArsipArchive *archive, GArray *set, const char *const *labels, GError **error)
{
    for (guint i = 0; set != NULL && labels != NULL && labels[i] != NULL; i++) {
        gboolean is_prefix = g_str_has_suffix(labels[i], "*");
        g_autofree char *label = g_strndup(labels[i], strlen(labels[i]) - (is_prefix ? 1 : 0));

        set = narrow(set, arsip_leaf_label(archive, label, is_prefix, error));
    }
    return set;
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

/* Counts besides which of those that fall out have no date at all. */
static GArray *
narrow_to_dates(ArsipArchive *archive, GArray *found, const ArsipSearchOptions *options, guint64 *undated,
                GError **error)
{
    g_autoptr(GArray) set = found;
    g_autoptr(GArray) dated = NULL;
    char first[11] = "", last[11] = "", ignored[11];

    if (set == NULL || (options->since == NULL && options->until == NULL))
        return g_steal_pointer(&set);
    if (!read_date(options->since, first, ignored, error) || !read_date(options->until, ignored, last, error))
        return NULL;
    dated = arsip_leaf_dated(archive, "", "", error);
    if (dated == NULL)
        return NULL;
    dated = narrow(g_steal_pointer(&dated), g_array_ref(set));
    *undated = set->len - dated->len;
    return narrow(g_steal_pointer(&set), arsip_leaf_dated(archive, first, last, error));
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

typedef struct {
    ArsipArchive *archive;
    const ArsipSearchOptions *options;
    ArsipAnswer *answer;
    GArray *found; /* the documents of all tiers so far */
    ArsipNeighbours *neighbours;
} Asking;

/* What the query finds, within the labels and dates that were asked for. */
static GArray *
find(const Asking *asking, ArsipPlan *plan, guint64 *undated, GError **error)
{
    GArray *set = arsip_plan_run(plan, error);

    set = narrow_to_labels(asking->archive, set, asking->options->labels, error);
    return narrow_to_dates(asking->archive, set, asking->options, undated, error);
}

static void
note_found(Asking *asking, const GArray *set)
{
    g_autoptr(GArray) before = asking->found;

    asking->found = arsip_set_union(before, set);
}

/* Answers with what this query finds and those before did not; by: how. */
static gboolean
ask(Asking *asking, ArsipQuery *query, const char *by, GError **error)
{
    const ArsipSearchOptions *options = asking->options;
    ArsipAnswer *answer = asking->answer;
    guint64 before = answer->total, undated = 0;
    g_autoptr(ArsipQuery) spread =
        arsip_spread_query(asking->neighbours, query, ARSIP_SPREAD_VAGUE, NULL, error);
    g_autoptr(ArsipPlan) plan = spread != NULL ? arsip_plan_new(asking->archive, spread, error) : NULL;
    g_autoptr(GArray) set = plan != NULL ? find(asking, plan, &undated, error) : NULL;
    g_autoptr(GArray) fresh = set != NULL ? arsip_set_difference(set, asking->found) : NULL;
    g_autoptr(GArray) placed = NULL;
    guint offset = options->offset > before ? (guint)(options->offset - before) : 0;

    if (fresh == NULL)
        return FALSE;
    answer->undated = MAX(answer->undated, undated);
    answer->total += fresh->len;
    note_found(asking, set);
    if (options->limit == answer->hits->len || fresh->len <= offset)
        return TRUE;
    placed = arsip_order(asking->archive, fresh, arsip_plan_expression(plan), options->sort, offset,
                         options->limit - answer->hits->len, error);
    return placed != NULL && load_hits(asking->archive, query, by, placed,
                                       (options->flags & ARSIP_SEARCH_UNMASKED) == 0, answer->hits, error);
}

static gboolean
wants_more(const Asking *asking)
{
    const ArsipSearchOptions *options = asking->options;

    return (options->flags & (ARSIP_SEARCH_EXACT | ARSIP_SEARCH_AS_RULE)) == 0 &&
           ((options->flags & ARSIP_SEARCH_FUZZY) != 0 || asking->answer->hits->len < options->limit);
}

/* The same with its words spread out. others: gets those that were asked besides. */
static gboolean
ask_spread(Asking *asking, ArsipQuery *query, ArsipSpread spread, const char *by, GPtrArray **others,
           GError **error)
{
    g_autoptr(ArsipQuery) wider = NULL;

    if (!wants_more(asking))
        return TRUE;
    wider = arsip_spread_query(asking->neighbours, query, spread, others, error);
    return wider != NULL && (wider == query || ask(asking, wider, by, error));
}

/* Whatever was found: who misspelt a word wants to know. */
static gboolean
look_for_unknown(Asking *asking, ArsipQuery *query, GError **error)
{
    if (!wants_more(asking))
        return TRUE;
    asking->answer->unknown = arsip_unknown_find(asking->neighbours, arsip_query_root(query), error);
    return asking->answer->unknown != NULL;
}

static gboolean
fill_answer(ArsipArchive *archive, ArsipAnswer *answer, ArsipQuery *query, const ArsipSearchOptions *options,
            GError **error)
{
    g_autoptr(ArsipNeighbours) neighbours =
        arsip_neighbours_new(archive, (options->flags & ARSIP_SEARCH_FUZZY) != 0);
    Asking asking = {archive, options, answer, arsip_set_new(), neighbours};
    gboolean is_done = ask(&asking, query, "exact", error) &&
                       ask_spread(&asking, query, ARSIP_SPREAD_FORMS, "form", &answer->forms, error) &&
                       look_for_unknown(&asking, query, error) &&
                       ask_spread(&asking, query, ARSIP_SPREAD_NEAR, "near", &answer->near, error);

    answer->is_stale = !arsip_index_is_current(archive, NULL);
    g_array_unref(asking.found);
    return is_done;
}

ArsipAnswer *
arsip_search(ArsipArchive *archive, const ArsipSearchOptions *options, GError **error)
{
    g_autoptr(ArsipQuery) query = parse(options->query, options->flags, error);
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
    g_autoptr(ArsipQuery) query = parse(text, flags, error);
    g_autoptr(ArsipPlan) plan = NULL;
    g_auto(ArsipSnapshot) snapshot = {NULL};

    *ids = NULL;
    if (query == NULL || !arsip_search_attach(archive, error) ||
        !arsip_snapshot_begin(&snapshot, archive, error))
        return FALSE;
    plan = arsip_plan_new(archive, query, error);
    *ids = plan != NULL ? arsip_plan_run(plan, error) : NULL;
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
    g_autoptr(ArsipQuery) query = parse(text, flags, error);
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
