/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_RECEIPT_H
#define ARSIP_CUSTODY_RECEIPT_H

#include <arsip/archive.h>
#include "base/hash.h"

/*
 * What an archive held at a moment, in few enough characters to be printed and signed. Originals, readings
 * and events are only ever added, and numbered as they come: so what was there then is what has a number up
 * to the highest one of then.
 *
 * The root over originals is the SHA-256 of a line for each, in the order of their numbers: its own SHA-256
 * in hexadecimal, a space, its size in bytes, a line feed. That over texts is the same with the seals of the
 * readings (archive/seal.h) in hexadecimal alone. The hash of the newest event stands for all before it. The
 * receipt's own seal is the SHA-256 of its lines `name: value`, each with its line feed.
 */
typedef struct {
    char *archive; /* UUID */
    char *made;    /* UTC, RFC 3339 */
    gint64 originals, last_original, bytes;
    char *originals_root; /* hexadecimal */
    gint64 texts, last_text;
    char *texts_root;
    gint64 last_event;
    char *event_hash;
} ArsipReceipt;

void arsip_receipt_free(ArsipReceipt *receipt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipReceipt, arsip_receipt_free)

/* USAGE where it is none, or not all of one, or a value was mistyped. */
ArsipReceipt *arsip_receipt_read(const char *path, GError **error);

/* A page with the receipt and how it can be verified. An existing file is an error. */
gboolean arsip_receipt_write(const ArsipReceipt *receipt, const char *archive_name, const char *who,
                             const char *path, GError **error);

/* What is counted on the way through an archive. */
typedef struct {
    gint64 last_original, last_text; /* what has a higher number is not counted */
    gint64 originals, bytes, texts;
    ArsipHash *original_hash, *text_hash; /* NULL: nothing is counted */
} ArsipTally;

void arsip_tally_begin(ArsipTally *tally, gint64 last_original, gint64 last_text);
void arsip_tally_original(ArsipTally *tally, gint64 id, const guint8 sha256[ARSIP_HASH_SIZE], gint64 size);
void arsip_tally_text(ArsipTally *tally, gint64 id, const guint8 seal[ARSIP_HASH_SIZE]);
/* The counts and roots into the receipt. */
void arsip_tally_end(ArsipTally *tally, ArsipReceipt *receipt);
void arsip_tally_clear(ArsipTally *tally);

#endif
