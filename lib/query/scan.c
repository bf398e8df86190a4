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

#define PATHS_AT_FIRST 16

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
    guint64 edges; /* of all of them */
} Paths;

typedef struct {
    Guess *items;
    guint n, room;
} Guesses;

struct ArsipScan {
    const ArsipKeywords *keywords;
    const ArsipKeyWord *words;  /* the keywords' */
    const ArsipTrieNode *nodes; /* the keywords' */
    ArsipTokenStream *stream;
    const GArray *doubts; /* of ArsipDoubt, or NULL */
    guint next_doubt;
    gboolean is_doubtful; /* a word may be another than is written */
    GArray *tokens;       /* longer than it is filled while a text is added */
    guint n_tokens;       /* of them */
    guint n_dropped;      /* tokens before them */
    guint32 base;         /* byte of the text from which on their places count */
    Paths paths[3];
    Paths *begun;                     /* up to the token before this one */
    Paths *earlier;                   /* up to the one before that */
    Paths *going_on;                  /* up to this one */
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
        paths->room *= 2;
        paths->items = g_renew(Begun, paths->items, paths->room);
    }
    paths->items[paths->n++] = begun;
    paths->edges |= begun.edges;
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

/* Room for n tokens more. */
static ArsipSeen *
add_seen(ArsipScan *scan, guint n)
{
    guint from = scan->n_tokens;

    scan->n_tokens += n;
    if (scan->n_tokens > scan->tokens->len)
        g_array_set_size(scan->tokens, MAX(256, scan->n_tokens * 2));
    return &g_array_index(scan->tokens, ArsipSeen, from);
}

/* ---- what a token is */

/* One without symbols where the table has none. */
static const ArsipKeyWord *
find_prefix(const ArsipKeywords *keywords, const char *folded, gsize length)
{
    return &g_array_index(keywords->prefixes.words, ArsipKeyWord,
                          arsip_lexicon_find(&keywords->prefixes.lexicon, folded, length));
}

static inline gboolean
may_have_prefix(const ArsipKeywords *keywords, const char *folded)
{
    guint at = arsip_beginning_of(folded);

    return (keywords->beginnings[at / 32] >> at % 32 & 1) != 0;
}

static G_GNUC_NO_INLINE void
add_prefixes(ArsipScan *scan, const ArsipToken *token)
{
    const ArsipKeywords *keywords = scan->keywords;

    for (gsize length = MIN(token->folded_length, keywords->longest); length > 0; length--) {
        const ArsipKeyWord *word;

        if (!keywords->has_length[length])
            continue;
        word = find_prefix(keywords, token->folded, length);
        add_guess(&scan->guesses, word->symbol, 0);
        if (token->is_acronym)
            add_guess(&scan->guesses, word->in_capitals, 0);
    }
}

