/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_STORED_H
#define ARSIP_DECODE_STORED_H

#include <qpdf/qpdf-c.h>

#include "decode/picture/pix.h"

/*
 * The picture in a PDF's stream, as it is stored: 1 or 8 bpp. NULL where it is of a kind that is rarer than
 * JPEG, CCITT group 4 and what PNG and TIFF have, in grey or RGB: poppler decodes those.
 */
PIX *arsip_stored_picture(qpdf_data qpdf, qpdf_oh picture);

#endif
