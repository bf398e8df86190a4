/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/backup.h>

#include "archive/copy.h"
#include "archive/event.h"
#include "archive/transaction.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "custody/backup-mark.h"
#include "custody/carrier.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    ArsipArchive *archive;
    const char *folder;
    const ArsipBackupWatcher *watcher;
    ArsipBackupCount *count;
    ArsipCarrier *carrier;
    ArsipBackupMark *mark;
    gint64 version; /* of the catalogue when the run began */
    char *stamp;
    gint64 newest; /* number of an original */
} Backup;

static void
backup_clear(Backup *backup)
{
    arsip_carrier_free(backup->carrier);
    arsip_backup_mark_free(backup->mark);
    g_free(backup->stamp);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Backup, backup_clear)

/* ---- whether this is the place */

static gboolean
refuse(const char *folder, const char *words, GError **error)
{
    g_autofree char *name = arsip_escape(folder);

    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED, "%s: %s", name, words);
    return FALSE;
}

static gboolean
is_inside(const char *folder, const char *archive)
{
    g_autofree char *absolute = g_canonicalize_filename(folder, NULL);
    char *real = realpath(archive, NULL);
    char *own = realpath(absolute, NULL);
    g_autofree char *prefix = g_strconcat(real != NULL ? real : archive, "/", NULL);
    g_autofree char *path = g_strconcat(own != NULL ? own : absolute, "/", NULL);
    gboolean is_in = g_str_has_prefix(path, prefix);

    free(own);
    free(real);
    return is_in;
}

/* What a first run leaves that was killed before it could say whose backup this is. */
static gboolean
is_empty(const char *folder)
{
    static const char *const own[] = {"incoming", "files", "rules", "words", "lost+found"};
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    const char *entry;

    while (entries != NULL && (entry = g_dir_read_name(entries)) != NULL) {
        gboolean is_own = FALSE;

        for (guint i = 0; i < G_N_ELEMENTS(own); i++)
            is_own = is_own || g_str_equal(entry, own[i]);
        if (!is_own)
            return FALSE;
    }
    return TRUE;
}

static gboolean
look_at_place(Backup *backup, GError **error)
{
    GError *fault = NULL;

    if (is_inside(backup->folder, arsip_archive_folder(backup->archive)))
        return refuse(backup->folder, _("a backup cannot lie inside the archive itself"), error);
    backup->mark = arsip_backup_mark_read(backup->folder, &fault);
    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    if (backup->mark == NULL && !is_empty(backup->folder))
        return refuse(backup->folder,
                      _("this folder holds other things; give the backup a folder of its own"), error);
    if (backup->mark != NULL && !g_str_equal(backup->mark->archive, arsip_archive_uuid(backup->archive)))
        return refuse(backup->folder,
                      _("this is the backup of another archive; give each archive a folder of its own"),
                      error);
    return TRUE;
}

/* Its newest event has to be one of the archive's. Otherwise the archive is older, or has gone another way,
 * and a copy of its catalogue would end what the backup holds. */
static gboolean
look_at_events(Backup *backup, GError **error)
{
    g_autofree char *path = g_build_filename(backup->folder, "arsip.db", NULL);
    g_autoptr(ArsipArchive) present = NULL;
    g_autofree char *theirs = NULL;
    g_autofree char *ours = NULL;
    GError *fault = NULL;
    gint64 event = 0;

    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return TRUE;
    present = arsip_archive_open(backup->folder, ARSIP_ARCHIVE_READ, &fault);
    theirs = present != NULL ? arsip_event_hash(present, &event, &fault) : NULL;
    if (g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_DAMAGED)) {
        g_clear_error(&fault);
        return TRUE;
    }
    if (fault == NULL && theirs != NULL)
        ours = arsip_event_hash(backup->archive, &event, &fault);
    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    return theirs == NULL || g_strcmp0(theirs, ours) == 0 ||
           refuse(backup->folder,
                  _("this backup holds events that the archive does not have: the archive is older, or went "
                    "another way; give another folder, and keep this one"),
                  error);
}

/* ---- bringing */

static gboolean
begin(Backup *backup, GError **error)
{
    backup->carrier = arsip_carrier_new(backup->folder, arsip_archive_folder(backup->archive), TRUE, error);
    if (backup->carrier == NULL)
        return FALSE;
    if (backup->mark != NULL)
        return TRUE;
    backup->mark = g_new0(ArsipBackupMark, 1);
    backup->mark->archive = g_strdup(arsip_archive_uuid(backup->archive));
    backup->mark->source = g_strdup(arsip_archive_name(backup->archive));
    return arsip_backup_mark_write(backup->mark, backup->carrier, error);
}

/* The version before the stamp: what is written between the two is then seen by one of them. */
static gboolean
is_unchanged(Backup *backup, gboolean *is_same, GError **error)
{
    g_autofree char *catalogue = arsip_backup_mark_catalogue(backup->folder);

    backup->version = arsip_catalogue_version(backup->archive, error);
    if (backup->version == 0)
        return FALSE;
    backup->stamp = arsip_catalogue_stamp(backup->archive);
    *is_same = g_strcmp0(backup->stamp, backup->mark->stamp) == 0 &&
               g_strcmp0(catalogue, backup->mark->catalogue) == 0;
    return TRUE;
}

/* A damaged catalogue must not take the place of a good one. */
static gboolean
look_at_copy(Backup *backup, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(ArsipArchive) copy =
        arsip_archive_open(arsip_carrier_incoming(backup->carrier), ARSIP_ARCHIVE_READ, &fault);

    if (copy != NULL && arsip_catalogue_is_sound(copy, &fault))
        return TRUE;
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                _("%s: %s; the backup was left as it was; run `arsip check`, and fetch the catalogue from a "
                  "backup"),
                arsip_archive_name(backup->archive), fault != NULL ? fault->message : "arsip.db");
    return FALSE;
}

