/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_SEARCH_LETTERS_H
#define BENCH_SEARCH_LETTERS_H

#include "letter/letter.h"
#include "text/reading.h"
#include "words.h"

/* A letter of an office as a scan of it would have been read: text, words with their boxes, misread ones. */
typedef struct {
    GPtrArray *pages;    /* of ArsipReading */
    ArsipLetter *letter; /* its zones and fields, as a letter reader would find them */
    const char *kind;    /* label of the namespace jenis; NULL: none */
    const char *topic;   /* label of the namespace perihal; NULL: none */
    char *name;          /* file name */
    guint year, month, day;
    gsize bytes; /* of text, all pages */
} BenchLetter;

/* number: from 1; letters of nearby numbers are mostly of the same months, as boxes of paper are. */
BenchLetter *bench_letter_write(const BenchWords *words, guint32 seed, guint number);
void bench_letter_free(BenchLetter *letter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BenchLetter, bench_letter_free)

#endif
