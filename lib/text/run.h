/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_RUN_H
#define ARSIP_TEXT_RUN_H

#include "text/reading.h"

/*
 * The boxes, on the stored page, of the words that touch the bytes: of ArsipBox, one for each run of words
 * that stand close behind one another in a line, in the order of the text; words without a box are in none.
 * A line that is crooked, or that runs through several columns, has more runs than one.
 *
 * value: a field's, or NULL. Of a span of several lines, which takes in what stands beside them in other
 * columns, only the words that are in the value count, unless none is. The caller owns the array.
 */
GArray *arsip_runs_find(const ArsipReading *reading, guint32 start, guint32 length, const char *value);

#endif
