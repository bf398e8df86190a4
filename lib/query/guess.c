/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/guess.h"

#include <string.h>

/* What a lost space, or one too many, costs; hundredths, as the costs of vague words are. */
#define JOINT 30

/* A word that was cut in two is so long at least, its pieces two letters, and else much as it was printed. */
#define CUT_LEAST   5
#define PIECE_LEAST 2
#define CUT_MOST    50 /* hundredths */

/* One without symbols where the table has none. */
static const ArsipKeyWord *
find_prefix(const ArsipKeywords *keywords, const char *folded, gsize length)
{
    return &g_array_index(keywords->prefixes.words, ArsipKeyWord,
                          arsip_lexicon_find(&keywords->prefixes.lexicon, folded, length));
}

void
arsip_guess_prefixes(ArsipGuesses *guesses, const ArsipKeywords *keywords, const ArsipToken *token)
{
    for (gsize length = MIN(token->folded_length, keywords->longest); length > 0; length--) {
        const ArsipKeyWord *word;

        if (!keywords->has_length[length])
            continue;
        word = find_prefix(keywords, token->folded, length);
        arsip_guesses_add(guesses, word->symbol, 0);
        if (token->is_acronym)
            arsip_guesses_add(guesses, word->in_capitals, 0);
    }
}

/* As it is written; one without a number where no rule asks for it so. */
static ArsipSymbol
symbol_of(const ArsipKeywords *keywords, const ArsipVagueUse *use)
{
    return g_array_index(keywords->words.words, ArsipKeyWord, use->word).symbol;
}

void
arsip_guess_vague(ArsipGuesses *guesses, const ArsipKeywords *keywords, ArsipVagueRange range, double doubt,
                  gboolean is_keyword)
{
    const ArsipVagueWord *words = arsip_vague_words(keywords->vague, range);

    for (guint i = 0; i < range.n; i++) {
        const ArsipVagueUse *use = &g_array_index(keywords->vague_uses, ArsipVagueUse, words[i].number);
        guint bound;

        arsip_guesses_add(guesses, use->fuzzy, words[i].cost);
        if (doubt == 0 || is_keyword)
            continue;
        bound = arsip_vague_bound(keywords->vague, words[i].number, doubt);
        if (use->word != 0 && words[i].cost > 0 && words[i].cost <= bound)
            arsip_guesses_add(guesses, symbol_of(keywords, use), words[i].cost);
        if (words[i].cost + JOINT <= bound)
            arsip_guesses_add(guesses, use->joined, words[i].cost + JOINT);
    }
}

void
arsip_guess_both(ArsipGuesses *guesses, const ArsipKeywords *keywords, const char *before,
                 const ArsipToken *token, double doubt)
{
    char both[2 * ARSIP_TOKEN_MAX + 1] = {0};
    gsize first = strlen(before), length = first + token->folded_length;
    const ArsipVagueWord *words;
    ArsipVagueRange range;

    if (first < PIECE_LEAST || token->folded_length < PIECE_LEAST || token->is_number || length < CUT_LEAST ||
        length > ARSIP_TOKEN_MAX)
        return;
    memcpy(both, before, first);
    memcpy(both + first, token->folded, token->folded_length + 1);
    range = arsip_vague_find(keywords->vague, both, (guint32)length);
    words = arsip_vague_words(keywords->vague, range);
    for (guint i = 0; i < range.n; i++) {
        const ArsipVagueUse *use = &g_array_index(keywords->vague_uses, ArsipVagueUse, words[i].number);

        if (words[i].cost + JOINT > arsip_vague_bound(keywords->vague, words[i].number, doubt) ||
            words[i].cost > CUT_MOST)
            continue;
        arsip_guesses_add(guesses, use->fuzzy, words[i].cost + JOINT);
        if (use->word != 0)
            arsip_guesses_add(guesses, symbol_of(keywords, use), words[i].cost + JOINT);
    }
}
