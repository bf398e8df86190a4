/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/private.h"

#include <arsip/document.h>

static void
free_companion(ArsipCompanion *companion)
{
    g_free(companion->name);
    g_free(companion);
}

static GPtrArray *
collect(ArsipArchive *archive, const char *sql, gint64 id, guint limit, GError **error)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)free_companion);
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "ii", id, (gint64)limit))
        return NULL;
    while (arsip_statement_step(statement, &fault)) {
        ArsipCompanion *companion = g_new0(ArsipCompanion, 1);

        companion->id = sqlite3_column_int64(statement, 0);
        companion->name = arsip_column_dup(statement, 1);
        g_ptr_array_add(found, companion);
    }
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&found) : NULL;
}

GPtrArray *
arsip_document_members(ArsipArchive *archive, gint64 id, guint limit, GError **error)
{
    static const char sql[] =
        "SELECT document.id, member.name, min(member.id)"
        " FROM page AS own"
        " JOIN arrival AS holder ON holder.original = own.original"
        " JOIN arrival AS member ON member.container = holder.id"
        " JOIN page AS theirs ON theirs.original = member.original AND theirs.number = 1"
        " JOIN document ON document.id = theirs.document"
        " WHERE own.document = ?1 AND own.number = 1 AND NOT document.hidden"
        " GROUP BY document.id ORDER BY min(member.id) LIMIT ?2";

    return collect(archive, sql, id, limit, error);
}

GPtrArray *
arsip_document_holders(ArsipArchive *archive, gint64 id, guint limit, GError **error)
{
    static const char sql[] =
        "SELECT document.id, holder.name, min(member.id)"
        " FROM page AS own"
        " JOIN arrival AS member ON member.original = own.original"
        " JOIN arrival AS holder ON holder.id = member.container"
        " JOIN page AS theirs ON theirs.original = holder.original AND theirs.number = 1"
        " JOIN document ON document.id = theirs.document"
        " WHERE own.document = ?1 AND own.number = 1 AND NOT document.hidden"
        " GROUP BY document.id ORDER BY min(member.id) LIMIT ?2";

    return collect(archive, sql, id, limit, error);
}
