/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_PRIVATE_H
#define ARSIP_ARCHIVE_PRIVATE_H

#include "archive/catalogue.h"
#include "base/hash.h"
#include "base/system.h"

struct ArsipArchive {
    char *folder; /* as given */
    char *name;   /* the same, escaped for people */
    char *uuid;
    ArsipArchiveMode mode;
    ArsipStanding standing;
    sqlite3 *database;
    GHashTable *statements; /* address of the SQL -> sqlite3_stmt kept prepared */
    guint depth;            /* of arsip_begin() */
    gboolean is_spoilt;     /* an inner part failed: the outermost must not commit */
    guint patience;         /* seconds */
    gboolean has_head;      /* last_hash holds the chain's head as of this transaction */
    guint8 last_hash[ARSIP_HASH_SIZE];
    gint64 last_event;
    char *who;   /* arsip_event_who(), once asked for */
    char *today; /* arsip_today(), of this transaction, once asked for */
};

/* A connection with the pragmas set, and nothing else looked at. flags: SQLITE_OPEN_... */
ArsipArchive *arsip_archive_connect(const char *folder, ArsipArchiveMode mode, int flags, GError **error);

/* To the one row about a document; NOT_FOUND where there is none. */
gboolean arsip_document_step(ArsipStatement *statement, gint64 id, GError **error);

/* Fills in what else a new catalogue needs, inside the transaction that makes it. */
typedef gboolean (*ArsipArchiveFill)(ArsipArchive *archive, GError **error);

/* Brings the schema up to this program's, in one transaction; a copy of an older catalogue is kept beside it.
 */
gboolean arsip_archive_migrate(ArsipArchive *archive, ArsipArchiveFill fill, GError **error);

#endif
