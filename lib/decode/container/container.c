/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/container/container.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/system.h"

#define BUFFER_SIZE ((gsize)256 * 1024)

/* As far as the mark of a CD stands from its beginning (ECMA-119, 6.2.1 and 8.1: sector 16, byte 1). */
#define LOOKED_AT (16 * 2048 + 6)

/* What a file is by the bytes at a place. Either format or filter is 0. */
static const struct {
    gsize at;
    const char *bytes;
    gsize length;
    int format, filter;
} marks[] = {
    {0, "\x1f\x8b", 2, 0, ARCHIVE_FILTER_GZIP},
    {0, "BZh", 3, 0, ARCHIVE_FILTER_BZIP2},
    {0,
     "\xfd"
     "7zXZ\0",
     6, 0, ARCHIVE_FILTER_XZ},
    {0, "\x28\xb5\x2f\xfd", 4, 0, ARCHIVE_FILTER_ZSTD},
    {0, "\x1f\x9d", 2, 0, ARCHIVE_FILTER_COMPRESS},
    {0, "LZIP", 4, 0, ARCHIVE_FILTER_LZIP},
    {0, "\x04\x22\x4d\x18", 4, 0, ARCHIVE_FILTER_LZ4},
    {0, "\x02\x21\x4c\x18", 4, 0, ARCHIVE_FILTER_LZ4}, /* its first form */
    {0, "\x5d\0\0", 3, 0, ARCHIVE_FILTER_LZMA},
    {0, "PK", 2, ARCHIVE_FORMAT_ZIP, 0},
    {0, "7z\xbc\xaf\x27\x1c", 6, ARCHIVE_FORMAT_7ZIP, 0},
    {0, "Rar!\x1a\x07\x01\0", 8, ARCHIVE_FORMAT_RAR_V5, 0},
    {0, "Rar!\x1a\x07\0", 7, ARCHIVE_FORMAT_RAR, 0},
    {0, "MSCF", 4, ARCHIVE_FORMAT_CAB, 0},
    {2, "-lh", 3, ARCHIVE_FORMAT_LHA, 0},
    {2, "-lz", 3, ARCHIVE_FORMAT_LHA, 0},
    {LOOKED_AT - 5, "CD001", 5, ARCHIVE_FORMAT_ISO9660, 0},
};