static gboolean
copy_catalogue(Backup *backup, GError **error)
{
    g_autofree char *part = g_build_filename(arsip_carrier_incoming(backup->carrier), "arsip.db", NULL);

    return look_at_events(backup, error) &&
           arsip_catalogue_copy(backup->archive, part, ARSIP_COPY_TO_LIE, backup->watcher->should_stop,
                                backup->watcher->data, error) &&
           look_at_copy(backup, error);
}

static gboolean
bring_original(gint64 id, const guint8 sha256[ARSIP_HASH_SIZE], guint64 size, gpointer data, GError **error)
{
    Backup *backup = data;

    backup->newest = MAX(backup->newest, id);
    /* One beyond the mark that is there comes from a run that was killed before all was durable. */
    return arsip_carrier_bring(backup->carrier, backup->archive, sha256, size, id > backup->mark->originals,
                               backup->watcher, backup->count, error);
}

/* All that the copied catalogue names, not what the archive names by now. */
static gboolean
bring_originals(Backup *backup, gboolean is_same, GError **error)
{
    const char *folder = is_same ? backup->folder : arsip_carrier_incoming(backup->carrier);
    g_autoptr(ArsipArchive) named = arsip_archive_open(folder, ARSIP_ARCHIVE_READ, error);

    return named != NULL && arsip_catalogue_originals(named, bring_original, backup, error);
}

/* ---- the end */

static char *
detail_of(const Backup *backup)
{
    g_autofree char *absolute = g_canonicalize_filename(backup->folder, NULL);
    g_autofree char *name = arsip_escape(absolute);
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_text(json, "folder", name);
    arsip_json_number(json, "originals", backup->count->originals);
    arsip_json_number(json, "brought", backup->count->brought);
    arsip_json_number(json, "faults", backup->count->faults);
    arsip_json_end(json);
    return g_strdup(arsip_json_line(json));
}

static gboolean
add_event(Backup *backup, GError **error)
{
    g_autofree char *detail = detail_of(backup);

    if (!arsip_begin(backup->archive, error))
        return FALSE;
    if (arsip_event_add(backup->archive, "archive.backed-up", "", detail, error))
        return arsip_commit(backup->archive, error);
    arsip_rollback(backup->archive);
    return FALSE;
}

/*
 * The event is written to the archive after the copy, so that the stamp from before tells nothing any more.
 * Behind the lock of a writer it is taken anew, and counts if nobody else has written meanwhile: then the
 * archive is what was copied, and this one event.
 */
static gboolean
stamp_anew(Backup *backup, GError **error)
{
    GError *fault = NULL;

    arsip_trim_log(backup->archive);
    if (!arsip_begin(backup->archive, error))
        return FALSE;
    g_clear_pointer(&backup->stamp, g_free);
    if (arsip_catalogue_version(backup->archive, &fault) == backup->version)
        backup->stamp = arsip_catalogue_stamp(backup->archive);
    arsip_rollback(backup->archive);
    if (fault != NULL)
        g_propagate_error(error, fault);
    return fault == NULL;
}

/* A backup that could not be noted is a backup all the same. */
static void
note(Backup *backup, gboolean is_writable)
{
    g_autoptr(GError) fault = NULL;

    if (!is_writable)
        return;
    if (!add_event(backup, &fault)) {
        g_autofree char *sentence = g_strdup_printf(
            _("the backup is whole, but the archive's log does not tell of it: %s"), fault->message);

        backup->watcher->tell(sentence, backup->watcher->data);
        return;
    }
    backup->count->is_noted = TRUE;
    if (!stamp_anew(backup, &fault))
        g_clear_pointer(&backup->stamp, g_free);
}

static gboolean
write_mark(Backup *backup, GError **error)
{
    ArsipBackupMark *mark = backup->mark;

    g_free(mark->source);
    g_free(mark->made);
    g_free(mark->stamp);
    g_free(mark->catalogue);
    mark->source = g_strdup(arsip_archive_name(backup->archive));
    mark->made = arsip_now();
    mark->stamp = g_strdup(backup->stamp);
    mark->catalogue = arsip_backup_mark_catalogue(backup->folder);
    mark->originals = MAX(mark->originals, backup->newest);
    return arsip_backup_mark_write(mark, backup->carrier, error);
}

gboolean
arsip_backup(ArsipArchive *archive, const char *folder, const ArsipBackupWatcher *watcher,
             ArsipBackupCount *count, GError **error)
{
    g_auto(Backup) backup = {.archive = archive, .folder = folder, .watcher = watcher, .count = count};
    const char *source = arsip_archive_folder(archive);
    gboolean is_same;

    *count = (ArsipBackupCount){0};
    if (!look_at_place(&backup, error) || !begin(&backup, error) || !is_unchanged(&backup, &is_same, error))
        return FALSE;
    if (!is_same && !copy_catalogue(&backup, error))
        return FALSE;
    if (!bring_originals(&backup, is_same, error) ||
        !arsip_carrier_list(backup.carrier, source, "rules", error) ||
        !arsip_carrier_list(backup.carrier, source, "words", error))
        return FALSE;
    /* Only when all that it names is durable may the catalogue take its place. */
    if ((count->brought > 0 || !is_same) && !arsip_carrier_sync(backup.carrier, error))
        return FALSE;
    if (!is_same && !arsip_carrier_place(backup.carrier, "arsip.db", error))
        return FALSE;
    count->is_catalogue_new = !is_same;
    note(&backup, arsip_archive_mode(archive) == ARSIP_ARCHIVE_WRITE);
    return write_mark(&backup, error);
}
