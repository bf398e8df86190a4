/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_SPELLING_H
#define ARSIP_LETTER_SPELLING_H

#include <glib.h>

/*
 * Printed words that may have been misread: O/0, l/I/1/|, rn/m, S/5, B/8, Z/2, cl/d are taken for the
 * same letter, and longer words may differ in a letter or two.
 */

/* The letters and digits of a word in lower case, everything else dropped. The caller owns it. */
char *arsip_spelling_fold(const char *word, gsize length);

/* Both folded. Never true for short words that are another common word (dari, hari; kepada, kepala). */
gboolean arsip_spelling_is(const char *folded, const char *keyword);

/* Is it one of the words of a list that ends with NULL? Gives its number, or -1. */
gint arsip_spelling_find(const char *folded, const char *const *keywords);

/* Letters that differ once confusions are taken away; stops counting past `most`. */
guint arsip_spelling_distance(const char *folded, const char *keyword, guint most);

/* A digit as printed, or misread as O o l I |; generously also as Q D i Z S B. -1 for none. */
gint arsip_spelling_digit(char c, gboolean generously);

#endif
