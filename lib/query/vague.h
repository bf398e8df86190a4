/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_VAGUE_H
#define ARSIP_QUERY_VAGUE_H

#include <glib.h>

/*
 * Words that may have been misread (word~), and which of them a word that was read may be (text/misread.h).
 * Letters repeat their words: what was found for one is remembered, and costs a look the next time.
 */
typedef struct ArsipVague ArsipVague;

ArsipVague *arsip_vague_new(void);
void arsip_vague_free(ArsipVague *vague);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipVague, arsip_vague_free)

/* The number of a folded word, from 0; the same for the same word. */
guint arsip_vague_add(ArsipVague *vague, const char *folded);
guint arsip_vague_count(const ArsipVague *vague);

/*
 * The numbers (guint) of the words that `read`, a folded token, may be, rising; NULL for none. Borrowed until
 * the next call.
 */
const GArray *arsip_vague_find(ArsipVague *vague, const char *read);

/* The most that a word~ may cost, and whether `read` is within it; cost: may be NULL. */
gboolean arsip_vague_is(const char *meant, const char *read, double *cost);

#endif
