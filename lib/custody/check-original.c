/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/check.h"

#include "archive/intake.h"
#include "archive/verify.h"
#include "base/i18n.h"
#include "base/system.h"
#include "custody/position.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Originals of one look into the catalogue. */
#define GROUP 200

/* Write permission for anybody, and any for those who are neither owner nor group: an original has 0440. */
#define LOOSE_MODES (S_IWUSR | S_IWGRP | S_IWOTH | S_IROTH | S_IXOTH)

/* An original that never can be one: what is missing changes a root too. */
static const guint8 no_hash[ARSIP_HASH_SIZE];

typedef struct {
    ArsipCheck *check;
    ArsipPosition position;
    ArsipCheckProgress progress;
    gint64 n_wanted, n_left; /* of the sample */
} Reading;

static void
clear_reading(Reading *reading)
{
    arsip_position_clear(&reading->position);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, clear_reading)

static void
tell_missing(ArsipCheck *check, const ArsipOriginalRow *row, const GError *fault)
{
    gint64 document;
    g_autofree char *papers = arsip_verify_papers_of(check->archive, row->id, &document);
    gboolean is_gone = g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_VANISHED);

    arsip_check_tell(check, is_gone ? "original.missing" : "original.unreadable", document,
                     g_strdup_printf(_("%s; it is the original of %s: fetch this file from a backup"),
                                     fault->message, papers));
}

static void
tell_changed(ArsipCheck *check, const ArsipOriginalRow *row, const char *path)
{
    gint64 document;
    g_autofree char *papers = arsip_verify_papers_of(check->archive, row->id, &document);

    arsip_check_tell(check, "original.changed", document,
                     g_strdup_printf(_("%s: its bytes are no longer those that were stored, so that the "
                                       "original of %s proves nothing; fetch this file from a backup"),
                                     path, papers));
}

/* Where the file system keeps no permissions (a stick, a share of Windows) they say nothing. */
static void
look_at_mode(ArsipCheck *check, int fd, const char *path)
{
    struct stat info;

    if (fstat(fd, &info) != 0 || (info.st_mode & LOOSE_MODES) == 0 || !arsip_system_keeps_modes(fd))
        return;
    if (check->options->repairs && fchmod(fd, 0440) == 0) {
        check->n_closed++;
        arsip_check_tell_mended(check, "original.open", 0,
                                g_strdup_printf(_("%s: it could be written or read by more than its owner "
                                                  "(mode %04o); now it has mode 0440"),
                                                path, (guint)(info.st_mode & 07777)));
        return;
    }
    arsip_check_tell(check, "original.open", 0,
                     g_strdup_printf(_("%s: it can be written or read by more than its owner should "
                                       "(mode %04o), so it may be changed by accident; chmod 0440"),
                                     path, (guint)(info.st_mode & 07777)));
}

/* digest, size: of the bytes that are there; no hash and 0 where there are none. */
static gboolean
read_original(ArsipCheck *check, const ArsipOriginalRow *row, guint8 *digest, guint64 *size)
{
    g_autofree char *path = arsip_original_path(row->sha256);
    g_autoptr(GError) fault = NULL;
    g_auto(ArsipFd) fd = arsip_original_open(check->archive, row->sha256, &fault);
    gboolean is_whole;

    memcpy(digest, no_hash, ARSIP_HASH_SIZE);
    *size = 0;
    if (fd >= 0)
        posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    if (fd < 0 || !arsip_hash_file(fd, path, digest, size, &fault)) {
        tell_missing(check, row, fault);
        return FALSE;
    }
    check->count->bytes += (gint64)*size;
    is_whole = (gint64)*size == row->size && memcmp(digest, row->sha256, ARSIP_HASH_SIZE) == 0;
    if (!is_whole)
        tell_changed(check, row, path);
    look_at_mode(check, fd, path);
    return is_whole;
}

static void
count(ArsipCheck *check, const ArsipOriginalRow *row, const guint8 *digest, gint64 size)
{
    arsip_tally_original(&check->made, row->id, digest, size);
    arsip_tally_original(&check->held, row->id, digest, size);
}

static gboolean
check_original(Reading *reading, const ArsipOriginalRow *row, GError **error)
{
    ArsipCheck *check = reading->check;
    guint8 digest[ARSIP_HASH_SIZE];
    guint64 size;
    gboolean is_whole;

    reading->progress.originals_done++;
    reading->progress.bytes_done += row->size;
    if (arsip_position_is_behind(&reading->position, row->id)) {
        count(check, row, row->sha256, row->size);
        return TRUE;
    }
    if (check->options->part > 0 && !arsip_check_chooses(&reading->n_wanted, &reading->n_left))
        return TRUE;
    check->count->originals++;
    is_whole = read_original(check, row, digest, &size);
    count(check, row, digest, (gint64)size);
    if (check->options->progress != NULL)
        check->options->progress(&reading->progress, check->options->data);
    return arsip_position_pass(&reading->position, row->id, is_whole, error);
}

static gboolean
read_all(Reading *reading, GError **error)
{
    ArsipCheck *check = reading->check;
    gint64 after = 0;

    for (;;) {
        g_autoptr(GArray) rows =
            arsip_verify_originals(check->archive, after, check->last_original, check->since, GROUP, error);

        if (rows == NULL)
            return FALSE;
        if (rows->len == 0)
            return TRUE;
        for (guint i = 0; i < rows->len; i++) {
            const ArsipOriginalRow *row = &g_array_index(rows, ArsipOriginalRow, i);

            if (!check_original(reading, row, error) || !arsip_check_goes_on(check, error))
                return FALSE;
            after = row->id;
        }
    }
}

gboolean
arsip_check_originals(ArsipCheck *check, GError **error)
{
    const ArsipCheckOptions *options = check->options;
    g_auto(Reading) reading = {.check = check};

    if (!arsip_verify_count_originals(check->archive, check->last_original, check->since,
                                      &reading.progress.originals, &reading.progress.bytes, error) ||
        !arsip_position_begin(&reading.position, options->resume, arsip_archive_uuid(check->archive),
                              check->since, error))
        return FALSE;
    reading.n_left = reading.progress.originals;
    reading.n_wanted = arsip_check_part(check, reading.n_left);
    if (!read_all(&reading, error)) {
        arsip_position_save(&reading.position, NULL);
        return FALSE;
    }
    arsip_position_end(&reading.position);
    return TRUE;
}
