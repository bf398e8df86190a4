/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_RESCUE_H
#define ARSIP_DECODE_RESCUE_H

#include "decode/engine.h"
#include "decode/prepare.h"

/*
 * Looks at places with letters where the engine saw no words: under a stamp or beside a signature it takes
 * text for a picture and leaves it out. What is read there is added to the words.
 */
void arsip_rescue(ArsipEngine *engine, const ArsipPrepared *prepared, ArsipSeenWords *words);

#endif
