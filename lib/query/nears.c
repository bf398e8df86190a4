/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/nears.h"

#include <string.h>

#include "query/near.h"

typedef struct {
    GArray *occurrences; /* of ArsipOccurrence: in the section in hand, as they end */
    GArray *slots;       /* of guint: the NEARs whose first phrase it is */
} Phrase;

static Phrase *
phrase_new(void)
{
    Phrase *phrase = g_new(Phrase, 1);

    phrase->occurrences = g_array_new(FALSE, FALSE, sizeof(ArsipOccurrence));
    phrase->slots = g_array_new(FALSE, FALSE, sizeof(guint));
    return phrase;
}

static void
phrase_free(gpointer data)
{
    Phrase *phrase = data;

    g_array_unref(phrase->occurrences);
    g_array_unref(phrase->slots);
    g_free(phrase);
}

static Phrase *
phrase_at(const ArsipNears *nears, guint number)
{
    return g_ptr_array_index(nears->phrases, number - 1);
}

static Phrase *
phrase_of(const ArsipNears *nears, guint keyword)
{
    return phrase_at(nears, nears->phrase_of[keyword]);
}

static void
add_near(ArsipNears *nears, guint slot, const GArray *keywords)
{
    for (guint i = 0; i < keywords->len; i++) {
        guint *number = &nears->phrase_of[g_array_index(keywords, guint, i)];

        if (*number == 0) {
            g_ptr_array_add(nears->phrases, phrase_new());
            *number = nears->phrases->len;
        }
    }
    g_array_append_val(phrase_of(nears, g_array_index(keywords, guint, 0))->slots, slot);
}

void
arsip_nears_init(ArsipNears *nears, const ArsipMatcher *matcher)
{
    *nears = (ArsipNears){.phrases = g_ptr_array_new_with_free_func(phrase_free),
                          .found = g_array_new(FALSE, FALSE, sizeof(guint))};
    for (guint i = 0; i < matcher->slots->len; i++) {
        const GArray *keywords = g_array_index(matcher->slots, ArsipSlot, i).keywords;

        if (keywords == NULL)
            continue;
        if (nears->phrase_of == NULL)
            nears->phrase_of = g_new0(guint, arsip_keywords_count(matcher->keywords));
        add_near(nears, i, keywords);
    }
}

void
arsip_nears_clear(ArsipNears *nears)
{
    g_free(nears->phrase_of);
    g_ptr_array_unref(nears->phrases);
    g_array_unref(nears->found);
}

void
arsip_nears_keep(ArsipNears *nears, const ArsipOccurrence *occurrence)
{
    guint number = nears->phrase_of[occurrence->keyword];
    Phrase *phrase = phrase_at(nears, number);

    if (phrase->occurrences->len == 0)
        g_array_append_val(nears->found, number);
    g_array_append_vals(phrase->occurrences, occurrence, 1);
}

/* ---- one NEAR */

/* One phrase of it: its places, and which occurrence stands at each. */
typedef struct {
    GArray *positions;
    GPtrArray *occurrences;
} Places;

/* They come as they end; where words were joined or cut in two, that is not always as they begin. */
static void
add_place(Places *places, ArsipOccurrence *occurrence)
{
    guint at = places->positions->len;

    while (at > 0 && g_array_index(places->positions, guint, at - 1) > occurrence->first)
        at--;
    g_array_insert_val(places->positions, at, occurrence->first);
    g_ptr_array_insert(places->occurrences, (gint)at, occurrence);
}

static Places
places_of(const Phrase *phrase, gboolean uncited_only)
{
    Places places = {g_array_new(FALSE, FALSE, sizeof(guint)), g_ptr_array_new()};

    for (guint i = 0; i < phrase->occurrences->len; i++) {
        ArsipOccurrence *occurrence = &g_array_index(phrase->occurrences, ArsipOccurrence, i);

        if (!uncited_only || !occurrence->is_cited)
            add_place(&places, occurrence);
    }
    return places;
}

typedef struct {
    const ArsipSlot *slot;
    ArsipNearPhrase *phrases;
    Places *places; /* one for each phrase */
    guint n;
} Near;

static Near
begin_near(const ArsipNears *nears, const ArsipSlot *slot, gboolean uncited_only)
{
    guint n = slot->keywords->len;
    Near near = {slot, g_new0(ArsipNearPhrase, n), g_new0(Places, n), n};

    for (guint i = 0; i < n; i++) {
        const ArsipNode *leaf = g_ptr_array_index(slot->node->children, i);

        near.places[i] = places_of(phrase_of(nears, g_array_index(slot->keywords, guint, i)), uncited_only);
        near.phrases[i].at = near.places[i].positions;
        near.phrases[i].n_tokens = leaf->terms->len;
    }
    return near;
}

static gboolean
find(Near *near)
{
    return arsip_near_find(near->phrases, near->n, near->slot->node->distance);
}

static void
end_near(Near *near)
{
    for (guint i = 0; i < near->n; i++) {
        g_array_unref(near->places[i].positions);
        g_ptr_array_unref(near->places[i].occurrences);
    }
    g_free(near->places);
    g_free(near->phrases);
}

static void
add_hits(const Near *near, ArsipHarvest *harvest, guint number, const ArsipGround *ground,
         const ArsipOccurrence **last)
{
    for (guint i = 0; i < near->n; i++) {
        const ArsipOccurrence *occurrence =
            g_ptr_array_index(near->places[i].occurrences, near->phrases[i].next);

        if (last[i] != occurrence)
            arsip_harvest_add(harvest, number, g_ptr_array_index(near->slot->node->children, i), ground,
                              occurrence);
        last[i] = occurrence;
    }
}

/* It is cited where one of its words is. */
static void
settle_near(const ArsipNears *nears, ArsipHarvest *harvest, guint number, const ArsipGround *ground)
{
    const ArsipSlot *slot = &g_array_index(harvest->matcher->slots, ArsipSlot, number);
    const ArsipTally *tally = &harvest->tallies[number];
    Near near = begin_near(nears, slot, FALSE);
    g_autofree const ArsipOccurrence **last = g_new0(const ArsipOccurrence *, near.n);

    while (find(&near)) {
        arsip_harvest_find(harvest, number, TRUE);
        add_hits(&near, harvest, number, ground, last);
        if (!arsip_near_advance(near.phrases, near.n))
            break;
    }
    end_near(&near);
    if ((tally->found & ARSIP_FOUND) == 0 || (tally->found & ARSIP_FOUND_UNCITED) != 0)
        return;
    near = begin_near(nears, slot, TRUE);
    if (find(&near))
        arsip_harvest_find(harvest, number, FALSE);
    end_near(&near);
}

void
arsip_nears_settle(ArsipNears *nears, ArsipHarvest *harvest, const ArsipGround *ground)
{
    for (guint i = 0; i < nears->found->len; i++) {
        const GArray *slots = phrase_at(nears, g_array_index(nears->found, guint, i))->slots;

        for (guint k = 0; k < slots->len; k++) {
            guint number = g_array_index(slots, guint, k);

            if (arsip_ground_is_asked(ground, &harvest->tallies[number]))
                settle_near(nears, harvest, number, ground);
        }
    }
    for (guint i = 0; i < nears->found->len; i++)
        g_array_set_size(phrase_at(nears, g_array_index(nears->found, guint, i))->occurrences, 0);
    g_array_set_size(nears->found, 0);
}
