/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_PART_H
#define ARSIP_TEXT_PART_H

#include "text/block.h"
#include "text/fold.h"

/* What the tokenizer makes tokens of: runs of letters and digits, and the gaps between them. */

typedef struct {
    char folded[ARSIP_TOKEN_MAX + ARSIP_BLOCK]; /* zero behind its end: arsip_part_end() */
    gsize length;                               /* of folded */
    guint32 start, end;
    gboolean is_acronym, is_number;
    gboolean is_capitals; /* two letters or more, and nothing else */
    gboolean is_in_code;  /* capitals with a stroke before or behind them */
    gboolean begins_with_letter, begins_in_lower_case, ends_with_letter;
} ArsipPart;

/* What stands between two parts. */
typedef struct {
    guint hyphens;
    guint spaces_before, newlines_before,
        newlines_after;     /* of the first hyphen; all before where there is none */
    gboolean has_dash_like; /* OCR's readings of a hyphen that are trusted only in undang-undang */
    gboolean is_soft;
    gboolean has_other;
} ArsipGap;

typedef struct {
    const char *text;
    gsize length;
    gsize at;
    guint32 base; /* where the text begins in the whole, for the parts' places */
} ArsipPartScanner;

/* Goes to the next letter or digit, adding to the gap; FALSE if there is none. */
gboolean arsip_gap_scan(ArsipPartScanner *scanner, ArsipGap *gap);
void arsip_gap_add(ArsipGap *gap, gunichar c, ArsipCharClass class);

/* Ends the folded form at its length: with zeros up to the sixteenth byte, with one behind a longer one. */
void arsip_part_end(ArsipPart *part);

/* Takes the part that begins here; FALSE if nothing of it is left after folding. */
gboolean arsip_part_scan(ArsipPartScanner *scanner, ArsipPart *part);

#endif
