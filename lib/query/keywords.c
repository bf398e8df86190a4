/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/keywords.h"

#include <string.h>

#include "query/citation.h"
#include "text/token.h"

/*
 * A symbol is what an edge of the trie asks of a token: to be a word, to begin with a prefix, and either of
 * them also in capitals. Numbers from 1; 0 is none.
 */
typedef struct {
    guint symbol, symbol_in_capitals;
    guint8 citation; /* ArsipCitation; of words only */
} Word;

typedef struct {
    guint symbol;
    guint node;
} Edge;

typedef struct {
    GArray *edges; /* of Edge, rising by symbol; NULL without any */
    guint keyword; /* number + 1, or 0 */
} Node;

struct ArsipKeywords {
    GHashTable *words;                        /* folded -> Word */
    GHashTable *prefixes;                     /* folded -> Word */
    gboolean has_length[ARSIP_TOKEN_MAX + 1]; /* of a prefix, in bytes */
    gsize longest;                            /* prefix */
    guint n_symbols;
    GArray *first; /* symbol -> the node that it leads to from the root, or 0 */
    GArray *nodes; /* of Node; 0 stands for none */
    guint n_keywords;
};

static Word *
intern(GHashTable *table, const char *folded)
{
    Word *word = g_hash_table_lookup(table, folded);

    if (word == NULL) {
        word = g_new0(Word, 1);
        g_hash_table_insert(table, g_strdup(folded), word);
    }
    return word;
}

static void
clear_node(gpointer node)
{
    g_clear_pointer(&((Node *)node)->edges, g_array_unref);
}

ArsipKeywords *
arsip_keywords_new(void)
{
    ArsipKeywords *keywords = g_new0(ArsipKeywords, 1);

    keywords->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    keywords->prefixes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    keywords->first = g_array_new(FALSE, TRUE, sizeof(guint));
    g_array_set_size(keywords->first, 1);
    keywords->nodes = g_array_new(FALSE, TRUE, sizeof(Node));
    g_array_set_clear_func(keywords->nodes, clear_node);
    g_array_set_size(keywords->nodes, 1);
    for (guint kind = ARSIP_CITATION_CITES; kind < ARSIP_N_CITATIONS; kind++)
        for (const char *const *words = arsip_citation_words(kind); *words != NULL; words++)
            intern(keywords->words, *words)->citation = (guint8)kind;
    return keywords;
}

void
arsip_keywords_free(ArsipKeywords *keywords)
{
    if (keywords == NULL)
        return;
    g_hash_table_unref(keywords->words);
    g_hash_table_unref(keywords->prefixes);
    g_array_unref(keywords->first);
    g_array_unref(keywords->nodes);
    g_free(keywords);
}

guint
arsip_keywords_count(const ArsipKeywords *keywords)
{
    return keywords->n_keywords;
}

static guint
symbol_of(ArsipKeywords *keywords, const ArsipTerm *term)
{
    Word *word = intern(term->is_prefix ? keywords->prefixes : keywords->words, term->folded);
    guint *symbol = term->is_acronym ? &word->symbol_in_capitals : &word->symbol;
    gsize length = strlen(term->folded);

    if (term->is_prefix && length <= ARSIP_TOKEN_MAX) {
        keywords->has_length[length] = TRUE;
        keywords->longest = MAX(keywords->longest, length);
    }
    if (*symbol == 0) {
        *symbol = ++keywords->n_symbols;
        g_array_set_size(keywords->first, keywords->n_symbols + 1);
    }
    return *symbol;
}

