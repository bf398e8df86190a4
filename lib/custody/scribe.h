/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_SCRIBE_H
#define ARSIP_CUSTODY_SCRIBE_H

#include "base/hash.h"
#include <stdio.h>

/*
 * A thread that writes and hashes what is put into streams, while those who put it make more. Several streams
 * may be open at once, each of one thread at a time; whoever is far ahead of the scribe waits.
 */
typedef struct ArsipScribe ArsipScribe;

/* name: for errors; borrowed. is_kept: the files are, and should be on the disk soon; others are read again
 * and gone. */
ArsipScribe *arsip_scribe_new(const char *name, gboolean is_kept);
/* What is not written yet is not written any more. */
void arsip_scribe_free(ArsipScribe *scribe);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipScribe, arsip_scribe_free)

/* A stream into a new file, whose descriptor is the scribe's from then on. The stream is borrowed until its
 * end. */
FILE *arsip_scribe_open(ArsipScribe *scribe, int fd);

/* What a stream came to. */
typedef struct {
    int fd; /* the scribe's until the next end */
    guint64 size;
    guint8 sha256[ARSIP_HASH_SIZE];
} ArsipScript;

/* Waits until all of it is in its file. One thread at a time. */
gboolean arsip_scribe_end(ArsipScribe *scribe, FILE *file, ArsipScript *script, GError **error);

#endif
