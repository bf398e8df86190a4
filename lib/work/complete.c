/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/complete.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A PDF may begin within so many bytes (ISO 32000-1, annex H.3, note 13). */
#define HEAD_SIZE 1024
/* Behind the mark printers and telephones leave zeros, line ends or a few words of their own. */
#define TAIL_SIZE 2048
/* The end record of a ZIP is 22 bytes and a comment of at most 65,535. */
#define ZIP_TAIL_SIZE (22 + 65535)
/* A TIFF of more directories is taken for complete; so a circle of them ends. */
#define DIRECTORIES_MAX 4096
#define ENTRY_SIZE      12

typedef struct {
    int fd;
    guint64 size;
    guint8 head[HEAD_SIZE];
    gsize head_length;
} Bytes;

static gsize
read_at(const Bytes *bytes, guint64 offset, void *to, gsize length)
{
    ssize_t got = offset < bytes->size ? pread(bytes->fd, to, length, (off_t)offset) : 0;

    return got > 0 ? (gsize)got : 0;
}

static gboolean
begins(const Bytes *bytes, const char *mark, gsize length)
{
    return bytes->head_length >= length && memcmp(bytes->head, mark, length) == 0;
}

static gboolean
ends_with(const Bytes *bytes, gsize within, const char *mark, gsize length)
{
    g_autofree guint8 *tail = g_malloc(within);
    guint64 from = bytes->size > within ? bytes->size - within : 0;
    gsize got = read_at(bytes, from, tail, within);

    return memmem(tail, got, mark, length) != NULL;
}

static guint32
number_of(const guint8 *at, guint width, gboolean is_big)
{
    guint32 number = 0;

    for (guint i = 0; i < width; i++)
        number = number << 8 | at[is_big ? i : width - 1 - i];
    return number;
}

static gboolean
has_directories(const Bytes *bytes, gboolean is_big)
{
    guint64 at = bytes->head_length >= 8 ? number_of(bytes->head + 4, 4, is_big) : 0;

    if (at == 0)
        return FALSE;
    for (guint i = 0; i < DIRECTORIES_MAX && at != 0; i++) {
        guint8 count[2], next[4];

        if (read_at(bytes, at, count, sizeof count) != sizeof count)
            return FALSE;
        at += sizeof count + (guint64)number_of(count, 2, is_big) * ENTRY_SIZE;
        if (read_at(bytes, at, next, sizeof next) != sizeof next)
            return FALSE;
        at = number_of(next, 4, is_big);
    }
    return TRUE;
}

gboolean
arsip_file_seems_complete(int fd)
{
    Bytes bytes = {.fd = fd};
    struct stat info;

    if (fstat(fd, &info) != 0 || info.st_size <= 0)
        return FALSE;
    bytes.size = (guint64)info.st_size;
    bytes.head_length = read_at(&bytes, 0, bytes.head, sizeof bytes.head);
    if (begins(&bytes, "\xff\xd8\xff", 3))
        return ends_with(&bytes, TAIL_SIZE, "\xff\xd9", 2);
    if (begins(&bytes, "\x89PNG", 4))
        return ends_with(&bytes, TAIL_SIZE, "IEND\xae\x42\x60\x82", 8);
    if (begins(&bytes, "II*\0", 4) || begins(&bytes, "MM\0*", 4))
        return has_directories(&bytes, bytes.head[0] == 'M');
    if (begins(&bytes, "PK\3\4", 4))
        return ends_with(&bytes, ZIP_TAIL_SIZE, "PK\5\6", 4);
    if (memmem(bytes.head, bytes.head_length, "%PDF-", 5) != NULL)
        return ends_with(&bytes, TAIL_SIZE, "%%EOF", 5);
    return TRUE;
}
