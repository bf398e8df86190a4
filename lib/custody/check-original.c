/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/check.h"

#include "archive/intake.h"
#include "archive/verify.h"
#include "base/i18n.h"
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Originals of one look into the catalogue, and their bytes: behind each group faults are told, and whoever
 * wants to stop is heard. */
#define GROUP       1000
#define GROUP_BYTES (64 << 20)

/* A reader takes so many at a time. */
#define TAKEN 8

/* Files up to this size the system reads ahead by itself. */
#define READ_AHEAD (128 * 1024)

#define THREADS_MOST 4u

/* Write permission for anybody, and any for those who are neither owner nor group: an original has 0440. */
#define LOOSE_MODES (S_IWUSR | S_IWGRP | S_IWOTH | S_IROTH | S_IXOTH)

/* No bytes have it: what is missing changes a root too. */
static const guint8 no_hash[ARSIP_HASH_SIZE];

/* An original of a group, and what a thread found in its place. */
typedef struct {
    const ArsipOriginalRow *row;
    gboolean is_read;
    guint8 digest[ARSIP_HASH_SIZE]; /* of the bytes that are there; no_hash where there are none */
    guint64 size;
    guint loose_mode; /* its permissions, where they are too wide; else 0 */
    GError *fault;
} Original;

/* The threads that read a group: those of a pool, and the check's own. */
typedef struct {
    ArsipFd folder; /* the archive's */
    GThreadPool *pool;
    guint n_helpers;
    ArsipHash *hashes[THREADS_MOST]; /* one for each */
    Original *originals;
    gint n, next; /* next: the first that nobody has taken */
    GMutex mutex;
    GCond done;
    guint n_busy; /* helpers */
} Readers;

typedef struct {
    ArsipCheck *check;
    Readers readers;
    ArsipCheckProgress progress;
    gint64 n_wanted, n_left; /* of the sample */
} Reading;

