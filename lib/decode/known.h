/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_KNOWN_H
#define ARSIP_DECODE_KNOWN_H

#include "decode/recognise/order.h"

/*
 * Whether what was read is a language. Letters are counted by the word that they stand in: hyphens part
 * words, a word broken at a line's end is one, single letters and what has digits in it do not count.
 */
typedef struct {
    gsize known;   /* in Indonesian or English words, with Indonesian affixes */
    gsize names;   /* in unknown words with a capital: names, places, acronyms, or misread */
    gsize strange; /* in other unknown words of Latin letters */
    gsize foreign; /* of other scripts */
    guint mixed;   /* words in which unknown small letters touch figures, as l95g: how many */
} ArsipKnown;

ArsipKnown arsip_known_count(const ArsipSeenWords *words);

/*
 * 0 to 100: the share of the letters that stand in words of a known language. Names do not count, unless
 * there are more than twice as many letters in them as in known words: a list of names has a heading. 100
 * where there is nothing to judge, as in a table of numbers: weigh it with how much was read.
 *
 * Measured: letters' true text 99.8 on the mean, 97.4 at least; Indonesian laws since 1951 99.1, 94.1 at
 * least; every fifth word with one letter misread 88; every word so 10; pages read upside down 6; layers of
 * glyph numbers, or of letters that stand for others, 0 to 7; Dutch, Italian, French, German 24 to 42, Malay
 * 91. It costs 0.06 ms a page.
 */
double arsip_known_share(const ArsipSeenWords *words);

/* The same of a reading's text: UTF-8, words parted by white space. */
ArsipKnown arsip_known_count_of_text(const char *text);
double arsip_known_share_of_text(const char *text);

#endif
