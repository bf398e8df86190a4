/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "query/citation.h"
#include "query/facts.h"
#include "query/near.h"
#include "query/program.h"

#define NONE G_MAXUINT

/* Where a keyword stands in the section, chained in the order of the text. */
typedef struct {
    guint first, n_tokens;
    guint cost; /* hundredths */
    guint next; /* NONE: the last */
} Occurrence;

typedef struct {
    guint head, tail; /* NONE: the section does not hold the keyword */
} Chain;

/* A slot's hits that are kept. */
typedef struct {
    guint16 cited, uncited;
} Count;

struct ArsipScratch {
    guint8 *found;       /* one for each slot; 0 between runs */
    Count *counts;       /* one for each slot; 0 between runs */
    GArray *found_slots; /* of guint: those of which there is more to clear */
    guint8 *is_touched;  /* one for each query: something of it was found; 0 between runs */
    GArray *touched;     /* of guint */
    GArray *tokens;      /* of ArsipSeen */
    GArray *occurrences; /* of Occurrence */
    Chain *chains;       /* one for each keyword; NONE between sections */
    GArray *keywords;    /* of guint: those that the section holds */
    guint8 *operands;
};

typedef struct {
    const ArsipMatcher *matcher;
    ArsipScratch *scratch;
    GArray *hits;

    /* The section in hand: a zone, or the value of a field. */
    const ArsipZoneText *zone; /* NULL in a field */
    const ArsipField *field;
    const char *scope_name;
    guint scope;
    gboolean is_guarded;
} Run;

static void
add_occurrence(guint keyword, guint first, guint n_tokens, guint cost, gpointer data)
{
    Run *run = data;
    Chain *chain = &run->scratch->chains[keyword];
    guint at = run->scratch->occurrences->len;
    Occurrence occurrence = {first, n_tokens, cost, NONE};

    g_array_append_val(run->scratch->occurrences, occurrence);
    if (chain->head == NONE) {
        chain->head = at;
        g_array_append_val(run->scratch->keywords, keyword);
    } else {
        g_array_index(run->scratch->occurrences, Occurrence, chain->tail).next = at;
    }
    chain->tail = at;
}

static gboolean
is_cited(const Run *run, guint first, guint n_tokens)
{
    const ArsipSeen *begin = &g_array_index(run->scratch->tokens, ArsipSeen, first);
    const ArsipSeen *end = begin + n_tokens - 1;

    return run->is_guarded && (begin->is_behind || end->is_before);
}

static ArsipPlace
place_of(const Run *run, guint first, guint n_tokens)
{
    const ArsipSeen *begin = &g_array_index(run->scratch->tokens, ArsipSeen, first);
    const ArsipSeen *end = begin + n_tokens - 1;

    if (run->zone == NULL)
        return run->field->place;
    return arsip_zone_text_place(run->zone, begin->start, end->start + end->length - begin->start);
}

static void
touch(Run *run, guint slot, gboolean cited)
{
    guint query = g_array_index(run->matcher->slots, ArsipSlot, slot).query;

    if (run->scratch->found[slot] == 0)
        g_array_append_val(run->scratch->found_slots, slot);
    run->scratch->found[slot] |= cited ? ARSIP_FOUND : ARSIP_FOUND | ARSIP_FOUND_UNCITED;
    if (!run->scratch->is_touched[query]) {
        run->scratch->is_touched[query] = TRUE;
        g_array_append_val(run->scratch->touched, query);
    }
}

/* Whether another hit of the slot is to be kept; counts it. */
static gboolean
has_room(Run *run, guint slot, gboolean cited)
{
    guint16 *count = cited ? &run->scratch->counts[slot].cited : &run->scratch->counts[slot].uncited;

    if (g_array_index(run->matcher->slots, ArsipSlot, slot).is_silent || *count >= ARSIP_HITS_OF_LEAF)
        return FALSE;
    *count += 1;
    return TRUE;
}

