/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "query/facts.h"
#include "query/hits.h"
#include "query/near.h"
#include "query/program.h"
#include "query/section.h"

#define HITS_AT_FIRST 64

/* A slot's hits that are kept. */
typedef struct {
    guint16 cited, uncited;
} Count;

/* A slot that a keyword's finds go to, with what is asked of it for each of them. */
typedef struct {
    const ArsipNode *leaf; /* NULL: a NEAR, of which the keyword is the first */
    guint slot, query;
    guint scope;
    gboolean is_silent;
} Use;

struct ArsipScratch {
    Use *uses;
    guint *uses_of;     /* for each keyword its first; the next one's, or the end, ends them */
    guint8 *found;      /* one for each slot; 0 between runs */
    Count *counts;      /* one for each slot; 0 between runs */
    guint *found_slots; /* those of which there is more to clear, each once */
    guint n_found_slots;
    guint8 *is_touched; /* one for each query: something of it was found; 0 between runs */
    guint *touched;     /* each once */
    guint n_touched;
    ArsipSection section;
    guint8 *operands;
};

typedef struct {
    const ArsipMatcher *matcher;
    ArsipScratch *scratch;
    ArsipPages *pages;
    GArray *hits;

    /* What is looked through: a zone, or the value of a field. */
    ArsipSection *section;     /* the scratch's */
    const ArsipZoneText *zone; /* NULL in a field */
    const ArsipField *field;
    const char *scope_name;
    guint scope;
} Run;

static const ArsipOccurrence *
occurrence_at(const Run *run, guint at)
{
    return &run->section->occurrences[at];
}

static ArsipPlace
place_of(const Run *run, const ArsipOccurrence *occurrence)
{
    if (run->zone == NULL)
        return run->field->place;
    return arsip_zone_text_place(run->zone, occurrence->start, occurrence->length);
}

static void
touch(Run *run, guint slot, guint query, gboolean cited)
{
    ArsipScratch *scratch = run->scratch;

    if (scratch->found[slot] == 0)
        scratch->found_slots[scratch->n_found_slots++] = slot;
    scratch->found[slot] |= cited ? ARSIP_FOUND : ARSIP_FOUND | ARSIP_FOUND_UNCITED;
    if (!scratch->is_touched[query]) {
        scratch->is_touched[query] = TRUE;
        scratch->touched[scratch->n_touched++] = query;
    }
}

/* Whether another hit of the slot is to be kept; counts it. */
static gboolean
has_room(Run *run, guint slot, gboolean cited)
{
    guint16 *count = cited ? &run->scratch->counts[slot].cited : &run->scratch->counts[slot].uncited;

    if (*count >= ARSIP_HITS_OF_LEAF)
        return FALSE;
    *count += 1;
    return TRUE;
}

static void
add_hit(Run *run, const Use *use, const ArsipNode *leaf, const ArsipOccurrence *occurrence)
{
    if (use->is_silent || !has_room(run, use->slot, occurrence->is_cited))
        return;
    g_array_set_size(run->hits, run->hits->len + 1);
    g_array_index(run->hits, ArsipHit, run->hits->len - 1) = (ArsipHit){.query = use->query,
                                                                        .leaf = leaf,
                                                                        .scope = run->scope_name,
                                                                        .place = place_of(run, occurrence),
                                                                        .cost = occurrence->cost / 100.0,
                                                                        .is_cited = occurrence->is_cited};
}

/* ---- NEAR */

/* One phrase of a NEAR: its places, and which occurrence stands at each. */
typedef struct {
    GArray *positions, *occurrences; /* of guint */
} Places;

/* They come as they end; where words were joined or cut in two, that is not always as they begin. */
static void
add_place(Places *places, guint position, guint occurrence)
{
    guint at = places->positions->len;

    while (at > 0 && g_array_index(places->positions, guint, at - 1) > position)
        at--;
    g_array_insert_val(places->positions, at, position);
    g_array_insert_val(places->occurrences, at, occurrence);
}

