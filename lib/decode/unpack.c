/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/system.h"

/* Below this no ratio is suspicious: a page of white packs a thousandfold. */
#define RATIO_FREE (64u * 1024 * 1024)

/* As long as a path may be on Linux. */
#define PATH_BYTES_MAX 4095

typedef struct archive Archive;
static void
free_archive(Archive *archive)
{
    archive_read_free(archive);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Archive, free_archive)

typedef struct {
    Archive *archive;
    int output;
    guint64 packed;  /* bytes of the container */
    guint64 written; /* bytes of all members so far */
    guint64 n_entries, n_members;
    gboolean is_compressed; /* as a whole */
    gboolean had_trouble;   /* at the first look */
    const ArsipUnpackLimits *limits;
    ArsipMemberFunc each;
    gpointer data;
} Unpacking;

/* 0: no outer compression. */
static int
find_filter(const ArsipSource *source)
{
    static const struct {
        const char *magic;
        gsize length;
        int filter;
    } known[] = {
        {"\x1f\x8b", 2, ARCHIVE_FILTER_GZIP},
        {"BZh", 3, ARCHIVE_FILTER_BZIP2},
        {"\xfd"
         "7zXZ\0",
         6, ARCHIVE_FILTER_XZ},
        {"\x28\xb5\x2f\xfd", 4, ARCHIVE_FILTER_ZSTD},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        if (source->size >= known[i].length && memcmp(source->data, known[i].magic, known[i].length) == 0)
            return known[i].filter;
    return 0;
}

/*
 * One outer filter at most, told by ourselves: libarchive 3.6.2 looks for filters within filters and never
 * comes back from a gzip file that unpacks to itself. No other programs, no passphrases.
 */
static Archive *
open_archive(const ArsipSource *source, GError **error)
{
    g_autoptr(Archive) archive = archive_read_new();
    int filter = find_filter(source);
    int outcome = ARCHIVE_OK;

    archive_read_support_format_tar(archive);
    archive_read_support_format_empty(archive);
    if (filter != 0) {
        archive_read_support_format_raw(archive);
        outcome = archive_read_append_filter(archive, filter);
    } else {
        archive_read_support_format_zip(archive);
        archive_read_support_format_7zip(archive);
    }
    if (outcome == ARCHIVE_OK)
        outcome = archive_read_open_memory(archive, source->data, source->size);
    if (outcome != ARCHIVE_OK) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the archive is damaged or cut short"));
        return NULL;
    }
    return g_steal_pointer(&archive);
}

/* No byte but NUL is changed, apart from backslashes, which part folders in archives made by Windows. */
static char *
make_safe(const char *path)
{
    g_autofree char *slashes = g_strdelimit(g_strdup(path), "\\", '/');
    g_auto(GStrv) parts = g_strsplit(slashes, "/", -1);
    g_autoptr(GString) safe = g_string_new(NULL);

    for (guint i = 0; parts[i] != NULL; i++) {
        if (*parts[i] == '\0' || strcmp(parts[i], ".") == 0 || strcmp(parts[i], "..") == 0)
            continue;
        if (safe->len > 0)
            g_string_append_c(safe, '/');
        g_string_append(safe, parts[i]);
    }
    if (safe->len == 0)
        g_string_append(safe, "data");
    return g_string_free(g_steal_pointer(&safe), FALSE);
}

/* As UTF-8 where the archive says which characters they are, else its bytes. */
static char *
get_path(struct archive_entry *entry)
{
    const char *path = archive_entry_pathname_utf8(entry);

    if (path == NULL)
        path = archive_entry_pathname(entry);
    return make_safe(path != NULL ? path : "");
}

static gboolean
check_limits(const Unpacking *unpacking, GError **error)
{
    const ArsipUnpackLimits *limits = unpacking->limits;

    if (unpacking->n_entries > limits->max_entries) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("the archive has more than %" PRIu64 " entries; the rest is not unpacked"),
                    limits->max_entries);
        return FALSE;
    }
    if (unpacking->written > limits->max_bytes) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("the archive unpacks to more than %" PRIu64 " MB; the rest is not unpacked"),
                    limits->max_bytes / 1000000);
        return FALSE;
    }
    if (unpacking->written > RATIO_FREE &&
        (unpacking->written - RATIO_FREE) / limits->max_ratio > unpacking->packed) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("the archive unpacks to more than %u times its size; the rest is not unpacked"),
                    limits->max_ratio);
        return FALSE;
    }
    return TRUE;
}

static gboolean
write_out(Unpacking *unpacking, const char *bytes, gsize length, GError **error)
{
    while (length > 0) {
        ssize_t written = pwrite(unpacking->output, bytes, length, (off_t)unpacking->written);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return arsip_set_errno(error, written == 0 ? ENOSPC : errno, NULL, _("cannot unpack"));
        bytes += written;
        length -= (gsize)written;
        unpacking->written += (guint64)written;
    }
    return TRUE;
}

