/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/perfect.h"

#define KEYS_OF_BUCKET 5      /* on average, at most */
#define FACTORS        32768u /* odd ones; few buckets need more than a hundred */
#define BITS_MOST      28     /* of a hash that tell its bucket */

/* The keys, by number from 1, while they are given places. */
typedef struct {
    ArsipPerfect *perfect;
    const guint64 *hashes; /* from 0 */
    guint32 n_buckets;
    guint32 *first;  /* key of each bucket, or 0 */
    guint32 *next;   /* key in the bucket of each key, or 0 */
    guint32 *counts; /* keys of each bucket */
    guint8 *taken;   /* whether each place is */
} Shelf;

/* FALSE where two hashes are the same. */
static gboolean
fill_buckets(Shelf *shelf, guint32 n)
{
    for (guint32 key = 1; key <= n; key++) {
        guint64 hash = shelf->hashes[key - 1];
        guint32 bucket = (guint32)(hash >> shelf->perfect->shift);

        for (guint32 other = shelf->first[bucket]; other != 0; other = shelf->next[other])
            if (shelf->hashes[other - 1] == hash)
                return FALSE;
        shelf->next[key] = shelf->first[bucket];
        shelf->first[bucket] = key;
        shelf->counts[bucket]++;
    }
    return TRUE;
}

static guint8 *
place_of(const Shelf *shelf, guint32 key)
{
    return &shelf->taken[arsip_perfect_place(shelf->perfect, shelf->hashes[key - 1])];
}

/* Takes the places of the bucket's keys, with the bucket's factor as it is; none where one is taken. */
static gboolean
take_places(Shelf *shelf, guint32 bucket)
{
    guint32 key = shelf->first[bucket];

    for (; key != 0 && !*place_of(shelf, key); key = shelf->next[key])
        *place_of(shelf, key) = TRUE;
    if (key == 0)
        return TRUE;
    for (guint32 taken = shelf->first[bucket]; taken != key; taken = shelf->next[taken])
        *place_of(shelf, taken) = FALSE;
    return FALSE;
}

static gboolean
settle_bucket(Shelf *shelf, guint32 bucket)
{
    for (guint32 i = 0; i < FACTORS; i++) {
        shelf->perfect->factors[bucket] = (guint16)(2 * i + 1);
        if (take_places(shelf, bucket))
            return TRUE;
    }
    return FALSE;
}

/* The fullest first, as they are hardest to settle. */
static gboolean
settle_buckets(Shelf *shelf)
{
    guint32 most = 0;

    for (guint32 bucket = 0; bucket < shelf->n_buckets; bucket++)
        most = MAX(most, shelf->counts[bucket]);
    for (guint32 count = most; count > 0; count--)
        for (guint32 bucket = 0; bucket < shelf->n_buckets; bucket++)
            if (shelf->counts[bucket] == count && !settle_bucket(shelf, bucket))
                return FALSE;
    return TRUE;
}

static Shelf
make_shelf(ArsipPerfect *perfect, const guint64 *hashes, guint32 n, guint bits)
{
    *perfect = (ArsipPerfect){
        .factors = g_new0(guint16, (gsize)1 << bits), .shift = 64 - bits, .n_places = n + n / 4 + 1};
    return (Shelf){.perfect = perfect,
                   .hashes = hashes,
                   .n_buckets = 1u << bits,
                   .first = g_new0(guint32, (gsize)1 << bits),
                   .next = g_new0(guint32, n + 1),
                   .counts = g_new0(guint32, (gsize)1 << bits),
                   .taken = g_new0(guint8, perfect->n_places + 1)};
}

static void
clear_shelf(Shelf *shelf)
{
    g_free(shelf->first);
    g_free(shelf->next);
    g_free(shelf->counts);
    g_free(shelf->taken);
}

/*
 * Hashes that are as good as the same may come into one bucket, and no factor parts them: one table in some
 * ten thousand has such a pair, and needs more buckets.
 */
gboolean
arsip_perfect_init(ArsipPerfect *perfect, const guint64 *hashes, guint32 n)
{
    guint bits = 1;
    gboolean are_apart, is_settled;

    while (n / KEYS_OF_BUCKET >> bits > 0)
        bits++;
    for (;; bits++) {
        Shelf shelf = make_shelf(perfect, hashes, n, bits);

        are_apart = fill_buckets(&shelf, n);
        is_settled = are_apart && settle_buckets(&shelf);
        clear_shelf(&shelf);
        if (is_settled || !are_apart || bits == BITS_MOST)
            return is_settled;
        arsip_perfect_clear(perfect);
    }
}

void
arsip_perfect_clear(ArsipPerfect *perfect)
{
    g_free(perfect->factors);
}
