/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_H
#define ARSIP_EXPORT_H

#include <arsip/document.h>

/* What leaves the archive. Nothing is masked: what is exported is whole. */

/* One document as one line of JSON, schema 1 of arsip-json.5, without a line feed. The caller owns it. */
char *arsip_export_json(const ArsipDocument *document);

/* One document as text: a heading of its title and fields, then its pages, each under a line with its number.
 * The caller owns it. */
char *arsip_export_text(const ArsipDocument *document);

/*
 * `2024-03-12 005-117-Um Undangan Rapat.pdf`: date, number, subject and what the original is, safe as a file
 * name on Windows and Linux alike, at most 200 bytes. original: which of the document's originals, from 0.
 * The caller owns it.
 */
char *arsip_export_file_name(const ArsipDocument *document, guint original);

/* The different originals of its pages, in order: hashes, hexadecimal, NULL-terminated. */
char **arsip_export_originals(const ArsipDocument *document);

/*
 * Puts copies of a document's originals into `folder` (made where it is missing), mode 0444, each checked
 * against its hash. A file of that name with other bytes is not overwritten: the copy gets a number. paths
 * (may be NULL): where they are now, NULL-terminated.
 */
gboolean arsip_export_copy(ArsipArchive *archive, const ArsipDocument *document, const char *folder,
                           char ***paths, GError **error);

/* Notes in the log what was taken out. The archive must be open for writing. */
gboolean arsip_export_note(ArsipArchive *archive, const char *format, const char *query, guint64 documents,
                           GError **error);

#endif