static void
clear_reading(Reading *reading)
{
    Readers *readers = &reading->readers;

    if (readers->pool != NULL)
        g_thread_pool_free(readers->pool, FALSE, TRUE);
    for (guint i = 0; i < THREADS_MOST; i++)
        arsip_hash_free(readers->hashes[i]);
    g_free(readers->originals);
    g_mutex_clear(&readers->mutex);
    g_cond_clear(&readers->done);
    arsip_fd_close(&readers->folder);
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

static void
tell_open(ArsipCheck *check, const ArsipOriginalRow *row, const char *path, guint mode)
{
    g_autofree char *whole = g_build_filename(arsip_archive_folder(check->archive), path, NULL);
    gint64 document;
    g_autofree char *papers = arsip_verify_papers_of(check->archive, row->id, &document);

    if (check->options->repairs && g_chmod(whole, 0440) == 0) {
        check->n_closed++;
        arsip_check_tell_mended(check, "original.open", document,
                                g_strdup_printf(_("%s: it could be written or read by more than its owner "
                                                  "(mode %04o); now it has mode 0440"),
                                                path, mode));
        return;
    }
    arsip_check_tell(check, "original.open", document,
                     g_strdup_printf(_("%s: it can be written or read by more than its owner should "
                                       "(mode %04o), so that the original of %s may be changed by accident; "
                                       "chmod 0440"),
                                     path, mode, papers));
}

/* ---- in threads: they know the archive's folder and nothing else of it */

/* Where the file system keeps no permissions (a stick, a share of Windows) they say nothing. */
static guint
loose_mode_of(int fd, guint mode)
{
    return (mode & LOOSE_MODES) != 0 && arsip_system_keeps_modes(fd) ? mode & 07777 : 0;
}

static gboolean
read_bytes(int fd, ArsipHash *hash, Original *original)
{
    struct stat info;

    if (fstat(fd, &info) != 0)
        return arsip_set_errno(&original->fault, errno, NULL, _("cannot be read"));
    if (info.st_size > READ_AHEAD)
        posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    original->loose_mode = loose_mode_of(fd, info.st_mode);
    return arsip_hash_file_by(hash, fd, NULL, (guint64)info.st_size, original->digest, &original->size,
                              &original->fault);
}

static void
read_original(int folder, ArsipHash *hash, Original *original)
{
    const guint8 *sha256 = original->row->sha256;
    g_auto(ArsipFd) fd = arsip_original_open_below(folder, sha256, &original->fault);

    if (fd >= 0 && !read_bytes(fd, hash, original)) {
        g_autofree char *path = arsip_original_path(sha256);

        g_prefix_error(&original->fault, "%s: ", path);
    }
    if (original->fault != NULL)
        memcpy(original->digest, no_hash, ARSIP_HASH_SIZE);
}

static void
read_taken(Readers *readers, ArsipHash *hash)
{
    gint from;

    while ((from = g_atomic_int_add(&readers->next, TAKEN)) < readers->n)
        for (gint i = from; i < MIN(from + TAKEN, readers->n); i++)
            if (readers->originals[i].is_read)
                read_original(readers->folder, hash, &readers->originals[i]);
}

static void
help(gpointer hash, gpointer user)
{
    Readers *readers = user;

    read_taken(readers, hash);
    g_mutex_lock(&readers->mutex);
    if (--readers->n_busy == 0)
        g_cond_signal(&readers->done);
    g_mutex_unlock(&readers->mutex);
}

/* ---- one after the other */

/* Whether it is as it was stored. */
static gboolean
judge(ArsipCheck *check, const Original *original)
{
    const ArsipOriginalRow *row = original->row;
    g_autofree char *path = NULL;
    gboolean is_whole;

    if (original->fault != NULL) {
        tell_missing(check, row, original->fault);
        return FALSE;
    }
    check->count->bytes += (gint64)original->size;
    is_whole =
        (gint64)original->size == row->size && memcmp(original->digest, row->sha256, ARSIP_HASH_SIZE) == 0;
    if (is_whole && original->loose_mode == 0)
        return TRUE;
    path = arsip_original_path(row->sha256);
    if (!is_whole)
        tell_changed(check, row, path);
    if (original->loose_mode != 0)
        tell_open(check, row, path, original->loose_mode);
    return is_whole;
}

static void
count(ArsipCheck *check, const ArsipOriginalRow *row, const guint8 *digest, gint64 size)
{
    arsip_tally_original(&check->made, row->id, digest, size);
    arsip_tally_original(&check->held, row->id, digest, size);
}

static gboolean
take(Reading *reading, const Original *original, GError **error)
{
    ArsipCheck *check = reading->check;
    const ArsipOriginalRow *row = original->row;
    gboolean is_whole;

    reading->progress.originals_done++;
    reading->progress.bytes_done += row->size;
    if (check->options->progress != NULL)
        check->options->progress(&reading->progress, check->options->data);
    if (!original->is_read) {
        count(check, row, row->sha256, row->size);
        return TRUE;
    }
    check->count->originals++;
    is_whole = judge(check, original);
    count(check, row, original->digest, (gint64)original->size);
    return arsip_position_pass(&check->position, row->id, is_whole, error) &&
           arsip_check_goes_on(check, error);
}

static gboolean
is_wanted(Reading *reading, const ArsipOriginalRow *row)
{
    return !arsip_position_is_behind(&reading->check->position, row->id) &&
           (reading->check->options->part <= 0 || arsip_check_chooses(&reading->n_wanted, &reading->n_left));
}

/* Helps itself. */
static void
read_group(Readers *readers, guint n)
{
    readers->n = (gint)n;
    readers->next = 0;
    readers->n_busy = readers->n_helpers;
    for (guint i = 0; i < readers->n_helpers; i++)
        g_thread_pool_push(readers->pool, readers->hashes[i + 1], NULL);
    read_taken(readers, readers->hashes[0]);
    g_mutex_lock(&readers->mutex);
    while (readers->n_busy > 0)
        g_cond_wait(&readers->done, &readers->mutex);
    g_mutex_unlock(&readers->mutex);
}

static gboolean
check_group(Reading *reading, const GArray *rows, GError **error)
{
    Original *originals = reading->readers.originals;
    gboolean is_done = TRUE;

    for (guint i = 0; i < rows->len; i++) {
        originals[i] = (Original){.row = &g_array_index(rows, ArsipOriginalRow, i)};
        originals[i].is_read = is_wanted(reading, originals[i].row);
    }
    read_group(&reading->readers, rows->len);
    for (guint i = 0; i < rows->len; i++) {
        is_done = is_done && take(reading, &originals[i], error);
        g_clear_error(&originals[i].fault);
    }
    return is_done;
}

static gboolean
read_all(Reading *reading, GError **error)
{
    ArsipCheck *check = reading->check;
    gint64 after = 0;

    for (;;) {
        g_autoptr(GArray) rows = arsip_verify_originals(check->archive, after, check->last_original,
                                                        check->since, GROUP, GROUP_BYTES, error);

        if (rows == NULL)
            return FALSE;
        if (rows->len == 0)
            return TRUE;
        if (!check_group(reading, rows, error) || !arsip_check_index_take(check, error))
            return FALSE;
        after = g_array_index(rows, ArsipOriginalRow, rows->len - 1).id;
    }
}

/* As many as the machine's cores, but no more than a disk answers well. */
static gboolean
start_readers(Readers *readers, const ArsipArchive *archive, GError **error)
{
    readers->folder = open(arsip_archive_folder(archive), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (readers->folder < 0)
        return arsip_set_errno(error, errno, arsip_archive_name(archive), _("cannot be read"));
    readers->originals = g_new(Original, GROUP);
    readers->n_helpers = MIN(g_get_num_processors(), THREADS_MOST) - 1;
    for (guint i = 0; i <= readers->n_helpers; i++)
        readers->hashes[i] = arsip_hash_new();
    if (readers->n_helpers > 0)
        readers->pool = g_thread_pool_new(help, readers, (gint)readers->n_helpers, TRUE, error);
    return readers->n_helpers == 0 || readers->pool != NULL;
}

gboolean
arsip_check_originals(ArsipCheck *check, GError **error)
{
    g_auto(Reading) reading = {.check = check, .readers.folder = -1};

    g_mutex_init(&reading.readers.mutex);
    g_cond_init(&reading.readers.done);
    if (!start_readers(&reading.readers, check->archive, error) ||
        !arsip_verify_count_originals(check->archive, check->last_original, check->since,
                                      &reading.progress.originals, &reading.progress.bytes, error))
        return FALSE;
    reading.n_left = reading.progress.originals;
    reading.n_wanted = arsip_check_part(check, reading.n_left);
    return read_all(&reading, error);
}
