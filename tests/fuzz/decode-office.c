/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "check-reading.h"
#include "decode/writing/compound.h"
#include "decode/writing/office.h"
#include "decode/writing/writing.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* More parts than this only take longer. */
#define PARTS_MAX 12

static void
check_document(const ArsipSource *source)
{
    const char *media_type = "application/zip";
    ArsipOfficeKind kind = arsip_office_look(source, &media_type);
    g_autoptr(ArsipWriting) writing = arsip_writing_open(source, ARSIP_WAY_OFFICE, NULL);

    g_assert_true(kind <= ARSIP_OFFICE_OTHER && media_type != NULL);
    (void)arsip_compound_is_locked(source);
    for (guint number = 1; writing != NULL && number <= MIN(arsip_writing_count(writing), 4); number++)
        check_reading(arsip_writing_read(writing, number, NULL));
}

/*
 * A package of the parts that the input lists: a name, a line break, the part, a zero. A ZIP's sums would
 * keep mutations from ever reaching what is packed in it.
 */
static void
check_parts(const guint8 *data, size_t size)
{
    gsize room = size + (PARTS_MAX + 2) * 1024, used = 0;
    g_autofree guint8 *packed = g_malloc(room);
    struct archive *archive = archive_write_new();
    struct archive_entry *entry = archive_entry_new();

    archive_write_set_format_zip(archive);
    archive_write_set_options(archive, "compression=store");
    archive_write_set_bytes_in_last_block(archive, 1);
    archive_write_open_memory(archive, packed, room, &used);
    for (guint i = 0; i < PARTS_MAX && size > 0; i++) {
        const guint8 *end = memchr(data, 0, size);
        gsize length = end != NULL ? (gsize)(end - data) : size;
        const guint8 *line = memchr(data, '\n', length);
        gsize name_length = line != NULL ? (gsize)(line - data) : 0;
        g_autofree char *name = g_strndup((const char *)data, MIN(name_length, 200));

        archive_entry_clear(entry);
        archive_entry_set_pathname(entry, name);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_size(entry, (la_int64_t)(length - name_length));
        if (line != NULL && archive_write_header(archive, entry) == ARCHIVE_OK)
            archive_write_data(archive, line, length - name_length);
        size -= MIN(size, length + 1);
        data += length + 1;
    }
    archive_entry_free(entry);
    archive_write_close(archive);
    archive_write_free(archive);
    check_document(&(ArsipSource){.data = packed, .size = used});
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    if (size == 0)
        return 0;
    if (size > 4 && (memcmp(data, "PK\3\4", 4) == 0 || data[0] == 0xd0))
        check_document(&(ArsipSource){.data = data, .size = size});
    else
        check_parts(data, size);
    return 0;
}