static gsize
read_at(int fd, guint8 *bytes, gsize length, guint64 offset)
{
    gsize done = 0;

    while (done < length) {
        ssize_t got = pread(fd, bytes + done, length - done, (off_t)(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        done += (gsize)got;
    }
    return done;
}

/* What no mark tells is tried as a TAR, whose first bytes are the name of its first member. */
static void
look(const ArsipContainer *container, int *format, int *filter)
{
    gsize length = read_at(container->fd, container->buffer, LOOKED_AT, 0);

    *format = ARCHIVE_FORMAT_TAR;
    *filter = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
        if (length < marks[i].at + marks[i].length ||
            memcmp(container->buffer + marks[i].at, marks[i].bytes, marks[i].length) != 0)
            continue;
        *format = marks[i].format;
        *filter = marks[i].filter;
        return;
    }
}

static la_ssize_t
on_read(struct archive *archive, void *data, const void **bytes)
{
    ArsipContainer *container = data;
    gsize length = read_at(container->fd, container->buffer, BUFFER_SIZE, container->offset);

    (void)archive;
    container->offset += length;
    *bytes = container->buffer;
    return (la_ssize_t)length;
}

static la_int64_t
on_skip(struct archive *archive, void *data, la_int64_t wanted)
{
    ArsipContainer *container = data;
    guint64 left = container->size - MIN(container->offset, container->size);
    guint64 skipped = wanted > 0 ? MIN((guint64)wanted, left) : 0;

    (void)archive;
    container->offset += skipped;
    return (la_int64_t)skipped;
}

static la_int64_t
on_seek(struct archive *archive, void *data, la_int64_t offset, int whence)
{
    ArsipContainer *container = data;
    guint64 base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? container->offset : container->size;
    gint64 wanted = 0;

    (void)archive;
    if (__builtin_add_overflow((gint64)base, offset, &wanted) || wanted < 0 ||
        (guint64)wanted > container->size)
        return ARCHIVE_FATAL;
    container->offset = (guint64)wanted;
    return wanted;
}

/*
 * libarchive 3.6.2 looks for filters within filters and never comes back from a gzip file that unpacks to
 * itself, so there is one at most, and we tell it which. compress (.Z) cannot be told: its filter reads
 * before there is anything to read from (a fault of 3.6.2), so that is looked for, and nothing else.
 */
static int
set_up_filter(struct archive *archive, int filter)
{
    if (filter == 0)
        return ARCHIVE_OK;
    if (filter == ARCHIVE_FILTER_COMPRESS)
        return archive_read_support_filter_compress(archive);
    return archive_read_append_filter(archive, filter);
}

static int
set_up(ArsipContainer *container, int format, int filter, const char *const *passwords)
{
    struct archive *archive = container->archive = archive_read_new();
    int outcome = set_up_filter(archive, filter);

    container->offset = 0;
    if (outcome >= ARCHIVE_WARN)
        outcome = archive_read_support_format_by_code(archive, format);
    if (format == ARCHIVE_FORMAT_RAW)
        archive_read_support_format_empty(archive); /* what was compressed had no bytes */
    if (outcome < ARCHIVE_WARN)
        return outcome;
    /* `tar --concatenate`: what stands behind the first archive is not to be lost. */
    archive_read_set_format_option(archive, "tar", "read_concatenated_archives", "1");
    /* libarchive 3.6.2 gives up the whole LHA for one name that is no UTF-8, unless it is told what it is. */
    archive_read_set_format_option(archive, "lha", "hdrcharset", "CP850");
    for (guint i = 0; passwords != NULL && passwords[i] != NULL; i++)
        archive_read_add_passphrase(archive, passwords[i]);
    archive_read_set_callback_data(archive, container);
    archive_read_set_read_callback(archive, on_read);
    archive_read_set_skip_callback(archive, on_skip);
    archive_read_set_seek_callback(archive, on_seek);
    outcome = archive_read_open1(archive);
    /* libarchive counts the file itself as one */
    return archive_filter_count(archive) > 2 ? ARCHIVE_FATAL : outcome;
}

/* Whether the sum over a TAR's first header is the one that stands in it (POSIX.1-2001, pax, ustar). */
static gboolean
is_tar_header(const guint8 *header)
{
    gint sum = 0, signed_sum = 0;
    g_autofree char *told = g_strndup((const char *)header + 148, 8);

    for (guint i = 0; i < 512; i++) {
        guint8 byte = i >= 148 && i < 156 ? ' ' : header[i];
        sum += byte;
        signed_sum += (gint8)byte;
    }
    gint64 value = (gint64)g_ascii_strtoull(g_strchug(told), NULL, 8);
    return value != 0 && (value == sum || value == signed_sum);
}

/*
 * Whether a TAR or one file was compressed. libarchive's own look takes a CD for a TAR, which may begin with
 * nothing but zeros just as it.
 */
static gboolean
has_tar_inside(ArsipContainer *container, int filter)
{
    struct archive_entry *entry = NULL;
    guint8 header[512];
    gboolean is_tar = FALSE;

    if (set_up(container, ARCHIVE_FORMAT_RAW, filter, NULL) >= ARCHIVE_WARN &&
        archive_read_next_header(container->archive, &entry) >= ARCHIVE_WARN)
        is_tar = archive_read_data(container->archive, header, sizeof header) == sizeof header &&
                 is_tar_header(header);
    g_clear_pointer(&container->archive, archive_read_free);
    return is_tar;
}

static int
begin(ArsipContainer *container, const char *const *passwords)
{
    int format = 0, filter = 0;

    look(container, &format, &filter);
    if (filter != 0)
        format = has_tar_inside(container, filter) ? ARCHIVE_FORMAT_TAR : ARCHIVE_FORMAT_RAW;
    container->is_compressed = filter != 0;
    container->can_unlock = format == ARCHIVE_FORMAT_ZIP;
    return set_up(container, format, filter, passwords);
}

ArsipContainer *
arsip_container_open(int fd, const char *const *passwords, GError **error)
{
    g_autoptr(ArsipContainer) container = g_new0(ArsipContainer, 1);
    struct stat status;

    if (fstat(fd, &status) != 0) {
        arsip_set_errno(error, errno, NULL, _("cannot be looked at"));
        return NULL;
    }
    if (status.st_size == 0) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_EMPTY, _("the file is empty"));
        return NULL;
    }
    container->fd = fd;
    container->size = (guint64)status.st_size;
    container->buffer = g_malloc(BUFFER_SIZE);
    if (begin(container, passwords) < ARCHIVE_WARN) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the archive is damaged or cut short"));
        return NULL;
    }
    return g_steal_pointer(&container);
}

void
arsip_container_free(ArsipContainer *container)
{
    if (container == NULL)
        return;
    if (container->archive != NULL)
        archive_read_free(container->archive);
    g_free(container->buffer);
    g_free(container);
}
