/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_CONTAINER_H
#define ARSIP_DECODE_CONTAINER_H

#include <arsip/error.h>

struct archive;

/*
 * libarchive, set up for one file: only the format or the compression that its first bytes tell is switched
 * on, so that a file is never taken for something that it does not begin as.
 *
 * Read are what offices get: ZIP, TAR, 7z, RAR, CAB, LHA, CDs (ISO 9660), and what gzip, bzip2, xz, lzma,
 * lzip, lz4, zstd and compress made of a TAR or of one file. Packages of programs (deb, rpm, jar, apk) are no
 * papers; lzop would have to be run as a program of its own.
 */
typedef struct {
    struct archive *archive;
    int fd;                 /* borrowed */
    guint64 size;           /* bytes of the file */
    guint64 offset;         /* where the next bytes are read from */
    guint8 *buffer;         /* what libarchive looks at */
    gboolean is_compressed; /* as a whole */
    gboolean can_unlock;    /* libarchive can use a password for this format: ZIP */
} ArsipContainer;

/* passwords: byte strings that are tried, ended by NULL; or NULL. EMPTY, DAMAGED. */
ArsipContainer *arsip_container_open(int fd, const char *const *passwords, GError **error);
void arsip_container_free(ArsipContainer *container);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipContainer, arsip_container_free)

#endif