static void
add_hit(Run *run, guint slot, const ArsipNode *leaf, const Occurrence *occurrence)
{
    guint first = occurrence->first, n_tokens = occurrence->n_tokens;
    gboolean cited = is_cited(run, first, n_tokens);

    if (!has_room(run, slot, cited))
        return;
    ArsipHit hit = {.query = g_array_index(run->matcher->slots, ArsipSlot, slot).query,
                    .leaf = leaf,
                    .scope = run->scope_name,
                    .place = place_of(run, first, n_tokens),
                    .cost = occurrence->cost / 100.0,
                    .is_cited = cited};

    g_array_append_val(run->hits, hit);
}

static void
settle_words(Run *run, guint slot, const ArsipNode *leaf, guint keyword)
{
    const Count *count = &run->scratch->counts[slot];

    for (guint at = run->scratch->chains[keyword].head; at != NONE && count->uncited < ARSIP_HITS_OF_LEAF;) {
        const Occurrence *occurrence = &g_array_index(run->scratch->occurrences, Occurrence, at);

        touch(run, slot, is_cited(run, occurrence->first, occurrence->n_tokens));
        add_hit(run, slot, leaf, occurrence);
        at = occurrence->next;
    }
}

/* ---- NEAR */

/* They come as they end; where words were joined or cut in two, that is not always as they begin. */
static void
insert_rising(GArray *positions, guint position)
{
    guint at = positions->len;

    while (at > 0 && g_array_index(positions, guint, at - 1) > position)
        at--;
    g_array_insert_val(positions, at, position);
}

static GArray *
positions_of(const Run *run, guint keyword, gboolean uncited_only)
{
    GArray *positions = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint at = run->scratch->chains[keyword].head; at != NONE;) {
        const Occurrence *occurrence = &g_array_index(run->scratch->occurrences, Occurrence, at);

        if (!uncited_only || !is_cited(run, occurrence->first, occurrence->n_tokens))
            insert_rising(positions, occurrence->first);
        at = occurrence->next;
    }
    return positions;
}

static ArsipNearPhrase *
gather_phrases(const Run *run, const ArsipSlot *slot, gboolean uncited_only)
{
    ArsipNearPhrase *phrases = g_new0(ArsipNearPhrase, slot->keywords->len);

    for (guint i = 0; i < slot->keywords->len; i++) {
        const ArsipNode *leaf = g_ptr_array_index(slot->node->children, i);

        phrases[i].at = positions_of(run, g_array_index(slot->keywords, guint, i), uncited_only);
        phrases[i].n_tokens = leaf->terms->len;
    }
    return phrases;
}

static void
free_phrases(ArsipNearPhrase *phrases, guint n)
{
    for (guint i = 0; i < n; i++)
        g_array_unref((GArray *)phrases[i].at);
    g_free(phrases);
}

/* Of those that begin there, which may be several where words were misread, the first found. */
static const Occurrence *
occurrence_at(const Run *run, guint keyword, guint position)
{
    const Occurrence *occurrence;
    guint at = run->scratch->chains[keyword].head;

    do {
        occurrence = &g_array_index(run->scratch->occurrences, Occurrence, at);
        at = occurrence->next;
    } while (occurrence->first != position && at != NONE);
    return occurrence;
}

static void
add_near_hits(Run *run, guint number, const ArsipNearPhrase *phrases, guint *last)
{
    const ArsipSlot *slot = &g_array_index(run->matcher->slots, ArsipSlot, number);

    for (guint i = 0; i < slot->keywords->len; i++) {
        guint position = g_array_index(phrases[i].at, guint, phrases[i].next);

        if (last[i] != position)
            add_hit(run, number, g_ptr_array_index(slot->node->children, i),
                    occurrence_at(run, g_array_index(slot->keywords, guint, i), position));
        last[i] = position;
    }
}

