/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_TRIE_H
#define ARSIP_QUERY_TRIE_H

#include "query/edges.h"
#include "query/keywords.h"
#include "query/lexicon.h"
#include "query/vague.h"
#include "text/token.h"

/*
 * What keywords are made of, for those who build them (keywords.c) and who follow a text through them
 * (scan.c).
 *
 * A symbol is what an edge of the trie asks of a token: to be a word, to begin with a prefix, either of them
 * also in capitals, to be what a word may have been misread as, or two words that were joined. Numbers from
 * 1; 0 is none.
 */
typedef struct {
    guint32 number;
    guint32 first; /* the node that it leads to from the root, or 0 */
} ArsipSymbol;

/* A word or a prefix of the lexicons. */
typedef struct {
    ArsipSymbol symbol, in_capitals;
    guint8 citation; /* ArsipCitation; of words only */
} ArsipKeyWord;

typedef struct {
    ArsipLexicon lexicon;
    GArray *words; /* of ArsipKeyWord, by the lexicon's number; [0] is unused */
} ArsipWordTable;

/* What a word of `vague` stands for. */
typedef struct {
    ArsipSymbol fuzzy;  /* word~ */
    ArsipSymbol joined; /* two words of a phrase as one */
    guint32 word;       /* in the table of words, where a rule asks for it as it is written; or 0 */
} ArsipVagueUse;

/* Edges have a bit for each symbol that one of them asks for: arsip_symbol_bit(). */
typedef struct {
    guint64 edges;
    guint64 joined;  /* those that ask for two words joined; there are others then too */
    guint32 keyword; /* number + 1, or 0 */
} ArsipTrieNode;

#define ARSIP_CACHE_LINE 64 /* bytes */

#define ARSIP_BEGINNINGS 65536 /* of two bytes */

struct ArsipKeywords {
    ArsipWordTable words, prefixes;
    ArsipVague *vague;  /* remembers while it is asked */
    GArray *vague_uses; /* of ArsipVagueUse, by the word's number among the vague ones */
    gboolean has_fuzzy; /* there is a word~ */
    gboolean has_length[ARSIP_TOKEN_MAX + 1]; /* of a prefix, in bytes */
    gsize longest;                            /* prefix */
    guint32 *beginnings;                      /* a bit for each two bytes that a prefix may begin with */
    guint32 n_symbols;
    ArsipEdges edges;  /* but those from the root */
    ArsipEdges joined; /* those that ask for two words joined: looked for only where the engine doubted */
    GArray *nodes;     /* of ArsipTrieNode; 0 stands for none */
    guint n_keywords;
    guint most_terms; /* of a keyword */
};

/* None of number 0. */
static inline guint64
arsip_symbol_bit(guint32 number)
{
    return (guint64)(number != 0) << number % 64;
}

/* The first two bytes of a folded word; the second of a single letter is 0. */
static inline guint
arsip_beginning_of(const char *folded)
{
    return (guint)(guchar)folded[0] | (guint)(guchar)folded[1] << 8;
}

#endif
