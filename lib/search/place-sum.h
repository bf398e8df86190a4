/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_PLACE_SUM_H
#define ARSIP_SEARCH_PLACE_SUM_H

#include "search/entry.h"

/*
 * A sum over the places of a document's words, whatever their order: of a hash of each word, its column and
 * its position. The kinds of personal numbers that it shows count as words of a column behind all.
 */
guint64 arsip_place_word(const char *word, gsize length);
/* word: what that gave. */
guint64 arsip_place_hash(guint64 word, guint column, guint position);

/* The column of the kinds of personal numbers. */
#define ARSIP_PLACE_PERSONAL ARSIP_N_COLUMNS

/*
 * The sum of what arsip_posting_insert() puts into the index, without the index. words (may be NULL) gets its
 * words as the vocabulary has them, forms (may be NULL) all forms that can be looked up: sets of char that
 * own them.
 */
gboolean arsip_place_sum(const ArsipEntry *entry, guint64 *sum, GHashTable *words, GHashTable *forms,
                         GError **error);

#endif