/* The place of the first edge whose symbol is not below. */
static guint
find_edge(const GArray *edges, guint symbol)
{
    guint low = 0;
    guint high = edges != NULL ? edges->len : 0;

    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (g_array_index(edges, Edge, middle).symbol < symbol)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static guint
follow(const ArsipKeywords *keywords, guint node, guint symbol)
{
    const GArray *edges = g_array_index(keywords->nodes, Node, node).edges;
    guint at = find_edge(edges, symbol);

    if (edges == NULL || at == edges->len || g_array_index(edges, Edge, at).symbol != symbol)
        return 0;
    return g_array_index(edges, Edge, at).node;
}

static guint
new_node(ArsipKeywords *keywords)
{
    g_array_set_size(keywords->nodes, keywords->nodes->len + 1);
    return keywords->nodes->len - 1;
}

/* node: 0 for the root. */
static guint
grow(ArsipKeywords *keywords, guint node, guint symbol)
{
    guint *first = &g_array_index(keywords->first, guint, symbol);
    guint child = node == 0 ? *first : follow(keywords, node, symbol);

    if (child != 0)
        return child;
    child = new_node(keywords);
    if (node == 0) {
        *first = child;
        return child;
    }
    Node *parent = &g_array_index(keywords->nodes, Node, node);
    Edge edge = {symbol, child};

    if (parent->edges == NULL)
        parent->edges = g_array_new(FALSE, FALSE, sizeof(Edge));
    g_array_insert_val(parent->edges, find_edge(parent->edges, symbol), edge);
    return child;
}

guint
arsip_keywords_add(ArsipKeywords *keywords, const GArray *terms)
{
    guint at = 0;

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
    guint node;
    guint first; /* token */
} Begun;

typedef struct {
    const ArsipKeywords *keywords;
    GArray *tokens;
    GArray *begun, *going_on; /* of Begun */
    ArsipKeywordFunc found;
    gpointer data;
} Scan;

typedef struct {
    guint symbols[2 * (ARSIP_TOKEN_MAX + 2)];
    guint n;
} Symbols;

static void
add_symbols(Symbols *symbols, const Word *word, gboolean is_in_capitals)
{
    if (word->symbol != 0)
        symbols->symbols[symbols->n++] = word->symbol;
    if (is_in_capitals && word->symbol_in_capitals != 0)
        symbols->symbols[symbols->n++] = word->symbol_in_capitals;
}

static void
add_prefixes(const ArsipKeywords *keywords, const ArsipToken *token, Symbols *symbols)
{
    char prefix[ARSIP_TOKEN_MAX + 1];
    gsize length = MIN(strlen(token->folded), keywords->longest);

    memcpy(prefix, token->folded, length);
    for (; length > 0; length--) {
        prefix[length] = '\0';
        if (!keywords->has_length[length])
            continue;
        const Word *word = g_hash_table_lookup(keywords->prefixes, prefix);
        if (word != NULL)
            add_symbols(symbols, word, token->is_acronym);
    }
}

static void
reach(Scan *scan, guint node, guint first, guint last)
{
    const Node *reached = &g_array_index(scan->keywords->nodes, Node, node);

    if (reached->keyword != 0)
        scan->found(reached->keyword - 1, first, last - first + 1, scan->data);
    if (reached->edges != NULL) {
        Begun begun = {node, first};

        g_array_append_val(scan->going_on, begun);
    }
}

static void
step(Scan *scan, const Symbols *symbols)
{
    guint last = scan->tokens->len - 1;
    GArray *emptied = scan->begun;

    for (guint i = 0; i < scan->begun->len; i++) {
        const Begun *begun = &g_array_index(scan->begun, Begun, i);

        for (guint k = 0; k < symbols->n; k++) {
            guint node = follow(scan->keywords, begun->node, symbols->symbols[k]);

            if (node != 0)
                reach(scan, node, begun->first, last);
        }
    }
    for (guint k = 0; k < symbols->n; k++) {
        guint node = g_array_index(scan->keywords->first, guint, symbols->symbols[k]);

        if (node != 0)
            reach(scan, node, last, last);
    }
    scan->begun = scan->going_on;
    scan->going_on = emptied;
    g_array_set_size(emptied, 0);
}

static gboolean
see(const ArsipToken *token, gpointer data)
{
    Scan *scan = data;
    Symbols symbols;
    const Word *word = g_hash_table_lookup(scan->keywords->words, token->folded);
    ArsipSeen seen = {.start = token->start, .length = token->length, .is_number = token->is_number};

    symbols.n = 0;
    if (word != NULL) {
        seen.kind = word->citation;
        add_symbols(&symbols, word, token->is_acronym);
    }
    if (scan->keywords->longest > 0)
        add_prefixes(scan->keywords, token, &symbols);
    g_array_append_val(scan->tokens, seen);
    if (symbols.n > 0)
        step(scan, &symbols);
    else
        g_array_set_size(scan->begun, 0);
    return TRUE;
}

void
arsip_keywords_scan(const ArsipKeywords *keywords, const char *text, GArray *tokens, ArsipKeywordFunc found,
                    gpointer data)
{
    g_autoptr(GArray) one = g_array_new(FALSE, FALSE, sizeof(Begun));
    g_autoptr(GArray) other = g_array_new(FALSE, FALSE, sizeof(Begun));
    Scan scan = {keywords, tokens, one, other, found, data};

    arsip_tokenize(text, -1, see, &scan);
}
