/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_PICTURE_H
#define ARSIP_PICTURE_H

#include <arsip/document.h>
#include <arsip/ingest.h>

/* A page as a picture, with the words marked that its labels and fields come from. */

typedef struct {
    guint page;           /* from 1 */
    const char *query;    /* marks what this query finds (arsip-query.7) instead; NULL: none */
    gboolean must_be_new; /* a file of that name is an error */
    ArsipReaderOptions readers;
} ArsipPictureOptions;

/*
 * Writes a PNG, whole or not at all: the page upright and in grey, at most 1600 pixels high and wide, below a
 * strip that says what the colours stand for. notes: sentences about what could not be marked,
 * NULL-terminated; the caller owns them. UNSUPPORTED for a page that is text, NOT_FOUND, SYNTAX (of the
 * query), PASSWORD, and what the reading of a page may give. Nothing is written to the archive.
 */
gboolean arsip_picture_write(ArsipArchive *archive, const ArsipDocument *document,
                             const ArsipPictureOptions *options, const char *path, char ***notes,
                             GError **error);

#endif
