/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/backup.h>

#include "archive/copy.h"
#include "archive/event.h"
#include "archive/transaction.h"
#include "archive/verify.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/json.h"
#include "custody/backup-mark.h"
#include "custody/carrier.h"

#include <glib/gstdio.h>

typedef struct {
    ArsipArchive *from;
    const char *folder;
    const ArsipBackupWatcher *watcher;
    ArsipBackupCount *count;
    ArsipCarrier *carrier;
    gboolean is_placed; /* the catalogue, by a run that was interrupted after that */
    gboolean is_noted;  /* in the archive's log */
} Restore;

static gboolean
refuse(const char *folder, const char *words, GError **error)
{
    g_autofree char *name = arsip_escape(folder);

    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED, "%s: %s", name, words);
    return FALSE;
}

static gboolean
look_at_backup(const char *backup, GError **error)
{
    GError *fault = NULL;
    g_autoptr(ArsipBackupMark) mark = arsip_backup_mark_read(backup, &fault);

    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    return mark != NULL || refuse(backup, _("this is no backup"), error);
}

static gboolean
has_catalogue(const Restore *restore)
{
    g_autofree char *path = g_build_filename(restore->folder, "arsip.db", NULL);

    return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* In the file `restore` of incoming/ an interrupted run has left whose archive it was making. */
static gboolean
was_begun(const Restore *restore)
{
    g_autofree char *path = g_build_filename(restore->folder, "incoming", "restore", NULL);
    g_autofree char *text = NULL;

    return g_file_get_contents(path, &text, NULL, NULL) &&
           g_str_equal(text, arsip_archive_uuid(restore->from));
}

/* Its log is the backup's, with the one event of a restore at most: nobody has worked in it since. */
static gboolean
was_placed(Restore *restore)
{
    g_autoptr(ArsipArchive) made =
        has_catalogue(restore) ? arsip_archive_open(restore->folder, ARSIP_ARCHIVE_READ, NULL) : NULL;
    gint64 last = 0, newest = 0;
    g_autofree char *theirs = made != NULL ? arsip_event_hash(restore->from, &last, NULL) : NULL;
    g_autofree char *same = theirs != NULL ? arsip_event_hash(made, &last, NULL) : NULL;
    g_autofree char *own = same != NULL ? arsip_event_hash(made, &newest, NULL) : NULL;

    restore->is_placed = own != NULL && g_str_equal(theirs, same) && newest <= last + 1;
    restore->is_noted = restore->is_placed && newest > last;
    return restore->is_placed;
}

static gboolean
is_empty(const char *folder)
{
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);

    return entries != NULL && g_dir_read_name(entries) == NULL;
}

/* One that was killed before that has left empty folders. */
static gboolean
is_bare(const char *folder)
{
    static const char *const own[] = {"files", "rules", "words"};
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    const char *entry;

    while (entries != NULL && (entry = g_dir_read_name(entries)) != NULL) {
        g_autofree char *path = g_build_filename(folder, entry, NULL);
        gboolean is_own = g_str_equal(entry, "incoming") || g_str_equal(entry, "lost+found");

        for (guint i = 0; i < G_N_ELEMENTS(own); i++)
            is_own = is_own || (g_str_equal(entry, own[i]) && is_empty(path));
        if (!is_own)
            return FALSE;
    }
    return entries != NULL;
}

static gboolean
look_at_place(Restore *restore, GError **error)
{
    return !g_file_test(restore->folder, G_FILE_TEST_EXISTS) || is_bare(restore->folder) ||
           (was_begun(restore) && (!has_catalogue(restore) || was_placed(restore))) ||
           refuse(restore->folder, _("there is something here already; nothing was changed"), error);
}

static void
hear(const char *sentence, gpointer data)
{
    GString *faults = data;

    if (faults->len == 0)
        g_string_assign(faults, sentence);
}

static gboolean
verify(ArsipArchive *copy, GError **error)
{
    g_autoptr(GString) faults = g_string_new(NULL);
    gint64 events;

    if (!arsip_verify_catalogue(copy, hear, faults, error) || !arsip_event_verify(copy, &events, error))
        return FALSE;
    if (faults->len == 0)
        return TRUE;
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, faults->str);
    return FALSE;
}

