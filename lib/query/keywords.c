/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "query/citation.h"
#include "query/trie.h"

static void
init_table(ArsipWordTable *table)
{
    arsip_lexicon_init(&table->lexicon);
    table->words = g_array_new(FALSE, TRUE, sizeof(ArsipKeyWord));
    g_array_set_size(table->words, 1);
}

static void
clear_table(ArsipWordTable *table)
{
    arsip_lexicon_clear(&table->lexicon);
    g_array_unref(table->words);
}

static guint32
intern(ArsipWordTable *table, const char *folded)
{
    guint32 number = arsip_lexicon_add(&table->lexicon, folded, strlen(folded));

    if (number == table->words->len)
        g_array_set_size(table->words, number + 1);
    return number;
}

static void
intern_citing(ArsipWordTable *table, ArsipCitation kind)
{
    for (const char *const *words = arsip_citation_words(kind); *words != NULL; words++) {
        guint32 number = intern(table, *words);

        g_array_index(table->words, ArsipKeyWord, number).citation = (guint8)kind;
    }
}

ArsipKeywords *
arsip_keywords_new(void)
{
    ArsipKeywords *keywords = g_new0(ArsipKeywords, 1);

    init_table(&keywords->words);
    init_table(&keywords->prefixes);
    keywords->vague = arsip_vague_new();
    keywords->vague_uses = g_array_new(FALSE, TRUE, sizeof(ArsipVagueUse));
    keywords->beginnings = g_new0(guint32, ARSIP_BEGINNINGS / 32);
    arsip_edges_init(&keywords->edges);
    arsip_edges_init(&keywords->joined);
    keywords->nodes = g_array_new(FALSE, TRUE, sizeof(ArsipTrieNode));
    g_array_set_size(keywords->nodes, 1);
    for (guint kind = ARSIP_CITATION_CITES; kind < ARSIP_N_CITATIONS; kind++)
        intern_citing(&keywords->words, (ArsipCitation)kind);
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
    g_array_unref(keywords->vague_uses);
    g_free(keywords->beginnings);
    arsip_edges_clear(&keywords->edges);
    arsip_edges_clear(&keywords->joined);
    g_array_unref(keywords->nodes);
    g_free(keywords);
}

guint
arsip_keywords_count(const ArsipKeywords *keywords)
{
    return keywords->n_keywords;
}

/* A word may have been cut in two. */
guint
arsip_keywords_longest(const ArsipKeywords *keywords)
{
    return 2 * keywords->most_terms;
}

/* ---- symbols; those that are returned are valid until the next is made */

static ArsipSymbol *
numbered(ArsipKeywords *keywords, ArsipSymbol *symbol)
{
    if (symbol->number == 0)
        symbol->number = ++keywords->n_symbols;
    return symbol;
}

static ArsipVagueUse *
use_of(ArsipKeywords *keywords, const char *folded)
{
    guint number = arsip_vague_add(keywords->vague, folded);

    if (number == keywords->vague_uses->len)
        g_array_set_size(keywords->vague_uses, number + 1);
    return &g_array_index(keywords->vague_uses, ArsipVagueUse, number);
}

/* A prefix of one letter may go on with any byte, and with none. */
static void
mark_beginning(ArsipKeywords *keywords, const char *prefix)
{
    guint first = prefix[1] == '\0' ? 0 : (guchar)prefix[1], last = prefix[1] == '\0' ? 0xff : first;

    for (guint second = first; second <= last; second++) {
        guint at = arsip_beginning_of((const char[]){prefix[0], (char)second});

        keywords->beginnings[at / 32] |= 1u << at % 32;
    }
}

static ArsipKeyWord *
make_prefix(ArsipKeywords *keywords, const char *folded)
{
    guint32 number = intern(&keywords->prefixes, folded);
    gsize length = strlen(folded);

    if (length <= ARSIP_TOKEN_MAX) {
        keywords->has_length[length] = TRUE;
        keywords->longest = MAX(keywords->longest, length);
        mark_beginning(keywords, folded);
    }
    return &g_array_index(keywords->prefixes.words, ArsipKeyWord, number);
}

