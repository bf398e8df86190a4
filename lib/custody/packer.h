/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_PACKER_H
#define ARSIP_CUSTODY_PACKER_H

#include <arsip/error.h>

/* A reader that packs what it is sent into a TAR or a ZIP: decode/container/pack.h. */
typedef struct ArsipPacker ArsipPacker;

/* output: an empty file that is open for writing, borrowed. */
ArsipPacker *arsip_packer_new(int output, const char *format, gint64 modified, GError **error);
void arsip_packer_free(ArsipPacker *packer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPacker, arsip_packer_free)

/* A file begins: exactly so many bytes must follow. */
gboolean arsip_packer_begin(ArsipPacker *packer, const char *path, guint64 size, GError **error);
gboolean arsip_packer_send(ArsipPacker *packer, const void *bytes, gsize length, GError **error);
/* The same of a file's own bytes, from its beginning. *length: how many; then how many there were. */
gboolean arsip_packer_send_file(ArsipPacker *packer, int fd, guint64 *length, GError **error);
/* All of it has been packed. */
gboolean arsip_packer_finish(ArsipPacker *packer, GError **error);

#endif
