/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_PAYLOAD_H
#define ARSIP_CUSTODY_PAYLOAD_H

#include "archive/whole.h"
#include "custody/sink.h"

/*
 * The payload of a bag on its way into the sink, and its manifest: threads take what is put while the
 * caller writes what comes next; into a TAR or a ZIP, and in the manifest, it comes in that order.
 */
typedef struct ArsipPayload ArsipPayload;

/* All are borrowed, and nobody else puts anything into the sink until the end; streams may be opened. */
ArsipPayload *arsip_payload_new(ArsipArchive *archive, ArsipSink *sink, FILE *manifest, GError **error);
/* Before the end: what is not put yet is not put any more. */
void arsip_payload_free(ArsipPayload *payload);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPayload, arsip_payload_free)

/* FALSE as soon as anything could not be put; DAMAGED for an original whose bytes are not those of its name.
 */
gboolean arsip_payload_put_original(ArsipPayload *payload, const ArsipWholeOriginal *original,
                                    GError **error);
/* One of the sink's, which nobody writes to any more. */
gboolean arsip_payload_put_stream(ArsipPayload *payload, const char *path, FILE *stream, GError **error);

/* Waits until all is put. Gives how much it is. */
gboolean arsip_payload_end(ArsipPayload *payload, guint64 *bytes, guint64 *files, GError **error);

#endif
