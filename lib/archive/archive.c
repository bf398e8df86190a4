/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/place.h"
#include "archive/private.h"
#include "archive/schema.h"
#include "base/escape.h"
#include "base/i18n.h"

#include <errno.h>
#include <unistd.h>

#define PATIENCE 10

static char *
configured_folder(GError **error)
{
    static const char path[] = ARSIP_SYSCONFDIR "/arsip.conf";
    g_autofree char *text = NULL;
    g_auto(GStrv) lines = NULL;
    g_autoptr(GError) fault = NULL;

    if (!g_file_get_contents(path, &text, NULL, &fault)) {
        if (!g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_NOENT))
            g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) parts = g_strsplit(lines[i], "=", 2);

        if (*g_strstrip(lines[i]) == '#' || parts[0] == NULL || parts[1] == NULL)
            continue;
        if (g_str_equal(g_strstrip(parts[0]), "archive"))
            return g_strdup(g_strstrip(parts[1]));
    }
    return NULL;
}

char *
arsip_archive_locate(const char *given, GError **error)
{
    const char *environment = g_getenv("ARSIP_ARCHIVE");
    char *configured;
    GError *fault = NULL;

    if (given != NULL)
        return g_strdup(given);
    if (environment != NULL && *environment != '\0')
        return g_strdup(environment);
    configured = configured_folder(&fault);
    if (configured != NULL)
        return configured;
    if (fault != NULL) {
        g_propagate_error(error, fault);
        return NULL;
    }
    return g_build_filename(g_get_user_data_dir(), "arsip", NULL);
}

static gboolean
run_pragmas(ArsipArchive *archive, GError **error)
{
    static const char pragmas[] = "PRAGMA foreign_keys = ON;"
                                  "PRAGMA synchronous = FULL;"
                                  "PRAGMA trusted_schema = OFF;"
                                  "PRAGMA temp_store = MEMORY;"
                                  /* Debian's SQLite overwrites each page that it frees, and so all that
                                   * a merge of the index leaves behind. */
                                  "PRAGMA secure_delete = FAST;";
    int keeps = 1;

    sqlite3_busy_timeout(archive->database, (int)archive->patience * 1000);
    /* Readers who cannot write the folder need -wal and -shm to stay when the last writer has gone. */
    sqlite3_file_control(archive->database, "main", SQLITE_FCNTL_PERSIST_WAL, &keeps);
    return sqlite3_exec(archive->database, pragmas, NULL, NULL, NULL) == SQLITE_OK ||
           arsip_database_fail(archive->database, error, _("the catalogue cannot be opened"));
}

static gboolean
check_schema(ArsipArchive *archive, GError **error)
{
    static const char found[] = "SELECT count(*) FROM sqlite_schema WHERE name = 'archive'";
    GError *fault = NULL;
    gint64 is_made = arsip_fetch_number(archive, 0, &fault, found, "");
    gint64 schema =
        is_made ? arsip_fetch_number(archive, 0, &fault, "SELECT schema FROM archive WHERE id = 1", "") : 0;

    if (fault != NULL) {
        g_propagate_prefixed_error(error, fault, "%s: ", archive->name);
        return FALSE;
    }
    if (schema <= 0) {
        g_set_error(
            error, ARSIP_ERROR, ARSIP_ERROR_NO_ARCHIVE,
            _("%s: the making of this archive was interrupted; complete it with: arsip --archive %s init"),
            archive->name, archive->name);
        return FALSE;
    }
    if (schema > ARSIP_SCHEMA_VERSION) {
        g_set_error(
            error, ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED,
            _("%s: this archive was made by a newer arsip (schema %d, this one knows %d); install that one"),
            archive->name, (int)schema, ARSIP_SCHEMA_VERSION);
        return FALSE;
    }
    return TRUE;
}

/* Who only reads cannot migrate, and need not. */
static gboolean
view_schema(ArsipArchive *archive, GError **error)
{
    gint64 schema = arsip_fetch_number(archive, 0, NULL, "SELECT schema FROM archive WHERE id = 1", "");
    const char *view = arsip_schema_view((guint)schema);

    return view == NULL || sqlite3_exec(archive->database, view, NULL, NULL, NULL) == SQLITE_OK ||
           arsip_database_fail(archive->database, error, _("the catalogue cannot be read"));
}

static void
finalize(gpointer statement)
{
    sqlite3_finalize(statement);
}

