/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/export.h>

#include "archive/event.h"
#include "archive/intake.h"
#include "archive/transaction.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

char **
arsip_export_originals(const ArsipDocument *document)
{
    g_autoptr(GPtrArray) hashes = g_ptr_array_new();

    for (guint i = 0; i < document->pages->len; i++) {
        const ArsipPage *page = document->pages->pdata[i];

        if (!g_ptr_array_find_with_equal_func(hashes, page->sha256, g_str_equal, NULL))
            g_ptr_array_add(hashes, page->sha256);
    }
    for (guint i = 0; i < hashes->len; i++)
        hashes->pdata[i] = g_strdup(hashes->pdata[i]);
    g_ptr_array_add(hashes, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&hashes), FALSE);
}

static gboolean
is_same_file(const char *path, const guint8 *sha256)
{
    g_auto(ArsipFd) fd = open(path, O_RDONLY | O_CLOEXEC);
    guint8 digest[ARSIP_HASH_SIZE];

    return fd >= 0 && arsip_hash_file(fd, path, digest, NULL, NULL) &&
           memcmp(digest, sha256, sizeof digest) == 0;
}

static gboolean
fail_to_write(GError **error, const char *path)
{
    int saved_errno = errno;
    g_autofree char *name = arsip_escape(path);

    return arsip_set_errno(error, saved_errno, name, _("cannot be written"));
}

static gboolean
copy_to(ArsipArchive *archive, const guint8 *sha256, const char *part, GError **error)
{
    g_auto(ArsipFd) from = arsip_original_open(archive, sha256, error);
    g_auto(ArsipFd) to = -1;
    guint8 digest[ARSIP_HASH_SIZE];
    guint64 size;

    if (from < 0)
        return FALSE;
    g_unlink(part);
    to = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (to < 0)
        return fail_to_write(error, part);
    if (!arsip_file_copy(from, part, 0, G_MAXUINT64, to, part, digest, &size, error))
        return FALSE;
    if (memcmp(digest, sha256, sizeof digest) != 0) {
        g_set_error_literal(
            error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
            _("the original in the archive is damaged; run `arsip check` and fetch it from a backup"));
        return FALSE;
    }
    /* FAT and exFAT refuse modes that they cannot keep. */
    if (fchmod(to, 0444) != 0 && errno != EPERM)
        return fail_to_write(error, part);
    return fsync(to) == 0 || fail_to_write(error, part);
}

/* The first free name; the same bytes under a name already are the copy. */
static gboolean
place(const char *part, const char *folder, const char *name, const guint8 *sha256, char **path,
      GError **error)
{
    const char *dot = strrchr(name, '.');
    gsize stem = dot != NULL ? (gsize)(dot - name) : strlen(name);

    for (guint try = 1; try < 10000; try++) {
        g_autofree char *numbered =
            try == 1 ? g_strdup(name) : g_strdup_printf("%.*s (%u)%s", (int)stem, name, try, name + stem);
        g_autofree char *candidate = g_build_filename(folder, numbered, NULL);

        if (arsip_file_place(part, candidate) || (errno == EEXIST && is_same_file(candidate, sha256))) {
            *path = g_steal_pointer(&candidate);
            return TRUE;
        }
        if (errno != EEXIST)
            return fail_to_write(error, candidate);
    }
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED, _("%s: too many files of this name are there"), name);
    return FALSE;
}

gboolean
arsip_export_copy(ArsipArchive *archive, const ArsipDocument *document, const char *folder, char ***paths,
                  GError **error)
{
    g_auto(GStrv) hashes = arsip_export_originals(document);
    g_autoptr(GStrvBuilder) placed = g_strv_builder_new();
    g_autofree char *part = g_strdup_printf("%s/.arsip-%d.part", folder, (int)getpid());

    if (g_mkdir_with_parents(folder, 0777) != 0)
        return fail_to_write(error, folder);
    for (guint i = 0; hashes[i] != NULL; i++) {
        g_autofree char *name = arsip_export_file_name(document, i);
        g_autofree char *path = NULL;
        guint8 sha256[ARSIP_HASH_SIZE];
        gboolean is_placed = arsip_hash_from_hex(hashes[i], sha256) &&
                             copy_to(archive, sha256, part, error) &&
                             place(part, folder, name, sha256, &path, error);

        g_unlink(part);
        if (!is_placed)
            return FALSE;
        g_strv_builder_add(placed, path);
    }
    if (paths != NULL)
        *paths = g_strv_builder_end(placed);
    return TRUE;
}

gboolean
arsip_export_settle(const char *folder, GError **error)
{
    return arsip_folder_settle(folder, error);
}

gboolean
arsip_export_note(ArsipArchive *archive, const char *format, const char *query, guint64 documents,
                  GError **error)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_text(json, "format", format);
    arsip_json_text(json, "query", query);
    arsip_json_number(json, "documents", (gint64)documents);
    arsip_json_end(json);
    if (!arsip_begin(archive, error))
        return FALSE;
    if (arsip_event_add(archive, "export", "", arsip_json_line(json), error))
        return arsip_commit(archive, error);
    arsip_rollback(archive);
    return FALSE;
}
