/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_WORDBOOK_H
#define ARSIP_QUERY_WORDBOOK_H

#include "query/perfect.h"
#include "query/trie.h"

/*
 * The words of a table of keywords that is complete, each at a place of its own, where all that a token needs
 * of it stands in one line of the cache.
 */
typedef struct {
    _Alignas(ARSIP_CACHE_LINE) guint64 head[2]; /* the first sixteen bytes, zero behind the end */
    guint64 bit;                                /* arsip_symbol_bit() */
    guint64 edges;                              /* of the node that it leads to from the root */
    guint32 keyword;                            /* the same node's */
    guint32 length;
    guint32 number; /* in the table of words; 0: none */
    ArsipSymbol symbol, in_capitals;
    guint8 is_seen[2]; /* whatever came before: it is a keyword; [1]: or may be another word in capitals */
    guint8 citation;   /* ArsipCitation */
} ArsipBookWord;

typedef struct {
    const ArsipLexicon *lexicon; /* of the words */
    ArsipBookWord *words;        /* by place; [0] is none */
    ArsipPerfect places;
    gboolean is_by_number; /* two words have one hash: each stands at its number instead */
} ArsipWordbook;

/* keywords: borrowed, and not added to as long as there is the book. */
void arsip_wordbook_init(ArsipWordbook *book, const ArsipKeywords *keywords);
void arsip_wordbook_clear(ArsipWordbook *book);

/*
 * Of a row of tokens (text/token.h), no more than ARSIP_ROW_MOST; the word of number 0 where it is none. They
 * are looked up one beside the other, and whether one is there is not asked by a jump, which would be guessed
 * wrongly for every third.
 */
void arsip_wordbook_find(const ArsipWordbook *book, const ArsipToken *tokens, guint n,
                         const ArsipBookWord **words);

#endif
