/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_TIFF_ANY_H
#define ARSIP_DECODE_TIFF_ANY_H

#include "decode/picture/pix.h"
#include "decode/source.h"

/*
 * A picture of a TIFF that is of a kind which Leptonica does not read: in tiles, with its colours in planes
 * of their own, in old-style JPEG. In grey, as it is stored (not turned by its orientation tag); NULL where
 * libtiff cannot read it either. directory: from 0.
 */
PIX *arsip_tiff_any(const ArsipSource *source, guint directory);

/* libtiff prints what it cannot make out, whoever called it, unless it is told not to. */
void arsip_tiff_silence(void);

#endif
