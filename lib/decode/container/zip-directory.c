/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/container/zip-directory.h"

#include <string.h>

/* Of the records: their fixed parts. */
#define MEMBER_BYTES  46u
#define END_BYTES     22u
#define END_64_BYTES  56u
#define LOCATOR_BYTES 20u
#define COMMENT_MAX   65535u

/* Numbers that do not fit stand elsewhere, with 64 bits. */
#define ELSEWHERE 0xffffffffu

/* The kind of extra field in which they stand. */
#define EXTRA_64 1u

typedef struct {
    gsize start, end; /* of the entries, in the file */
    gsize shift;      /* bytes before the ZIP, which its own offsets do not count */
} Directory;

static guint64
number_at(const guint8 *at, guint length)
{
    guint64 number = 0;

    for (guint i = length; i > 0; i--)
        number = number << 8 | at[i - 1];
    return number;
}

static gboolean
has_record(const ArsipSource *source, guint64 at, const char *mark, gsize bytes)
{
    return at <= source->size && source->size - at >= bytes && memcmp(source->data + at, mark, 4) == 0;
}

/* From the record at the end, which tells where the directory is; FALSE where it does not stand there. */
static gboolean
read_end(const ArsipSource *source, gsize end, Directory *directory)
{
    guint64 size = number_at(source->data + end + 12, 4), start = number_at(source->data + end + 16, 4);
    gsize after = end;

    if (end >= LOCATOR_BYTES && has_record(source, end - LOCATOR_BYTES, "PK\6\7", LOCATOR_BYTES)) {
        guint64 end_64 = number_at(source->data + end - LOCATOR_BYTES + 8, 8);
        if (!has_record(source, end_64, "PK\6\6", END_64_BYTES))
            return FALSE;
        size = number_at(source->data + end_64 + 40, 8);
        start = number_at(source->data + end_64 + 48, 8);
        after = (gsize)end_64;
    }
    if (size > after || start > after - size)
        return FALSE;
    *directory = (Directory){.start = after - size, .end = after, .shift = after - size - start};
    return has_record(source, directory->start, "PK\1\2", MEMBER_BYTES);
}

/* The last record that holds: a comment may follow it, and look like one. */
static gboolean
find_directory(const ArsipSource *source, Directory *directory)
{
    gsize least = source->size > END_BYTES + COMMENT_MAX ? source->size - END_BYTES - COMMENT_MAX : 0;

    if (source->size < END_BYTES)
        return FALSE;
    for (gsize at = source->size - END_BYTES + 1; at > least; at--)
        if (has_record(source, at - 1, "PK\5\6", END_BYTES) && read_end(source, at - 1, directory))
            return TRUE;
    return FALSE;
}

/* Where the member's header begins; that it is there is for who reads it to find. */
static guint64
start_of(const guint8 *entry, const guint8 *extra, gsize length)
{
    guint64 start = number_at(entry + 42, 4);
    gboolean has_size = number_at(entry + 24, 4) == ELSEWHERE;
    gboolean has_packed_size = number_at(entry + 20, 4) == ELSEWHERE;
    gsize before = (has_size ? 8u : 0u) + (has_packed_size ? 8u : 0u);

    while (start == ELSEWHERE && length >= 4) {
        gsize bytes = (gsize)number_at(extra + 2, 2);
        if (bytes > length - 4)
            break;
        if (number_at(extra, 2) == EXTRA_64 && bytes >= before + 8)
            return number_at(extra + 4 + before, 8);
        extra += 4 + bytes;
        length -= 4 + bytes;
    }
    return start;
}

guint
arsip_zip_directory_each(const ArsipSource *source, guint most, ArsipZipMember each, gpointer data)
{
    Directory directory = {0};
    guint n_members = 0;

    if (!find_directory(source, &directory))
        return 0;
    for (gsize at = directory.start; at < directory.end && n_members <= most; n_members++) {
        const guint8 *entry = source->data + at;
        if (!has_record(source, at, "PK\1\2", MEMBER_BYTES))
            return 0;
        gsize name = (gsize)number_at(entry + 28, 2), extra = (gsize)number_at(entry + 30, 2);
        gsize bytes = MEMBER_BYTES + name + extra + (gsize)number_at(entry + 32, 2);
        if (bytes > directory.end - at)
            return 0;
        guint64 start = start_of(entry, entry + MEMBER_BYTES + name, extra) + directory.shift;
        if (start < directory.start)
            each((const char *)entry + MEMBER_BYTES, name, (gsize)start, data);
        at += bytes;
    }
    return n_members;
}
