/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_RESCUE_H
#define ARSIP_DECODE_RESCUE_H

#include "decode/recognise/engine.h"
#include "decode/picture/prepare.h"

/*
 * Looks at places with letters where the engine saw no words: it leaves out the numbers of a list, which it
 * takes for a line that runs downwards, lone page numbers, and text under a stamp or beside a signature,
 * which it takes for a picture. What is read there is added to the words. Returns how many words were added.
 */
guint arsip_rescue(ArsipEngine *engine, const ArsipPrepared *prepared, ArsipSeenWords *words);

#endif
