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

/* Bytes of a name without its ending: leaves room for a number below 255. */
#define NAME_BYTES 200

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

/* The ending says what the bytes are, whatever the file was called. */
static const char *
ending_of(const char *media_type)
{
    static const struct {
        const char *type, *ending;
    } endings[] = {
        {"application/pdf", ".pdf"}, {"image/tiff", ".tif"},      {"image/jpeg", ".jpg"},
        {"image/png", ".png"},       {"image/gif", ".gif"},       {"image/webp", ".webp"},
        {"image/bmp", ".bmp"},       {"image/x-ms-bmp", ".bmp"},  {"text/plain", ".txt"},
        {"text/csv", ".csv"},        {"application/zip", ".zip"},
    };

    for (guint i = 0; media_type != NULL && i < G_N_ELEMENTS(endings); i++)
        if (g_str_equal(endings[i].type, media_type))
            return endings[i].ending;
    return NULL;
}

static gboolean
is_safe(gunichar c)
{
    return c >= 0x20 && c != 0x7f && (c > 0x7f || strchr("<>:\"/\\|?*", (int)c) == NULL) &&
           g_unichar_isprint(c);
}

static void
append_part(GString *name, const char *part)
{
    if (part == NULL || *part == '\0')
        return;
    if (name->len > 0)
        g_string_append_c(name, ' ');
    for (const char *at = part; *at != '\0' && name->len < NAME_BYTES - 6; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);

        g_string_append_unichar(name, is_safe(c) ? c : '-');
    }
}

/* Windows takes no name that ends with a dot or a blank, nor these devices' names. */
static void
make_portable(GString *name)
{
    static const char devices[] = "^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\.|$)";

    while (name->len > 0 && strchr(". ", name->str[name->len - 1]) != NULL)
        g_string_truncate(name, name->len - 1);
    if (name->len == 0 || *name->str == '.' || g_regex_match_simple(devices, name->str, G_REGEX_CASELESS, 0))
        g_string_prepend_c(name, '_');
}

char *
arsip_export_file_name(const ArsipDocument *document, guint original)
{
    GString *name = g_string_new(NULL);
    const char *dot = strrchr(document->name, '.');
    const char *ending = ending_of(document->media_type);
    gboolean has_fields =
        arsip_document_field(document, "nomor") != NULL || arsip_document_field(document, "hal") != NULL;

    append_part(name, arsip_document_field(document, "tanggal"));
    append_part(name, arsip_document_field(document, "nomor"));
    append_part(name, arsip_document_field(document, "hal"));
    if (!has_fields) {
        g_autofree char *stem = dot != NULL && dot > document->name
                                    ? g_strndup(document->name, (gsize)(dot - document->name))
                                    : g_strdup(document->name);

        append_part(name, stem);
    }
    if (original > 0)
        g_string_append_printf(name, " (%u)", original + 1);
    make_portable(name);
    if (ending == NULL && dot != NULL && strlen(dot) > 1 && strlen(dot) <= 6 &&
        strspn(dot + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == strlen(dot + 1))
        ending = dot;
    g_string_append(name, ending != NULL ? ending : "");
    return g_string_free(name, FALSE);
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
