/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_NEAR_H
#define ARSIP_QUERY_NEAR_H

#include <glib.h>

/* One phrase of a NEAR: where it stands (GArray of guint: its first tokens, rising) and how many tokens it
 * has. */
typedef struct {
    const GArray *at;
    guint n_tokens;
    guint next; /* for the search itself; 0 at the call */
} ArsipNearPhrase;

/*
 * The next place where all phrases stand near one another, in any order: each ends no more than `distance`
 * tokens before the last of them begins (FTS5's definition, so that search agrees). FALSE when there is no
 * more. What was found is at[next] of each phrase; arsip_near_advance() before the next call, FALSE when that
 * ends the search.
 */
gboolean arsip_near_find(ArsipNearPhrase *phrases, guint n_phrases, guint distance);
gboolean arsip_near_advance(ArsipNearPhrase *phrases, guint n_phrases);

#endif
