/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_LENGTH_H
#define ARSIP_SEARCH_LENGTH_H

#include <arsip/archive.h>

/* How long documents are, kept as one byte for each (search/strip.h): eight steps for each doubling. */

/* Remembers how long a document's text is, in words. */
gboolean arsip_length_set(ArsipArchive *archive, gint64 document, guint64 n_words, GError **error);

/* Such a length as a share of a page's, with what half of it counts (search/weight.h). */
double arsip_length_share(guint64 n_words);

/* For reading, within one snapshot: a strip is read once. */
typedef struct ArsipLengths ArsipLengths;

ArsipLengths *arsip_lengths_new(ArsipArchive *archive);
void arsip_lengths_free(ArsipLengths *lengths);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipLengths, arsip_lengths_free)

/* As above; of a document that cannot be read that of an empty one. */
double arsip_lengths_share(ArsipLengths *lengths, gint64 document);

/* The lengths of a strip's documents as they are kept, and what such a byte says. Borrowed from `lengths`. */
const guint8 *arsip_lengths_strip(ArsipLengths *lengths, guint strip);
double arsip_lengths_share_of(const ArsipLengths *lengths, guint8 length);

#endif
