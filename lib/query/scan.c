/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "query/citation.h"
#include "query/trie.h"
#include "text/misread.h"

/* What a lost space, or one too many, costs; hundredths, as the costs of vague words are. */
#define JOINT 30

/* A word that was cut in two is so long at least, its pieces two letters, and else much as it was printed. */
#define CUT_LEAST   5
#define PIECE_LEAST 2
#define CUT_MOST    50 /* hundredths */

/* A phrase that has begun: how far it has come. */
typedef struct {
    guint64 edges; /* the node's */
    guint32 node;
    guint first; /* token */
    guint cost;  /* of what was misread; hundredths */
} Begun;

/* What a token may be, and what taking it for that costs. */
typedef struct {
    ArsipSymbol symbol;
    guint cost;
} Guess;

/* Lists that grow and are emptied with every token, without a call for each item. */
typedef struct {
    Begun *items;
    guint n, room;
} Paths;

typedef struct {
    Guess *items;
    guint n, room;
} Guesses;

struct ArsipScan {
    const ArsipKeywords *keywords;
    ArsipTokenStream *stream;
    const GArray *doubts; /* of ArsipDoubt, or NULL */
    guint next_doubt;
    GArray *tokens;                   /* longer than it is filled while a text is added */
    guint n_tokens;                   /* of them */
    guint n_dropped;                  /* tokens before them */
    guint32 base;                     /* byte of the text from which on their places count */
    Paths begun;                      /* up to the token before this one */
    Paths earlier;                    /* up to the one before that */
    Paths going_on;                   /* up to this one */
    Guesses guesses;                  /* what the token in hand is */
    Guesses of_both;                  /* what it is together with the one before */
    char before[ARSIP_TOKEN_MAX + 1]; /* that one; empty where nothing is doubted */
    double doubt_before;
    ArsipKeywordFunc found;
    gpointer data;
};

static inline void
add_path(Paths *paths, Begun begun)
{
    if (paths->n == paths->room) {
        paths->room = MAX(16, paths->room * 2);
        paths->items = g_renew(Begun, paths->items, paths->room);
    }
    paths->items[paths->n++] = begun;
}

static inline void
add_guess(Guesses *guesses, ArsipSymbol symbol, guint cost)
{
    if (symbol.number == 0)
        return;
    if (guesses->n == guesses->room) {
        guesses->room = MAX(16, guesses->room * 2);
        guesses->items = g_renew(Guess, guesses->items, guesses->room);
    }
    guesses->items[guesses->n++] = (Guess){symbol, cost};
}

static inline void
add_token(ArsipScan *scan, ArsipSeen seen)
{
    if (scan->n_tokens == scan->tokens->len)
        g_array_set_size(scan->tokens, MAX(256, scan->tokens->len * 2));
    g_array_index(scan->tokens, ArsipSeen, scan->n_tokens++) = seen;
}

/* ---- what a token is */

static inline const ArsipKeyWord *
find_word(const ArsipWordTable *table, const ArsipKey *key, const char *folded)
{
    guint32 number = arsip_lexicon_find_key(&table->lexicon, key, folded);

    return number != 0 ? &g_array_index(table->words, ArsipKeyWord, number) : NULL;
}

static inline gboolean
may_have_prefix(const ArsipKeywords *keywords, const char *folded)
{
    guint at = arsip_beginning_of(folded);

    return (keywords->beginnings[at / 8] >> at % 8 & 1) != 0;
}

static G_GNUC_NO_INLINE void
add_prefixes(ArsipScan *scan, const ArsipToken *token)
{
    const ArsipKeywords *keywords = scan->keywords;

    for (gsize length = MIN(token->folded_length, keywords->longest); length > 0; length--) {
        ArsipKey key;
        const ArsipKeyWord *word;

        if (!keywords->has_length[length])
            continue;
        key = arsip_key_of(token->folded, length);
        word = find_word(&keywords->prefixes, &key, token->folded);
        if (word == NULL)
            continue;
        add_guess(&scan->guesses, word->symbol, 0);
        if (token->is_acronym)
            add_guess(&scan->guesses, word->in_capitals, 0);
    }
}

