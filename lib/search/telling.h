/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_TELLING_H
#define ARSIP_SEARCH_TELLING_H

#include <arsip/archive.h>
#include "search/entry.h"

/* Where a word stands, the weightiest first. */
typedef enum {
    ARSIP_TELLING_HAL,
    ARSIP_TELLING_JUDUL,
    ARSIP_TELLING_DARI,
    ARSIP_TELLING_ISI
} ArsipTellingPart;

/* A word that tells a document from others. */
typedef struct {
    char *folded;
    ArsipTellingPart part; /* the weightiest that it stands in */
    guint n;               /* how often it stands in the document */
    double worth;
} ArsipTelling;

/*
 * Its `most` most telling words, of ArsipTelling, the most telling first. Neither words with digits nor those
 * that no other document has are among them. The caller owns them.
 */
GPtrArray *arsip_telling_words(ArsipArchive *archive, const ArsipEntry *entry, guint most, GError **error);

/* The letter numbers that stand in it, its own first, of char, as written; `most` of them. The caller owns
 * them. */
GPtrArray *arsip_telling_numbers(const ArsipEntry *entry, guint most);

#endif
