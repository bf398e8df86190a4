/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_FOUND_H
#define ARSIP_SEARCH_FOUND_H

#include <glib.h>

/* A document, and how much speaks for it; 0 where nothing was weighed. */
typedef struct {
    gint64 id;
    double score;
} ArsipPlaced;

/*
 * What a part of a query found: documents with their scores. A few are a list; very many are a table with a
 * place for every document of the archive, which is put together with another one in no time: 4 bytes a
 * document.
 */
typedef struct ArsipFound ArsipFound;

/* An empty list. Add with rising ids. */
ArsipFound *arsip_found_new(void);
void arsip_found_add(ArsipFound *found, gint64 id, double score);

/* A table in which no document of 0 .. n-1 is found yet; the scores are to be written, ARSIP_FOUND_NOT where
 * there is none. Borrowed from `found`. */
#define ARSIP_FOUND_NOT (-1.0f)
ArsipFound *arsip_found_table(gint64 n);
float *arsip_found_scores(const ArsipFound *found); /* NULL of a list */
gint64 arsip_found_size(const ArsipFound *found);   /* n; 0 of a list */

/* Of a set (search/set.h), with the score 0. Takes the set; NULL gives NULL. */
ArsipFound *arsip_found_from_set(GArray *set);

ArsipFound *arsip_found_copy(const ArsipFound *list); /* of a list */

void arsip_found_free(ArsipFound *found);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipFound, arsip_found_free)

guint64 arsip_found_count(const ArsipFound *found);

/* A list's documents, a GArray of ArsipPlaced; NULL of a table. Borrowed. */
GArray *arsip_found_list(const ArsipFound *found);

/* Those in both, the scores added; those in either, likewise; those of one that are not in the other. They
 * take `one`, as a table is changed where it stands; the caller owns what they give. */
ArsipFound *arsip_found_both(ArsipFound *one, const ArsipFound *other);
ArsipFound *arsip_found_either(ArsipFound *one, const ArsipFound *other);
ArsipFound *arsip_found_without(ArsipFound *one, const ArsipFound *other);

/* Makes a table of a list, with n places. */
void arsip_found_spread(ArsipFound **found, gint64 n);

/* The other ones into a table, which has a place for each of them. */
void arsip_found_gather(ArsipFound *table, const ArsipFound *other);

/* Of two tables those in both, with the lesser score. */
void arsip_found_lessen(ArsipFound *table, const ArsipFound *other);

/* The documents as a set. The caller owns it. */
GArray *arsip_found_ids(const ArsipFound *found);

/*
 * The `wanted` best, and all that are as good as the last of them: a GArray of ArsipPlaced, best first, among
 * equals by rising id. The caller owns it.
 */
GArray *arsip_found_best(const ArsipFound *found, guint wanted);

#endif