static Places
places_of(const Run *run, guint keyword, gboolean uncited_only)
{
    Places places = {g_array_new(FALSE, FALSE, sizeof(guint)), g_array_new(FALSE, FALSE, sizeof(guint))};

    for (guint at = run->section->chains[keyword].head; at != ARSIP_SECTION_NONE;) {
        const ArsipOccurrence *occurrence = occurrence_at(run, at);

        if (!uncited_only || !occurrence->is_cited)
            add_place(&places, occurrence->first, at);
        at = occurrence->next;
    }
    return places;
}

typedef struct {
    ArsipNearPhrase *phrases;
    Places *places; /* one for each phrase */
    guint n;
} Near;

static Near
begin_near(const Run *run, const ArsipSlot *slot, gboolean uncited_only)
{
    guint n = slot->keywords->len;
    Near near = {g_new0(ArsipNearPhrase, n), g_new0(Places, n), n};

    for (guint i = 0; i < n; i++) {
        const ArsipNode *leaf = g_ptr_array_index(slot->node->children, i);

        near.places[i] = places_of(run, g_array_index(slot->keywords, guint, i), uncited_only);
        near.phrases[i].at = near.places[i].positions;
        near.phrases[i].n_tokens = leaf->terms->len;
    }
    return near;
}

static void
end_near(Near *near)
{
    for (guint i = 0; i < near->n; i++) {
        g_array_unref(near->places[i].positions);
        g_array_unref(near->places[i].occurrences);
    }
    g_free(near->places);
    g_free(near->phrases);
}

static void
add_near_hits(Run *run, const Use *use, const ArsipSlot *slot, const Near *near, guint *last)
{
    for (guint i = 0; i < near->n; i++) {
        guint at = g_array_index(near->places[i].occurrences, guint, near->phrases[i].next);

        if (last[i] != at)
            add_hit(run, use, g_ptr_array_index(slot->node->children, i), occurrence_at(run, at));
        last[i] = at;
    }
}

/* It is cited where one of its words is. */
static void
settle_near(Run *run, const Use *use)
{
    const ArsipSlot *slot = &g_array_index(run->matcher->slots, ArsipSlot, use->slot);
    Near near = begin_near(run, slot, FALSE);
    g_autofree guint *last = g_new(guint, near.n);

    memset(last, 0xff, near.n * sizeof *last);
    while (arsip_near_find(near.phrases, near.n, slot->node->distance)) {
        touch(run, use->slot, use->query, TRUE);
        add_near_hits(run, use, slot, &near, last);
        if (!arsip_near_advance(near.phrases, near.n))
            break;
    }
    end_near(&near);
    if ((run->scratch->found[use->slot] & ARSIP_FOUND) == 0 ||
        (run->scratch->found[use->slot] & ARSIP_FOUND_UNCITED) != 0)
        return;
    near = begin_near(run, slot, TRUE);
    if (arsip_near_find(near.phrases, near.n, slot->node->distance))
        touch(run, use->slot, use->query, FALSE);
    end_near(&near);
}

/* ---- sections */

static void
settle_use(Run *run, const Use *use, guint at)
{
    const ArsipOccurrence *occurrence = occurrence_at(run, at);

    if (use->scope != ARSIP_SCOPE_ANY && use->scope != run->scope)
        return;
    if (use->leaf == NULL) {
        if (run->section->chains[occurrence->keyword].head == at)
            settle_near(run, use);
    } else if (run->scratch->counts[use->slot].uncited < ARSIP_HITS_OF_LEAF) {
        touch(run, use->slot, use->query, occurrence->is_cited);
        add_hit(run, use, use->leaf, occurrence);
    }
}

static void
settle_section(Run *run)
{
    const ArsipScratch *scratch = run->scratch;
    guint first_hit = run->hits->len;

    arsip_section_end(run->section);
    for (guint at = 0; at < run->section->n_occurrences; at++) {
        guint keyword = occurrence_at(run, at)->keyword;

        for (guint i = scratch->uses_of[keyword]; i < scratch->uses_of[keyword + 1]; i++)
            settle_use(run, &scratch->uses[i], at);
    }
    arsip_hits_settle(run->hits, first_hit);
}

