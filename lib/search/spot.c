/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/spot.h"

#include <string.h>
#include "query/vague.h"
#include "text/token.h"

gboolean
arsip_spot_is_beside(const ArsipSpot *one, const ArsipSpot *other)
{
    return one->page == other->page && g_strcmp0(one->field, other->field) == 0;
}

const char *
arsip_spot_text(const ArsipSpot *spot, const ArsipEntry *entry)
{
    if (spot->page == 0) {
        const ArsipField *field = arsip_letter_field(entry->content->letter, spot->field);

        return field != NULL ? field->value : NULL;
    }
    return arsip_pages_find(entry->pages, spot->page, 0, 0);
}

/* ---- words within a field */

/* The matcher says of a field only that it holds the words; where they stand in it is looked up again. */
typedef struct {
    const GArray *terms;
    GArray *begun;  /* of Begun: phrases that may still become whole */
    ArsipSpot spot; /* as it will be added, but for the place */
    guint32 offset;
    GArray *spots;
} Narrowing;

typedef struct {
    guint n_seen;
    guint32 start;
} Begun;

static gboolean
is_term(const ArsipToken *token, const ArsipTerm *term)
{
    if (term->is_acronym && !token->is_acronym)
        return FALSE;
    if (term->is_fuzzy)
        return arsip_vague_is(term->folded, token->folded, NULL);
    return term->is_prefix ? g_str_has_prefix(token->folded, term->folded)
                           : g_str_equal(token->folded, term->folded);
}

static gboolean
follow(const ArsipToken *token, gpointer data)
{
    Narrowing *narrowing = data;
    Begun fresh = {0, token->start};
    guint kept = 0;

    g_array_append_val(narrowing->begun, fresh);
    for (guint i = 0; i < narrowing->begun->len; i++) {
        Begun *begun = &g_array_index(narrowing->begun, Begun, i);

        if (!is_term(token, &g_array_index(narrowing->terms, ArsipTerm, begun->n_seen)))
            continue;
        if (++begun->n_seen < narrowing->terms->len) {
            g_array_index(narrowing->begun, Begun, kept++) = *begun;
            continue;
        }
        narrowing->spot.start = narrowing->offset + begun->start;
        narrowing->spot.end = narrowing->offset + token->start + token->length;
        g_array_append_val(narrowing->spots, narrowing->spot);
    }
    g_array_set_size(narrowing->begun, kept);
    return TRUE;
}

/* Adds where the leaf's words stand between start and end; FALSE if they stand there in another spelling
 * only. */
static gboolean
add_narrowed(GArray *spots, const char *text, const ArsipSpot *spot)
{
    guint before = spots->len;
    g_autoptr(GArray) begun = g_array_new(FALSE, FALSE, sizeof(Begun));
    Narrowing narrowing = {spot->leaf->terms, begun, *spot, spot->start, spots};

    arsip_tokenize(text + spot->start, (gssize)(spot->end - spot->start), follow, &narrowing);
    return spots->len > before;
}

/* ---- all spots */

static gint
compare(gconstpointer one, gconstpointer other)
{
    const ArsipSpot *a = one, *b = other;
    guint a_page = a->page - 1, b_page = b->page - 1; /* unsigned: 0 comes last */
    int order = (a_page > b_page) - (a_page < b_page);

    if (order == 0)
        order = g_strcmp0(a->field, b->field);
    if (order == 0)
        order = (a->start > b->start) - (a->start < b->start);
    return order != 0 ? order : (a->end > b->end) - (a->end < b->end);
}

/* Zones and fields share words, and so may the leaves of a query: one spot each is enough. */
static void
drop_repeated(GArray *spots)
{
    guint kept = 0;

    for (guint i = 0; i < spots->len; i++) {
        const ArsipSpot *spot = &g_array_index(spots, ArsipSpot, i);

        if (kept == 0 || compare(spot, &g_array_index(spots, ArsipSpot, kept - 1)) != 0)
            g_array_index(spots, ArsipSpot, kept++) = *spot;
    }
    g_array_set_size(spots, kept);
}

/* Facts about a value without a place (label:, batch:, ...) stand nowhere. */
static void
add_hit(GArray *spots, const ArsipHit *hit, const ArsipEntry *entry)
{
    const ArsipField *field = arsip_letter_field(entry->content->letter, hit->scope);
    gboolean is_words = hit->leaf->kind == ARSIP_NODE_TERMS;
    ArsipZone zone;
    ArsipSpot spot = {.page = hit->place.page,
                      .start = hit->place.start,
                      .end = hit->place.start + hit->place.length,
                      .leaf = hit->leaf};
    const char *text;

    if (hit->place.page == 0 && (field == NULL || !is_words))
        return;
    if (hit->place.page == 0) {
        spot.field = field->name;
        spot.start = 0;
        spot.end = (guint32)strlen(field->value);
    }
    text = arsip_spot_text(&spot, entry);
    if (text == NULL || spot.end <= spot.start || spot.end > strlen(text))
        return;
    if (is_words && !arsip_zone_from_name(hit->scope, &zone) && add_narrowed(spots, text, &spot))
        return;
    g_array_append_val(spots, spot);
}

static void
add_spots(GArray *spots, ArsipMatcher *matcher, const ArsipEntry *entry, gboolean is_certain)
{
    ArsipSubject subject = {.letter = entry->content->letter,
                            .pages = entry->pages,
                            .file_name = entry->content->name,
                            .is_certain = is_certain};
    g_autoptr(ArsipMatch) match = arsip_matcher_run(matcher, &subject);

    for (guint i = 0; i < match->hits->len; i++)
        add_hit(spots, &g_array_index(match->hits, ArsipHit, i), entry);
}

static void
settle(GArray *spots)
{
    g_array_sort(spots, compare);
    drop_repeated(spots);
}

GArray *
arsip_spots_find(ArsipMatcher *matcher, const ArsipEntry *entry)
{
    GArray *spots = g_array_new(FALSE, TRUE, sizeof(ArsipSpot));

    add_spots(spots, matcher, entry, FALSE);
    settle(spots);
    return spots;
}

/* The index leads to words as they are written; to hold each doubted word against the query's besides takes
 * three times as long. */
GArray *
arsip_spots_find_some(ArsipMatcher *matcher, const ArsipEntry *entry)
{
    GArray *spots = g_array_new(FALSE, TRUE, sizeof(ArsipSpot));

    add_spots(spots, matcher, entry, TRUE);
    if (spots->len == 0)
        add_spots(spots, matcher, entry, FALSE);
    settle(spots);
    return spots;
}
