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

/* Tokens that the longest phrase can have. */
guint arsip_keywords_longest(const ArsipKeywords *keywords);

/*
 * Called as the last token of a phrase is seen: it is n_tokens long and begins with token number `first`.
 * Where words were joined or cut in two it has fewer tokens than the phrase has words, or more. cost: of
 * what was misread in it (text/misread.h), hundredths.
 */
typedef void (*ArsipKeywordFunc)(guint keyword, guint first, guint n_tokens, guint cost, gpointer data);

/*
 * A text that is looked through piece by piece, each of them lines of its own (text/token.h): what is in hand
 * of it are the bytes from `base` on and their tokens.
 */
typedef struct ArsipScan ArsipScan;

/*
 * Appends to `tokens` (GArray of ArsipSeen, query/citation.h), empty at the call and borrowed until the end.
 * doubts (of ArsipDoubt, rising, borrowed; or NULL): where the engine doubted what it read, and any word of a
 * phrase may be misread (text/misread.h), joined to the next or cut in two; but none that was asked for as
 * =word, as a prefix or in capitals. A token that is itself a word of some phrase is none other.
 */
ArsipScan *arsip_scan_new(const ArsipKeywords *keywords, const GArray *doubts, GArray *tokens,
                          ArsipKeywordFunc found, gpointer data);
void arsip_scan_add(ArsipScan *scan, const char *text, gsize length);

/* Lets go of the first n tokens: the text in hand begins with the next. The bytes that it is shorter by. */
guint32 arsip_scan_drop(ArsipScan *scan, guint n);

/* Sees the last tokens, and frees the scan. */
void arsip_scan_end(ArsipScan *scan);

#endif
