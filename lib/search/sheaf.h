/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_SHEAF_H
#define ARSIP_SEARCH_SHEAF_H

#include "search/found.h"
#include "search/length.h"
#include "search/strip.h"

/*
 * Adds up what very many words find. A table with a place for each of a million documents is larger than the
 * processor's cache, and the documents of a word are spread over all of it: so that each word would wait for
 * memory at every document. What the words find is therefore kept by strips (search/strip.h) until there is
 * much of it, and then added up strip after strip; of each document in the order of the words, as if they
 * had been added one by one.
 */
typedef struct ArsipSheaf ArsipSheaf;

/* last: the highest number of a document; what lies beyond is not counted. lengths: borrowed. */
ArsipSheaf *arsip_sheaf_new(ArsipLengths *lengths, gint64 last);
void arsip_sheaf_free(ArsipSheaf *sheaf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipSheaf, arsip_sheaf_free)

/* What is added from here on weighs so much; 0: it is found, and not weighed. */
void arsip_sheaf_weigh(ArsipSheaf *sheaf, double rarity);

/* A document with a presence (search/weight.h), or with a word that stands so often in its body alone:
 * ARSIP_SHEAF_BODY_MOST times at most. */
#define ARSIP_SHEAF_BODY_MOST 15
void arsip_sheaf_add(ArsipSheaf *sheaf, gint64 document, guint8 presence);
void arsip_sheaf_add_body(ArsipSheaf *sheaf, gint64 document, guint n);

/* The presences of a strip, as it is kept. */
void arsip_sheaf_add_strip(ArsipSheaf *sheaf, gint64 strip, const guint8 *packed, guint length);

/* All that was added: up to so many documents are a list. The caller owns it, and adds no more. */
#define ARSIP_SHEAF_LIST_MOST 2000
ArsipFound *arsip_sheaf_end(ArsipSheaf *sheaf);

#endif