/* A piece that is not on the pages ends the zone: whoever lent them is told (ArsipPages.is_damaged). */
static void
read_zone(Run *run, const ArsipZoneText *text, ArsipZone zone)
{
    guint scope;

    if (text->pieces->len == 0)
        return;
    run->zone = text;
    run->field = NULL;
    run->scope_name = arsip_zone_name(zone);
    scope = GPOINTER_TO_UINT(g_hash_table_lookup(run->matcher->scopes, run->scope_name));
    run->scope = scope != 0 ? scope : ARSIP_SCOPE_UNNAMED;
    arsip_section_begin(run->section, text->doubts, zone != ARSIP_ZONE_JUDUL, zone == ARSIP_ZONE_ISI);
    arsip_zone_text_each(text, run->pages, arsip_section_add, run->section);
    settle_section(run);
}

static void
read_field(Run *run, const ArsipField *field)
{
    ArsipDoubt doubt = {0, (guint32)strlen(field->value), field->doubt};
    g_autoptr(GArray) doubts = NULL;
    ArsipZone zone;
    guint scope = GPOINTER_TO_UINT(g_hash_table_lookup(run->matcher->scopes, field->name));

    run->zone = NULL;
    run->field = field;
    run->scope_name = field->name;
    run->scope = scope != 0 && !arsip_zone_from_name(field->name, &zone) ? scope : ARSIP_SCOPE_UNNAMED;
    if (field->doubt > 0) {
        doubts = g_array_new(FALSE, FALSE, sizeof(ArsipDoubt));
        g_array_append_val(doubts, doubt);
    }
    arsip_section_begin(run->section, doubts, FALSE, FALSE);
    arsip_section_add(field->value, strlen(field->value), run->section);
    settle_section(run);
}

/* ---- facts */

typedef struct {
    Run *run;
    guint slot;
} FactFinder;

static void
add_fact(const char *scope, ArsipPlace place, gpointer data)
{
    FactFinder *finder = data;
    const ArsipSlot *slot = &g_array_index(finder->run->matcher->slots, ArsipSlot, finder->slot);
    ArsipHit hit = {.query = slot->query, .leaf = slot->node, .scope = scope, .place = place};

    touch(finder->run, finder->slot, slot->query, FALSE);
    if (!slot->is_silent && has_room(finder->run, finder->slot, FALSE))
        g_array_append_val(finder->run->hits, hit);
}

static void
ask_facts(Run *run, const ArsipSubject *subject)
{
    const GArray *slots = run->matcher->facts;
    guint first_hit = run->hits->len;
    ArsipFacts facts;

    arsip_facts_init(&facts, subject);
    for (guint i = 0; i < slots->len; i++) {
        FactFinder finder = {run, g_array_index(slots, guint, i)};
        const ArsipSlot *slot = &g_array_index(run->matcher->slots, ArsipSlot, finder.slot);

        arsip_facts_ask(&facts, slot->node, slot->regex, add_fact, &finder);
    }
    arsip_facts_clear(&facts);
    arsip_hits_settle(run->hits, first_hit);
}

/* ---- the whole document */

static Use
use_of(const ArsipMatcher *matcher, guint number)
{
    const ArsipSlot *slot = &g_array_index(matcher->slots, ArsipSlot, number);
    gboolean is_near = slot->keywords != NULL;

    return (Use){is_near ? NULL : slot->node, number, slot->query, slot->scope, slot->is_silent};
}

static gboolean
is_used(const ArsipMatcher *matcher, guint number, guint keyword)
{
    const GArray *near = g_array_index(matcher->slots, ArsipSlot, number).keywords;

    return near == NULL || g_array_index(near, guint, 0) == keyword;
}

