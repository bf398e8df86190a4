/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_SOURCE_H
#define ARSIP_DECODE_SOURCE_H

#include <arsip/error.h>

/*
 * The bytes of an open file, mapped. A file that is cut short while it is mapped kills the reader, which
 * costs that page only.
 */
typedef struct {
    const guint8 *data;
    gsize size;
} ArsipSource;

/* EMPTY for a file of no bytes, LIMIT for one that does not fit into the address space. */
ArsipSource *arsip_source_map(int fd, GError **error);
void arsip_source_unmap(ArsipSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipSource, arsip_source_unmap)

#endif
