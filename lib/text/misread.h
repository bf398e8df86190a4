/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_MISREAD_H
#define ARSIP_TEXT_MISREAD_H

#include <glib.h>

#include "text/token.h"

/*
 * How far a word that was read is from one that may have been printed.
 *
 * An edit distance (Wagner and Fischer 1974) over letters in which the faults that recognition makes cost
 * less than others: a letter taken for one of much the same shape, two taken for one (rn/m, cl/d, vv/w, ii/u,
 * li/h) or one for two, a narrow letter overlooked. A letter that is another, is missing or is too many
 * costs 1, and two that stand in each other's place, as typists turn them (Damerau 1964), a little less. The
 * table follows the confusions that are named for Tesseract on Indonesian letters (O/0, l/I/1, S/5, B/8, Z/2,
 * e/c, o/a, rn/m, cl/d) and what was counted in 111 misread words of 62 letters brought down to 80 and 95 dpi
 * with noise: there a, l, i, r, t, j overlooked, j/y, h/n, h/b, u/i, u/a, i/r, i/t, r/t, m/n, d/b stood for
 * two faults in three.
 *
 * Words are tokens, folded (text/token.h).
 */

/* What reading `read` for `meant` costs; more than `most` where it costs more than that. */
double arsip_misread_cost(const char *meant, const char *read, double most);

/*
 * The most that may be taken for a misread word. doubt, 0 to 1: how much there is reason to think that it was
 * misread. 0 for words of up to three letters, and for what has a digit in it: a number's digits are never
 * guessed. More for long words, which have few neighbours.
 *
 * Measured on the 111 misread words, and on 43,000 Indonesian words (Tesseract's list) against the 470 of the
 * starter rules: without doubt 41 of 100 misread words are within it, and 0.8 other words of the language for
 * each word of the rules; with full doubt 54, and 2.1.
 */
double arsip_misread_bound(const char *meant, double doubt);

/*
 * The most that may be taken for a word of a query that nobody wrote so, who asked having misspelt it: one
 * letter, two of nine or more. 0 for words of up to three letters, and for what has a digit in it.
 */
double arsip_misspelt_bound(const char *written);

/* Of words that a misspelt one may be for, those that cost so much more than the likeliest are not. */
#define ARSIP_MISSPELT_BEYOND 0.6

/*
 * The same letter by letter of what may have been printed, for whoever holds many words against one that was
 * read: words that begin alike share their beginning. Costs are hundredths here.
 */
typedef struct {
    gunichar read[ARSIP_TOKEN_MAX], meant[ARSIP_TOKEN_MAX];
    guint n_read;
    guint16 least[ARSIP_TOKEN_MAX + 1];
    guint16 rows[ARSIP_TOKEN_MAX + 1][ARSIP_TOKEN_MAX + 1];
} ArsipMisread;

void arsip_misread_begin(ArsipMisread *misread, const char *read);

/*
 * The printed word's letter number n, from 1 to ARSIP_TOKEN_MAX; those before it stay as they were pushed
 * last. Returns the least that a word can cost that begins so; what this much of it costs is
 * rows[n][n_read].
 */
guint arsip_misread_push(ArsipMisread *misread, guint n, gunichar letter);
guint arsip_misread_hundredths(double cost);

#endif
