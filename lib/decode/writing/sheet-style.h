/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_SHEET_STYLE_H
#define ARSIP_DECODE_SHEET_STYLE_H

#include "decode/writing/number-format.h"
#include "decode/writing/opc.h"

/* How the numbers of each style of cell are shown: ArsipNumberFormat by the style's number. */
GArray *arsip_sheet_style_read(ArsipPackage *package, const GPtrArray *relations, GError **error);

#endif
