/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_CARRY_H
#define ARSIP_WORK_CARRY_H

#include <arsip/error.h>
#include <sys/stat.h>

#include "base/hash.h"

/* A file that is open, known by its folder, so that no link that takes the place of one leads elsewhere. */
typedef struct {
    int folder;              /* descriptor of the folder that it lies in */
    const char *base;        /* its name there; bytes */
    int fd;                  /* of itself, for reading */
    const struct stat *seen; /* as it was when it was hashed */
    const guint8 *sha256;
} ArsipCarried;

/* Whether the name still stands for the very file, unchanged since it was seen. */
gboolean arsip_carried_is_same(const ArsipCarried *file);

/*
 * Moves a file to `relative` below the folder `to`, making folders as needed. Nothing is overwritten: where
 * something has the name, a number is added. On another file system a copy is made, read again and made
 * durable before the file is removed; one that is there already, of the same bytes and time, is what a run
 * that was killed has made. After a failure the file is where it was.
 */
gboolean arsip_carry(const ArsipCarried *file, const char *to, const char *relative, GError **error);

#endif