/* The words~ that it may be and, where the engine doubted it, any word of a rule. */
static void
add_vague(ArsipScan *scan, ArsipVagueRange range, double doubt, gboolean is_keyword)
{
    const ArsipKeywords *keywords = scan->keywords;
    const ArsipVagueWord *words = arsip_vague_words(keywords->vague, range);

    for (guint i = 0; i < range.n; i++) {
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
    char both[2 * ARSIP_TOKEN_MAX + 1] = {0};
    gsize length = strlen(scan->before) + token->folded_length;
    const ArsipVagueWord *words;
    ArsipVagueRange range;

    if (strlen(scan->before) < PIECE_LEAST || token->folded_length < PIECE_LEAST || token->is_number ||
        length < CUT_LEAST || length > ARSIP_TOKEN_MAX)
        return;
    memcpy(both, scan->before, strlen(scan->before));
    memcpy(both + strlen(scan->before), token->folded, token->folded_length + 1);
    range = arsip_vague_find(keywords->vague, both, (guint32)length);
    words = arsip_vague_words(keywords->vague, range);
    for (guint i = 0; i < range.n; i++) {
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

/* Joined words are only looked for where the engine doubted what it read. */
static inline Begun
begin(const ArsipScan *scan, guint32 node, guint first, guint cost)
{
    const ArsipTrieNode *reached = &scan->nodes[node];

    return (Begun){scan->doubts != NULL ? reached->edges | reached->joined : reached->edges, node, first,
                   cost};
}

static inline void
reach(ArsipScan *scan, guint32 node, guint first, guint last, guint cost)
{
    const ArsipTrieNode *reached = &scan->nodes[node];

    if (reached->keyword != 0)
        scan->found(reached->keyword - 1, first, last - first + 1, cost, scan->data);
    if (reached->edges != 0)
        add_path(scan->going_on, begin(scan, node, first, cost));
}

/* Follows the guesses from what had begun before token number `from`, and begins anew with it. */
static void
advance(ArsipScan *scan, const Paths *paths, const Guess *guesses, guint n, guint from, guint last)
{
    for (guint i = 0; i < paths->n; i++) {
        const Begun *begun = &paths->items[i];

        for (guint k = 0; k < n; k++) {
            guint32 node = 0;

            if ((begun->edges & arsip_symbol_bit(guesses[k].symbol.number)) != 0)
                node = arsip_edges_follow(&scan->keywords->edges, begun->node, guesses[k].symbol.number);
            if (node != 0)
                reach(scan, node, begun->first, last, begun->cost + guesses[k].cost);
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
    emptied->n = 0;
    emptied->edges = 0;
}

/* range: what the token may be, if that was looked for; or NULL. */
static G_GNUC_NO_INLINE void
look_doubtfully(ArsipScan *scan, const ArsipToken *token, const ArsipVagueRange *range, gboolean is_keyword,
                guint number)
{
    double doubt = scan->doubts != NULL ? doubt_of(scan, token) : 0;

    if (range != NULL)
        add_vague(scan, *range, doubt, is_keyword);
    else if (doubt > 0)
        add_vague(scan, arsip_vague_find(scan->keywords->vague, token->folded, token->folded_length), doubt,
                  is_keyword);
    if (scan->doubts == NULL)
        return;
    if (number > 0 && MAX(doubt, scan->doubt_before) > 0)
        add_both(scan, token, MAX(doubt, scan->doubt_before));
    scan->doubt_before = doubt;
    if (token->is_number)
        scan->before[0] = '\0';
    else
        memcpy(scan->before, token->folded, token->folded_length + 1);
}

/* What may be more than one word, or another than is written. */
static G_GNUC_NO_INLINE void
see_closely(ArsipScan *scan, const ArsipToken *token, const ArsipKeyWord *word, const ArsipVagueRange *range,
            guint number)
{
    scan->guesses.n = scan->of_both.n = 0;
    add_guess(&scan->guesses, word->symbol, 0);
    if (token->is_acronym)
        add_guess(&scan->guesses, word->in_capitals, 0);
    if (may_have_prefix(scan->keywords, token->folded))
        add_prefixes(scan, token);
    if (scan->is_doubtful)
        look_doubtfully(scan, token, range, word->symbol.number != 0, number);
    if (scan->guesses.n > 0)
        advance(scan, scan->begun, scan->guesses.items, scan->guesses.n, number, number);
    if (scan->of_both.n > 0)
        advance(scan, scan->earlier, scan->of_both.items, scan->of_both.n, number - 1, number);
    pass(scan);
}

/* Nothing that had begun goes on with token number `number`: there is only what begins with it. */
static inline void
begin_anew(ArsipScan *scan, const ArsipKeyWord *word, guint number)
{
    guint32 node = word->symbol.first;

    scan->begun->n = 0;
    scan->begun->edges = 0;
    if (scan->nodes[node].edges != 0)
        add_path(scan->begun, begin(scan, node, number, 0));
}

static void
see_plainly(ArsipScan *scan, const ArsipKeyWord *word, guint number)
{
    Guess guess = {word->symbol, 0};

    advance(scan, scan->begun, &guess, 1, number, number);
    pass(scan);
}

/* Whether the token is its word or none, and nothing else. */
static inline gboolean
is_plain(const ArsipKeywords *keywords, const ArsipToken *token, const ArsipKeyWord *word)
{
    return (!token->is_acronym || word->in_capitals.number == 0) && !may_have_prefix(keywords, token->folded);
}

/* A row of tokens, and what is known of each of them. */
typedef struct {
    const ArsipToken *tokens;
    guint n;
    guint number;                           /* of the first in the whole text */
    guint32 words[ARSIP_ROW_MOST];          /* in the table of words, or 0 */
    ArsipVagueRange ranges[ARSIP_ROW_MOST]; /* where there is a word~ */
} Row;

/*
 * Most end no phrase and go on with none that had begun: they are passed over, and what begins with them is
 * only looked at where the next is not.
 */
static void
follow_plainly(ArsipScan *scan, const Row *row)
{
    guint64 edges = scan->begun->edges; /* that lead on from the token before */
    gboolean is_passed = FALSE;         /* that one was passed over */

    for (guint i = 0; i < row->n; i++) {
        const ArsipKeyWord *word = &scan->words[row->words[i]];
        const ArsipTrieNode *first = &scan->nodes[word->symbol.first];
        gboolean is_itself = is_plain(scan->keywords, &row->tokens[i], word);

        if (is_itself && ((edges & arsip_symbol_bit(word->symbol.number)) | first->keyword) == 0) {
            edges = first->edges;
            is_passed = TRUE;
            continue;
        }
        if (is_passed)
            begin_anew(scan, &scan->words[row->words[i - 1]], row->number + i - 1);
        if (is_itself)
            see_plainly(scan, word, row->number + i);
        else
            see_closely(scan, &row->tokens[i], word, NULL, row->number + i);
        edges = scan->begun->edges;
        is_passed = FALSE;
    }
    if (is_passed)
        begin_anew(scan, &scan->words[row->words[row->n - 1]], row->number + row->n - 1);
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
        see_closely(scan, &row->tokens[i], &scan->words[row->words[i]], has_fuzzy ? &row->ranges[i] : NULL,
                    row->number + i);
}

static inline void
fill(ArsipSeen *seen, const ArsipToken *token, guint8 kind, guint32 base)
{
    seen->start = token->start - base;
    seen->length = (guint16)MIN(token->length, G_MAXUINT16);
    seen->kind = kind;
    seen->is_number = token->is_number != FALSE;
    seen->is_behind = seen->is_before = FALSE;
}

/*
 * All of them are looked up before the first is followed: the looks need not wait for each other, nor for
 * what is made of a word.
 */
static gboolean
see_row(const ArsipToken *tokens, guint n, gpointer data)
{
    ArsipScan *scan = data;
    const ArsipLexicon *lexicon = &scan->keywords->words.lexicon;
    Row row;
    ArsipSeen *seen = add_seen(scan, n);

    row.tokens = tokens;
    row.n = n;
    row.number = scan->n_dropped + scan->n_tokens - n;
    for (guint i = 0; i < n; i++) {
        row.words[i] = arsip_lexicon_find_token(lexicon, tokens[i].folded, tokens[i].folded_length);
        fill(&seen[i], &tokens[i], scan->words[row.words[i]].citation, scan->base);
    }
    if (scan->is_doubtful)
        follow_doubtfully(scan, &row);
    else
        follow_plainly(scan, &row);
    return TRUE;
}

ArsipScan *
arsip_scan_new(const ArsipKeywords *keywords, const GArray *doubts, GArray *tokens, ArsipKeywordFunc found,
               gpointer data)
{
    ArsipScan *scan = g_new0(ArsipScan, 1);

    scan->keywords = keywords;
    scan->words = (const ArsipKeyWord *)(gconstpointer)keywords->words.words->data;
    scan->nodes = (const ArsipTrieNode *)(gconstpointer)keywords->nodes->data;
    for (guint i = 0; i < G_N_ELEMENTS(scan->paths); i++) {
        scan->paths[i].room = PATHS_AT_FIRST;
        scan->paths[i].items = g_new(Begun, PATHS_AT_FIRST);
    }
    scan->begun = &scan->paths[0];
    scan->earlier = &scan->paths[1];
    scan->going_on = &scan->paths[2];
    scan->stream = arsip_token_stream_new_of_rows(see_row, scan);
    scan->tokens = tokens;
    scan->found = found;
    scan->data = data;
    if (doubts != NULL && doubts->len > 0 && keywords->vague_uses->len > 0)
        scan->doubts = doubts;
    scan->is_doubtful = keywords->has_fuzzy || scan->doubts != NULL;
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
    for (guint i = 0; i < G_N_ELEMENTS(scan->paths); i++)
        g_free(scan->paths[i].items);
    g_free(scan->guesses.items);
    g_free(scan->of_both.items);
    g_free(scan);
}
