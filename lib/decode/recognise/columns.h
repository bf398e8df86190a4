/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_COLUMNS_H
#define ARSIP_DECODE_COLUMNS_H

#include "decode/recognise/order.h"

/* Words of one line with no wide gap between them: `first` to `end` - 1. */
typedef struct {
    guint first, end;
    gint32 left, top, right, bottom;
    guint region; /* what has columns beside it or not: rises in the order in which regions are read */
} ArsipSegment;

/*
 * Parts a page into regions: columns of running text, and what stands above, below or without them, each
 * looked at again. A table or a block of keys and values is one region, for it is read row by row; but where
 * a table's cells hold running text, each cell is one. segments: of ArsipSegment; height: of a usual word.
 */
void arsip_columns_find(const ArsipSeenWords *words, GArray *segments, gint32 height);

#endif
