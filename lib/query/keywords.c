/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/keywords.h"

#include <string.h>

#include "query/citation.h"
#include "query/edges.h"
#include "query/lexicon.h"
#include "query/vague.h"
#include "text/token.h"

/*
 * A symbol is what an edge of the trie asks of a token: to be a word, to begin with a prefix, and either of
 * them also in capitals. Numbers from 1; 0 is none.
 */
typedef struct {
    guint32 number;
    guint32 first; /* the node that it leads to from the root, or 0 */
} Symbol;

/* A word or a prefix of the lexicons. */
typedef struct {
    Symbol symbol, in_capitals;
    guint8 citation; /* ArsipCitation; of words only */
} Word;

typedef struct {
    guint32 keyword; /* number + 1, or 0 */
    gboolean has_edges;
} Node;

typedef struct {
    ArsipLexicon lexicon;
    GArray *words; /* of Word, by the lexicon's number; [0] is unused */
} Table;

struct ArsipKeywords {
    Table words, prefixes;
    ArsipVague *vague;                        /* remembers while it is asked */
    GArray *vague_symbols;                    /* of Symbol, by the word's number among the vague ones */
    gboolean has_length[ARSIP_TOKEN_MAX + 1]; /* of a prefix, in bytes */
    gsize longest;                            /* prefix */
    guint32 n_symbols;
    ArsipEdges edges; /* but those from the root */
    GArray *nodes;    /* of Node; 0 stands for none */
    guint n_keywords;
    guint most_terms; /* of a keyword */
};

static void
init_table(Table *table)
{
    arsip_lexicon_init(&table->lexicon);
    table->words = g_array_new(FALSE, TRUE, sizeof(Word));
    g_array_set_size(table->words, 1);
}

static void
clear_table(Table *table)
{
    arsip_lexicon_clear(&table->lexicon);
    g_array_unref(table->words);
}

/* Valid until the next is added. */
static Word *
intern(Table *table, const char *folded)
{
    guint32 number = arsip_lexicon_add(&table->lexicon, folded);

    if (number == table->words->len)
        g_array_set_size(table->words, number + 1);
    return &g_array_index(table->words, Word, number);
}

/* NULL where nobody asks for it. */
static const Word *
find(const Table *table, const char *folded)
{
    guint32 number = arsip_lexicon_find(&table->lexicon, folded);

    return number != 0 ? &g_array_index(table->words, Word, number) : NULL;
}

ArsipKeywords *
arsip_keywords_new(void)
{
    ArsipKeywords *keywords = g_new0(ArsipKeywords, 1);

    init_table(&keywords->words);
    init_table(&keywords->prefixes);
    keywords->vague = arsip_vague_new();
    keywords->vague_symbols = g_array_new(FALSE, TRUE, sizeof(Symbol));
    arsip_edges_init(&keywords->edges);
    keywords->nodes = g_array_new(FALSE, TRUE, sizeof(Node));
    g_array_set_size(keywords->nodes, 1);
    for (guint kind = ARSIP_CITATION_CITES; kind < ARSIP_N_CITATIONS; kind++)
        for (const char *const *words = arsip_citation_words((ArsipCitation)kind); *words != NULL; words++)
            intern(&keywords->words, *words)->citation = (guint8)kind;
    return keywords;
}

void
arsip_keywords_free(ArsipKeywords *keywords)
{
    if (keywords == NULL)
        return;
    clear_table(&keywords->words);
    clear_table(&keywords->prefixes);
    arsip_vague_free(keywords->vague);
    g_array_unref(keywords->vague_symbols);
    arsip_edges_clear(&keywords->edges);
    g_array_unref(keywords->nodes);
    g_free(keywords);
}

guint
arsip_keywords_count(const ArsipKeywords *keywords)
{
    return keywords->n_keywords;
}

guint
arsip_keywords_longest(const ArsipKeywords *keywords)
{
    return keywords->most_terms;
}

