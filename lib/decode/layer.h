/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_LAYER_H
#define ARSIP_DECODE_LAYER_H

#include "decode/order.h"

/*
 * Whether the words of a text layer are words that people write, not the glyph numbers of a font without a
 * table of its characters: letters of one script, vowels among them, no signs inside.
 */
gboolean arsip_layer_is_plausible(const ArsipSeenWords *words);

#endif
