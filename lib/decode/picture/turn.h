/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_TURN_H
#define ARSIP_DECODE_TURN_H

#include "decode/recognise/order.h"

/* Words of a page of that size, in its pixels, to those of the page turned clockwise by 0, 90, 180 or 270. */
void arsip_turn_words(ArsipSeenWords *words, gint rotation, gint32 width, gint32 height);

/* A box on the page turned so, back to the page of that size. */
ArsipBox arsip_turn_back(ArsipBox box, gint rotation, gint32 width, gint32 height);

#endif
