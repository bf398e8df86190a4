/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/container/pack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/system.h"

#define BLOCK          (256 * 1024)
#define PATH_MAX_BYTES 4095

typedef struct archive Packed;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Packed, archive_write_free)
typedef struct archive_entry PackedEntry;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PackedEntry, archive_entry_free)

static gboolean
fail_to_write(GError **error, Packed *packed)
{
    int fault = archive_errno(packed);

    if (fault == ENOSPC || fault == EDQUOT || fault == EFBIG)
        return arsip_set_errno(error, fault, NULL, _("cannot be written"));
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED, "%s: %s", _("cannot be written"),
                archive_error_string(packed) != NULL ? archive_error_string(packed) : "");
    return FALSE;
}

/* What comes in, read ahead: most files are a fraction of a block. */
typedef struct {
    int fd;
    guint8 *block;
    gsize from, to; /* of the block: not taken yet */
} Input;

static gboolean
fill(Input *input, GError **error)
{
    ssize_t got;

    do
        got = read(input->fd, input->block, BLOCK);
    while (got < 0 && errno == EINTR);
    if (got <= 0) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the files to be packed came to an end too early"));
        return FALSE;
    }
    input->from = 0;
    input->to = (gsize)got;
    return TRUE;
}

static gboolean
take(Input *input, void *bytes, gsize length, GError **error)
{
    guint8 *at = bytes;

    while (length > 0) {
        gsize part;

        if (input->from == input->to && !fill(input, error))
            return FALSE;
        part = MIN(length, input->to - input->from);
        memcpy(at, input->block + input->from, part);
        input->from += part;
        at += part;
        length -= part;
    }
    return TRUE;
}

static guint64
number_at(const guint8 *bytes, guint n)
{
    guint64 number = 0;

    for (guint i = 0; i < n; i++)
        number = number << 8 | bytes[i];
    return number;
}

static gboolean
begin_file(Packed *packed, PackedEntry *entry, const char *path, guint64 size, gint64 modified,
           GError **error)
{
    archive_entry_clear(entry);
    /* What is ASCII need not be converted from one to the other and back. */
    if (g_str_is_ascii(path))
        archive_entry_set_pathname(entry, path);
    else
        archive_entry_set_pathname_utf8(entry, path);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)size);
    archive_entry_set_mtime(entry, modified, 0);
    return archive_write_header(packed, entry) == ARCHIVE_OK || fail_to_write(error, packed);
}

static gboolean
pass_bytes(Packed *packed, Input *input, guint64 size, GError **error)
{
    while (size > 0) {
        gsize length;

        if (input->from == input->to && !fill(input, error))
            return FALSE;
        length = (gsize)MIN(size, (guint64)(input->to - input->from));
        if (archive_write_data(packed, input->block + input->from, length) != (la_ssize_t)length)
            return fail_to_write(error, packed);
        input->from += length;
        size -= length;
    }
    return TRUE;
}

static gboolean
pack_all(Packed *packed, Input *input, gint64 modified, GError **error)
{
    g_autoptr(PackedEntry) entry = archive_entry_new();

    for (;;) {
        guint8 head[12];
        char path[PATH_MAX_BYTES + 1];
        guint64 length, size;

        if (!take(input, head, sizeof head, error))
            return FALSE;
        length = number_at(head, 4);
        size = number_at(head + 4, 8);
        if (length == 0)
            return TRUE;
        if (length > PATH_MAX_BYTES || size > (guint64)G_MAXINT64) {
            g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                                _("a file to be packed has no name"));
            return FALSE;
        }
        if (!take(input, path, (gsize)length, error))
            return FALSE;
        path[length] = '\0';
        if (!begin_file(packed, entry, path, size, modified, error) ||
            !pass_bytes(packed, input, size, error))
            return FALSE;
    }
}

gboolean
arsip_pack(int input, int output, const char *format, gint64 modified, GError **error)
{
    g_autoptr(Packed) packed = archive_write_new();
    g_autofree guint8 *block = g_malloc(BLOCK);
    Input from = {.fd = input, .block = block};
    gboolean is_zip = strcmp(format, "zip") == 0;
    int is_set;

    /* ZIP has local times: there is to be one locality, and no file that tells of it need be opened. */
    g_setenv("TZ", "UTC0", TRUE);
    tzset();
    is_set = is_zip ? archive_write_set_format_zip(packed) : archive_write_set_format_pax_restricted(packed);
    if (is_set == ARCHIVE_OK && is_zip)
        is_set = archive_write_set_options(packed, "zip:compression=store");
    if (is_set != ARCHIVE_OK || archive_write_set_bytes_in_last_block(packed, 1) != ARCHIVE_OK ||
        archive_write_set_bytes_per_block(packed, BLOCK) != ARCHIVE_OK ||
        archive_write_open_fd(packed, output) != ARCHIVE_OK)
        return fail_to_write(error, packed);
    if (!pack_all(packed, &from, modified, error))
        return FALSE;
    return archive_write_close(packed) == ARCHIVE_OK || fail_to_write(error, packed);
}
