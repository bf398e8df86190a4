/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_SHAPE_H
#define ARSIP_LETTER_SHAPE_H

#include "letter/sheet.h"

/* What a line looks like, whatever it says. */

/* Four letters in five are capitals, and there are at least three letters. */
gboolean arsip_line_is_capitals(const ArsipSheet *sheet, const ArsipLine *line);

/* A row of running text: most words that carry meaning are in lower case. */
gboolean arsip_line_is_prose(const ArsipSheet *sheet, const ArsipLine *line);

/* Begins with a word that opens a letter's body (Sehubungan, Dengan hormat, Menimbang, ...). */
gboolean arsip_line_opens_body(const ArsipSheet *sheet, const ArsipLine *line);

/* Specks, rules, a logo's remains: less than three letters or digits. */
gboolean arsip_line_is_noise(const ArsipSheet *sheet, const ArsipLine *line);

/* Begins with a number or a letter of a list: 1. 2) a. (3) II. B. */
gboolean arsip_line_is_item(const ArsipLine *line);

/* SANGAT RAHASIA, SEGERA: printed or stamped alone on a line. */
gboolean arsip_line_is_class(const ArsipSheet *sheet, const ArsipLine *line);

/* The letters and digits of the line, without spaces: S U R A T  T U G A S is surattugas. The caller owns it.
 */
char *arsip_line_squeeze(const ArsipSheet *sheet, const ArsipLine *line);

/* Is one of the line's first `most` words among the keywords? Gives the word's number, or -1. */
gint arsip_line_find(const ArsipSheet *sheet, const ArsipLine *line, guint most, const char *const *keywords);

#endif