/* As it is written, in whatever letters: a word that the engine may have misread. */
static gboolean
is_plain(const ArsipTerm *term)
{
    return !term->is_prefix && !term->is_acronym && !term->is_exact;
}

static ArsipSymbol *
symbol_of(ArsipKeywords *keywords, const ArsipTerm *term)
{
    ArsipKeyWord *word;
    guint32 number;

    if (term->is_fuzzy) {
        keywords->has_fuzzy = TRUE;
        return numbered(keywords, &use_of(keywords, term->folded)->fuzzy);
    }
    if (term->is_prefix) {
        word = make_prefix(keywords, term->folded);
    } else {
        number = intern(&keywords->words, term->folded);
        word = &g_array_index(keywords->words.words, ArsipKeyWord, number);
        if (is_plain(term))
            use_of(keywords, term->folded)->word = number;
    }
    return numbered(keywords, term->is_acronym ? &word->in_capitals : &word->symbol);
}

/* ---- the trie; node: 0 for the root */

static ArsipTrieNode *
node_at(const ArsipKeywords *keywords, guint32 number)
{
    return &g_array_index(keywords->nodes, ArsipTrieNode, number);
}

static void
connect(ArsipKeywords *keywords, guint32 node, ArsipSymbol *symbol, guint32 child)
{
    if (node == 0) {
        symbol->first = child;
        return;
    }
    arsip_edges_add(&keywords->edges, node, symbol->number, child);
    node_at(keywords, node)->edges |= arsip_symbol_bit(symbol->number);
}

static guint32
grow(ArsipKeywords *keywords, guint32 node, ArsipSymbol *symbol)
{
    guint32 child = node == 0 ? symbol->first : arsip_edges_follow(&keywords->edges, node, symbol->number);

    if (child != 0)
        return child;
    child = keywords->nodes->len;
    g_array_set_size(keywords->nodes, child + 1);
    connect(keywords, node, symbol, child);
    return child;
}

static void
connect_joined(ArsipKeywords *keywords, guint32 node, ArsipSymbol *symbol, guint32 behind)
{
    if (node == 0) {
        if (symbol->first == 0)
            symbol->first = behind;
    } else if (arsip_edges_follow(&keywords->joined, node, symbol->number) == 0) {
        arsip_edges_add(&keywords->joined, node, symbol->number, behind);
        node_at(keywords, node)->joined |= arsip_symbol_bit(symbol->number);
    }
}

/* Two words of a phrase whose space was lost lead where both of them lead. */
static void
add_joined(ArsipKeywords *keywords, guint32 node, const ArsipTerm *first, const ArsipTerm *second,
           guint32 behind)
{
    g_autofree char *joined = g_strconcat(first->folded, second->folded, NULL);

    if (is_plain(first) && is_plain(second) && strlen(joined) <= ARSIP_TOKEN_MAX)
        connect_joined(keywords, node, numbered(keywords, &use_of(keywords, joined)->joined), behind);
}

guint
arsip_keywords_add(ArsipKeywords *keywords, const GArray *terms)
{
    guint32 at = 0, before = 0;

    for (guint i = 0; i < terms->len; i++) {
        const ArsipTerm *term = &g_array_index(terms, ArsipTerm, i);
        guint32 node = grow(keywords, at, symbol_of(keywords, term));

        if (i > 0)
            add_joined(keywords, before, term - 1, term, node);
        before = at;
        at = node;
    }
    ArsipTrieNode *node = node_at(keywords, at);

    if (node->keyword == 0)
        node->keyword = ++keywords->n_keywords;
    keywords->most_terms = MAX(keywords->most_terms, terms->len);
    return node->keyword - 1;
}
