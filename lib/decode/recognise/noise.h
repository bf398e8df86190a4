/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_NOISE_H
#define ARSIP_DECODE_NOISE_H

#include "decode/recognise/order.h"

/*
 * Drops what the engine made of emblems, signatures and specks: lines of one or two doubtful words in no
 * language and of another height than the page's, and lone points. Returns how many words went.
 */
guint arsip_noise_drop(ArsipSeenWords *words);

#endif
