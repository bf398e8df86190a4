/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/create.h"
#include "archive/private.h"
#include "archive/schema.h"
#include "archive/seal.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/i18n.h"
#include "text/token.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
fail_to_make(GError **error, const char *path)
{
    int saved_errno = errno;
    g_autofree char *name = arsip_escape(path);

    return arsip_set_errno(error, saved_errno, name, _("the archive cannot be made"));
}

static gboolean
make_folder(const char *path, mode_t mode, gid_t group, GError **error)
{
    if (g_mkdir_with_parents(path, 0700) != 0)
        return fail_to_make(error, path);
    if (group != (gid_t)-1 && chown(path, (uid_t)-1, group) != 0)
        return fail_to_make(error, path);
    return chmod(path, mode) == 0 || fail_to_make(error, path);
}

static gboolean
find_group(const char *name, gid_t *id, GError **error)
{
    const struct group *group;

    *id = (gid_t)-1;
    if (name == NULL)
        return TRUE;
    group = getgrnam(name);
    if (group == NULL) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE, _("there is no group called %s on this machine"),
                    name);
        return FALSE;
    }
    *id = group->gr_gid;
    return TRUE;
}

/* Made before SQLite opens it: -wal and -shm take their permissions from it. */
static gboolean
make_catalogue_file(const char *path, mode_t mode, gid_t group, GError **error)
{
    g_auto(ArsipFd) fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0)
        return fail_to_make(error, path);
    if (group != (gid_t)-1 && fchown(fd, (uid_t)-1, group) != 0)
        return fail_to_make(error, path);
    return fchmod(fd, mode) == 0 || fail_to_make(error, path);
}

static gboolean
make_folders(const char *folder, const ArsipSharing *sharing, GError **error)
{
    static const char *const inside[] = {"files", "incoming", "rules", "words"};
    gboolean writes = sharing->group != NULL && sharing->group_writes;
    mode_t mode = sharing->group == NULL ? 0700 : writes ? 02770 : 02750;
    mode_t file_mode = sharing->group == NULL ? 0600 : writes ? 0660 : 0640;
    g_autofree char *catalogue = g_build_filename(folder, "arsip.db", NULL);
    gid_t group;

    if (!find_group(sharing->group, &group, error) || !make_folder(folder, mode, group, error))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(inside); i++) {
        g_autofree char *path = g_build_filename(folder, inside[i], NULL);

        if (!make_folder(path, mode, group, error))
            return FALSE;
    }
    return make_catalogue_file(catalogue, file_mode, group, error);
}

static gboolean
keep_copy(ArsipArchive *archive, gint64 schema, GError **error)
{
    g_autofree char *copy = g_strdup_printf("%s/arsip.db.schema-%d", archive->folder, (int)schema);

    g_autofree char *part = g_strdup_printf("%s.part", copy);

    if (g_file_test(copy, G_FILE_TEST_EXISTS))
        return TRUE;
    g_unlink(part);
    if (!arsip_execute(archive, error, "VACUUM INTO ?1", "s", part) ||
        !arsip_archive_share(archive->folder, part, FALSE, error))
        return FALSE;
    /* Only a whole copy takes the name. */
    return g_rename(part, copy) == 0 ? arsip_folder_sync(archive->folder, error) : fail_to_make(error, copy);
}

static gboolean
run_steps(ArsipArchive *archive, gint64 schema, GError **error)
{
    for (guint from = (guint)schema; from < ARSIP_SCHEMA_VERSION; from++)
        for (const char *const *part = arsip_schema_step(from); *part != NULL; part++)
            if (sqlite3_exec(archive->database, *part, NULL, NULL, NULL) != SQLITE_OK)
                return arsip_database_fail(archive->database, error,
                                           _("the catalogue cannot be brought up to date"));
    return TRUE;
}

static gboolean
name_itself(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "INSERT INTO archive (id, uuid, schema, tokenizer, rules, created)"
                              " VALUES (1, ?1, ?2, ?3, '', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))";
    g_autofree char *uuid = g_uuid_string_random();

    return arsip_execute(archive, error, sql, "sii", uuid, (gint64)ARSIP_SCHEMA_VERSION,
                         (gint64)ARSIP_TOKENIZER_VERSION);
}

