/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_FOLD_H
#define ARSIP_TEXT_FOLD_H

#include "text/token.h"

/* What a character is to the tokenizer. */
typedef enum {
    ARSIP_CHAR_OTHER, /* parts tokens; bytes that are no UTF-8 too */
    ARSIP_CHAR_SPACE,
    ARSIP_CHAR_NEWLINE,
    ARSIP_CHAR_HYPHEN,      /* every dash that print or OCR puts for a hyphen */
    ARSIP_CHAR_SOFT_HYPHEN, /* nothing inside a word, a hyphen at a line's end */
    ARSIP_CHAR_HIDDEN,      /* no width: nothing inside a word */
    ARSIP_CHAR_APOSTROPHE,
    ARSIP_CHAR_LETTER,
    ARSIP_CHAR_DIGIT,
    ARSIP_CHAR_MARK /* combines with what stands before it */
} ArsipCharClass;

ArsipCharClass arsip_char_class(gunichar c);

/* Of the bytes below 0x80; ArsipCharClass. Most of any letter is such. */
extern const guint8 arsip_ascii_classes[128];

/*
 * Folds a run of letters, digits and marks (UTF-8): NFKC, case folded, cut at ARSIP_TOKEN_MAX bytes between
 * characters. Folding the result again changes nothing. Returns its length; 0 if nothing is left.
 */
gsize arsip_fold_run(const char *run, gsize length, char folded[ARSIP_TOKEN_MAX + 1]);

#endif
