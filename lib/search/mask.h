/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_MASK_H
#define ARSIP_SEARCH_MASK_H

#include "letter/letter.h"

/*
 * Personal numbers (NIK, KK, NPWP, a citizen's telephone) are shown with their last four digits only. A star
 * stands in the place of each digit, so that no byte moves.
 */

/* In a page's text: where the letter says that they stand, and wherever else the same digits occur. */
void arsip_mask_page(char *text, const ArsipLetter *letter, guint page);

/* In any other text, a field's value for one. */
void arsip_mask_text(char *text, const ArsipLetter *letter);

#endif
