/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_SEARCH_DRAFT_H
#define BENCH_SEARCH_DRAFT_H

#include "letters.h"

/* A line before it is broken into those of the page. */
typedef struct {
    ArsipZone zone;
    gboolean is_apart;  /* an empty line before it */
    gboolean turns;     /* it begins a page */
    const char *field;  /* or NULL */
    gsize start, value; /* bytes of the text; value: where the field's begins */
} BenchLine;

/* A letter under way. */
typedef struct {
    const BenchWords *words;
    GRand *rand;
    BenchLetter *letter;
    const char *place;
    const char *class;
    guint office;
    const char *from; /* the office's name */
    GString *text;    /* lines, one behind the other */
    GArray *lines;    /* of BenchLine */
} BenchDraft;

/* Sets the lines on pages, which the draft's letter gets with its zones and fields; some words are misread.
 */
void bench_draft_set(BenchDraft *draft);

#endif
