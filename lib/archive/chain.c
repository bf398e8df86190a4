/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/chain.h"
#include "archive/private.h"
#include "base/i18n.h"

#include <string.h>

void
arsip_link_clear(ArsipLink *link)
{
    g_clear_pointer(&link->event.at, g_free);
    g_clear_pointer(&link->event.who, g_free);
    g_clear_pointer(&link->event.what, g_free);
    g_clear_pointer(&link->event.subject, g_free);
    g_clear_pointer(&link->event.detail, g_free);
}

/* Its strings are the statement's, until the next step. */
static gboolean
lend_link(ArsipStatement *statement, ArsipLink *link)
{
    link->event.id = sqlite3_column_int64(statement, 0);
    link->event.at = (char *)sqlite3_column_text(statement, 1);
    link->event.who = (char *)sqlite3_column_text(statement, 2);
    link->event.what = (char *)sqlite3_column_text(statement, 3);
    link->event.subject = (char *)sqlite3_column_text(statement, 4);
    link->event.detail = (char *)sqlite3_column_text(statement, 5);
    return arsip_column_hash(statement, 6, link->hash);
}

static gboolean
read_link(ArsipStatement *statement, ArsipLink *link)
{
    gboolean is_whole = lend_link(statement, link);

    link->event.at = g_strdup(link->event.at);
    link->event.who = g_strdup(link->event.who);
    link->event.what = g_strdup(link->event.what);
    link->event.subject = g_strdup(link->event.subject);
    link->event.detail = g_strdup(link->event.detail);
    return is_whole;
}

static gboolean
fail_at(GError **error, const char *owner, gint64 number)
{
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                _("event %d of archive %s: the catalogue keeps it without its hash"), (int)number, owner);
    return FALSE;
}

gboolean
arsip_chain_each(ArsipArchive *archive, const char *archive_uuid, gint64 last, ArsipLinkVisit visit,
                 gpointer data, GError **error)
{
    static const char own[] = "SELECT id, at, who, what, subject, detail, hash FROM event"
                              " WHERE ?1 IS NULL AND id <= ?2 ORDER BY id";
    static const char foreign[] = "SELECT number, at, who, what, subject, detail, hash FROM foreign_event"
                                  " WHERE archive = ?1 AND number <= ?2 ORDER BY number";
    g_autoptr(ArsipStatement) statement =
        arsip_statement(archive, archive_uuid != NULL ? foreign : own, error);
    GError *fault = NULL;

    if (statement == NULL ||
        !arsip_statement_bind(statement, error, "si", archive_uuid, last > 0 ? last : G_MAXINT64))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        ArsipLink link = {0};

        if (!lend_link(statement, &link))
            return fail_at(error, archive_uuid != NULL ? archive_uuid : archive->uuid, link.event.id);
        if (!visit(&link, data, error))
            return FALSE;
    }
    return arsip_rows_ended(fault, error);
}

char **
arsip_chain_owners(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "SELECT DISTINCT archive FROM foreign_event ORDER BY archive";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    g_autoptr(GStrvBuilder) owners = g_strv_builder_new();
    GError *fault = NULL;

    if (statement == NULL)
        return NULL;
    while (arsip_statement_step(statement, &fault))
        g_strv_builder_add(owners, arsip_column_text(statement, 0));
    return arsip_rows_ended(fault, error) ? g_strv_builder_end(owners) : NULL;
}

gboolean
arsip_chain_end(ArsipArchive *archive, gint64 number, ArsipLink *link, GError **error)
{
    static const char sql[] = "SELECT id, at, who, what, subject, detail, hash FROM event"
                              " WHERE id = CASE ?1 WHEN 0 THEN (SELECT max(id) FROM event"
                              "   WHERE what NOT IN ('export', 'mask.lifted')) ELSE ?1 END";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", number))
        return FALSE;
    if (arsip_statement_step(statement, &fault))
        return read_link(statement, link) || fail_at(error, archive->uuid, link->event.id);
    if (arsip_rows_ended(fault, error))
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND,
                    _("there is no event %d; `arsip log` shows those there are"), (int)number);
    return FALSE;
}

static gboolean
find_known(ArsipArchive *archive, const char *owner, gint64 number, gboolean *is_known, ArsipLink *known,
           GError **error)
{
    static const char own[] = "SELECT id, at, who, what, subject, detail, hash FROM event"
                              " WHERE ?1 IS NOT NULL AND id = ?2";
    static const char foreign[] = "SELECT number, at, who, what, subject, detail, hash FROM foreign_event"
                                  " WHERE archive = ?1 AND number = ?2";
    g_autoptr(ArsipStatement) statement =
        arsip_statement(archive, g_str_equal(owner, archive->uuid) ? own : foreign, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "si", owner, number))
        return FALSE;
    *is_known = arsip_statement_step(statement, &fault);
    if (!arsip_rows_ended(fault, error))
        return FALSE;
    return !*is_known || read_link(statement, known) || fail_at(error, owner, number);
}

static gboolean
write_link(ArsipArchive *archive, const char *owner, const ArsipLink *link, GError **error)
{
    static const char sql[] =
        "INSERT INTO foreign_event (archive, number, at, who, what, subject, detail, hash)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT DO UPDATE SET at = excluded.at, who = excluded.who, what = excluded.what,"
        "   subject = excluded.subject, detail = excluded.detail";
    const ArsipEvent *event = &link->event;

    return arsip_execute(archive, error, sql, "sisssssh", owner, event->id, event->at, event->who,
                         event->what, event->subject, event->detail, link->hash);
}

gboolean
arsip_chain_keep(ArsipArchive *archive, const char *archive_uuid, const ArsipLink *link, gboolean only_looks,
                 GError **error)
{
    gboolean is_own = g_str_equal(archive_uuid, archive->uuid);
    g_auto(ArsipLink) known = {0};
    gboolean is_known;

    if (!find_known(archive, archive_uuid, link->event.id, &is_known, &known, error))
        return FALSE;
    if (is_known ? memcmp(known.hash, link->hash, ARSIP_HASH_SIZE) != 0 : is_own) {
        g_set_error(
            error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
            _("event %d of archive %s is another one here: since then the two have gone different ways, "
              "and cannot be brought together"),
            (int)link->event.id, archive_uuid);
        return FALSE;
    }
    if (only_looks || is_own || (is_known && (known.event.detail != NULL || link->event.detail == NULL)))
        return TRUE;
    return write_link(archive, archive_uuid, link, error);
}
