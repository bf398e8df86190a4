/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_VOCABULARY_H
#define ARSIP_SEARCH_VOCABULARY_H

#include <arsip/archive.h>

#include "query/query.h"

/*
 * FTS5 knows neither misread words nor word forms: a word is asked as those words of the archive's own
 * vocabulary that may be meant, the likeliest of them where they are very many.
 */
#define ARSIP_VOCABULARY_MOST 500

/*
 * A word of the query is spread from so many bytes on. One that was read as it may be a letter shorter, and
 * have digits in it (n0mor): of the archive's words only numbers and shorter ones are not kept.
 */
#define ARSIP_WORD_LEAST      4
#define ARSIP_WORD_READ_LEAST 3

/*
 * The words of the archive, in a table of their own: to walk through FTS5's takes seconds in a hundred
 * thousand documents, as it counts. A word stays when the last document with it goes.
 */
gboolean arsip_vocabulary_create(ArsipArchive *archive, GError **error);
gboolean arsip_vocabulary_clear(ArsipArchive *archive, GError **error);

/* words: a set of char. */
gboolean arsip_vocabulary_add(ArsipArchive *archive, GHashTable *words, GError **error);

/* Whether the word is in it. */
gboolean arsip_vocabulary_has(ArsipArchive *archive, const char *word, gboolean *is_there, GError **error);

typedef enum {
    ARSIP_SPREAD_VAGUE, /* each word~ as what it may have been misread as (query/vague.h) */
    ARSIP_SPREAD_FORMS, /* every plain word, also as its other forms (text/form.h) */
    ARSIP_SPREAD_NEAR   /* and as what it may have been misread or misspelt as */
} ArsipSpread;

/*
 * The query with its words spread out into what is in the archive, for the planner; a reference to the query
 * itself where it has none. A word that nothing in the archive comes near stays, and finds nothing. Words in
 * quotes are spread as others; =words, prefixes, short words, those with digits, and what stands under a NOT,
 * are not. others (may be NULL): gets the words that are asked besides those of the query, the likeliest
 * first, of char, without repetition. The caller owns both. One walk through the vocabulary, however many
 * words the query has.
 */
ArsipQuery *arsip_vocabulary_spread(ArsipArchive *archive, ArsipQuery *query, ArsipSpread spread,
                                    GPtrArray **others, GError **error);

#endif
