/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_BATCH_H
#define ARSIP_ARCHIVE_BATCH_H

#include <arsip/batch.h>

/* The open batch with these arguments, or 0. */
gint64 arsip_batch_find_open(ArsipArchive *archive, const char *arguments, GError **error);

/*
 * Begins a batch, or resumes the open one that has the same arguments. Inside the caller's transaction,
 * events too.
 */
gboolean arsip_batch_begin(ArsipArchive *archive, const char *arguments, gint64 *id, gboolean *is_resumed,
                           GError **error);
gboolean arsip_batch_finish(ArsipArchive *archive, gint64 id, GError **error);

/* 'done' <-> 'withdrawn'. */
gboolean arsip_batch_set_state(ArsipArchive *archive, gint64 id, const char *state, GError **error);

#endif
