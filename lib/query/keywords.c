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

#define BEGINNINGS 65536 /* of two bytes */

/* A word or a prefix of the lexicons. */
typedef struct {
    Symbol symbol, in_capitals;
    guint8 citation; /* ArsipCitation; of words only */
} Word;

typedef struct {
    guint64 edges;   /* a bit for each symbol that one of them asks for, by its number modulo 64 */
    guint32 keyword; /* number + 1, or 0 */
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
    guint8 *beginnings;                       /* a bit for each two bytes that a prefix may begin with */
    guint32 n_symbols;
    ArsipEdges edges; /* but those from the root */
    GArray *nodes;    /* of Node; 0 stands for none */
    guint n_keywords;
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
    guint32 number = arsip_lexicon_add(&table->lexicon, folded, strlen(folded));

    if (number == table->words->len)
        g_array_set_size(table->words, number + 1);
    return &g_array_index(table->words, Word, number);
}

/* NULL where nobody asks for it. */
static const Word *
find_prefix(const Table *table, const char *folded, gsize length)
{
    guint32 number = arsip_lexicon_find(&table->lexicon, folded, length);

    return number != 0 ? &g_array_index(table->words, Word, number) : NULL;
}

static inline const Word *
find_token(const Table *table, const ArsipToken *token)
{
    ArsipKey key = arsip_key_of_token(token->folded, token->folded_length);
    guint32 number = arsip_lexicon_find_key(&table->lexicon, &key, token->folded);

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
    keywords->beginnings = g_malloc0(BEGINNINGS / 8);
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
    g_free(keywords->beginnings);
    arsip_edges_clear(&keywords->edges);
    g_array_unref(keywords->nodes);
    g_free(keywords);
}

guint
arsip_keywords_count(const ArsipKeywords *keywords)
{
    return keywords->n_keywords;
}

static Symbol *
symbol_of_vague(ArsipKeywords *keywords, const char *folded)
{
    guint number = arsip_vague_add(keywords->vague, folded);

    if (number == keywords->vague_symbols->len)
        g_array_set_size(keywords->vague_symbols, number + 1);
    return &g_array_index(keywords->vague_symbols, Symbol, number);
}

static guint
beginning_of(const char *folded)
{
    return (guint)(guchar)folded[0] << 8 | (guchar)folded[1];
}

/* A prefix of one letter may go on with any byte, and with none. */
static void
mark_beginning(ArsipKeywords *keywords, const char *prefix)
{
    guint first = beginning_of(prefix), last = first;

    if (prefix[1] == '\0')
        last = first | 0xff;
    for (guint at = first; at <= last; at++)
        keywords->beginnings[at / 8] |= (guint8)(1u << at % 8);
}

static gboolean
may_have_prefix(const ArsipKeywords *keywords, const char *folded)
{
    guint at = beginning_of(folded);

    return (keywords->beginnings[at / 8] >> at % 8 & 1) != 0;
}

