/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/source.h"

#include <errno.h>
#include <inttypes.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "base/system.h"

ArsipSource *
arsip_source_map(int fd, GError **error)
{
    struct stat status;

    if (fstat(fd, &status) != 0) {
        arsip_set_errno(error, errno, NULL, _("cannot be looked at"));
        return NULL;
    }
    if (!S_ISREG(status.st_mode)) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED, _("it is not a regular file"));
        return NULL;
    }
    if (status.st_size == 0) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_EMPTY, _("the file is empty"));
        return NULL;
    }
    gsize size = (gsize)status.st_size;
    void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (data == MAP_FAILED && errno == ENOMEM) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("the file is too large to be read: %" PRIu64 " MB"), (guint64)size / 1000000);
        return NULL;
    }
    if (data == MAP_FAILED) {
        arsip_set_errno(error, errno, NULL, _("cannot be read"));
        return NULL;
    }
    ArsipSource *source = g_new(ArsipSource, 1);
    source->data = data;
    source->size = size;
    return source;
}

void
arsip_source_unmap(ArsipSource *source)
{
    if (source == NULL)
        return;
    munmap((void *)source->data, source->size);
    g_free(source);
}
