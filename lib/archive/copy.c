/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/copy.h"
#include "archive/event.h"
#include "archive/private.h"
#include "base/escape.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Pages of 4 KiB between two looks at should_stop. */
#define STEP_PAGES 2048
/* The kernel's clock of file times moves in steps of at most 10 ms (CONFIG_HZ=100). */
#define GRAIN_NANOSECONDS 20000000

static gboolean
run_steps(sqlite3_backup *backup, gboolean (*should_stop)(gpointer), gpointer data, GError **error)
{
    while (sqlite3_backup_step(backup, STEP_PAGES) == SQLITE_OK)
        if (should_stop != NULL && should_stop(data)) {
            g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED,
                                _("stopped; the same command goes on from here"));
            return FALSE;
        }
    return TRUE;
}

static gboolean
copy_pages(ArsipArchive *archive, sqlite3 *copy, gboolean (*should_stop)(gpointer), gpointer data,
           GError **error)
{
    sqlite3_backup *backup = sqlite3_backup_init(copy, "main", archive->database, "main");
    gboolean is_stopped;

    if (backup == NULL)
        return arsip_database_fail(copy, error, _("the catalogue cannot be copied"));
    is_stopped = !run_steps(backup, should_stop, data, error);
    if (sqlite3_backup_finish(backup) != SQLITE_OK && !is_stopped)
        return arsip_database_fail(copy, error, _("the catalogue cannot be copied"));
    return !is_stopped;
}

/* Within a snapshot: a copy of many steps begins anew each time that another process writes. */
static gboolean
copy_snapshot(ArsipArchive *archive, sqlite3 *copy, gboolean (*should_stop)(gpointer), gpointer data,
              GError **error)
{
    gboolean is_copied;

    if (!arsip_execute(archive, error, "BEGIN", ""))
        return FALSE;
    is_copied = arsip_fetch_number(archive, -1, error, "SELECT count(*) FROM archive", "") >= 0 &&
                copy_pages(archive, copy, should_stop, data, error);
    arsip_execute(archive, NULL, "ROLLBACK", "");
    return is_copied;
}

static gboolean
make_durable(const char *path, GError **error)
{
    g_autofree char *name = arsip_escape(path);
    g_auto(ArsipFd) fd = open(path, O_RDWR | O_CLOEXEC);

    return (fd >= 0 && fsync(fd) == 0) ||
           arsip_set_errno(error, errno, name, _("cannot be saved safely to disk"));
}

/* SQLite creates files that everybody may read. */
static gboolean
make_private_file(const char *path, GError **error)
{
    g_autofree char *name = arsip_escape(path);
    g_auto(ArsipFd) fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    return fd >= 0 || arsip_set_errno(error, errno, name, _("cannot be written"));
}

static sqlite3 *
open_copy(const char *path, GError **error)
{
    /* The file is nobody's until it is whole: it needs no journal, and is made durable once. Locked for one,
     * its log needs no shared memory, which network file systems do not give. */
    static const char pragmas[] = "PRAGMA locking_mode = EXCLUSIVE;"
                                  "PRAGMA journal_mode = OFF;"
                                  "PRAGMA synchronous = OFF;";
    sqlite3 *copy = NULL;

    if (sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
        sqlite3_exec(copy, pragmas, NULL, NULL, NULL) == SQLITE_OK)
        return copy;
    arsip_database_fail(copy, error, _("the catalogue cannot be copied"));
    sqlite3_close(copy);
    return NULL;
}

/* SQLite answers with the mode that is in force, which may be another. */
static gboolean
set_mode(sqlite3 *copy, ArsipCopyKind kind, GError **error)
{
    const char *mode = kind == ARSIP_COPY_TO_LIE ? "delete" : "wal";
    g_autofree char *sql = g_strdup_printf("PRAGMA journal_mode = %s", mode);
    sqlite3_stmt *statement = NULL;
    gboolean is_set = sqlite3_prepare_v2(copy, sql, -1, &statement, NULL) == SQLITE_OK &&
                      sqlite3_step(statement) == SQLITE_ROW &&
                      g_strcmp0((const char *)sqlite3_column_text(statement, 0), mode) == 0;

    if (!is_set)
        arsip_database_fail(copy, error, _("the catalogue cannot be copied"));
    sqlite3_finalize(statement);
    return is_set;
}

gboolean
arsip_catalogue_copy(ArsipArchive *archive, const char *path, ArsipCopyKind kind,
                     gboolean (*should_stop)(gpointer data), gpointer data, GError **error)
{
    sqlite3 *copy = make_private_file(path, error) ? open_copy(path, error) : NULL;
    gboolean is_copied;

    if (copy == NULL)
        return FALSE;
    is_copied = copy_snapshot(archive, copy, should_stop, data, error) && set_mode(copy, kind, error);
    sqlite3_close(copy);
    return is_copied && make_durable(path, error);
}

gboolean
arsip_catalogue_is_sound(ArsipArchive *archive, GError **error)
{
    g_autofree char *found = arsip_fetch_text(archive, error, "PRAGMA quick_check(1)", "");
    gint64 events;

    if (found == NULL)
        return FALSE;
    if (!g_str_equal(found, "ok")) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("arsip.db is damaged: %s"), found);
        return FALSE;
    }
    return arsip_event_verify(archive, &events, error);
}

gint64
arsip_catalogue_version(ArsipArchive *archive, GError **error)
{
    return arsip_fetch_number(archive, 0, error, "PRAGMA data_version", "");
}

static void
add_file(GString *stamp, const char *folder, const char *name, gint64 *newest)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    GStatBuf info = {0};
    gint64 time;

    if (g_stat(path, &info) != 0 || info.st_size == 0) {
        g_string_append(stamp, " -");
        return;
    }
    time = (gint64)info.st_mtim.tv_sec * G_GINT64_CONSTANT(1000000000) + info.st_mtim.tv_nsec;
    *newest = MAX(*newest, time);
    g_string_append_printf(stamp, " %" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT ":%" G_GINT64_FORMAT,
                           (guint64)info.st_ino, (guint64)info.st_size, time);
}

char *
arsip_catalogue_stamp(ArsipArchive *archive)
{
    for (;;) {
        g_autoptr(GString) stamp = g_string_new("1");
        gint64 newest = 0, now;

        add_file(stamp, archive->folder, "arsip.db", &newest);
        add_file(stamp, archive->folder, "arsip.db-wal", &newest);
        now = g_get_real_time() * 1000;
        /* A time in the future: the clock was set back, and there is nothing to wait for. */
        if (now < newest || now - newest > GRAIN_NANOSECONDS)
            return g_string_free(g_steal_pointer(&stamp), FALSE);
        g_usleep(GRAIN_NANOSECONDS / 1000);
    }
}

gboolean
arsip_catalogue_originals(ArsipArchive *archive, ArsipCopyVisit visit, gpointer data, GError **error)
{
    g_autoptr(ArsipStatement) statement =
        arsip_statement(archive, "SELECT id, sha256, size FROM original ORDER BY sha256", error);
    GError *fault = NULL;

    if (statement == NULL)
        return FALSE;
    while (arsip_statement_step(statement, &fault))
        if (!visit(sqlite3_column_int64(statement, 0), sqlite3_column_blob(statement, 1),
                   (guint64)sqlite3_column_int64(statement, 2), data, error))
            return FALSE;
    return arsip_rows_ended(fault, error);
}
