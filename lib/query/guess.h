/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_GUESS_H
#define ARSIP_QUERY_GUESS_H

#include "query/trie.h"

/* What a token may be besides the word that is written, and what taking it for that costs. */
typedef struct {
    ArsipSymbol symbol;
    guint cost; /* hundredths */
} ArsipGuess;

/* A list that is emptied and filled with every token, without a call for each item. */
typedef struct {
    ArsipGuess *items;
    guint n, room;
} ArsipGuesses;

static inline void
arsip_guesses_add(ArsipGuesses *guesses, ArsipSymbol symbol, guint cost)
{
    if (symbol.number == 0)
        return;
    if (guesses->n == guesses->room) {
        guesses->room = MAX(16, guesses->room * 2);
        guesses->items = g_renew(ArsipGuess, guesses->items, guesses->room);
    }
    guesses->items[guesses->n++] = (ArsipGuess){symbol, cost};
}

/* Whether some prefix begins as the token does. */
static inline gboolean
arsip_may_have_prefix(const ArsipKeywords *keywords, const char *folded)
{
    guint at = arsip_beginning_of(folded);

    return (keywords->beginnings[at / 32] >> at % 32 & 1) != 0;
}

/* The prefixes that it has. */
void arsip_guess_prefixes(ArsipGuesses *guesses, const ArsipKeywords *keywords, const ArsipToken *token);

/*
 * Of the words that it may be (query/vague.h): those that are asked for as word~ and, where the engine
 * doubted it and it is itself no word of a rule, any.
 */
void arsip_guess_vague(ArsipGuesses *guesses, const ArsipKeywords *keywords, ArsipVagueRange range,
                       double doubt, gboolean is_keyword);

/* What it is together with the token before it, `before`, where the engine doubted either: SU RAT. */
void arsip_guess_both(ArsipGuesses *guesses, const ArsipKeywords *keywords, const char *before,
                      const ArsipToken *token, double doubt);

#endif
