/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_SPREAD_H
#define ARSIP_SEARCH_SPREAD_H

#include "search/meant.h"

/*
 * FTS5 knows neither misread words nor word forms: a word is asked as those words of the archive's own
 * vocabulary that may be meant (search/neighbours.h).
 *
 * The query with its words spread out into what is in the archive, for the planner; a reference to the query
 * itself where it has none. A word that nothing in the archive comes near stays, and finds nothing. Words in
 * quotes are spread as others; =words, prefixes, short words, those with digits, and what stands under a NOT,
 * are not, but for a word~. others (may be NULL): gets the words that are asked besides those of the query,
 * the likeliest first, of char, without repetition. The caller owns both.
 *
 * What one may have been misread or misspelt for weighs as the first of them does, the word itself or the
 * likeliest; other forms of it weigh by themselves, as they are few.
 */
ArsipQuery *arsip_spread_query(ArsipNeighbours *neighbours, ArsipQuery *query, ArsipSpread spread,
                               GPtrArray **others, GError **error);

#endif
