/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_ROW_H
#define ARSIP_TEXT_ROW_H

#include "text/part.h"

/*
 * Tokens that follow one another, with their folded forms: what is done with many of them at once need not
 * wait, word by word, for what was made of the word before.
 */
typedef struct {
    guint n;
    ArsipToken tokens[ARSIP_ROW_MOST];
    char folded[ARSIP_ROW_MOST][ARSIP_BLOCK];
} ArsipRow;

/* There is room. The part is shorter than a block. */
void arsip_row_add(ArsipRow *row, const ArsipPart *part);

/*
 * Adds the words that stand apart, as nearly all do: letters and digits of ASCII, shorter than a block, and
 * nothing behind them that might join them to the next. The scanner stands at a letter or digit, which
 * nothing before it is joined to, and afterwards at the first such word that does not stand apart or has no
 * room.
 */
void arsip_row_scan(ArsipRow *row, ArsipPartScanner *scanner);

#endif
