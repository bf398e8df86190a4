/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_KEYWORDS_H
#define ARSIP_QUERY_KEYWORDS_H

#include "query/query.h"

/*
 * Words and phrases that are looked for all at once: a trie whose edges are words (one hash look-up for each
 * token of the text), so that the cost of a text does not grow with the number of phrases.
 */
typedef struct ArsipKeywords ArsipKeywords;

ArsipKeywords *arsip_keywords_new(void);
void arsip_keywords_free(ArsipKeywords *keywords);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipKeywords, arsip_keywords_free)

/* The number of a phrase, from 0; the same for the same terms (GArray of ArsipTerm, at least one). */
guint arsip_keywords_add(ArsipKeywords *keywords, const GArray *terms);
guint arsip_keywords_count(const ArsipKeywords *keywords);

/*
 * Called as the last token of a phrase is seen: it is n_tokens long and begins with token number `first`.
 * Where words were joined or cut in two it has fewer tokens than the phrase has words, or more. cost: of
 * what was misread in it (text/misread.h), hundredths.
 */
typedef void (*ArsipKeywordFunc)(guint keyword, guint first, guint n_tokens, guint cost, gpointer data);

/*
 * Appends the text's tokens to `tokens` (GArray of ArsipSeen, query/citation.h), empty at the call. doubts
 * (of ArsipDoubt, rising; or NULL): where the engine doubted what it read, and any word of a phrase may be
 * misread (text/misread.h), joined to the next or cut in two; but none that was asked for as =word, as a
 * prefix or in capitals. A token that is itself a word of some phrase is none other.
 */
void arsip_keywords_scan(const ArsipKeywords *keywords, const char *text, const GArray *doubts,
                         GArray *tokens, ArsipKeywordFunc found, gpointer data);

#endif