static gboolean
bring_original(gint64 id, const guint8 sha256[ARSIP_HASH_SIZE], guint64 size, gpointer data, GError **error)
{
    Restore *restore = data;

    (void)id;
    return arsip_carrier_bring(restore->carrier, restore->from, sha256, size, TRUE, restore->watcher,
                               restore->count, error);
}

static gboolean
bring(Restore *restore, GError **error)
{
    const char *source = arsip_archive_folder(restore->from);
    const char *incoming = arsip_carrier_incoming(restore->carrier);
    g_autofree char *part = g_build_filename(incoming, "arsip.db", NULL);
    g_autoptr(ArsipArchive) copy = NULL;

    if (!arsip_catalogue_copy(restore->from, part, ARSIP_COPY_TO_LIVE, restore->watcher->should_stop,
                              restore->watcher->data, error))
        return FALSE;
    copy = arsip_archive_open(incoming, ARSIP_ARCHIVE_READ, error);
    return copy != NULL && verify(copy, error) &&
           arsip_catalogue_originals(copy, bring_original, restore, error) &&
           arsip_carrier_list(restore->carrier, source, "rules", error) &&
           arsip_carrier_list(restore->carrier, source, "words", error) &&
           arsip_carrier_sync(restore->carrier, error);
}

static gboolean
make(Restore *restore, GError **error)
{
    return arsip_carrier_write(restore->carrier, "incoming/restore", arsip_archive_uuid(restore->from),
                               error) &&
           bring(restore, error) && arsip_carrier_place(restore->carrier, "arsip.db", error);
}

/* All was durable before the catalogue was placed; what is missing is told once more. */
static gboolean
look_through(Restore *restore, GError **error)
{
    g_autoptr(ArsipArchive) made = arsip_archive_open(restore->folder, ARSIP_ARCHIVE_READ, error);

    return made != NULL && arsip_catalogue_originals(made, bring_original, restore, error) &&
           (restore->count->brought == 0 || arsip_carrier_sync(restore->carrier, error));
}

/* It makes the log's files too, which readers need who cannot write. */
static gboolean
add_event(const char *folder, const char *backup, GError **error)
{
    g_autoptr(ArsipArchive) archive = arsip_archive_open(folder, ARSIP_ARCHIVE_WRITE, error);
    g_autofree char *absolute = g_canonicalize_filename(backup, NULL);
    g_autofree char *name = arsip_escape(absolute);
    g_autoptr(ArsipJson) json = arsip_json_new();

    if (archive == NULL)
        return FALSE;
    arsip_json_object(json, NULL);
    arsip_json_text(json, "folder", name);
    arsip_json_end(json);
    if (!arsip_begin(archive, error))
        return FALSE;
    if (arsip_event_add(archive, "archive.restored", "", arsip_json_line(json), error))
        return arsip_commit(archive, error);
    arsip_rollback(archive);
    return FALSE;
}

static void
forget_beginning(const Restore *restore)
{
    /* The mark last: where it is, what is left over is swept when the command is run again. */
    static const char *const left[] = {"arsip.db-wal", "arsip.db-shm", "restore"};

    for (guint i = 0; i < G_N_ELEMENTS(left); i++) {
        g_autofree char *path = g_build_filename(restore->folder, "incoming", left[i], NULL);

        g_unlink(path);
    }
}

gboolean
arsip_backup_restore(const char *backup, const char *folder, const ArsipBackupWatcher *watcher,
                     ArsipBackupCount *count, GError **error)
{
    g_autoptr(ArsipArchive) from = NULL;
    g_autoptr(ArsipCarrier) carrier = NULL;
    Restore restore = {.folder = folder, .watcher = watcher, .count = count};

    *count = (ArsipBackupCount){0};
    from = arsip_archive_open(backup, ARSIP_ARCHIVE_READ, error);
    if (from == NULL || !look_at_backup(backup, error))
        return FALSE;
    restore.from = from;
    if (!look_at_place(&restore, error))
        return FALSE;
    restore.carrier = carrier = arsip_carrier_new(folder, backup, FALSE, error);
    if (carrier == NULL || !(restore.is_placed ? look_through(&restore, error) : make(&restore, error)) ||
        !(restore.is_noted || add_event(folder, backup, error)))
        return FALSE;
    forget_beginning(&restore);
    count->is_catalogue_new = TRUE;
    count->is_noted = TRUE;
    return TRUE;
}
