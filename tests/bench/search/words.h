/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_SEARCH_WORDS_H
#define BENCH_SEARCH_WORDS_H

#include <glib.h>

/*
 * Words as a million letters would have them: ranks spread by Zipf and Mandelbrot's law, first the words of
 * real letters in their own order, behind them those of a list; and runs of real letters in between, so that
 * phrases are as frequent as they are. The same seed gives the same words.
 */
typedef struct BenchWords BenchWords;

/* letters: texts of real letters, one after another; list: a word a line. */
BenchWords *bench_words_new(const char *letters, const char *list, GError **error);
void bench_words_free(BenchWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BenchWords, bench_words_free)

/* A single word, in small letters; borrowed. */
const char *bench_words_draw(const BenchWords *words, GRand *rand);

/* Adds about `length` bytes of sentences. */
void bench_words_write(const BenchWords *words, GRand *rand, GString *text, gsize length);

/* Subjects as real letters have them; NULL-terminated, borrowed. */
const char *const *bench_words_subjects(const BenchWords *words);

/* Digits for each '#'; of long numbers there are not very many, as the same persons and offices recur. */
void bench_digits(GRand *rand, GString *text, const char *shape);

/* Adds a person's name; a few of them are frequent, most are rare. */
void bench_name(GRand *rand, GString *text);

/* The word with a letter read wrongly as scans have it, or NULL if it has none that goes wrong. */
char *bench_misread(GRand *rand, const char *word);

#endif
