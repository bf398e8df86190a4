/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_MEANT_H
#define ARSIP_SEARCH_MEANT_H

#include "query/query.h"
#include "search/neighbours.h"

/* What each word of a query is asked as, besides or instead of itself. */

typedef enum {
    ARSIP_SPREAD_VAGUE, /* each word~ as what it may have been misread as (query/vague.h) */
    ARSIP_SPREAD_FORMS, /* every plain word, also as its other forms (text/form.h) */
    ARSIP_SPREAD_NEAR   /* and as what it may have been misread or misspelt as */
} ArsipSpread;

/* What holds for the parts of a node: what a query excludes is not made more than it asked for. */
ArsipSpread arsip_spread_inside(const ArsipNode *node, ArsipSpread spread);

/* Whether the term is asked as other words at all. */
gboolean arsip_spread_is_open(const ArsipTerm *term, ArsipSpread spread);

/* Whether the space between two terms that stand beside each other may be one too many; the word that they
 * are without it, or NULL. The caller owns it. */
char *arsip_spread_join(const ArsipTerm *first, const ArsipTerm *second);

/* The terms of two children of an AND, from number i on, that are one word each, and both asked for in the
 * same place. */
gboolean arsip_spread_pair(const ArsipNode *node, guint i, const ArsipTerm **first, const ArsipTerm **second);

typedef struct ArsipMeant ArsipMeant;
ArsipMeant *arsip_meant_find(ArsipNeighbours *neighbours, const ArsipNode *root, ArsipSpread spread,
                             GError **error);
void arsip_meant_free(ArsipMeant *meant);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipMeant, arsip_meant_free)

/* Whether no word of the query is asked as another one, nor may be. */
gboolean arsip_meant_is_plain(const ArsipMeant *meant);

/* The words that the term is asked as, the likeliest first, of char (two words with a space between may stand
 * for one); NULL: as it is. Borrowed. */
const GPtrArray *arsip_meant_words(const ArsipMeant *meant, const ArsipTerm *term, ArsipSpread spread);

/* Whether the archive has a word that two terms of the query are without the space between. */
gboolean arsip_meant_has_joined(const ArsipMeant *meant, const char *joined);

/* All words that are asked besides those of the query, the likeliest first, of char, without repetition. The
 * caller owns it. */
GPtrArray *arsip_meant_others(const ArsipMeant *meant);

#endif
