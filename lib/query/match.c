/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "query/facts.h"
#include "query/harvest.h"
#include "query/nears.h"
#include "query/program.h"
#include "query/section.h"

struct ArsipScratch {
    ArsipSection section;
    ArsipHarvest harvest;
    ArsipNears nears;
};

typedef struct {
    const ArsipMatcher *matcher;
    ArsipPages *pages;
    gboolean is_certain;
    ArsipGround ground; /* what is looked through */

    /* The scratch's. */
    ArsipSection *section;
    ArsipHarvest *harvest;
    ArsipNears *nears;
} Run;

/* ---- sections */

static inline void
take(Run *run, const ArsipOccurrence *occurrence)
{
    ArsipHarvest *harvest = run->harvest;
    guint slot = harvest->first_of[occurrence->keyword];

    for (; slot != ARSIP_NO_SLOT; slot = harvest->tallies[slot].next) {
        const ArsipTally *tally = &harvest->tallies[slot];

        if (!arsip_ground_is_asked(&run->ground, tally) || tally->n_uncited >= ARSIP_HITS_OF_LEAF)
            continue;
        arsip_harvest_find(harvest, slot, occurrence->is_cited);
        arsip_harvest_add(harvest, slot, tally->leaf, &run->ground, occurrence);
    }
    if (arsip_nears_want(run->nears, occurrence->keyword))
        arsip_nears_keep(run->nears, occurrence);
}

/* The tallies of all of them are on their way into the cache before the first is seen to. */
static void
take_all(const ArsipOccurrence *occurrences, guint n, gpointer data)
{
    Run *run = data;

    for (guint i = 0; i < n; i++)
        arsip_harvest_expect(run->harvest, occurrences[i].keyword);
    for (guint i = 0; i < n; i++)
        take(run, &occurrences[i]);
}

static void
end_section(Run *run, guint first_hit)
{
    arsip_section_end(run->section);
    arsip_nears_settle(run->nears, run->harvest, &run->ground);
    arsip_harvest_settle(run->harvest, first_hit);
}

/* A piece that is not on the pages ends the zone: whoever lent them is told (ArsipPages.is_damaged). */
static void
read_zone(Run *run, const ArsipZoneText *text, ArsipZone zone)
{
    const char *name = arsip_zone_name(zone);
    guint scope = GPOINTER_TO_UINT(g_hash_table_lookup(run->matcher->scopes, name));
    guint first_hit = run->harvest->n_hits;

    if (text->pieces->len == 0)
        return;
    run->ground = (ArsipGround){text, NULL, name, scope != 0 ? scope : ARSIP_SCOPE_UNNAMED};
    arsip_section_begin(run->section, run->is_certain ? NULL : text->doubts, zone != ARSIP_ZONE_JUDUL,
                        zone == ARSIP_ZONE_ISI, take_all, run);
    arsip_zone_text_each(text, run->pages, arsip_section_add, run->section);
    end_section(run, first_hit);
}

static void
read_field(Run *run, const ArsipField *field)
{
    ArsipDoubt doubt = {0, (guint32)strlen(field->value), field->doubt};
    g_autoptr(GArray) doubts = NULL;
    ArsipZone zone;
    guint scope = GPOINTER_TO_UINT(g_hash_table_lookup(run->matcher->scopes, field->name));
    guint first_hit = run->harvest->n_hits;

    if (scope == 0 || arsip_zone_from_name(field->name, &zone))
        scope = ARSIP_SCOPE_UNNAMED;
    run->ground = (ArsipGround){NULL, field, field->name, scope};
    if (field->doubt > 0 && !run->is_certain) {
        doubts = g_array_new(FALSE, FALSE, sizeof(ArsipDoubt));
        g_array_append_val(doubts, doubt);
    }
    arsip_section_begin(run->section, doubts, FALSE, FALSE, take_all, run);
    arsip_section_add(field->value, strlen(field->value), run->section);
    end_section(run, first_hit);
}

/* ---- facts */

typedef struct {
    ArsipHarvest *harvest;
    guint slot;
} FactFinder;

static void
add_fact(const char *scope, ArsipPlace place, gpointer data)
{
    const FactFinder *finder = data;
    const ArsipTally *tally = &finder->harvest->tallies[finder->slot];
    ArsipHit *hit;

    arsip_harvest_find(finder->harvest, finder->slot, FALSE);
    hit = arsip_harvest_hit(finder->harvest, finder->slot, FALSE);
    if (hit != NULL)
        *hit = (ArsipHit){.query = tally->query, .leaf = tally->leaf, .scope = scope, .place = place};
}

static void
ask_facts(Run *run, const ArsipSubject *subject)
{
    const GArray *slots = run->matcher->facts;
    guint first_hit = run->harvest->n_hits;
    ArsipFacts facts;

    arsip_facts_init(&facts, subject);
    for (guint i = 0; i < slots->len; i++) {
        FactFinder finder = {run->harvest, g_array_index(slots, guint, i)};
        const ArsipSlot *slot = &g_array_index(run->matcher->slots, ArsipSlot, finder.slot);

        arsip_facts_ask(&facts, slot->node, slot->regex, add_fact, &finder);
    }
    arsip_facts_clear(&facts);
    arsip_harvest_settle(run->harvest, first_hit);
}

/* ---- the whole document */

static ArsipScratch *
make_scratch(const ArsipMatcher *matcher)
{
    ArsipScratch *scratch = g_new0(ArsipScratch, 1);

    arsip_section_init(&scratch->section, matcher->keywords);
    arsip_harvest_init(&scratch->harvest, matcher);
    arsip_nears_init(&scratch->nears, matcher);
    return scratch;
}

void
arsip_scratch_free(ArsipScratch *scratch)
{
    if (scratch == NULL)
        return;
    arsip_section_clear(&scratch->section);
    arsip_harvest_clear(&scratch->harvest);
    arsip_nears_clear(&scratch->nears);
    g_free(scratch);
}

ArsipMatch *
arsip_matcher_run(ArsipMatcher *matcher, const ArsipSubject *subject)
{
    const ArsipLetter *letter = subject->letter;

    if (matcher->scratch == NULL)
        matcher->scratch = make_scratch(matcher);
    Run run = {.matcher = matcher,
               .pages = subject->pages,
               .is_certain = subject->is_certain,
               .section = &matcher->scratch->section,
               .harvest = &matcher->scratch->harvest,
               .nears = &matcher->scratch->nears};

    arsip_harvest_begin(run.harvest);
    for (guint zone = 0; zone < ARSIP_N_ZONES; zone++)
        read_zone(&run, &letter->zones[zone], (ArsipZone)zone);
    for (guint i = 0; letter->fields != NULL && i < letter->fields->len; i++)
        read_field(&run, g_ptr_array_index(letter->fields, i));
    ask_facts(&run, subject);
    return arsip_harvest_end(run.harvest);
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
