/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_PRINTED_H
#define ARSIP_EXPORT_PRINTED_H

#include "text/reading.h"

/*
 * A reading as formats of print want it: blocks of lines of words, in the order of the text. A word is what
 * white space parts, a line one of the text's, a block what empty lines part. Boxes are pixels of the stored
 * page: a line's goes round its words, a block's round its lines; what has none (text that a person set) has
 * that of what holds it, in the end the page's, and none where the page has no size.
 */
typedef struct {
    guint32 start, length; /* bytes of the reading's text */
    ArsipBox box;
    gint confidence; /* 0 to 100; -1: nobody has said */
} ArsipPrintedWord;

typedef struct {
    guint first, n_words;
    ArsipBox box;
    guint32 unbroken; /* bytes of the last word before the hyphen that breaks it, the next line going on with
                         it; 0: it is whole */
} ArsipPrintedLine;

typedef struct {
    guint first, n_lines;
    ArsipBox box;
} ArsipPrintedBlock;

typedef struct {
    const ArsipReading *reading; /* borrowed */
    ArsipBox box;
    GArray *words;  /* of ArsipPrintedWord */
    GArray *lines;  /* of ArsipPrintedLine */
    GArray *blocks; /* of ArsipPrintedBlock */
} ArsipPrinted;

/* The reading must outlive it. */
ArsipPrinted *arsip_printed_new(const ArsipReading *reading);
void arsip_printed_free(ArsipPrinted *printed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPrinted, arsip_printed_free)

#endif
