/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_ROW_H
#define ARSIP_DECODE_ROW_H

#include <glib.h>

/*
 * The lines of a table's row from the texts (lines that end with \n) of its cells: what belongs together
 * stands on one line, parted by tabs. Empty cells leave nothing behind. The caller owns it.
 */
char *arsip_row_lines(const GPtrArray *cells);

#endif
