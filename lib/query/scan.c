/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/scan.h"

#include <string.h>

#include "letter/letter.h"
#include "query/guess.h"
#include "query/phrasebook.h"
#include "query/wordbook.h"

#define PATHS_AT_FIRST 16

/* A phrase that has begun: how far it has come. */
typedef struct {
    guint64 edges; /* the node's */
    guint32 node;
    guint first; /* token */
    guint cost;  /* of what was misread; hundredths */
} Begun;

/* A list that grows and is emptied with every token, without a call for each item. */
typedef struct {
    Begun *items;
    guint n, room;
    guint64 edges; /* of all of them */
} Paths;

struct ArsipScan {
    const ArsipKeywords *keywords;
    const ArsipTrieNode *nodes; /* the keywords' */
    ArsipWordbook words;
    ArsipPhrasebook phrases;
    ArsipTokenStream *stream;
    const GArray *doubts; /* of ArsipDoubt, or NULL */
    guint next_doubt;
    gboolean is_doubtful; /* a word may be another than is written */
    ArsipSight *sight;
    Paths paths[3];
    Paths *begun;                     /* up to the token before this one */
    Paths *earlier;                   /* up to the one before that */
    Paths *going_on;                  /* up to this one */
    const ArsipBookWord *last;        /* the token before the row; none where it is among what has begun */
    ArsipGuesses guesses;             /* what the token in hand is */
    ArsipGuesses of_both;             /* what it is together with the one before */
    char before[ARSIP_TOKEN_MAX + 1]; /* that one; empty where nothing is doubted */
    double doubt_before;
};

/* How much the engine doubted it, 0 to 1. Tokens come in the order of the text. */
static double
doubt_of(ArsipScan *scan, const ArsipToken *token)
{
    guint8 most = 0;

    for (; scan->next_doubt < scan->doubts->len; scan->next_doubt++) {
        const ArsipDoubt *doubt = &g_array_index(scan->doubts, ArsipDoubt, scan->next_doubt);

        if (doubt->at + doubt->length > token->start)
            break;
    }
    for (guint i = scan->next_doubt; i < scan->doubts->len; i++) {
        const ArsipDoubt *doubt = &g_array_index(scan->doubts, ArsipDoubt, i);

        if (doubt->at >= token->start + token->length)
            break;
        most = MAX(most, doubt->doubt);
    }
    return (double)most / ARSIP_DOUBT_MOST;
}

/* ---- phrases */

/* Joined words are only looked for where the engine doubted what it read. */
static inline void
add_path(const ArsipScan *scan, Paths *paths, guint32 node, guint64 edges, guint first, guint cost)
{
    if (scan->doubts != NULL)
        edges |= scan->nodes[node].joined;
    if (paths->n == paths->room) {
        paths->room *= 2;
        paths->items = g_renew(Begun, paths->items, paths->room);
    }
    paths->items[paths->n] = (Begun){edges, node, first, cost};
    paths->n += edges != 0 ? 1 : 0;
    paths->edges |= edges;
}

static inline void
empty(Paths *paths)
{
    paths->n = 0;
    paths->edges = 0;
}

/* Otherwise it is emptied; without a jump. */
static inline void
keep_if(Paths *paths, gboolean is_kept)
{
    paths->n &= -(guint)is_kept;
    paths->edges &= -(guint64)is_kept;
}

static inline void
go_on(ArsipScan *scan, const ArsipBookEdge *edge, guint first, guint last, guint cost)
{
    arsip_sight_add_find(scan->sight, edge->keyword, first, last - first + 1, cost);
    add_path(scan, scan->going_on, edge->node, edge->edges, first, cost);
}

static void
reach(ArsipScan *scan, guint32 node, guint first, guint last, guint cost)
{
    arsip_sight_add_find(scan->sight, scan->nodes[node].keyword, first, last - first + 1, cost);
    add_path(scan, scan->going_on, node, scan->nodes[node].edges, first, cost);
}

