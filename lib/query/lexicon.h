/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_LEXICON_H
#define ARSIP_QUERY_LEXICON_H

#include <glib.h>
#include <string.h>

/*
 * Numbers for strings. A table of its own rather than a GHashTable, as it is asked for every word of every
 * letter: a word of up to sixteen bytes is told from another by the slot alone, and most that are not in it
 * are turned away by a bit.
 */

#define ARSIP_KEY_HEAD         16 /* bytes */
#define ARSIP_LEXICON_BITS_LOG 18

/* A string as the table compares it; longer ones also by what follows. */
typedef struct {
    guint64 head[2]; /* the first sixteen bytes, zero behind the end */
    guint32 length;
    guint32 hash;
} ArsipKey;

typedef struct {
    struct {
        guint64 head[2];
        guint32 length;
        guint32 number; /* 0: free */
        guint32 offset; /* where the string stands in `bytes` */
        guint32 hash;
    } * slots;
    guint32 n_slots; /* a power of two */
    guint shift;     /* what a hash has more bits than that */
    guint32 n;
    guint8 *bits;   /* by hash: nothing in the table has it where the bit is not set */
    GString *bytes; /* the strings, one behind the other */
} ArsipLexicon;

/* Of any string; length: bytes. */
ArsipKey arsip_key_of(const char *string, gsize length);

void arsip_lexicon_init(ArsipLexicon *lexicon);
void arsip_lexicon_clear(ArsipLexicon *lexicon);

/* Numbers begin with 1 and rise by one; 0: not there. length: bytes. */
guint32 arsip_lexicon_add(ArsipLexicon *lexicon, const char *string, gsize length);

/* How many there are. */
guint32 arsip_lexicon_count(const ArsipLexicon *lexicon);

/* ---- what is asked for every word, and therefore stands here */

/*
 * The upper half of products, whose highest bits every bit of the factors has part in (Knuth 6.4); a table
 * takes the highest of them. 2^64 over the golden ratio, and over the square of it.
 */
static inline void
arsip_key_finish(ArsipKey *key, const char *string)
{
    guint64 hash = key->head[0] * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15) +
                   key->head[1] * G_GUINT64_CONSTANT(0x61c8864680b583eb) + ((guint64)key->length << 57);

    /* FNV-1a (Fowler, Noll, Vo) over what few words have: a seventeenth byte. */
    for (gsize i = ARSIP_KEY_HEAD; i < key->length; i++)
        hash = (hash ^ (guchar)string[i]) * G_GUINT64_CONSTANT(0x100000001b3);
    key->hash = (guint32)((hash ^ (hash << 29)) >> 32);
}

/* Of a token's folded form, whose sixteen first bytes are zero behind its end (text/token.h). length: bytes.
 */
static inline ArsipKey
arsip_key_of_token(const char *string, gsize length)
{
    ArsipKey key = {.length = (guint32)length};

    memcpy(key.head, string, ARSIP_KEY_HEAD);
    arsip_key_finish(&key, string);
    return key;
}

/* The slot of the string, or the free one where it belongs. */
static inline guint32
arsip_lexicon_slot(const ArsipLexicon *lexicon, const ArsipKey *key, const char *string)
{
    guint32 at = key->hash >> lexicon->shift;

    for (; lexicon->slots[at].number != 0; at = (at + 1) & (lexicon->n_slots - 1))
        if (lexicon->slots[at].head[0] == key->head[0] && lexicon->slots[at].head[1] == key->head[1] &&
            lexicon->slots[at].length == key->length &&
            (key->length <= ARSIP_KEY_HEAD ||
             memcmp(lexicon->bytes->str + lexicon->slots[at].offset + ARSIP_KEY_HEAD, string + ARSIP_KEY_HEAD,
                    key->length - ARSIP_KEY_HEAD) == 0))
            break;
    return at;
}

/* 0: not there. The string is the key's. */
static inline guint32
arsip_lexicon_find_key(const ArsipLexicon *lexicon, const ArsipKey *key, const char *string)
{
    guint32 bit = key->hash >> (32 - ARSIP_LEXICON_BITS_LOG);

    if ((lexicon->bits[bit / 8] >> bit % 8 & 1) == 0)
        return 0;
    return lexicon->slots[arsip_lexicon_slot(lexicon, key, string)].number;
}

#endif
