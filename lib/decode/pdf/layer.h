/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_LAYER_H
#define ARSIP_DECODE_LAYER_H

#include "decode/recognise/order.h"

/* What is known of a page beside the words of its text layer. */
typedef struct {
    gboolean is_scan; /* it shows pictures, and the words cannot be seen: a program recognised them */
    double covered;   /* 0 to 100: share of the dark places that lie under the words; -1: nobody looked, as
                         there are many words and no picture worth the name */
} ArsipLayerPage;

typedef enum {
    ARSIP_LAYER_BAD,      /* no words that people write */
    ARSIP_LAYER_DOUBTFUL, /* the page should be recognised, and the better of the two kept */
    ARSIP_LAYER_GOOD,
} ArsipLayerVerdict;

ArsipLayerVerdict arsip_layer_judge(const ArsipSeenWords *words, const ArsipLayerPage *page);

/*
 * Whether the words of a text layer are words that people write, not the glyph numbers of a font without a
 * table of its characters: letters of one script, vowels among them, no signs inside.
 */
gboolean arsip_layer_is_plausible(const ArsipSeenWords *words);

/* Whether a doubtful layer of that page still says as much as what was recognised on it. */
gboolean arsip_layer_is_better(const ArsipReading *layer, const ArsipReading *recognised, gboolean is_scan);

#endif