/* Follows the guesses from what had begun before token number `from`, and begins anew with it. */
static void
advance(ArsipScan *scan, const Paths *paths, const ArsipGuess *guesses, guint n, guint from, guint last)
{
    for (guint i = 0; i < paths->n; i++) {
        const Begun *begun = &paths->items[i];

        for (guint k = 0; k < n; k++) {
            guint32 symbol = guesses[k].symbol.number, joined = 0;
            guint cost = begun->cost + guesses[k].cost;

            if ((begun->edges & arsip_symbol_bit(symbol)) == 0)
                continue;
            go_on(scan, arsip_phrasebook_find(&scan->phrases, begun->node, symbol), begun->first, last, cost);
            if (scan->doubts != NULL)
                joined = arsip_edges_follow(&scan->keywords->joined, begun->node, symbol);
            if (joined != 0)
                reach(scan, joined, begun->first, last, cost);
        }
    }
    for (guint k = 0; k < n; k++)
        if (guesses[k].symbol.first != 0)
            reach(scan, guesses[k].symbol.first, from, last, guesses[k].cost);
}

static inline void
pass(ArsipScan *scan)
{
    Paths *emptied = scan->earlier;

    scan->earlier = scan->begun;
    scan->begun = scan->going_on;
    scan->going_on = emptied;
    empty(emptied);
}

/* range: what the token may be, if that was looked for; or NULL. */
static G_GNUC_NO_INLINE void
look_doubtfully(ArsipScan *scan, const ArsipToken *token, const ArsipVagueRange *range, gboolean is_keyword,
                guint number)
{
    double doubt = scan->doubts != NULL ? doubt_of(scan, token) : 0;
    ArsipVague *vague = scan->keywords->vague;

    if (range != NULL)
        arsip_guess_vague(&scan->guesses, scan->keywords, *range, doubt, is_keyword);
    else if (doubt > 0)
        arsip_guess_vague(&scan->guesses, scan->keywords,
                          arsip_vague_find(vague, token->folded, token->folded_length), doubt, is_keyword);
    if (scan->doubts == NULL)
        return;
    if (number > 0 && MAX(doubt, scan->doubt_before) > 0)
        arsip_guess_both(&scan->of_both, scan->keywords, scan->before, token, MAX(doubt, scan->doubt_before));
    scan->doubt_before = doubt;
    if (token->is_number)
        scan->before[0] = '\0';
    else
        memcpy(scan->before, token->folded, token->folded_length + 1);
}

/* What may be more than one word, or another than is written. */
static G_GNUC_NO_INLINE void
see_closely(ArsipScan *scan, const ArsipToken *token, const ArsipBookWord *word, const ArsipVagueRange *range,
            guint number)
{
    scan->guesses.n = scan->of_both.n = 0;
    arsip_guesses_add(&scan->guesses, word->symbol, 0);
    if (token->is_acronym)
        arsip_guesses_add(&scan->guesses, word->in_capitals, 0);
    if (arsip_may_have_prefix(scan->keywords, token->folded))
        arsip_guess_prefixes(&scan->guesses, scan->keywords, token);
    if (scan->is_doubtful)
        look_doubtfully(scan, token, range, word->symbol.number != 0, number);
    if (scan->guesses.n > 0)
        advance(scan, scan->begun, scan->guesses.items, scan->guesses.n, number, number);
    if (scan->of_both.n > 0)
        advance(scan, scan->earlier, scan->of_both.items, scan->of_both.n, number - 1, number);
    pass(scan);
}

/* ---- rows */

/* A row of tokens, and what is known of each of them. */
typedef struct {
    const ArsipToken *tokens;
    guint n;
    guint number; /* of the first in the whole text */
    const ArsipBookWord *room[1 + ARSIP_ROW_MOST + 1];
    const ArsipBookWord **words;                    /* from -1, the token before, to n, which is none */
    const ArsipBookEdge *edges[ARSIP_ROW_MOST + 1]; /* from the token before; of those that are marked */
    ArsipVagueRange ranges[ARSIP_ROW_MOST];         /* where there is a word~ */
} Row;

G_STATIC_ASSERT(ARSIP_ROW_MOST <= 64);

/* Those that prefixes may begin. */
static guint64
mark_prefixes(const ArsipKeywords *keywords, const Row *row)
{
    guint64 marks = 0;

    for (guint i = 0; i < row->n; i++)
        marks |= (guint64)arsip_may_have_prefix(keywords, row->tokens[i].folded) << i;
    return marks;
}