/* It is cited where one of its words is. */
static void
settle_near(Run *run, guint number)
{
    const ArsipSlot *slot = &g_array_index(run->matcher->slots, ArsipSlot, number);
    guint n = slot->keywords->len;
    ArsipNearPhrase *phrases = gather_phrases(run, slot, FALSE);
    g_autofree guint *last = g_new(guint, n);

    memset(last, 0xff, n * sizeof *last);
    while (arsip_near_find(phrases, n, slot->node->distance)) {
        touch(run, number, TRUE);
        add_near_hits(run, number, phrases, last);
        if (!arsip_near_advance(phrases, n))
            break;
    }
    free_phrases(phrases, n);
    if ((run->scratch->found[number] & ARSIP_FOUND) == 0 ||
        (run->scratch->found[number] & ARSIP_FOUND_UNCITED) != 0)
        return;
    phrases = gather_phrases(run, slot, TRUE);
    if (arsip_near_find(phrases, n, slot->node->distance))
        touch(run, number, FALSE);
    free_phrases(phrases, n);
}

/* ---- sections */

static void
settle_keyword(Run *run, guint keyword)
{
    const GArray *slots = g_ptr_array_index(run->matcher->slots_of, keyword);

    for (guint i = 0; i < slots->len; i++) {
        guint number = g_array_index(slots, guint, i);
        const ArsipSlot *slot = &g_array_index(run->matcher->slots, ArsipSlot, number);

        if (slot->scope != ARSIP_SCOPE_ANY && slot->scope != run->scope)
            continue;
        if (slot->keywords == NULL)
            settle_words(run, number, slot->node, keyword);
        else if (g_array_index(slot->keywords, guint, 0) == keyword)
            settle_near(run, number);
    }
}

static void
read_section(Run *run, const char *text, const GArray *doubts)
{
    g_array_set_size(run->scratch->tokens, 0);
    g_array_set_size(run->scratch->occurrences, 0);
    g_array_set_size(run->scratch->keywords, 0);
    arsip_keywords_scan(run->matcher->keywords, text, doubts, run->scratch->tokens, add_occurrence, run);
    if (run->is_guarded && run->scratch->keywords->len > 0)
        arsip_citation_mark(text, run->scratch->tokens,
                            g_str_equal(run->scope_name, arsip_zone_name(ARSIP_ZONE_ISI)));
    for (guint i = 0; i < run->scratch->keywords->len; i++)
        settle_keyword(run, g_array_index(run->scratch->keywords, guint, i));
    for (guint i = 0; i < run->scratch->keywords->len; i++)
        run->scratch->chains[g_array_index(run->scratch->keywords, guint, i)] = (Chain){NONE, NONE};
}

static void
read_zone(Run *run, const ArsipZoneText *text, ArsipZone zone)
{
    guint scope;

    if (text->text == NULL || text->text[0] == '\0')
        return;
    run->zone = text;
    run->field = NULL;
    run->scope_name = arsip_zone_name(zone);
    scope = GPOINTER_TO_UINT(g_hash_table_lookup(run->matcher->scopes, run->scope_name));
    run->scope = scope != 0 ? scope : ARSIP_SCOPE_UNNAMED;
    run->is_guarded = zone != ARSIP_ZONE_JUDUL;
    read_section(run, text->text, text->doubts);
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
    run->is_guarded = FALSE;
    if (field->doubt > 0) {
        doubts = g_array_new(FALSE, FALSE, sizeof(ArsipDoubt));
        g_array_append_val(doubts, doubt);
    }
    read_section(run, field->value, doubts);
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

    touch(finder->run, finder->slot, FALSE);
    if (has_room(finder->run, finder->slot, FALSE))
        g_array_append_val(finder->run->hits, hit);
}

static void
ask_facts(Run *run, const ArsipSubject *subject)
{
    const GArray *slots = run->matcher->facts;
    ArsipFacts facts;

    arsip_facts_init(&facts, subject);
    for (guint i = 0; i < slots->len; i++) {
        FactFinder finder = {run, g_array_index(slots, guint, i)};
        const ArsipSlot *slot = &g_array_index(run->matcher->slots, ArsipSlot, finder.slot);

        arsip_facts_ask(&facts, slot->node, slot->regex, add_fact, &finder);
    }
    arsip_facts_clear(&facts);
}