static Symbol *
symbol_of_vague(ArsipKeywords *keywords, const char *folded)
{
    guint number = arsip_vague_add(keywords->vague, folded);

    if (number == keywords->vague_symbols->len)
        g_array_set_size(keywords->vague_symbols, number + 1);
    return &g_array_index(keywords->vague_symbols, Symbol, number);
}

static Symbol *
symbol_of_word(ArsipKeywords *keywords, const ArsipTerm *term)
{
    Word *word = intern(term->is_prefix ? &keywords->prefixes : &keywords->words, term->folded);
    gsize length = strlen(term->folded);

    if (term->is_prefix && length <= ARSIP_TOKEN_MAX) {
        keywords->has_length[length] = TRUE;
        keywords->longest = MAX(keywords->longest, length);
    }
    return term->is_acronym ? &word->in_capitals : &word->symbol;
}

/* Valid until the next is added. */
static Symbol *
symbol_of(ArsipKeywords *keywords, const ArsipTerm *term)
{
    Symbol *symbol =
        term->is_fuzzy ? symbol_of_vague(keywords, term->folded) : symbol_of_word(keywords, term);

    if (symbol->number == 0)
        symbol->number = ++keywords->n_symbols;
    return symbol;
}

static guint32
new_node(ArsipKeywords *keywords)
{
    g_array_set_size(keywords->nodes, keywords->nodes->len + 1);
    return keywords->nodes->len - 1;
}

/* node: 0 for the root. */
static guint32
grow(ArsipKeywords *keywords, guint32 node, Symbol *symbol)
{
    guint32 child = node == 0 ? symbol->first : arsip_edges_follow(&keywords->edges, node, symbol->number);

    if (child != 0)
        return child;
    child = new_node(keywords);
    if (node == 0) {
        symbol->first = child;
    } else {
        arsip_edges_add(&keywords->edges, node, symbol->number, child);
        g_array_index(keywords->nodes, Node, node).has_edges = TRUE;
    }
    return child;
}

guint
arsip_keywords_add(ArsipKeywords *keywords, const GArray *terms)
{
    guint32 at = 0;

    for (guint i = 0; i < terms->len; i++)
        at = grow(keywords, at, symbol_of(keywords, &g_array_index(terms, ArsipTerm, i)));
    Node *node = &g_array_index(keywords->nodes, Node, at);

    if (node->keyword == 0)
        node->keyword = ++keywords->n_keywords;
    keywords->most_terms = MAX(keywords->most_terms, terms->len);
    return node->keyword - 1;
}

/* ---- scanning */

/* A phrase that has begun: how far it has come. */
typedef struct {
    guint32 node;
    guint first; /* token */
} Begun;

struct ArsipScan {
    const ArsipKeywords *keywords;
    ArsipTokenStream *stream;
    GArray *tokens;
    guint n_dropped;          /* tokens before them */
    guint32 base;             /* byte of the text from which on their places count */
    GArray *begun, *going_on; /* of Begun */
    GArray *symbols;          /* of Symbol: what the token in hand is */
    ArsipKeywordFunc found;
    gpointer data;
};

static void
add_symbols(GArray *symbols, const Word *word, gboolean is_in_capitals)
{
    if (word->symbol.number != 0)
        g_array_append_val(symbols, word->symbol);
    if (is_in_capitals && word->in_capitals.number != 0)
        g_array_append_val(symbols, word->in_capitals);
}

static void
add_prefixes(const ArsipKeywords *keywords, const ArsipToken *token, GArray *symbols)
{
    char prefix[ARSIP_TOKEN_MAX + 1];
    gsize length = MIN(strlen(token->folded), keywords->longest);

    memcpy(prefix, token->folded, length);
    for (; length > 0; length--) {
        prefix[length] = '\0';
        if (!keywords->has_length[length])
            continue;
        const Word *word = find(&keywords->prefixes, prefix);
        if (word != NULL)
            add_symbols(symbols, word, token->is_acronym);
    }
}