/*
 * A bit for each token that is to be seen: it is a keyword or may be more than its word, or it goes on with
 * what begins with the token before. Most are not; and as this is found out without a jump, what is known of
 * a token is waited for while the next ones are asked.
 */
static guint64
mark_row(const ArsipScan *scan, const Row *row)
{
    guint64 edges = scan->begun->edges | scan->last->edges, marks = 0;

    for (guint i = 0; i < row->n; i++) {
        const ArsipBookWord *word = row->words[i];
        guint is_seen = word->is_seen[row->tokens[i].is_acronym] | ((edges & word->bit) != 0);

        marks |= (guint64)is_seen << i;
        edges = word->edges;
    }
    return scan->keywords->longest > 0 ? marks | mark_prefixes(scan->keywords, row) : marks;
}

/* Whether the token is its word or none, and nothing else. */
static inline gboolean
is_plain(const ArsipKeywords *keywords, const ArsipToken *token, const ArsipBookWord *word)
{
    return (!token->is_acronym | (word->in_capitals.number == 0)) &&
           (keywords->longest == 0 || !arsip_may_have_prefix(keywords, token->folded));
}

/* The token is its word or none. What begins with the one before is not among what has begun, but an edge. */
static inline void
see_plainly(ArsipScan *scan, const Row *row, guint i)
{
    const ArsipBookWord *word = row->words[i];
    guint number = row->number + i;
    Paths *emptied = scan->begun;

    for (guint k = 0; k < emptied->n; k++) {
        const Begun *begun = &emptied->items[k];

        if ((begun->edges & word->bit) != 0)
            go_on(scan, arsip_phrasebook_find(&scan->phrases, begun->node, word->symbol.number), begun->first,
                  number, 0);
    }
    go_on(scan, row->edges[i], number - 1, number, 0);
    arsip_sight_add_find(scan->sight, word->keyword, number, 1, 0);
    scan->begun = scan->going_on;
    scan->going_on = emptied;
    empty(emptied);
}

/* The token may be more than its word; what begins with it and with the one before is among what has begun.
 */
static void
see_several(ArsipScan *scan, Row *row, guint i)
{
    const ArsipBookWord *before = row->words[(gint)i - 1];

    add_path(scan, scan->begun, before->symbol.first, before->edges, row->number + i - 1, 0);
    see_closely(scan, &row->tokens[i], row->words[i], NULL, row->number + i);
    row->words[i] = scan->words.words;
    row->edges[i + 1] = scan->phrases.edges;
}

/* All of them, before the first is followed: as with words, none need wait for another. */
static void
find_edges(const ArsipScan *scan, Row *row, guint64 marks)
{
    for (; marks != 0; marks &= marks - 1) {
        gint i = __builtin_ctzll(marks);

        row->edges[i] = arsip_phrasebook_find(&scan->phrases, row->words[i - 1]->symbol.first,
                                              row->words[i]->symbol.number);
    }
}

/* Those that are not marked are passed over: nothing that has begun goes on with them. */
static void
follow_plainly(ArsipScan *scan, Row *row)
{
    guint64 marks = mark_row(scan, row), more;
    guint n_done = 0;

    find_edges(scan, row, marks);
    for (; marks != 0; marks &= marks - 1) {
        guint i = (guint)__builtin_ctzll(marks);

        keep_if(scan->begun, n_done == i);
        if (is_plain(scan->keywords, &row->tokens[i], row->words[i]))
            see_plainly(scan, row, i);
        else
            see_several(scan, row, i);
        n_done = i + 1;
        more = (guint64)((scan->begun->edges & row->words[n_done]->bit) != 0) << 1 << i;
        if (G_UNLIKELY((more & ~marks) != 0))
            row->edges[n_done] = scan->phrases.edges;
        marks |= more;
    }
    if (n_done < row->n)
        empty(scan->begun);
    scan->last = row->words[row->n - 1];
}

/* The same where a word may be another than is written. */
static void
follow_doubtfully(ArsipScan *scan, Row *row)
{
    ArsipVague *vague = scan->keywords->vague;
    gboolean has_fuzzy = scan->keywords->has_fuzzy;

    arsip_vague_forget(vague);
    for (guint i = 0; has_fuzzy && i < row->n; i++)
        row->ranges[i] = arsip_vague_find(vague, row->tokens[i].folded, row->tokens[i].folded_length);
    for (guint i = 0; i < row->n; i++)
        see_closely(scan, &row->tokens[i], row->words[i], has_fuzzy ? &row->ranges[i] : NULL,
                    row->number + i);
}

