/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/workbook-part.h"
#include "base/system.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>
#include <xlsxwriter.h>

typedef struct {
    int fd;
    off64_t offset;
} Part;

/* The library hands a part's maker nothing in which this could be kept. */
static _Thread_local int first_fault;

int
arsip_workbook_part_fault(void)
{
    int fault = first_fault;

    first_fault = 0;
    return fault;
}

static void
note_fault(int fault)
{
    if (first_fault == 0)
        first_fault = fault;
}

static ssize_t
read_part(void *data, char *bytes, size_t length)
{
    Part *part = data;
    ssize_t got = pread64(part->fd, bytes, length, part->offset);

    while (got < 0 && errno == EINTR)
        got = pread64(part->fd, bytes, length, part->offset);
    if (got < 0)
        note_fault(errno);
    else
        part->offset += got;
    return got;
}

/* All of it, or 0, by which stdio knows a fault. */
static ssize_t
write_part(void *data, const char *bytes, size_t length)
{
    Part *part = data;
    size_t done = 0;

    while (done < length) {
        ssize_t written = pwrite64(part->fd, bytes + done, length - done, part->offset);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            note_fault(written == 0 ? ENOSPC : errno);
            return 0;
        }
        part->offset += written;
        done += (size_t)written;
    }
    return (ssize_t)length;
}

static int
seek_part(void *data, off64_t *offset, int whence)
{
    Part *part = data;
    off64_t base = whence == SEEK_CUR   ? part->offset
                   : whence == SEEK_END ? lseek64(part->fd, 0, SEEK_END)
                                        : 0;

    if (base < 0 || base + *offset < 0)
        return -1;
    *offset = part->offset = base + *offset;
    return 0;
}

static int
close_part(void *data)
{
    g_autofree Part *part = data;

    return close(part->fd);
}

/* Without a name from the beginning: nothing is left of it, however this ends. */
static int
open_nameless(const char *folder)
{
    g_autofree char *path = g_build_filename(folder != NULL ? folder : g_get_tmp_dir(), "arsip.XXXXXX", NULL);
    int fd = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);

    if (fd >= 0)
        g_unlink(path);
    return fd;
}

/* In the place of the library's own function of this name: of two that have it, the program's is taken. */
FILE *
lxw_tmpfile(char *tmpdir)
{
    static const cookie_io_functions_t functions = {
        .read = read_part, .write = write_part, .seek = seek_part, .close = close_part};
    int fd = open_nameless(tmpdir);
    Part *part;
    FILE *stream;

    if (fd < 0) {
        note_fault(errno);
        return NULL;
    }
    part = g_new0(Part, 1);
    part->fd = fd;
    stream = fopencookie(part, "w+", functions);
    if (stream == NULL)
        close_part(part);
    return stream;
}
