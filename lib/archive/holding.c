/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/holding.h"
#include "archive/private.h"

#include <sys/mman.h>

/* KiB: what SQLite has of itself. */
#define USUAL_CACHE 2000

/* More than any page, so that the first is mapped, and all the others with it. */
#define PAGE_MOST 65536

static void
set_number(ArsipArchive *archive, const char *pragma, gint64 number)
{
    g_autofree char *sql = g_strdup_printf("PRAGMA %s = %" G_GINT64_FORMAT, pragma, number);

    sqlite3_exec(archive->database, sql, NULL, NULL, NULL);
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

    if (file->pMethods->xFetch(file, 0, PAGE_MOST, &mapped) != SQLITE_OK || mapped == NULL)
        return FALSE;
    is_read = madvise(mapped, size, MADV_POPULATE_READ) == 0;
    file->pMethods->xUnfetch(file, 0, mapped);
    return is_read;
}

static gboolean
map(ArsipArchive *archive, gsize most)
{
    sqlite3_file *file = file_of(archive);
    sqlite3_int64 size = 0;

    if (archive->standing != ARSIP_STANDING_LIVING || file == NULL ||
        file->pMethods->xFileSize(file, &size) != SQLITE_OK || size < 2 * PAGE_MOST ||
        size > (sqlite3_int64)most)
        return FALSE;
    set_number(archive, "mmap_size", (gint64)most);
    if (can_be_read(file, (gsize)size))
        return TRUE;
    set_number(archive, "mmap_size", 0);
    return FALSE;
}

void
arsip_catalogue_hold(ArsipArchive *archive, gsize most)
{
    if (!map(archive, most))
        set_number(archive, "cache_size", -(gint64)(most / 2 / 1024));
}

void
arsip_catalogue_let_go(ArsipArchive *archive)
{
    set_number(archive, "mmap_size", 0);
    set_number(archive, "cache_size", -USUAL_CACHE);
}