static Symbol *
symbol_of_word(ArsipKeywords *keywords, const ArsipTerm *term)
{
    Word *word = intern(term->is_prefix ? &keywords->prefixes : &keywords->words, term->folded);
    gsize length = strlen(term->folded);

    if (term->is_prefix && length <= ARSIP_TOKEN_MAX) {
        keywords->has_length[length] = TRUE;
        keywords->longest = MAX(keywords->longest, length);
        mark_beginning(keywords, term->folded);
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

static inline guint64
bit_of(guint32 symbol)
{
    return G_GUINT64_CONSTANT(1) << symbol % 64;
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
        g_array_index(keywords->nodes, Node, node).edges |= bit_of(symbol->number);
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
    return node->keyword - 1;
}

/* ---- scanning */

/* A phrase that has begun: how far it has come. */
typedef struct {
    guint64 edges; /* the node's */
    guint32 node;
    guint first; /* token */
} Begun;

/* Lists that grow and are emptied with every token: of the kinds below, without a call for each item. */
typedef struct {
    Begun *items;
    guint n, room;
} Paths;

typedef struct {
    Symbol *items;
    guint n, room;
} Symbols;

typedef struct {
    const ArsipKeywords *keywords;
    GArray *tokens; /* longer than it is filled */
    guint n_tokens;
    Paths begun, going_on;
    Symbols symbols; /* what the token in hand is */
    ArsipKeywordFunc found;
    gpointer data;
} Scan;

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
add_symbol(Symbols *symbols, Symbol symbol)
{
    if (symbol.number == 0)
        return;
    if (symbols->n == symbols->room) {
        symbols->room = MAX(16, symbols->room * 2);
        symbols->items = g_renew(Symbol, symbols->items, symbols->room);
    }
    symbols->items[symbols->n++] = symbol;
}

static inline void
add_token(Scan *scan, ArsipSeen seen)
{
    if (scan->n_tokens == scan->tokens->len)
        g_array_set_size(scan->tokens, MAX(256, scan->tokens->len * 2));
    g_array_index(scan->tokens, ArsipSeen, scan->n_tokens++) = seen;
}

static void
add_prefixes(const ArsipKeywords *keywords, const ArsipToken *token, Symbols *symbols)
{
    for (gsize length = MIN(token->folded_length, keywords->longest); length > 0; length--) {
        if (!keywords->has_length[length])
            continue;
        const Word *word = find_prefix(&keywords->prefixes, token->folded, length);

        if (word == NULL)
            continue;
        add_symbol(symbols, word->symbol);
        if (token->is_acronym)
            add_symbol(symbols, word->in_capitals);
    }
}

static void
add_vague(const ArsipKeywords *keywords, const ArsipToken *token, Symbols *symbols)
{
    const GArray *numbers = arsip_vague_find(keywords->vague, token->folded);

    for (guint i = 0; numbers != NULL && i < numbers->len; i++)
        add_symbol(symbols, g_array_index(keywords->vague_symbols, Symbol, g_array_index(numbers, guint, i)));
}

static inline void
reach(Scan *scan, guint32 node, guint first, guint last)
{
    const Node *reached = &g_array_index(scan->keywords->nodes, Node, node);

    if (reached->keyword != 0)
        scan->found(reached->keyword - 1, first, last - first + 1, scan->data);
    if (reached->edges != 0)
        add_path(&scan->going_on, (Begun){reached->edges, node, first});
}

static void
step(Scan *scan)
{
    guint last = scan->n_tokens - 1;
    Paths emptied = scan->begun;

    for (guint i = 0; i < scan->begun.n; i++) {
        const Begun *begun = &scan->begun.items[i];

        for (guint k = 0; k < scan->symbols.n; k++) {
            guint32 symbol = scan->symbols.items[k].number;
            guint32 node = 0;

            if ((begun->edges & bit_of(symbol)) != 0)
                node = arsip_edges_follow(&scan->keywords->edges, begun->node, symbol);
            if (node != 0)
                reach(scan, node, begun->first, last);
        }
    }
    for (guint k = 0; k < scan->symbols.n; k++)
        if (scan->symbols.items[k].first != 0)
            reach(scan, scan->symbols.items[k].first, last, last);
    scan->begun = scan->going_on;
    scan->going_on = emptied;
    scan->going_on.n = 0;
}

static gboolean
see(const ArsipToken *token, gpointer data)
{
    Scan *scan = data;
    const ArsipKeywords *keywords = scan->keywords;
    const Word *word = find_token(&keywords->words, token);
    ArsipSeen seen = {.start = token->start,
                      .length = (guint16)MIN(token->length, G_MAXUINT16),
                      .is_number = token->is_number != FALSE};

    scan->symbols.n = 0;
    if (word != NULL) {
        seen.kind = word->citation;
        add_symbol(&scan->symbols, word->symbol);
        if (token->is_acronym)
            add_symbol(&scan->symbols, word->in_capitals);
    }
    if (may_have_prefix(keywords, token->folded))
        add_prefixes(keywords, token, &scan->symbols);
    if (keywords->vague_symbols->len > 0)
        add_vague(keywords, token, &scan->symbols);
    add_token(scan, seen);
    if (scan->symbols.n > 0)
        step(scan);
    else
        scan->begun.n = 0;
    return TRUE;
}

void
arsip_keywords_scan(const ArsipKeywords *keywords, const char *text, GArray *tokens, ArsipKeywordFunc found,
                    gpointer data)
{
    Scan scan = {.keywords = keywords, .tokens = tokens, .found = found, .data = data};

    arsip_tokenize(text, -1, see, &scan);
    g_array_set_size(tokens, scan.n_tokens);
    g_free(scan.begun.items);
    g_free(scan.going_on.items);
    g_free(scan.symbols.items);
}