/* ---- the whole document */

/* What stands on no page comes last. g_array_sort() keeps the order of equals. */
static gint
compare_hits(gconstpointer a, gconstpointer b)
{
    const ArsipHit *x = a, *y = b;
    guint page_x = x->place.page - 1, page_y = y->place.page - 1; /* 0 becomes the greatest */

    if (page_x != page_y)
        return page_x < page_y ? -1 : 1;
    if (x->place.start != y->place.start)
        return x->place.start < y->place.start ? -1 : 1;
    return (x->query > y->query) - (x->query < y->query);
}

static ArsipScratch *
make_scratch(const ArsipMatcher *matcher)
{
    guint n_keywords = arsip_keywords_count(matcher->keywords);
    ArsipScratch *scratch = g_new0(ArsipScratch, 1);

    scratch->found = g_new0(guint8, matcher->slots->len + 1);
    scratch->counts = g_new0(Count, matcher->slots->len + 1);
    scratch->found_slots = g_array_new(FALSE, FALSE, sizeof(guint));
    scratch->is_touched = g_new0(guint8, matcher->programs->len + 1);
    scratch->touched = g_array_new(FALSE, FALSE, sizeof(guint));
    scratch->tokens = g_array_new(FALSE, FALSE, sizeof(ArsipSeen));
    scratch->occurrences = g_array_new(FALSE, FALSE, sizeof(Occurrence));
    scratch->chains = g_new(Chain, n_keywords + 1);
    memset(scratch->chains, 0xff, n_keywords * sizeof(Chain)); /* NONE */
    scratch->keywords = g_array_new(FALSE, FALSE, sizeof(guint));
    scratch->operands = g_new(guint8, matcher->longest + 1);
    return scratch;
}

void
arsip_scratch_free(ArsipScratch *scratch)
{
    if (scratch == NULL)
        return;
    g_free(scratch->found);
    g_free(scratch->counts);
    g_array_unref(scratch->found_slots);
    g_free(scratch->is_touched);
    g_array_unref(scratch->touched);
    g_array_unref(scratch->tokens);
    g_array_unref(scratch->occurrences);
    g_free(scratch->chains);
    g_array_unref(scratch->keywords);
    g_free(scratch->operands);
    g_free(scratch);
}

static void
wipe(ArsipScratch *scratch)
{
    for (guint i = 0; i < scratch->found_slots->len; i++) {
        guint slot = g_array_index(scratch->found_slots, guint, i);

        scratch->found[slot] = 0;
        scratch->counts[slot] = (Count){0, 0};
    }
    for (guint i = 0; i < scratch->touched->len; i++)
        scratch->is_touched[g_array_index(scratch->touched, guint, i)] = FALSE;
    g_array_set_size(scratch->found_slots, 0);
    g_array_set_size(scratch->touched, 0);
}

static void
sort_hits(GArray *hits)
{
    for (guint i = 1; i < hits->len; i++) {
        if (compare_hits(&g_array_index(hits, ArsipHit, i - 1), &g_array_index(hits, ArsipHit, i)) > 0) {
            g_array_sort(hits, compare_hits);
            return;
        }
    }
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
    for (guint i = 0; i < run->scratch->touched->len; i++) {
        guint query = g_array_index(run->scratch->touched, guint, i);

        match->matched[query] = (guint8)arsip_program_run(&g_array_index(programs, ArsipProgram, query),
                                                          run->scratch->found, run->scratch->operands);
    }
    sort_hits(run->hits);
    match->hits = g_steal_pointer(&run->hits);
    return match;
}

ArsipMatch *
arsip_matcher_run(ArsipMatcher *matcher, const ArsipSubject *subject)
{
    const ArsipLetter *letter = subject->letter;
    Run run = {.matcher = matcher, .hits = g_array_new(FALSE, FALSE, sizeof(ArsipHit))};

    if (matcher->scratch == NULL)
        matcher->scratch = make_scratch(matcher);
    run.scratch = matcher->scratch;
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