/* What keeps a member from being taken, or NULL. */
static GError *
find_fault(struct archive_entry *entry)
{
    if (archive_entry_hardlink(entry) != NULL || archive_entry_filetype(entry) == AE_IFLNK)
        return g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED,
                                   _("it is a link, which is not followed"));
    if (archive_entry_filetype(entry) != AE_IFREG && archive_entry_filetype(entry) != 0)
        return g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED,
                                   _("it is a device or a pipe, not a file"));
    if (archive_entry_is_encrypted(entry))
        return g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_PASSWORD, _("it is locked with a password"));
    return NULL;
}

/* *fault: the member's own trouble. FALSE: the unpacking has to end. */
static gboolean
take_bytes(Unpacking *unpacking, GError **fault, GError **error)
{
    char buffer[65536];

    for (;;) {
        la_ssize_t length = archive_read_data(unpacking->archive, buffer, sizeof buffer);
        if (length == 0)
            return TRUE;
        if (length == ARCHIVE_RETRY)
            continue;
        if (length < 0 && length != ARCHIVE_WARN) {
            g_set_error_literal(fault, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("it is damaged or cut short"));
            return TRUE;
        }
        if (length < 0)
            continue;
        if (!write_out(unpacking, buffer, (gsize)length, error) || !check_limits(unpacking, error))
            return FALSE;
    }
}

static gboolean
take_entry(Unpacking *unpacking, struct archive_entry *entry, gboolean is_readable, GError **error)
{
    g_autofree char *path = get_path(entry);
    g_autoptr(GError) fault = NULL;
    ArsipMember member = {.path = path, .offset = unpacking->written};

    if (is_readable && archive_entry_filetype(entry) == AE_IFDIR)
        return TRUE;
    if (strlen(path) > PATH_BYTES_MAX) {
        path[PATH_BYTES_MAX] = '\0';
        fault = g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_LIMIT, _("its name is too long"));
    } else if (!is_readable) {
        fault = g_error_new_literal(ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("it is damaged or has no name"));
    } else {
        fault = find_fault(entry);
    }
    if (fault == NULL && !take_bytes(unpacking, &fault, error))
        return FALSE;
    if (fault != NULL)
        unpacking->written = member.offset;
    member.size = unpacking->written - member.offset;
    member.modified = archive_entry_mtime_is_set(entry) ? archive_entry_mtime(entry) : 0;
    member.error = fault;
    unpacking->n_members++;
    return unpacking->each(&member, unpacking->data, error);
}

/* libarchive takes a stream that it cannot unpack at all for one of nothing. */
static gboolean
check_end(const Unpacking *unpacking, GError **error)
{
    if (unpacking->n_members > 0)
        return TRUE;
    gboolean is_untouched = unpacking->is_compressed && archive_filter_bytes(unpacking->archive, -1) <= 0;
    if (unpacking->n_entries == 0 && (unpacking->had_trouble || is_untouched))
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the archive is damaged or cut short"));
    else
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_EMPTY, _("there is no file in the archive"));
    return FALSE;
}

static gboolean
take_entries(Unpacking *unpacking, GError **error)
{
    struct archive_entry *entry = NULL;

    for (;;) {
        int outcome = archive_read_next_header(unpacking->archive, &entry);
        if (outcome == ARCHIVE_EOF)
            return check_end(unpacking, error);
        if (outcome == ARCHIVE_FATAL)
            break;
        unpacking->n_entries++;
        if (!check_limits(unpacking, error))
            return FALSE;
        gboolean is_readable = outcome == ARCHIVE_OK || outcome == ARCHIVE_WARN;
        if (!take_entry(unpacking, entry, is_readable, error))
            return FALSE;
    }
    if (archive_read_has_encrypted_entries(unpacking->archive) > 0)
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_PASSWORD,
                            _("the archive is locked with a password"));
    else
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the archive is damaged or cut short"));
    return FALSE;
}

gboolean
arsip_unpack(const ArsipSource *source, int output, const ArsipUnpackLimits *limits, ArsipMemberFunc each,
             gpointer data, GError **error)
{
    g_autoptr(Archive) archive = open_archive(source, error);

    if (archive == NULL)
        return FALSE;
    Unpacking unpacking = {
        .archive = archive,
        .output = output,
        .packed = source->size,
        .is_compressed = find_filter(source) != 0,
        .had_trouble = archive_errno(archive) != 0,
        .limits = limits,
        .each = each,
        .data = data,
    };
    return take_entries(&unpacking, error);
}