/* A path, or where nobody can write a URI that says so. */
static char *
catalogue_of(const char *folder, ArsipArchiveMode mode, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "arsip.db", NULL);
    g_autofree char *absolute = g_canonicalize_filename(path, NULL);
    g_autofree char *uri = NULL;
    GError *fault = NULL;

    if (mode != ARSIP_ARCHIVE_READ)
        return g_steal_pointer(&path);
    if (!arsip_place_is_immutable(folder, &fault)) {
        if (fault == NULL)
            return g_steal_pointer(&path);
        g_propagate_error(error, fault);
        return NULL;
    }
    uri = g_filename_to_uri(absolute, NULL, error);
    return uri != NULL ? g_strconcat(uri, "?immutable=1", NULL) : NULL;
}

/* SQLite counts each piece of memory of the whole process behind one lock, which threads with connections of
 * their own wait for; nobody asks for the sum. */
static gpointer
configure(G_GNUC_UNUSED gpointer data)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    return NULL;
}

ArsipArchive *
arsip_archive_connect(const char *folder, ArsipArchiveMode mode, int flags, GError **error)
{
    g_autoptr(ArsipArchive) archive = g_new0(ArsipArchive, 1);
    g_autofree char *path = catalogue_of(folder, mode, error);
    static GOnce once = G_ONCE_INIT;

    g_once(&once, configure, NULL);
    archive->folder = g_strdup(folder);
    archive->name = arsip_escape(folder);
    archive->mode = mode;
    archive->standing = arsip_place_standing(folder);
    archive->patience = PATIENCE;
    archive->statements = g_hash_table_new_full(NULL, NULL, NULL, finalize);
    if (path == NULL)
        return NULL;
    if (g_str_has_prefix(path, "file:///"))
        flags |= SQLITE_OPEN_URI;
    if (sqlite3_open_v2(path, &archive->database, flags | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK) {
        arsip_database_fail(archive->database, error, _("the catalogue cannot be opened"));
        return NULL;
    }
    sqlite3_extended_result_codes(archive->database, 0);
    if (!run_pragmas(archive, error))
        return NULL;
    return g_steal_pointer(&archive);
}

ArsipArchive *
arsip_archive_open(const char *folder, ArsipArchiveMode mode, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "arsip.db", NULL);
    g_autofree char *name = arsip_escape(folder);
    g_autoptr(ArsipArchive) archive = NULL;

    if (access(path, R_OK) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NO_ARCHIVE,
                    _("%s: there is no archive here; make one with: arsip --archive %s init"), name, name);
        return NULL;
    }
    if (access(path, R_OK) != 0) {
        arsip_set_errno(error, errno, name, _("the archive cannot be opened"));
        return NULL;
    }
    if (mode == ARSIP_ARCHIVE_WRITE && access(path, W_OK) != 0) {
        arsip_set_errno(error, errno, name, _("the archive cannot be written"));
        return NULL;
    }
    if (mode == ARSIP_ARCHIVE_WRITE && arsip_place_standing(folder) == ARSIP_STANDING_BACKUP) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_READ_ONLY,
                    _("%s: this is a backup, which nothing but a backup changes; make an archive of it with: "
                      "arsip --archive DIR backup --restore %s"),
                    name, name);
        return NULL;
    }
    archive = arsip_archive_connect(
        folder, mode, mode == ARSIP_ARCHIVE_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, error);
    if (archive == NULL || !check_schema(archive, error))
        return NULL;
    if (mode == ARSIP_ARCHIVE_WRITE ? !arsip_archive_migrate(archive, NULL, error)
                                    : !view_schema(archive, error))
        return NULL;
    archive->uuid = arsip_fetch_text(archive, error, "SELECT uuid FROM archive WHERE id = 1", "");
    return archive->uuid != NULL ? g_steal_pointer(&archive) : NULL;
}

void
arsip_archive_close(ArsipArchive *archive)
{
    if (archive == NULL)
        return;
    arsip_rollback(archive);
    if (archive->statements != NULL)
        g_hash_table_unref(archive->statements);
    sqlite3_close(archive->database);
    g_free(archive->today);
    g_free(archive->who);
    g_free(archive->uuid);
    g_free(archive->name);
    g_free(archive->folder);
    g_free(archive);
}

const char *
arsip_archive_folder(const ArsipArchive *archive)
{
    return archive->folder;
}

const char *
arsip_archive_name(const ArsipArchive *archive)
{
    return archive->name;
}

const char *
arsip_archive_uuid(const ArsipArchive *archive)
{
    return archive->uuid;
}

ArsipArchiveMode
arsip_archive_mode(const ArsipArchive *archive)
{
    return archive->mode;
}

ArsipStanding
arsip_archive_standing(const ArsipArchive *archive)
{
    return archive->standing;
}

char *
arsip_archive_age(ArsipArchive *archive)
{
    return arsip_fetch_text(archive, NULL, "SELECT at FROM event ORDER BY id DESC LIMIT 1", "");
}

void
arsip_archive_set_patience(ArsipArchive *archive, guint seconds)
{
    archive->patience = MIN(seconds, 1000000u);
}
