/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_VOCABULARY_BLOCK_H
#define ARSIP_SEARCH_VOCABULARY_BLOCK_H

#include <glib.h>

/*
 * Some hundred words in the order of their bytes, each as what it has of its own behind what it has in common
 * with the one before (the first stands whole). So whoever has seen that a beginning is of no use goes on at
 * the next word that has less of it, without a look at those between.
 *
 *   2 bytes    n, how many, least byte first (as every number here)
 *   n bytes    how many bytes each has in common with the one before; 0 for the first
 *   n bytes    how many of its own
 *   2 bytes    for each sixteenth word from the first: where its own begin
 *   bytes      their own, one after the other
 */
#define ARSIP_BLOCK_WORDS_MOST 1024

typedef struct {
    guint n;
    const guint8 *common, *own, *offsets, *bytes;
    gsize n_bytes;
} ArsipBlock;

/* FALSE for what is no block. data: borrowed. */
gboolean arsip_block_open(ArsipBlock *block, const guint8 *data, gsize size);

/* The first word from `from` on that has fewer bytes in common than that with the one before; n: none. */
guint arsip_block_next(const ArsipBlock *block, guint from, guint common);

/* The bytes of a word's own; NULL where the block is damaged. */
const guint8 *arsip_block_own(const ArsipBlock *block, guint word);

typedef struct ArsipBlockMaker ArsipBlockMaker;
ArsipBlockMaker *arsip_block_maker_new(void);
void arsip_block_maker_free(ArsipBlockMaker *maker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipBlockMaker, arsip_block_maker_free)

/* FALSE where it is full: arsip_block_maker_take(), and add the word again. Words are not empty, have 255
 * bytes at most, and come in their order. */
gboolean arsip_block_maker_add(ArsipBlockMaker *maker, const char *word);

/* What was added; NULL for nothing. It begins anew. The caller owns it. */
GBytes *arsip_block_maker_take(ArsipBlockMaker *maker);

#endif
