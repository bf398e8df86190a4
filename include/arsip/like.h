/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LIKE_H
#define ARSIP_LIKE_H

#include <arsip/search.h>

/*
 * Documents like another one: its most telling words, of subject, title and sender before those of the body,
 * and the numbers of letters that it bears and cites, are asked for all at once, any of them, the best hits
 * first. A word tells by how often it stands in the document and in how few others (tf and idf: Sparck Jones
 * 1972).
 */
typedef struct {
    char *query;      /* "": nothing in the document tells anything */
    GPtrArray *words; /* of char: what is asked for, the most telling first. Personal numbers are not among
                         them */
} ArsipLikeness;

/* NULL with NOT_FOUND, BUSY, DAMAGED. The caller owns it. */
ArsipLikeness *arsip_likeness_of(ArsipArchive *archive, gint64 document, GError **error);
void arsip_likeness_free(ArsipLikeness *likeness);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipLikeness, arsip_likeness_free)

/*
 * arsip_search() for what is like the document, and answers options->query and the other options besides; the
 * document itself is left out. The order is ARSIP_SORT_BEST, and words count as they are written. Errors as
 * above and of arsip_search().
 */
ArsipAnswer *arsip_like_search(ArsipArchive *archive, gint64 document, const ArsipLikeness *likeness,
                               const ArsipSearchOptions *options, GError **error);

#endif
