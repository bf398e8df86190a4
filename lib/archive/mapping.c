/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/mapping.h"
#include "archive/private.h"

#include <sys/mman.h>

static void
set_size(ArsipArchive *archive, gsize bytes)
{
    sqlite3_int64 size = (sqlite3_int64)bytes;

    sqlite3_file_control(archive->database, "main", SQLITE_FCNTL_MMAP_SIZE, &size);
}

static sqlite3_file *
file_of(ArsipArchive *archive)
{
    sqlite3_file *file = NULL;
    gboolean is_known =
        sqlite3_file_control(archive->database, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK;

    return is_known && file->pMethods != NULL && file->pMethods->iVersion >= 3 ? file : NULL;
}

/* madvise(2): MADV_POPULATE_READ (Linux 5.14) fails where to read would be a signal. */
static gboolean
can_be_read(sqlite3_file *file, gsize size)
{
    void *mapped = NULL;
    gboolean is_read;

    if (file->pMethods->xFetch(file, 0, (int)size, &mapped) != SQLITE_OK || mapped == NULL)
        return FALSE;
    is_read = madvise(mapped, size, MADV_POPULATE_READ) == 0;
    file->pMethods->xUnfetch(file, 0, mapped);
    return is_read;
}

gboolean
arsip_catalogue_map(ArsipArchive *archive, gsize most)
{
    sqlite3_file *file = file_of(archive);
    sqlite3_int64 size = 0;

    g_return_val_if_fail(most <= G_MAXINT32, FALSE);
    if (file == NULL || file->pMethods->xFileSize(file, &size) != SQLITE_OK || size > (sqlite3_int64)most)
        return FALSE;
    set_size(archive, most);
    if (can_be_read(file, (gsize)size))
        return TRUE;
    set_size(archive, 0);
    return FALSE;
}
