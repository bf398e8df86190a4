/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/private.h"
#include "archive/record.h"

static gboolean
find_original(ArsipArchive *archive, const guint8 *sha256, gint64 *original, GError **error)
{
    static const char sql[] = "SELECT id FROM original WHERE sha256 = ?1";
    GError *fault = NULL;

    *original = arsip_fetch_number(archive, 0, &fault, sql, "h", sha256);
    return arsip_rows_ended(fault, error);
}

gboolean
arsip_arrival_add(ArsipArchive *archive, const ArsipArrival *arrival, gint64 *original, gint64 *id,
                  gboolean *is_new, GError **error)
{
    static const char add_original[] = "INSERT INTO original (sha256, size) VALUES (?1, ?2)";
    static const char add_arrival[] =
        "INSERT INTO arrival (batch, original, name, path, container, modified, outcome)"
        " VALUES (?1, ?2, ?3, ?4, nullif(?5, 0), ?6, ?7)";

    if (!find_original(archive, arrival->sha256, original, error))
        return FALSE;
    *is_new = *original == 0;
    if (*is_new) {
        if (!arsip_execute(archive, error, add_original, "hi", arrival->sha256, (gint64)arrival->size))
            return FALSE;
        *original = sqlite3_last_insert_rowid(archive->database);
    }
    if (!arsip_execute(archive, error, add_arrival,
                       "iiszi"
                       "is",
                       arrival->batch, *original, arrival->name, arrival->path, arrival->container,
                       arrival->modified, *is_new ? "new" : "known"))
        return FALSE;
    *id = sqlite3_last_insert_rowid(archive->database);
    return TRUE;
}

gboolean
arsip_arrival_brought_back(ArsipArchive *archive, gint64 batch, gint64 document, GError **error)
{
    static const char sql[] = "UPDATE arrival SET outcome = 'back' WHERE batch = ?1"
                              " AND original IN (SELECT original FROM page WHERE document = ?2)";

    return arsip_execute(archive, error, sql, "ii", batch, document);
}

/* Walks outwards, from the innermost. */
#define CHAIN                                                                                                \
    "WITH RECURSIVE chain (id, container, path, depth) AS ("                                                 \
    "  SELECT id, container, path, 0 FROM arrival WHERE id = ?1"                                             \
    "  UNION ALL SELECT arrival.id, arrival.container, arrival.path, depth + 1"                              \
    "    FROM arrival JOIN chain ON arrival.id = chain.container) "

guint
arsip_arrival_depth(ArsipArchive *archive, gint64 id, GError **error)
{
    return (guint)arsip_fetch_number(archive, 0, error, CHAIN "SELECT max(depth) FROM chain", "i", id);
}

char *
arsip_arrival_path(ArsipArchive *archive, gint64 id, GError **error)
{
    g_autoptr(ArsipStatement) statement =
        arsip_statement(archive, CHAIN "SELECT path FROM chain ORDER BY depth DESC", error);
    g_autoptr(GString) path = g_string_new(NULL);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", id))
        return NULL;
    while (arsip_statement_step(statement, &fault)) {
        if (path->len > 0)
            g_string_append_c(path, '/');
        g_string_append_len(path, sqlite3_column_blob(statement, 0), sqlite3_column_bytes(statement, 0));
    }
    if (!arsip_rows_ended(fault, error))
        return NULL;
    return g_string_free(g_steal_pointer(&path), FALSE);
}

/* An earlier arrival of the same container, whose members are named; 0 without one. */
static gint64
find_model(ArsipArchive *archive, gint64 id)
{
    /* The state first: only of an opened archive or mail may the earlier arrivals be gone through. An archive
     * full of empty files has tens of thousands of arrivals of one original. */
    static const char earlier[] =
        "SELECT max(other.id) FROM arrival AS this CROSS JOIN arrival AS other"
        " WHERE this.id = ?1"
        "   AND (EXISTS (SELECT 1 FROM page JOIN document ON document.id = page.document"
        "                WHERE page.original = this.original AND document.state = 'container')"
        "        OR EXISTS (SELECT 1 FROM original"
        "                   WHERE id = this.original AND media_type = 'message/rfc822'))"
        "   AND other.original = this.original AND other.id <> this.id"
        "   AND EXISTS (SELECT 1 FROM arrival WHERE container = other.id)";

    return arsip_fetch_number(archive, 0, NULL, earlier, "i", id);
}

gboolean
arsip_arrival_count_copies(ArsipArchive *archive, gint64 id, ArsipFamily *copies, GError **error)
{
    gint64 model = find_model(archive, id);

    *copies = (ArsipFamily){0};
    return model == 0 || arsip_family_count(archive, model, copies, error);
}

gboolean
arsip_arrival_copy_members(ArsipArchive *archive, gint64 id, GError **error)
{
    static const char members[] = "SELECT id FROM arrival WHERE container = ?1 ORDER BY id";
    static const char copy[] =
        "INSERT INTO arrival (batch, original, name, path, container, modified, outcome)"
        " SELECT container.batch, member.original, member.name, member.path, container.id, member.modified, "
        "'known'"
        " FROM arrival AS member, arrival AS container WHERE member.id = ?1 AND container.id = ?2";
    gint64 model = find_model(archive, id);
    g_autoptr(ArsipStatement) statement = NULL;
    GError *fault = NULL;

    if (model == 0)
        return TRUE;
    statement = arsip_statement_once(archive, members, error);
    if (statement == NULL || !arsip_statement_bind(statement, error, "i", model))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        gint64 member = sqlite3_column_int64(statement, 0);

        if (!arsip_execute(archive, error, copy, "ii", member, id) ||
            !arsip_arrival_copy_members(archive, sqlite3_last_insert_rowid(archive->database), error))
            return FALSE;
    }
    return arsip_rows_ended(fault, error);
}

gint64
arsip_arrival_count(ArsipArchive *archive, const ArsipArrival *arrival, GError **error)
{
    static const char sql[] = "SELECT count(*) FROM arrival JOIN original ON original.id = arrival.original"
                              " WHERE arrival.batch = ?1 AND arrival.container IS nullif(?2, 0)"
                              "   AND arrival.path = ?3 AND arrival.modified = ?4 AND original.size = ?5";

    return arsip_fetch_number(archive, 0, error, sql, "iizii", arrival->batch, arrival->container,
                              arrival->path, arrival->modified, (gint64)arrival->size);
}

gboolean
arsip_arrival_each(ArsipArchive *archive, gint64 original, ArsipArrivalVisit visit, gpointer data,
                   GError **error)
{
    static const char sql[] = "SELECT id, batch, coalesce(container, 0), path FROM arrival"
                              " WHERE original = ?1 ORDER BY id";
    g_autoptr(ArsipStatement) statement = arsip_statement_once(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", original))
        return FALSE;
    while (arsip_statement_step(statement, &fault))
        visit(sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1),
              sqlite3_column_int64(statement, 2), arsip_column_text(statement, 3), data);
    return arsip_rows_ended(fault, error);
}

gboolean
arsip_original_set_type(ArsipArchive *archive, gint64 original, const char *media_type, GError **error)
{
    return arsip_execute(archive, error, "UPDATE original SET media_type = ?2 WHERE id = ?1", "is", original,
                         media_type);
}
