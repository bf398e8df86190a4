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

#endif
