/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_HARVEST_H
#define ARSIP_QUERY_HARVEST_H

#include "query/program.h"
#include "query/section.h"

/* What is looked through: a zone, or the value of a field. */
typedef struct {
    const ArsipZoneText *zone; /* NULL in a field */
    const ArsipField *field;
    const char *name;
    guint scope; /* number of the zone or field */
} ArsipGround;

/*
 * What a document gives for a matcher's queries, gathered while it is read: what was found for each slot, the
 * hits, and which queries match.
 */
typedef struct {
    const ArsipMatcher *matcher;
    guint *first_of;     /* by keyword: the first slot that its finds go to, or ARSIP_NO_SLOT */
    ArsipTally *tallies; /* one for each slot; nothing is found for any between documents */
    guint *found;        /* the slots of which something was found, each once; room for one more */
    guint n_found;
    guint8 *is_judged; /* one for each query; FALSE between documents */
    guint8 *operands;  /* of the longest program */
    GArray *hits;      /* of ArsipHit; longer than it is filled */
    guint n_hits;      /* of them */
    guint64 *matched;  /* a bit for each query */
} ArsipHarvest;

void arsip_harvest_init(ArsipHarvest *harvest, const ArsipMatcher *matcher);
void arsip_harvest_clear(ArsipHarvest *harvest);

/* A document begins; the harvest of one that ends. The caller owns the match. */
void arsip_harvest_begin(ArsipHarvest *harvest);
ArsipMatch *arsip_harvest_end(ArsipHarvest *harvest);

/* Brings the hits from number `first` on into their order; they come from one section (query/hits.h). */
void arsip_harvest_settle(ArsipHarvest *harvest, guint first);

void arsip_harvest_make_room(ArsipHarvest *harvest);

/* ---- what is done with every find, and therefore stands here */

/* Something will be found for the keyword's slots soon. */
static inline void
arsip_harvest_expect(const ArsipHarvest *harvest, guint keyword)
{
    guint slot = harvest->first_of[keyword];

    if (slot != ARSIP_NO_SLOT)
        __builtin_prefetch(&harvest->tallies[slot], 1);
}

static inline gboolean
arsip_ground_is_asked(const ArsipGround *ground, const ArsipTally *tally)
{
    return tally->scope == ARSIP_SCOPE_ANY || tally->scope == ground->scope;
}

/* Something is found for the slot. Without a jump on whether it is the first, as most are but not all. */
static inline void
arsip_harvest_find(ArsipHarvest *harvest, guint slot, gboolean is_cited)
{
    ArsipTally *tally = &harvest->tallies[slot];

    harvest->found[harvest->n_found] = slot;
    harvest->n_found += tally->found == 0 ? 1 : 0;
    tally->found |= is_cited ? ARSIP_FOUND : ARSIP_FOUND | ARSIP_FOUND_UNCITED;
    harvest->matched[tally->query / 64] |= (guint64)((tally->found & tally->decides) != 0)
                                           << tally->query % 64;
}

/* The next hit of the slot, for the caller to fill; NULL where it is to have none, or has enough. */
static inline ArsipHit *
arsip_harvest_hit(ArsipHarvest *harvest, guint slot, gboolean is_cited)
{
    ArsipTally *tally = &harvest->tallies[slot];
    guint8 *n = is_cited ? &tally->n_cited : &tally->n_uncited;

    if (tally->is_silent || *n >= ARSIP_HITS_OF_LEAF)
        return NULL;
    *n += 1;
    if (harvest->n_hits == harvest->hits->len)
        arsip_harvest_make_room(harvest);
    return &g_array_index(harvest->hits, ArsipHit, harvest->n_hits++);
}

static inline ArsipPlace
arsip_ground_place(const ArsipGround *ground, const ArsipOccurrence *occurrence)
{
    if (ground->zone == NULL)
        return ground->field->place;
    return arsip_zone_text_place(ground->zone, occurrence->start, occurrence->length);
}

static inline void
arsip_harvest_add(ArsipHarvest *harvest, guint slot, const ArsipNode *leaf, const ArsipGround *ground,
                  const ArsipOccurrence *occurrence)
{
    ArsipHit *hit = arsip_harvest_hit(harvest, slot, occurrence->is_cited);

    if (hit != NULL)
        *hit = (ArsipHit){.query = harvest->tallies[slot].query,
                          .leaf = leaf,
                          .scope = ground->name,
                          .place = arsip_ground_place(ground, occurrence),
                          .cost = occurrence->cost / 100.0,
                          .is_cited = occurrence->is_cited};
}

#endif
