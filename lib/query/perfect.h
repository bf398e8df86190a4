/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_PERFECT_H
#define ARSIP_QUERY_PERFECT_H

#include <glib.h>

/*
 * A perfect hash: places for keys that are all known, one for each, so that a key is looked up without a
 * search. The keys are put into buckets by their hash, and for each bucket a factor is sought that leads its
 * keys to places which are free (Belazzougui, Botelho and Dietzfelbinger, Hash, displace, and compress,
 * 2009).
 */
typedef struct {
    guint16 *factors; /* of the buckets; 0: an empty one's */
    guint shift;      /* of a hash, to its bucket */
    guint32 n_places; /* a quarter more than keys; they are numbered from 1 */
} ArsipPerfect;

/*
 * hashes: of the n keys. FALSE where there are no such places, as two of the hashes are the same; clear it
 * nevertheless.
 */
gboolean arsip_perfect_init(ArsipPerfect *perfect, const guint64 *hashes, guint32 n);
void arsip_perfect_clear(ArsipPerfect *perfect);

/*
 * A key's place; that of some other, or a free one, where it is none. The keys of a bucket are alike in the
 * first bits of their hash, and their places come from the first bits of a product.
 */
static inline guint32
arsip_perfect_place(const ArsipPerfect *perfect, guint64 hash)
{
    guint64 spread = (hash ^ hash << 24) * perfect->factors[hash >> perfect->shift] >> 32;

    return (guint32)(spread * perfect->n_places >> 32) + 1;
}

#endif
