/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/harvest.h"

#include "query/hits.h"

#define HITS_AT_FIRST 64

/* What of a single leaf is enough for the query to match. */
static guint8
decides(const ArsipProgram *program)
{
    if (program->n_steps != 1 || program->steps[0].kind != ARSIP_STEP_SLOT)
        return 0;
    return arsip_program_wants(program);
}

/* The slots of a keyword are chained as they were added. */
static void
chain(ArsipHarvest *harvest)
{
    guint n_keywords = arsip_keywords_count(harvest->matcher->keywords);

    harvest->first_of = g_new(guint, n_keywords + 1);
    for (guint i = 0; i < n_keywords; i++)
        harvest->first_of[i] = ARSIP_NO_SLOT;
    for (guint i = harvest->matcher->slots->len; i-- > 0;) {
        const ArsipSlot *slot = &g_array_index(harvest->matcher->slots, ArsipSlot, i);

        if (slot->node->kind != ARSIP_NODE_TERMS)
            continue;
        harvest->tallies[i].next = harvest->first_of[slot->keyword];
        harvest->first_of[slot->keyword] = i;
    }
}

void
arsip_harvest_init(ArsipHarvest *harvest, const ArsipMatcher *matcher)
{
    guint n_slots = matcher->slots->len, n_queries = matcher->programs->len;

    *harvest = (ArsipHarvest){.matcher = matcher};
    harvest->tallies = g_new0(ArsipTally, n_slots + 1);
    harvest->found = g_new(guint, n_slots + 1);
    harvest->is_judged = g_new0(guint8, n_queries + 1);
    harvest->operands = g_new(guint8, matcher->longest + 1);
    for (guint i = 0; i < n_slots; i++) {
        const ArsipSlot *slot = &g_array_index(matcher->slots, ArsipSlot, i);

        harvest->tallies[i] =
            (ArsipTally){.leaf = slot->node,
                         .query = slot->query,
                         .scope = slot->scope,
                         .decides = decides(&g_array_index(matcher->programs, ArsipProgram, slot->query)),
                         .is_silent = slot->is_silent != FALSE};
    }
    chain(harvest);
}

void
arsip_harvest_clear(ArsipHarvest *harvest)
{
    g_free(harvest->first_of);
    g_free(harvest->tallies);
    g_free(harvest->found);
    g_free(harvest->is_judged);
    g_free(harvest->operands);
}

void
arsip_harvest_begin(ArsipHarvest *harvest)
{
    const GArray *usually = harvest->matcher->usually;

    harvest->n_found = harvest->n_hits = 0;
    harvest->hits = g_array_sized_new(FALSE, FALSE, sizeof(ArsipHit), HITS_AT_FIRST);
    g_array_set_size(harvest->hits, HITS_AT_FIRST);
    harvest->matched = g_memdup2(usually->data, usually->len * sizeof(guint64));
}

void
arsip_harvest_make_room(ArsipHarvest *harvest)
{
    g_array_set_size(harvest->hits, 2 * harvest->hits->len);
}

void
arsip_harvest_settle(ArsipHarvest *harvest, guint first)
{
    arsip_hits_settle(&g_array_index(harvest->hits, ArsipHit, 0), first, harvest->n_hits);
}

static void
decide(ArsipHarvest *harvest, guint query)
{
    const ArsipProgram *program = &g_array_index(harvest->matcher->programs, ArsipProgram, query);
    guint64 bit = G_GUINT64_CONSTANT(1) << query % 64;

    if (arsip_program_run(program, harvest->tallies, harvest->operands))
        harvest->matched[query / 64] |= bit;
    else
        harvest->matched[query / 64] &= ~bit;
}

/* Of the queries of several leaves, those of which something was found: all others are decided. */
static void
judge(ArsipHarvest *harvest)
{
    for (guint i = 0; i < harvest->n_found; i++) {
        const ArsipTally *tally = &harvest->tallies[harvest->found[i]];

        if (tally->decides != 0 || harvest->is_judged[tally->query])
            continue;
        harvest->is_judged[tally->query] = TRUE;
        decide(harvest, tally->query);
    }
}

static void
wipe(ArsipHarvest *harvest)
{
    for (guint i = 0; i < harvest->n_found; i++) {
        ArsipTally *tally = &harvest->tallies[harvest->found[i]];

        tally->found = tally->n_cited = tally->n_uncited = 0;
        if (tally->decides == 0)
            harvest->is_judged[tally->query] = FALSE;
    }
}

ArsipMatch *
arsip_harvest_end(ArsipHarvest *harvest)
{
    ArsipMatch *match = g_new0(ArsipMatch, 1);

    judge(harvest);
    wipe(harvest);
    g_array_set_size(harvest->hits, harvest->n_hits);
    match->hits = g_steal_pointer(&harvest->hits);
    match->matched = g_steal_pointer(&harvest->matched);
    match->n_queries = harvest->matcher->programs->len;
    return match;
}