/* The words~ that it may be and, where the engine doubted it, any word of a rule. */
static void
add_vague(ArsipScan *scan, const ArsipKey *key, const char *folded, double doubt, gboolean is_keyword)
{
    const ArsipKeywords *keywords = scan->keywords;
    guint n;
    const ArsipVagueWord *words = arsip_vague_find(keywords->vague, key, folded, &n);

    for (guint i = 0; i < n; i++) {
        const ArsipVagueUse *use = &g_array_index(keywords->vague_uses, ArsipVagueUse, words[i].number);
        guint bound;

        add_guess(&scan->guesses, use->fuzzy, words[i].cost);
        if (doubt == 0 || is_keyword)
            continue;
        bound = arsip_vague_bound(keywords->vague, words[i].number, doubt);
        if (use->word != 0 && words[i].cost > 0 && words[i].cost <= bound)
            add_guess(&scan->guesses, g_array_index(keywords->words.words, ArsipKeyWord, use->word).symbol,
                      words[i].cost);
        if (words[i].cost + JOINT <= bound)
            add_guess(&scan->guesses, use->joined, words[i].cost + JOINT);
    }
}

/* What it is with the token before it, where the engine doubted either: SU RAT. */
static void
add_both(ArsipScan *scan, const ArsipToken *token, double doubt)
{
    const ArsipKeywords *keywords = scan->keywords;
    char both[2 * ARSIP_TOKEN_MAX + 1];
    gsize length = strlen(scan->before) + token->folded_length;
    const ArsipVagueWord *words;
    ArsipKey key;
    guint n;

    if (strlen(scan->before) < PIECE_LEAST || token->folded_length < PIECE_LEAST || token->is_number ||
        length < CUT_LEAST || length > ARSIP_TOKEN_MAX)
        return;
    memcpy(both, scan->before, strlen(scan->before));
    memcpy(both + strlen(scan->before), token->folded, token->folded_length + 1);
    key = arsip_key_of(both, length);
    words = arsip_vague_find(keywords->vague, &key, both, &n);
    for (guint i = 0; i < n; i++) {
        const ArsipVagueUse *use = &g_array_index(keywords->vague_uses, ArsipVagueUse, words[i].number);

        if (words[i].cost + JOINT > arsip_vague_bound(keywords->vague, words[i].number, doubt) ||
            words[i].cost > CUT_MOST)
            continue;
        add_guess(&scan->of_both, use->fuzzy, words[i].cost + JOINT);
        if (use->word != 0)
            add_guess(&scan->of_both, g_array_index(keywords->words.words, ArsipKeyWord, use->word).symbol,
                      words[i].cost + JOINT);
    }
}

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

static inline void
reach(ArsipScan *scan, guint32 node, guint first, guint last, guint cost)
{
    const ArsipTrieNode *reached = &g_array_index(scan->keywords->nodes, ArsipTrieNode, node);

    if (reached->keyword != 0)
        scan->found(reached->keyword - 1, first, last - first + 1, cost, scan->data);
    if (reached->edges != 0)
        add_path(&scan->going_on, (Begun){reached->edges, node, first, cost});
}

/* Follows the guesses from what had begun before token number `from`, and begins anew with it. */
static inline void
advance(ArsipScan *scan, const Paths *paths, const Guesses *guesses, guint from, guint last)
{
    for (guint i = 0; i < paths->n; i++) {
        const Begun *begun = &paths->items[i];

        for (guint k = 0; k < guesses->n; k++) {
            const Guess *guess = &guesses->items[k];
            guint32 node = 0;

            if ((begun->edges & arsip_symbol_bit(guess->symbol.number)) != 0)
                node = arsip_edges_follow(&scan->keywords->edges, begun->node, guess->symbol.number);
            if (node != 0)
                reach(scan, node, begun->first, last, begun->cost + guess->cost);
        }
    }
    for (guint k = 0; k < guesses->n; k++)
        if (guesses->items[k].symbol.first != 0)
            reach(scan, guesses->items[k].symbol.first, from, last, guesses->items[k].cost);
}

