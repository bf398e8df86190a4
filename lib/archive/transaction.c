/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/private.h"
#include "archive/transaction.h"
#include "base/i18n.h"

/* Immediate: a deferred transaction that turns to writing fails at once when another writes, whatever the
 * timeout. */
gboolean
arsip_begin(ArsipArchive *archive, GError **error)
{
    if (archive->depth++ > 0)
        return TRUE;
    archive->is_spoilt = FALSE;
    archive->has_head = FALSE;
    g_clear_pointer(&archive->today, g_free);
    sqlite3_busy_timeout(archive->database, (int)archive->patience * 1000);
    if (arsip_execute(archive, error, "BEGIN IMMEDIATE", ""))
        return TRUE;
    archive->depth = 0;
    return FALSE;
}

gboolean
arsip_commit(ArsipArchive *archive, GError **error)
{
    g_return_val_if_fail(archive->depth > 0, FALSE);
    if (archive->depth > 1) {
        archive->depth--;
        return TRUE;
    }
    if (archive->is_spoilt) {
        arsip_rollback(archive);
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                            _("a part of the change failed, so nothing of it was kept"));
        return FALSE;
    }
    if (!arsip_execute(archive, error, "COMMIT", "")) {
        arsip_rollback(archive);
        return FALSE;
    }
    archive->depth = 0;
    return TRUE;
}

void
arsip_rollback(ArsipArchive *archive)
{
    if (archive->depth == 0)
        return;
    if (archive->depth > 1) {
        archive->depth--;
        archive->is_spoilt = TRUE;
        return;
    }
    archive->depth = 0;
    archive->has_head = FALSE;
    if (!sqlite3_get_autocommit(archive->database))
        arsip_execute(archive, NULL, "ROLLBACK", "");
}

void
arsip_trim_log(ArsipArchive *archive)
{
    g_return_if_fail(archive->depth == 0);
    sqlite3_busy_timeout(archive->database, 0);
    sqlite3_wal_checkpoint_v2(archive->database, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(archive->database, (int)archive->patience * 1000);
}
