/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_STAMP_H
#define ARSIP_DECODE_STAMP_H

#include "decode/picture/prepare.h"

/*
 * Takes round stamps, which are found by their rings, away from what the engine is given, where they are
 * paler than the print round them: in the disk, what is as pale as the ring becomes paper. Returns how many
 * went.
 */
guint arsip_stamps_clear(ArsipPrepared *prepared);

#endif