static void
add_vague(const ArsipKeywords *keywords, const ArsipToken *token, GArray *symbols)
{
    const GArray *numbers = arsip_vague_find(keywords->vague, token->folded);

    for (guint i = 0; numbers != NULL && i < numbers->len; i++)
        g_array_append_val(symbols,
                           g_array_index(keywords->vague_symbols, Symbol, g_array_index(numbers, guint, i)));
}

static void
reach(ArsipScan *scan, guint32 node, guint first, guint last)
{
    const Node *reached = &g_array_index(scan->keywords->nodes, Node, node);

    if (reached->keyword != 0)
        scan->found(reached->keyword - 1, first, last - first + 1, scan->data);
    if (reached->has_edges) {
        Begun begun = {node, first};

        g_array_append_val(scan->going_on, begun);
    }
}

static void
step(ArsipScan *scan)
{
    const GArray *symbols = scan->symbols;
    guint last = scan->n_dropped + scan->tokens->len - 1;
    GArray *emptied = scan->begun;

    for (guint i = 0; i < scan->begun->len; i++) {
        const Begun *begun = &g_array_index(scan->begun, Begun, i);

        for (guint k = 0; k < symbols->len; k++) {
            guint32 node = arsip_edges_follow(&scan->keywords->edges, begun->node,
                                              g_array_index(symbols, Symbol, k).number);

            if (node != 0)
                reach(scan, node, begun->first, last);
        }
    }
    for (guint k = 0; k < symbols->len; k++) {
        guint32 first = g_array_index(symbols, Symbol, k).first;

        if (first != 0)
            reach(scan, first, last, last);
    }
    scan->begun = scan->going_on;
    scan->going_on = emptied;
    g_array_set_size(emptied, 0);
}

static gboolean
see(const ArsipToken *token, gpointer data)
{
    ArsipScan *scan = data;
    const Word *word = find(&scan->keywords->words, token->folded);
    ArsipSeen seen = {.start = token->start - scan->base,
                      .length = (guint16)MIN(token->length, G_MAXUINT16),
                      .is_number = token->is_number != FALSE};

    g_array_set_size(scan->symbols, 0);
    if (word != NULL) {
        seen.kind = word->citation;
        add_symbols(scan->symbols, word, token->is_acronym);
    }
    if (scan->keywords->longest > 0)
        add_prefixes(scan->keywords, token, scan->symbols);
    if (scan->keywords->vague_symbols->len > 0)
        add_vague(scan->keywords, token, scan->symbols);
    g_array_append_val(scan->tokens, seen);
    if (scan->symbols->len > 0)
        step(scan);
    else
        g_array_set_size(scan->begun, 0);
    return TRUE;
}

ArsipScan *
arsip_scan_new(const ArsipKeywords *keywords, GArray *tokens, ArsipKeywordFunc found, gpointer data)
{
    ArsipScan *scan = g_new0(ArsipScan, 1);

    scan->keywords = keywords;
    scan->stream = arsip_token_stream_new(see, scan);
    scan->tokens = tokens;
    scan->begun = g_array_new(FALSE, FALSE, sizeof(Begun));
    scan->going_on = g_array_new(FALSE, FALSE, sizeof(Begun));
    scan->symbols = g_array_new(FALSE, FALSE, sizeof(Symbol));
    scan->found = found;
    scan->data = data;
    return scan;
}

void
arsip_scan_add(ArsipScan *scan, const char *text, gsize length)
{
    arsip_token_stream_add(scan->stream, text, length);
}

guint32
arsip_scan_drop(ArsipScan *scan, guint n)
{
    guint32 bytes = g_array_index(scan->tokens, ArsipSeen, n).start;

    g_array_remove_range(scan->tokens, 0, n);
    for (guint i = 0; i < scan->tokens->len; i++)
        g_array_index(scan->tokens, ArsipSeen, i).start -= bytes;
    scan->n_dropped += n;
    scan->base += bytes;
    return bytes;
}

void
arsip_scan_end(ArsipScan *scan)
{
    arsip_token_stream_end(scan->stream);
    g_array_unref(scan->begun);
    g_array_unref(scan->going_on);
    g_array_unref(scan->symbols);
    g_free(scan);
}