static void
make_uses(ArsipScratch *scratch, const ArsipMatcher *matcher)
{
    g_autoptr(GArray) uses = g_array_new(FALSE, FALSE, sizeof(Use));

    scratch->uses_of = g_new(guint, matcher->slots_of->len + 1);
    for (guint keyword = 0; keyword < matcher->slots_of->len; keyword++) {
        const GArray *slots = g_ptr_array_index(matcher->slots_of, keyword);

        scratch->uses_of[keyword] = uses->len;
        for (guint i = 0; i < slots->len; i++) {
            guint number = g_array_index(slots, guint, i);
            Use use = use_of(matcher, number);

            if (is_used(matcher, number, keyword))
                g_array_append_val(uses, use);
        }
    }
    scratch->uses_of[matcher->slots_of->len] = uses->len;
    scratch->uses = g_array_steal(uses, NULL);
}

static ArsipScratch *
make_scratch(const ArsipMatcher *matcher)
{
    ArsipScratch *scratch = g_new0(ArsipScratch, 1);

    make_uses(scratch, matcher);
    scratch->found = g_new0(guint8, matcher->slots->len + 1);
    scratch->counts = g_new0(Count, matcher->slots->len + 1);
    scratch->found_slots = g_new(guint, matcher->slots->len + 1);
    scratch->is_touched = g_new0(guint8, matcher->programs->len + 1);
    scratch->touched = g_new(guint, matcher->programs->len + 1);
    arsip_section_init(&scratch->section, matcher->keywords, matcher->is_near, ARSIP_HITS_OF_LEAF);
    scratch->operands = g_new(guint8, matcher->longest + 1);
    return scratch;
}

void
arsip_scratch_free(ArsipScratch *scratch)
{
    if (scratch == NULL)
        return;
    g_free(scratch->uses);
    g_free(scratch->uses_of);
    g_free(scratch->found);
    g_free(scratch->counts);
    g_free(scratch->found_slots);
    g_free(scratch->is_touched);
    g_free(scratch->touched);
    arsip_section_clear(&scratch->section);
    g_free(scratch->operands);
    g_free(scratch);
}

static void
wipe(ArsipScratch *scratch)
{
    for (guint i = 0; i < scratch->n_found_slots; i++) {
        scratch->found[scratch->found_slots[i]] = 0;
        scratch->counts[scratch->found_slots[i]] = (Count){0, 0};
    }
    for (guint i = 0; i < scratch->n_touched; i++)
        scratch->is_touched[scratch->touched[i]] = FALSE;
    scratch->n_found_slots = scratch->n_touched = 0;
}

static ArsipMatch *
evaluate(Run *run)
{
    const GArray *programs = run->matcher->programs;
    ArsipMatch *match = g_new0(ArsipMatch, 1);

    match->n_queries = programs->len;
    match->matched = g_new(guint8, programs->len + 1);
    if (programs->len > 0)
        memcpy(match->matched, run->matcher->usually->data, programs->len);
    for (guint i = 0; i < run->scratch->n_touched; i++) {
        guint query = run->scratch->touched[i];

        match->matched[query] = (guint8)arsip_program_run(&g_array_index(programs, ArsipProgram, query),
                                                          run->scratch->found, run->scratch->operands);
    }
    match->hits = g_steal_pointer(&run->hits);
    return match;
}

ArsipMatch *
arsip_matcher_run(ArsipMatcher *matcher, const ArsipSubject *subject)
{
    const ArsipLetter *letter = subject->letter;
    Run run = {.matcher = matcher,
               .pages = subject->pages,
               .hits = g_array_sized_new(FALSE, FALSE, sizeof(ArsipHit), HITS_AT_FIRST)};

    if (matcher->scratch == NULL)
        matcher->scratch = make_scratch(matcher);
    run.scratch = matcher->scratch;
    run.section = &run.scratch->section;
    for (guint zone = 0; zone < ARSIP_N_ZONES; zone++)
        read_zone(&run, &letter->zones[zone], (ArsipZone)zone);
    for (guint i = 0; letter->fields != NULL && i < letter->fields->len; i++)
        read_field(&run, g_ptr_array_index(letter->fields, i));
    ask_facts(&run, subject);
    ArsipMatch *match = evaluate(&run);

    wipe(run.scratch);
    return match;
}

void
arsip_match_free(ArsipMatch *match)
{
    if (match == NULL)
        return;
    g_array_unref(match->hits);
    g_free(match->matched);
    g_free(match);
}
