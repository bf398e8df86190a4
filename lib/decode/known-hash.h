/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_KNOWN_HASH_H
#define ARSIP_DECODE_KNOWN_HASH_H

#include <stddef.h>
#include <stdint.h>

/*
 * The known words, as they are compiled in: the hash of each, sorted. Of 96,000 words in 2^32 places one
 * unknown word in 45,000 is taken for a known one, which does not matter to a share of a page.
 * cmake/known-list.c writes the table while arsip is built.
 */
extern const uint32_t arsip_known_hashes[];
extern const size_t arsip_known_hashes_count;

/* FNV-1a (Fowler, Noll and Vo; draft-eastlake-fnv-17), of 32 bits. */
static inline uint32_t
arsip_known_hash(const char *word, size_t length)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)word[i]) * 16777619u;
    return hash;
}

#endif
