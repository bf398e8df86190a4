/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/snapshot.h"

#include "archive/catalogue.h"

gboolean
arsip_snapshot_begin(ArsipSnapshot *snapshot, ArsipArchive *archive, GError **error)
{
    snapshot->archive = NULL;
    if (!sqlite3_get_autocommit(arsip_archive_database(archive)))
        return TRUE;
    if (!arsip_execute(archive, error, "BEGIN", ""))
        return FALSE;
    snapshot->archive = archive;
    return TRUE;
}

void
arsip_snapshot_end(ArsipSnapshot *snapshot)
{
    if (snapshot->archive != NULL)
        arsip_execute(snapshot->archive, NULL, "COMMIT", "");
    snapshot->archive = NULL;
}
