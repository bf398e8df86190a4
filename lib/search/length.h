/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_LENGTH_H
#define ARSIP_SEARCH_LENGTH_H

#include <arsip/archive.h>

/* How long documents are, kept as one byte for each (search/strip.h): eight steps for each doubling. */

/* Remembers how long a document's text is, in words. */
gboolean arsip_length_set(ArsipArchive *archive, gint64 document, guint64 n_words, GError **error);

/* The step of such a length, and it as a share of a page's, with what half of it counts (search/weight.h). */
guint8 arsip_length_step(guint64 n_words);
double arsip_length_share_of_step(guint8 step);

/* For reading, within one snapshot: a strip is read once. */
typedef struct ArsipLengths ArsipLengths;

ArsipLengths *arsip_lengths_new(ArsipArchive *archive);
void arsip_lengths_free(ArsipLengths *lengths);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipLengths, arsip_lengths_free)

/* As above; of a document that cannot be read that of an empty one. */
double arsip_lengths_share(ArsipLengths *lengths, gint64 document);

/* Whether one could not be read. */
gboolean arsip_lengths_has_failed(const ArsipLengths *lengths);

/* The steps of a strip's documents, ARSIP_STRIP of them. Borrowed. */
const guint8 *arsip_lengths_steps(ArsipLengths *lengths, gint64 strip);

#endif
