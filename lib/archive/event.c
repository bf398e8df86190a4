/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/event.h"
#include "archive/private.h"
#include "base/i18n.h"

#include <pwd.h>
#include <string.h>
#include <unistd.h>

void
arsip_event_free(ArsipEvent *event)
{
    if (event == NULL)
        return;
    g_free(event->at);
    g_free(event->who);
    g_free(event->what);
    g_free(event->subject);
    g_free(event->detail);
    g_free(event);
}

static char *
name_of_user(void)
{
    const struct passwd *user = getpwuid(getuid());
    const char *asked = getuid() == 0 ? g_getenv("SUDO_USER") : NULL;

    if (asked != NULL && g_utf8_validate(asked, -1, NULL) && !g_str_equal(asked, "root"))
        return g_strdup_printf("%s (root)", asked);
    if (user == NULL || !g_utf8_validate(user->pw_name, -1, NULL))
        return g_strdup_printf("uid %u", (guint)getuid());
    return g_strdup(user->pw_name);
}

/* Asking the system opens files each time (nsswitch.conf, passwd): far too dear for each event of a batch. */
const char *
arsip_event_who(ArsipArchive *archive)
{
    if (archive->who == NULL)
        archive->who = name_of_user();
    return archive->who;
}

char *
arsip_now(void)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    g_autofree char *seconds = g_date_time_format(now, "%Y-%m-%dT%H:%M:%S");

    return g_strdup_printf("%s.%03dZ", seconds, g_date_time_get_microsecond(now) / 1000);
}

const char *
arsip_today(ArsipArchive *archive)
{
    g_autoptr(GDateTime) now = NULL;

    if (archive->today != NULL)
        return archive->today;
    now = g_date_time_new_now_local();
    archive->today = g_date_time_format(now, "%Y-%m-%d");
    return archive->today;
}

static void
hash_number(ArsipHash *hash, guint64 number, guint bytes)
{
    guint8 encoded[8];

    for (guint i = 0; i < bytes; i++)
        encoded[i] = (guint8)(number >> (8 * (bytes - 1 - i)));
    arsip_hash_update(hash, encoded, bytes);
}

static void
hash_text(ArsipHash *hash, const char *text)
{
    gsize length = strlen(text);

    hash_number(hash, length, 4);
    arsip_hash_update(hash, text, length);
}

void
arsip_event_digest(ArsipHash *hash, const guint8 previous[ARSIP_HASH_SIZE], const ArsipEvent *event,
                   guint8 digest[ARSIP_HASH_SIZE])
{
    arsip_hash_update(hash, previous, ARSIP_HASH_SIZE);
    hash_number(hash, (guint64)event->id, 8);
    hash_text(hash, event->at);
    hash_text(hash, event->who);
    hash_text(hash, event->what);
    hash_text(hash, event->subject);
    hash_text(hash, event->detail);
    arsip_hash_finish(hash, digest);
}

/* The head is read once in each transaction, behind its lock; after that this process knows it. */
static gboolean
find_head(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "SELECT id, hash FROM event ORDER BY id DESC LIMIT 1";
    g_autoptr(ArsipStatement) statement = NULL;
    GError *fault = NULL;

    if (archive->has_head)
        return TRUE;
    statement = arsip_statement(archive, sql, error);
    if (statement == NULL)
        return FALSE;
    archive->last_event = 0;
    memset(archive->last_hash, 0, ARSIP_HASH_SIZE);
    if (arsip_statement_step(statement, &fault) && arsip_column_hash(statement, 1, archive->last_hash))
        archive->last_event = sqlite3_column_int64(statement, 0);
    if (!arsip_rows_ended(fault, error))
        return FALSE;
    archive->has_head = TRUE;
    return TRUE;
}

