/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_VERIFY_H
#define ARSIP_ARCHIVE_VERIFY_H

#include <arsip/archive.h>
#include "base/hash.h"

/* What the catalogue can say for a check. */

/* Each fault that SQLite finds in its own file, and each row that names a missing one, as a sentence. */
typedef void (*ArsipVerifyTell)(const char *sentence, gpointer data);
gboolean arsip_verify_catalogue(ArsipArchive *archive, ArsipVerifyTell tell, gpointer data, GError **error);

typedef struct {
    gint64 id;
    guint8 sha256[ARSIP_HASH_SIZE];
    gint64 size;
} ArsipOriginalRow;

/*
 * Originals, of ArsipOriginalRow, in the order of their numbers, over `after` and up to `last`, `limit` at
 * most, and no more of them once they have so many bytes: not all at once, as nobody else's log could be
 * trimmed while they are read. since: only what arrived then or later, UTC; or NULL. The caller owns it.
 */
GArray *arsip_verify_originals(ArsipArchive *archive, gint64 after, gint64 last, const char *since,
                               guint limit, gint64 bytes, GError **error);
/* How many there are up to `last`, and how many bytes they should have. */
gboolean arsip_verify_count_originals(ArsipArchive *archive, gint64 last, const char *since, gint64 *count,
                                      gint64 *bytes, GError **error);

/* "document 7 (scan.tif)", or with how many others: what an original is the paper of. document: the first, or
 * 0. The caller owns it. */
char *arsip_verify_papers_of(ArsipArchive *archive, gint64 original, gint64 *document);
/* The same of a document. */
char *arsip_verify_paper(ArsipArchive *archive, gint64 document);

/* The highest numbers in use; 0: none. */
gint64 arsip_verify_newest_original(ArsipArchive *archive);
gint64 arsip_verify_newest_reading(ArsipArchive *archive);

/* The hashes of originals that begin with this byte, of guint8[ARSIP_HASH_SIZE], sorted. The caller owns it.
 */
GArray *arsip_verify_fan(ArsipArchive *archive, guint8 first, GError **error);

gboolean arsip_verify_names_original(ArsipArchive *archive, const guint8 sha256[ARSIP_HASH_SIZE]);

#endif
