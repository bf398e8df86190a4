/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_BLOCK_H
#define ARSIP_TEXT_BLOCK_H

#include <glib.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/*
 * Sixteen bytes of a text at once: which of them are letters and digits of ASCII. A word of a letter is
 * seldom longer.
 */
#define ARSIP_BLOCK 16

/* A bit for each byte, from the lowest. */
typedef struct {
    guint32 letters, capitals, digits;
    guint32 joints; /* what may join two words or belong to one, and a few more: see arsip_is_joint() */
} ArsipBlock;

/*
 * Hyphens and what is read for them, apostrophes, and what is not ASCII. With the bit that makes small
 * letters of capitals set, so that @ and ^ are among them, which nothing is lost by.
 */
static inline gboolean
arsip_is_joint(guchar small)
{
    return small == '-' || small == '=' || small == '\'' || small == '`' || small >= '~';
}

/* Sixteen bytes from ARSIP_BLOCK - n on keep the first n bytes of a block. */
static const guint8 arsip_block_masks[2 * ARSIP_BLOCK] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                                          0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};

/* The letters and digits that a block begins with. */
static inline guint
arsip_block_run(ArsipBlock block)
{
    return (guint)__builtin_ctz(~(block.letters | block.digits));
}

#ifdef __SSE2__

static inline ArsipBlock
arsip_block_read(const char *bytes)
{
    __m128i read = _mm_loadu_si128((const __m128i *)(gconstpointer)bytes);
    __m128i small = _mm_or_si128(read, _mm_set1_epi8(0x20)); /* every digit has this bit already */
    __m128i letter = _mm_sub_epi8(small, _mm_set1_epi8('a'));
    __m128i digit = _mm_sub_epi8(read, _mm_set1_epi8('0'));
    __m128i joint = _mm_cmpeq_epi8(_mm_max_epu8(small, _mm_set1_epi8('~')), small); /* arsip_is_joint() */
    ArsipBlock block;

    letter = _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter);
    digit = _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit);
    joint = _mm_or_si128(joint, _mm_cmpeq_epi8(small, _mm_set1_epi8('-')));
    joint = _mm_or_si128(joint, _mm_cmpeq_epi8(small, _mm_set1_epi8('=')));
    joint = _mm_or_si128(joint, _mm_cmpeq_epi8(small, _mm_set1_epi8('`')));
    joint = _mm_or_si128(joint, _mm_cmpeq_epi8(small, _mm_set1_epi8('\'')));
    block.letters = (guint32)_mm_movemask_epi8(letter);
    block.digits = (guint32)_mm_movemask_epi8(digit);
    block.capitals = block.letters & ~(guint32)_mm_movemask_epi8(_mm_slli_epi16(read, 2));
    block.joints = (guint32)_mm_movemask_epi8(joint);
    return block;
}

/*
 * The first n of the bytes, letters and digits all of them, with capitals as small letters and zeros behind
 * them; in one piece, so that whoever reads it next need not wait for several.
 */
static inline void
arsip_block_fold(const char *bytes, guint n, char *folded)
{
    __m128i small = _mm_or_si128(_mm_loadu_si128((const __m128i *)(gconstpointer)bytes), _mm_set1_epi8(0x20));
    gconstpointer mask = arsip_block_masks + ARSIP_BLOCK - n;

    _mm_storeu_si128((__m128i *)(gpointer)folded, _mm_and_si128(small, _mm_loadu_si128(mask)));
}

#else

static inline ArsipBlock
arsip_block_read(const char *bytes)
{
    ArsipBlock block = {0, 0, 0, 0};

    for (guint i = 0; i < ARSIP_BLOCK; i++) {
        block.letters |= (guint32)g_ascii_isalpha(bytes[i]) << i;
        block.capitals |= (guint32)g_ascii_isupper(bytes[i]) << i;
        block.digits |= (guint32)g_ascii_isdigit(bytes[i]) << i;
        block.joints |= (guint32)arsip_is_joint((guchar)bytes[i] | 0x20) << i;
    }
    return block;
}

static inline void
arsip_block_fold(const char *bytes, guint n, char *folded)
{
    for (guint i = 0; i < ARSIP_BLOCK; i++)
        folded[i] = i < n ? g_ascii_tolower(bytes[i]) : 0;
}

#endif

#endif