gboolean
arsip_event_add(ArsipArchive *archive, const char *what, const char *subject, const char *detail,
                GError **error)
{
    static const char sql[] = "INSERT INTO event (id, at, who, what, subject, detail, previous, hash)"
                              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    g_autofree char *at = arsip_now();
    const char *who = arsip_event_who(archive);
    g_autoptr(ArsipHash) hash = NULL;
    guint8 digest[ARSIP_HASH_SIZE];
    ArsipEvent event = {.at = at, .who = (char *)who, .what = (char *)what, .subject = (char *)subject};

    g_return_val_if_fail(archive->depth > 0, FALSE);
    if (!find_head(archive, error))
        return FALSE;
    event.id = archive->last_event + 1;
    event.detail = (char *)(detail != NULL ? detail : "{}");
    hash = arsip_hash_new();
    arsip_event_digest(hash, archive->last_hash, &event, digest);
    if (!arsip_execute(archive, error, sql,
                       "isssss"
                       "hh",
                       event.id, at, who, what, subject, event.detail, archive->last_hash, digest))
        return FALSE;
    archive->last_event = event.id;
    memcpy(archive->last_hash, digest, ARSIP_HASH_SIZE);
    return TRUE;
}

static ArsipEvent *
read_event(ArsipStatement *statement)
{
    ArsipEvent *event = g_new0(ArsipEvent, 1);

    event->id = sqlite3_column_int64(statement, 0);
    event->at = g_strdup(arsip_column_text(statement, 1));
    event->who = g_strdup(arsip_column_text(statement, 2));
    event->what = g_strdup(arsip_column_text(statement, 3));
    event->subject = g_strdup(arsip_column_text(statement, 4));
    event->detail = g_strdup(arsip_column_text(statement, 5));
    return event;
}

GPtrArray *
arsip_event_list(ArsipArchive *archive, const char *subject, guint limit, GError **error)
{
    static const char sql[] =
        "SELECT id, at, who, what, subject, detail FROM ("
        "  SELECT * FROM event WHERE ?1 IS NULL OR subject = ?1 ORDER BY id DESC LIMIT ?2"
        ") ORDER BY id";
    g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_event_free);
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL ||
        !arsip_statement_bind(statement, error, "si", subject, limit > 0 ? (gint64)limit : (gint64)-1))
        return NULL;
    while (arsip_statement_step(statement, &fault))
        g_ptr_array_add(events, read_event(statement));
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&events) : NULL;
}

char *
arsip_event_hash(ArsipArchive *archive, gint64 *id, GError **error)
{
    static const char sql[] = "SELECT id, lower(hex(hash)) FROM event"
                              " WHERE id = CASE ?1 WHEN 0 THEN (SELECT max(id) FROM event) ELSE ?1 END";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", *id) ||
        !arsip_statement_step(statement, error))
        return NULL;
    *id = sqlite3_column_int64(statement, 0);
    return arsip_column_dup(statement, 1);
}

/* Borrows the texts from the statement. */
static gboolean
is_link(ArsipStatement *statement, ArsipHash *hash, const guint8 *expected, gint64 number, guint8 *digest)
{
    const ArsipEvent event = {.id = sqlite3_column_int64(statement, 0),
                              .at = (char *)arsip_column_text(statement, 1),
                              .who = (char *)arsip_column_text(statement, 2),
                              .what = (char *)arsip_column_text(statement, 3),
                              .subject = (char *)arsip_column_text(statement, 4),
                              .detail = (char *)arsip_column_text(statement, 5)};

    arsip_event_digest(hash, expected, &event, digest);
    return event.id == number && sqlite3_column_bytes(statement, 6) == ARSIP_HASH_SIZE &&
           sqlite3_column_bytes(statement, 7) == ARSIP_HASH_SIZE &&
           memcmp(sqlite3_column_blob(statement, 6), expected, ARSIP_HASH_SIZE) == 0 &&
           memcmp(sqlite3_column_blob(statement, 7), digest, ARSIP_HASH_SIZE) == 0;
}

gboolean
arsip_event_verify(ArsipArchive *archive, gint64 *count, GError **error)
{
    static const char sql[] =
        "SELECT id, at, who, what, subject, detail, previous, hash FROM event ORDER BY id";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    g_autoptr(ArsipHash) hash = arsip_hash_new();
    guint8 expected[ARSIP_HASH_SIZE] = {0};
    guint8 digest[ARSIP_HASH_SIZE];
    GError *fault = NULL;

    *count = 0;
    if (statement == NULL)
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        if (!is_link(statement, hash, expected, *count + 1, digest)) {
            g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                        _("event %d: the chain of events is broken here: this event or one before it was "
                          "changed; compare with a backup"),
                        (int)*count + 1);
            return FALSE;
        }
        memcpy(expected, digest, ARSIP_HASH_SIZE);
        ++*count;
    }
    return arsip_rows_ended(fault, error);
}
