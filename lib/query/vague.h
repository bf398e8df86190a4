/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_VAGUE_H
#define ARSIP_QUERY_VAGUE_H

#include "query/lexicon.h"

/*
 * Words that may have been misread, and which of them a word that was read may be (text/misread.h). They
 * stand in a trie, down which a word that was read is held against all of them at once: the beginnings that
 * cost too much already are left, with all that begins so. Letters repeat their words: what was found for one
 * is remembered, and costs a look the next time.
 */
typedef struct ArsipVague ArsipVague;

typedef struct {
    guint number; /* of the word */
    guint cost;   /* hundredths */
} ArsipVagueWord;

ArsipVague *arsip_vague_new(void);
void arsip_vague_free(ArsipVague *vague);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipVague, arsip_vague_free)

/* The number of a folded word, from 0; the same for the same word. */
guint arsip_vague_add(ArsipVague *vague, const char *folded);

/* So many of the words found, from number `first` of them on. */
typedef struct {
    guint first, n;
} ArsipVagueRange;

/*
 * The words that `read`, a folded token (text/token.h) of so many bytes, may be if there is every reason to
 * doubt it, by their numbers. Valid until a word is added or something is forgotten.
 */
ArsipVagueRange arsip_vague_find(ArsipVague *vague, const char *read, guint32 length);

/* The range's first; borrowed until something is looked for. */
const ArsipVagueWord *arsip_vague_words(const ArsipVague *vague, ArsipVagueRange range);

/* Forgets what was found where that has become much. */
void arsip_vague_forget(ArsipVague *vague);

/* The most that the word may cost, in hundredths, at a doubt from 0 to 1. */
guint arsip_vague_bound(const ArsipVague *vague, guint number, double doubt);

/* The most that a word~ may cost, and whether `read` is within it; cost: may be NULL. */
gboolean arsip_vague_is(const char *meant, const char *read, double *cost);

#endif
