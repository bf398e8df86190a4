/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/status.h>

#include "archive/event.h"
#include "archive/intake.h"
#include "archive/lock.h"
#include "archive/verify.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/i18n.h"

#include <string.h>
#include <sys/stat.h>

typedef struct {
    ArsipArchive *archive;
    ArsipCheckTell tell;
    gpointer data;
    ArsipCheckCount *count;
} Check;

static void
report(const char *sentence, gpointer data)
{
    Check *check = data;

    check->count->faults++;
    check->tell(sentence, check->data);
}

static void
report_about(Check *check, const char *path, const char *words)
{
    g_autofree char *name = arsip_escape(path);
    g_autofree char *sentence = g_strdup_printf("%s: %s", name, words);

    report(sentence, check);
}

static gboolean
check_original(const guint8 sha256[ARSIP_HASH_SIZE], guint64 size, gpointer data, GError **error)
{
    Check *check = data;
    g_autofree char *path = arsip_original_path(sha256);
    g_autoptr(GError) fault = NULL;
    g_auto(ArsipFd) fd = arsip_original_open(check->archive, sha256, &fault);
    guint8 digest[ARSIP_HASH_SIZE];
    guint64 found;

    (void)error;
    check->count->originals++;
    if (fd < 0 || !arsip_hash_file(fd, path, digest, &found, &fault)) {
        report(fault->message, check);
        return TRUE;
    }
    check->count->bytes += (gint64)found;
    if (found != size || memcmp(digest, sha256, sizeof digest) != 0)
        report_about(check, path,
                     _("its bytes are no longer those that were stored; fetch this file from a backup"));
    return TRUE;
}

/* What an ingest has stored and will name in a moment is no stray; asked again, as it may have ended
 * meanwhile. */
static gboolean
is_accounted_for(Check *check, const guint8 *sha256)
{
    return arsip_verify_names_original(check->archive, sha256) || arsip_lock_is_taken(check->archive) ||
           arsip_verify_names_original(check->archive, sha256);
}

static void
check_file_name(Check *check, const char *fan, const char *name)
{
    g_autofree char *hex = g_strconcat(fan, name, NULL);
    g_autofree char *path = g_strdup_printf("files/%s/%s", fan, name);
    guint8 sha256[ARSIP_HASH_SIZE];

    if (!arsip_hash_from_hex(hex, sha256) || !is_accounted_for(check, sha256))
        report_about(check, path,
                     _("no document names this file; an interrupted ingest may have left it, and the same "
                       "ingest takes it up"));
}

static void
check_strays(Check *check)
{
    g_autofree char *files = g_build_filename(arsip_archive_folder(check->archive), "files", NULL);
    g_autoptr(GDir) fans = g_dir_open(files, 0, NULL);
    const char *fan, *name;

    while (fans != NULL && (fan = g_dir_read_name(fans)) != NULL) {
        g_autofree char *path = g_build_filename(files, fan, NULL);
        g_autoptr(GDir) entries = g_dir_open(path, 0, NULL);

        while (entries != NULL && (name = g_dir_read_name(entries)) != NULL)
            check_file_name(check, fan, name);
    }
}

gboolean
arsip_check(ArsipArchive *archive, ArsipCheckTell tell, gpointer data, ArsipCheckCount *count, GError **error)
{
    Check check = {archive, tell, data, count};
    g_autoptr(GError) fault = NULL;

    *count = (ArsipCheckCount){0};
    if (!arsip_verify_catalogue(archive, report, &check, error))
        return FALSE;
    if (!arsip_event_verify(archive, &count->events, &fault)) {
        if (!g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_DAMAGED)) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return FALSE;
        }
        report(fault->message, &check);
    }
    if (!arsip_verify_originals(archive, check_original, &check, error))
        return FALSE;
    check_strays(&check);
    return TRUE;
}
