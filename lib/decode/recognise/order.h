/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_ORDER_H
#define ARSIP_DECODE_ORDER_H

#include "text/reading.h"

/* A word as it was seen on an upright page, in that page's pixels. */
typedef struct {
    char *text;       /* UTF-8, NFC */
    gint32 left, top; /* right and bottom stand just outside */
    gint32 right, bottom;
    guint32 line; /* words of one line stand together and have the same number */
    guint8 confidence;
} ArsipSeen;

/* A GArray of ArsipSeen that owns the words' text. */
typedef GArray ArsipSeenWords;
ArsipSeenWords *arsip_seen_words_new(void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipSeenWords, g_array_unref)

/* Takes over the word's text. */
void arsip_seen_words_add(ArsipSeenWords *words, const ArsipSeen *word);

/* 0 to 100: the mean of the words' confidence, weighted by their length; 0 without words. */
double arsip_seen_words_confidence(const ArsipSeenWords *words);
/* How many letters and digits they have together. */
gsize arsip_seen_words_letters(const ArsipSeenWords *words);

/*
 * Writes the words into the reading's text in the order in which a person reads: lines that stand side by
 * side (key and value, cells of a table) become one line, columns of running text stay columns. Lines end
 * with \n, an empty line parts blocks. Each word of the text gets a box, still in pixels of the upright page.
 */
void arsip_order_words(const ArsipSeenWords *words, ArsipReading *reading);

#endif
