/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_EVENT_H
#define ARSIP_ARCHIVE_EVENT_H

#include <arsip/log.h>

#include "base/hash.h"

/*
 * The log: every act that changes or takes out something leaves an event, chained by SHA-256.
 *
 * What is hashed, in this order: the 32 bytes of the hash before (zeros before the first), the number as 8
 * bytes, most significant first, then at, who, what, subject and detail, each as its length in 4 bytes, most
 * significant first, and its UTF-8.
 */

/* Inside the caller's transaction. detail: a JSON object; NULL for {}. */
gboolean arsip_event_add(ArsipArchive *archive, const char *what, const char *subject, const char *detail,
                         GError **error);

/* The name of the real user of this process; "budi (root)" when it runs through sudo. Borrowed from the
 * archive. */
const char *arsip_event_who(ArsipArchive *archive);

/* UTC, RFC 3339 with milliseconds. The caller owns it. */
char *arsip_now(void);

/* The local date, YYYY-MM-DD; the same all through a transaction. Borrowed from the archive until the next
 * one begins. */
const char *arsip_today(ArsipArchive *archive);

/*
 * The hash of event *id, in hexadecimal; *id 0: of the newest, whose number it becomes. NULL without *error
 * where there is no such event. The caller owns it.
 */
char *arsip_event_hash(ArsipArchive *archive, gint64 *id, GError **error);

/* What stands above, of one event; hash: which begins anew afterwards. */
void arsip_event_digest(ArsipHash *hash, const guint8 previous[ARSIP_HASH_SIZE], const ArsipEvent *event,
                        guint8 digest[ARSIP_HASH_SIZE]);

/* Recomputes the chain from its beginning: FALSE with DAMAGED and the first bad event's number. count: events
 * seen. */
gboolean arsip_event_verify(ArsipArchive *archive, gint64 *count, GError **error);

#endif
