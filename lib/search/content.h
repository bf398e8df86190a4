/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_CONTENT_H
#define ARSIP_SEARCH_CONTENT_H

#include "letter/letter.h"

/*
 * What was indexed of a document, small: its file name, the readings of its pages, and the letter as places
 * in them. With the readings' text (which never changes) the very text that the index was given can be made
 * again: FTS5 needs it to forget a document, a rebuild to index it anew, a snippet to show it.
 */
typedef struct {
    char *name;
    GArray *readings;     /* of gint64: one for each page, 0 where nothing was read */
    ArsipLetter *letter;  /* does not hold its zones' texts */
    guint letter_version; /* ARSIP_LETTER_VERSION of whoever read it; 0: not known */
} ArsipContent;

void arsip_content_free(ArsipContent *content);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipContent, arsip_content_free)

/* letter may be NULL: nothing but the name is known. Strings are made UTF-8 where they are not. */
GBytes *arsip_content_pack(const char *name, const gint64 *readings, guint n_readings,
                           const ArsipLetter *letter);

/* DAMAGED for a blob that breaks its rules. */
ArsipContent *arsip_content_unpack(GBytes *blob, GError **error);

/* Looks up the digits of personal numbers. pages: those of the readings. */
void arsip_content_fill(ArsipContent *content, ArsipPages *pages);

#endif
