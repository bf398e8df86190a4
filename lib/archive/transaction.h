/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_TRANSACTION_H
#define ARSIP_ARCHIVE_TRANSACTION_H

#include <arsip/archive.h>

/*
 * BEGIN IMMEDIATE, waiting the archive's patience for other writers. May be nested: only the outermost
 * commits. An uncommitted outermost transaction is rolled back by arsip_rollback(), which does nothing when
 * none is open.
 */
gboolean arsip_begin(ArsipArchive *archive, GError **error);
gboolean arsip_commit(ArsipArchive *archive, GError **error);
void arsip_rollback(ArsipArchive *archive);

/*
 * After a transaction that wrote much: gives the room of the write-ahead log back, which would stay as long
 * as the longest. Where somebody reads it just now, it stays.
 */
void arsip_trim_log(ArsipArchive *archive);

#endif