static gint64
schema_of(ArsipArchive *archive)
{
    static const char found[] = "SELECT count(*) FROM sqlite_schema WHERE name = 'archive'";
    static const char current[] = "SELECT schema FROM archive WHERE id = 1";

    if (arsip_fetch_number(archive, 0, NULL, found, "") == 0)
        return 0;
    return arsip_fetch_number(archive, 0, NULL, current, "");
}

gboolean
arsip_archive_migrate(ArsipArchive *archive, ArsipArchiveFill fill, GError **error)
{
    gint64 schema = schema_of(archive);

    if (schema == ARSIP_SCHEMA_VERSION)
        return TRUE;
    if (schema > 0 && !keep_copy(archive, schema, error))
        return FALSE;
    if (!arsip_begin(archive, error))
        return FALSE;
    /* Again, behind the lock: another process may have done it meanwhile. */
    schema = schema_of(archive);
    if (schema == ARSIP_SCHEMA_VERSION) {
        arsip_rollback(archive);
        return TRUE;
    }
    if (!run_steps(archive, schema, error) ||
        (schema < ARSIP_SCHEMA_OF_SEALS && !arsip_seal_add_all(archive, error)) ||
        (schema == 0 && !name_itself(archive, error)) ||
        !arsip_execute(archive, error, "UPDATE archive SET schema = ?1", "i", (gint64)ARSIP_SCHEMA_VERSION) ||
        (fill != NULL && !fill(archive, error))) {
        arsip_rollback(archive);
        return FALSE;
    }
    return arsip_commit(archive, error);
}

/* Making an archive changes the folder's permissions: that must not happen to somebody's home, or to /tmp. */
static gboolean
holds_other_things(const char *folder)
{
    static const char *const own[] = {"arsip.db", "arsip.db-wal", "arsip.db-shm", "files",
                                      "incoming", "rules",        "words",        "lost+found"};
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    const char *entry;

    while (entries != NULL && (entry = g_dir_read_name(entries)) != NULL) {
        gboolean is_own = FALSE;

        for (guint i = 0; i < G_N_ELEMENTS(own); i++)
            is_own = is_own || g_str_equal(entry, own[i]);
        if (!is_own)
            return TRUE;
    }
    return FALSE;
}

static gboolean
is_made(const char *folder)
{
    static const char sql[] = "SELECT count(*) FROM sqlite_schema WHERE name = 'archive'";
    g_autofree char *path = g_build_filename(folder, "arsip.db", NULL);
    g_autoptr(ArsipArchive) archive = NULL;

    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return FALSE;
    archive = arsip_archive_connect(folder, ARSIP_ARCHIVE_READ, SQLITE_OPEN_READONLY, NULL);
    /* What cannot be looked into is taken for an archive: it must not be touched. */
    return archive == NULL || arsip_fetch_number(archive, 1, NULL, sql, "") > 0;
}

gboolean
arsip_archive_create(const char *folder, const ArsipSharing *sharing,
                     gboolean (*furnish)(const char *, GError **), ArsipArchiveFill fill, GError **error)
{
    g_autoptr(ArsipArchive) archive = NULL;
    g_autofree char *name = arsip_escape(folder);

    if (is_made(folder)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                    _("%s: there is an archive already; nothing was changed"), name);
        return FALSE;
    }
    if (holds_other_things(folder)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                    _("%s: this folder holds other things; give the archive a folder of its own"), name);
        return FALSE;
    }
    if (!make_folders(folder, sharing, error) || !furnish(folder, error))
        return FALSE;
    archive = arsip_archive_connect(folder, ARSIP_ARCHIVE_WRITE, SQLITE_OPEN_READWRITE, error);
    if (archive == NULL)
        return FALSE;
    if (sqlite3_exec(archive->database, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) != SQLITE_OK)
        return arsip_database_fail(archive->database, error, _("the archive cannot be made"));
    if (!arsip_archive_migrate(archive, fill, error))
        return FALSE;
    return arsip_folder_sync(folder, error);
}

gboolean
arsip_archive_share(const char *archive_folder, const char *path, gboolean is_folder, GError **error)
{
    GStatBuf info;
    mode_t mode;

    if (g_stat(archive_folder, &info) != 0)
        return fail_to_make(error, archive_folder);
    mode = info.st_mode & 07777;
    if (!is_folder)
        mode = mode & 0666;
    if (info.st_gid != getegid() && chown(path, (uid_t)-1, info.st_gid) != 0)
        return fail_to_make(error, path);
    return chmod(path, mode) == 0 || fail_to_make(error, path);
}
