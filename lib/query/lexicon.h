/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_LEXICON_H
#define ARSIP_QUERY_LEXICON_H

#include <glib.h>
#include <string.h>

/*
 * Numbers for strings. A table of its own rather than a GHashTable, as it is asked for every word of every
 * letter: a word of up to sixteen bytes is told from another by its entry alone, and there are so many slots
 * that nearly every look ends at the first, whether the word is there or not.
 */

#define ARSIP_KEY_HEAD 16 /* bytes */

typedef struct {
    guint64 head[2]; /* the first sixteen bytes, zero behind the end */
    guint32 length;
    guint32 hash;
    gsize offset; /* where the string stands in `bytes` */
} ArsipLexiconEntry;

typedef struct {
    guint32 *slots;             /* numbers, 0: free; eight times as many as entries, or more */
    guint32 n_slots;            /* a power of two */
    guint shift;                /* what a hash has more bits than that */
    ArsipLexiconEntry *entries; /* by number; [0] is like no key */
    guint32 n, room;            /* of them, without [0] */
    GString *bytes;             /* the strings, one behind the other */
} ArsipLexicon;

void arsip_lexicon_init(ArsipLexicon *lexicon);
void arsip_lexicon_clear(ArsipLexicon *lexicon);

/* Numbers begin with 1 and rise by one; 0: not there. length: bytes. */
guint32 arsip_lexicon_add(ArsipLexicon *lexicon, const char *string, gsize length);

/* How many there are. */
guint32 arsip_lexicon_count(const ArsipLexicon *lexicon);

/* Whether it is the string of this number. */
gboolean arsip_lexicon_is(const ArsipLexicon *lexicon, guint32 number, const char *string, gsize length);

/* Of all its bytes: that of arsip_key_hash() for up to sixteen. */
guint64 arsip_lexicon_hash(const char *string, gsize length);

/* ---- what is asked for every word, and therefore stands here */

/*
 * The upper half of products, whose highest bits every bit of the factors has part in (Knuth 6.4); a table
 * takes the highest of them. 2^64 over the golden ratio, and over the square root of two: the factors must
 * not make a sum that is round, as the ratio and its square do, or words that differ by as much in both
 * halves have one hash.
 */
static inline guint64
arsip_key_hash(guint64 first, guint64 second)
{
    return first * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15) + second * G_GUINT64_CONSTANT(0xb504f333f9de6485);
}

static inline guint32
arsip_key_hash_finish(guint64 hash)
{
    return (guint32)((hash ^ (hash << 29)) >> 32);
}

/* 0: not there. length: bytes. */
guint32 arsip_lexicon_find(const ArsipLexicon *lexicon, const char *string, gsize length);

/*
 * The same of a token's folded form, whose sixteen first bytes are zero behind its end (text/token.h).
 * Whether it is there is not asked by a jump, which would be guessed wrongly for every third word.
 */
static inline guint32
arsip_lexicon_find_token(const ArsipLexicon *lexicon, const char *folded, guint32 length)
{
    const ArsipLexiconEntry *entry;
    guint64 head[2], differs;
    guint32 number;

    if (G_UNLIKELY(length > ARSIP_KEY_HEAD))
        return arsip_lexicon_find(lexicon, folded, length);
    memcpy(head, folded, sizeof head);
    number = lexicon->slots[arsip_key_hash_finish(arsip_key_hash(head[0], head[1])) >> lexicon->shift];
    entry = &lexicon->entries[number];
    differs = (entry->head[0] ^ head[0]) | (entry->head[1] ^ head[1]) | (entry->length ^ length);
    if (G_UNLIKELY((number & -(guint32)(differs != 0)) != 0))
        return arsip_lexicon_find(lexicon, folded, length);
    return number;
}

/*
 * Fetches what the look at a token's folded form will need: first its slot, then its entry. In a table that
 * is too large for the cache most of the time goes into waiting for them, one after the other; a row of
 * tokens is fetched for as a whole.
 */
static inline const guint32 *
arsip_lexicon_slot_of_token(const ArsipLexicon *lexicon, const char *folded)
{
    guint64 head[2];

    memcpy(head, folded, sizeof head);
    return &lexicon->slots[arsip_key_hash_finish(arsip_key_hash(head[0], head[1])) >> lexicon->shift];
}

static inline void
arsip_lexicon_fetch_slot(const ArsipLexicon *lexicon, const char *folded)
{
    __builtin_prefetch(arsip_lexicon_slot_of_token(lexicon, folded));
}

static inline void
arsip_lexicon_fetch_entry(const ArsipLexicon *lexicon, const char *folded)
{
    __builtin_prefetch(&lexicon->entries[*arsip_lexicon_slot_of_token(lexicon, folded)]);
}

#endif