static inline void
pass(ArsipScan *scan)
{
    Paths emptied = scan->earlier;

    scan->earlier = scan->begun;
    scan->begun = scan->going_on;
    scan->going_on = emptied;
    scan->going_on.n = 0;
}

static G_GNUC_NO_INLINE void
look_doubtfully(ArsipScan *scan, const ArsipToken *token, const ArsipKey *key, gboolean is_keyword)
{
    double doubt = scan->doubts != NULL ? doubt_of(scan, token) : 0;

    if (scan->keywords->has_fuzzy || doubt > 0)
        add_vague(scan, key, token->folded, doubt, is_keyword);
    if (scan->doubts == NULL)
        return;
    if (scan->n_dropped + scan->n_tokens > 0 && MAX(doubt, scan->doubt_before) > 0)
        add_both(scan, token, MAX(doubt, scan->doubt_before));
    scan->doubt_before = doubt;
    if (token->is_number)
        scan->before[0] = '\0';
    else
        memcpy(scan->before, token->folded, token->folded_length + 1);
}

static gboolean
see(const ArsipToken *token, gpointer data)
{
    ArsipScan *scan = data;
    const ArsipKeywords *keywords = scan->keywords;
    ArsipKey key = arsip_key_of_token(token->folded, token->folded_length);
    const ArsipKeyWord *word = find_word(&keywords->words, &key, token->folded);
    ArsipSeen seen = {.start = token->start - scan->base,
                      .length = (guint16)MIN(token->length, G_MAXUINT16),
                      .is_number = token->is_number != FALSE};
    guint number = scan->n_dropped + scan->n_tokens;

    scan->guesses.n = scan->of_both.n = 0;
    if (word != NULL) {
        seen.kind = word->citation;
        add_guess(&scan->guesses, word->symbol, 0);
        if (token->is_acronym)
            add_guess(&scan->guesses, word->in_capitals, 0);
    }
    if (may_have_prefix(keywords, token->folded))
        add_prefixes(scan, token);
    if (keywords->has_fuzzy || scan->doubts != NULL)
        look_doubtfully(scan, token, &key, word != NULL && word->symbol.number != 0);
    add_token(scan, seen);
    if (scan->guesses.n > 0)
        advance(scan, &scan->begun, &scan->guesses, number, number);
    if (scan->of_both.n > 0)
        advance(scan, &scan->earlier, &scan->of_both, number - 1, number);
    if ((scan->begun.n | scan->going_on.n | scan->earlier.n) != 0)
        pass(scan);
    return TRUE;
}

ArsipScan *
arsip_scan_new(const ArsipKeywords *keywords, const GArray *doubts, GArray *tokens, ArsipKeywordFunc found,
               gpointer data)
{
    ArsipScan *scan = g_new0(ArsipScan, 1);

    scan->keywords = keywords;
    scan->stream = arsip_token_stream_new(see, scan);
    scan->tokens = tokens;
    scan->found = found;
    scan->data = data;
    if (doubts != NULL && doubts->len > 0 && keywords->vague_uses->len > 0)
        scan->doubts = doubts;
    return scan;
}

void
arsip_scan_add(ArsipScan *scan, const char *text, gsize length)
{
    arsip_token_stream_add(scan->stream, text, length);
    g_array_set_size(scan->tokens, scan->n_tokens);
}

guint32
arsip_scan_drop(ArsipScan *scan, guint n)
{
    guint32 bytes = g_array_index(scan->tokens, ArsipSeen, n).start;

    g_array_remove_range(scan->tokens, 0, n);
    for (guint i = 0; i < scan->tokens->len; i++)
        g_array_index(scan->tokens, ArsipSeen, i).start -= bytes;
    scan->n_tokens -= n;
    scan->n_dropped += n;
    scan->base += bytes;
    return bytes;
}

void
arsip_scan_end(ArsipScan *scan)
{
    arsip_token_stream_end(scan->stream);
    g_array_set_size(scan->tokens, scan->n_tokens);
    g_free(scan->begun.items);
    g_free(scan->earlier.items);
    g_free(scan->going_on.items);
    g_free(scan->guesses.items);
    g_free(scan->of_both.items);
    g_free(scan);
}
