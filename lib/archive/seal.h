/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_SEAL_H
#define ARSIP_ARCHIVE_SEAL_H

#include <arsip/archive.h>
#include "base/hash.h"

/*
 * What was read from a page never changes afterwards; its seal is the SHA-256 of it, kept in a table of its
 * own, so that each bit that the disk loses is found.
 *
 * What is hashed, in this order: the columns id, page, made, who, text, words, confidence, rotation, skew,
 * width, height, dpi, blank, method, languages, known and steps of the reading. Whole numbers as 8 bytes,
 * most significant first, two's complement; others as 8 bytes of IEEE 754, most significant first; text and
 * bytes as their length in 4 bytes, most significant first, and themselves; NULL as the length FFFFFFFF.
 */

/* The schema that has seals; an older one that only is looked at has none. */
#define ARSIP_SCHEMA_OF_SEALS 5

/* Whether the archive's schema has them. */
gboolean arsip_seal_is_kept(ArsipArchive *archive);

/* Seals a reading that has just been kept, inside the caller's transaction. */
gboolean arsip_seal_add(ArsipArchive *archive, gint64 reading, GError **error);
/* All that have none: for the migration. */
gboolean arsip_seal_add_all(ArsipArchive *archive, GError **error);

typedef struct {
    gint64 reading;
    gint64 document; /* 0: the page is none of any document */
    guint page;      /* from 1 */
    const char *made;
    gint64 size; /* bytes of its text and words */
    gboolean has_seal;
    gboolean is_whole; /* what is there now has the seal's hash */
    guint8 digest[ARSIP_HASH_SIZE];
} ArsipSealed;

/* Every reading, by its number; FALSE stops. */
typedef gboolean (*ArsipSealVisit)(const ArsipSealed *sealed, gpointer data, GError **error);
gboolean arsip_seal_each(ArsipArchive *archive, ArsipSealVisit visit, gpointer data, GError **error);

#endif