static void
add_seen(ArsipSight *sight, const Row *row)
{
    guint32 base = sight->base;
    guint n_tokens = sight->n_tokens, n_signs = sight->n_signs;

    arsip_sight_make_room(sight, row->n);
    for (guint i = 0; i < row->n; i++) {
        const ArsipToken *token = &row->tokens[i];
        guint8 kind = row->words[i]->citation;

        sight->signs[n_signs] = n_tokens;
        n_signs += kind != ARSIP_CITATION_NOTHING ? 1 : 0;
        sight->tokens[n_tokens++] = (ArsipSeen){.start = token->start - base,
                                                .length = (guint16)MIN(token->length, G_MAXUINT16),
                                                .kind = kind,
                                                .is_number = token->is_number != FALSE};
    }
    sight->n_tokens = n_tokens;
    sight->n_signs = n_signs;
}

/*
 * All of them are looked up before the first is followed: the looks need not wait for each other, nor for
 * what is made of a word.
 */
static gboolean
see_row(const ArsipToken *tokens, guint n, gpointer data)
{
    ArsipScan *scan = data;
    Row row;

    row.tokens = tokens;
    row.n = n;
    row.words = row.room + 1;
    row.words[-1] = scan->last;
    row.words[n] = scan->words.words;
    row.number = scan->sight->n_dropped + scan->sight->n_tokens;
    arsip_wordbook_find(&scan->words, tokens, n, row.words);
    add_seen(scan->sight, &row);
    if (scan->is_doubtful)
        follow_doubtfully(scan, &row);
    else
        follow_plainly(scan, &row);
    return TRUE;
}

/* ---- */

ArsipScan *
arsip_scan_new(const ArsipKeywords *keywords, ArsipSight *sight)
{
    ArsipScan *scan = g_new0(ArsipScan, 1);

    scan->keywords = keywords;
    arsip_wordbook_init(&scan->words, keywords);
    arsip_phrasebook_init(&scan->phrases, keywords);
    scan->nodes = (const ArsipTrieNode *)(gconstpointer)keywords->nodes->data;
    for (guint i = 0; i < G_N_ELEMENTS(scan->paths); i++) {
        scan->paths[i].room = PATHS_AT_FIRST;
        scan->paths[i].items = g_new(Begun, PATHS_AT_FIRST);
    }
    scan->begun = &scan->paths[0];
    scan->earlier = &scan->paths[1];
    scan->going_on = &scan->paths[2];
    scan->stream = arsip_token_stream_new_of_rows(see_row, scan);
    scan->sight = sight;
    return scan;
}

void
arsip_scan_free(ArsipScan *scan)
{
    arsip_token_stream_end(scan->stream);
    arsip_wordbook_clear(&scan->words);
    arsip_phrasebook_clear(&scan->phrases);
    for (guint i = 0; i < G_N_ELEMENTS(scan->paths); i++)
        g_free(scan->paths[i].items);
    g_free(scan->guesses.items);
    g_free(scan->of_both.items);
    g_free(scan);
}

void
arsip_scan_begin(ArsipScan *scan, const GArray *doubts)
{
    gboolean is_doubted = doubts != NULL && doubts->len > 0 && scan->keywords->vague_uses->len > 0;

    scan->doubts = is_doubted ? doubts : NULL;
    scan->is_doubtful = scan->keywords->has_fuzzy || is_doubted;
    scan->next_doubt = 0;
    scan->before[0] = '\0';
    scan->doubt_before = 0;
    for (guint i = 0; i < G_N_ELEMENTS(scan->paths); i++)
        empty(&scan->paths[i]);
    scan->last = scan->words.words;
    arsip_sight_begin(scan->sight);
}

void
arsip_scan_add(ArsipScan *scan, const char *text, gsize length)
{
    arsip_token_stream_add(scan->stream, text, length);
}

void
arsip_scan_end(ArsipScan *scan)
{
    arsip_token_stream_flush(scan->stream);
}
