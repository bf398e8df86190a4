/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_STORE_H
#define ARSIP_WORK_STORE_H

#include <arsip/archive.h>

#include "work/family.h"

/*
 * Takes files in by groups: the originals of a whole group are made durable in one round, then one
 * transaction names them. Nothing is counted as stored before that.
 */
typedef struct ArsipStore ArsipStore;

/* set: "name=value" for the new documents, or NULL; borrowed. The caller holds the writer's lock. */
ArsipStore *arsip_store_new(ArsipArchive *archive, const char *const *set, GError **error);
/* What was not flushed is dropped: the next run takes it again. */
void arsip_store_free(ArsipStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipStore, arsip_store_free)

typedef struct {
    gint64 batch;
    gint64 container; /* arrival, or 0 */
    const char *path; /* bytes */
    int fd;
    guint64 offset;
    guint64 length;  /* G_MAXUINT64: all */
    gint64 modified; /* nanoseconds */
} ArsipStoreFile;

/* FALSE when this one file could not be taken (VANISHED, ...) or the archive cannot be written (NO_SPACE,
 * ...). */
gboolean arsip_store_add(ArsipStore *store, const ArsipStoreFile *file, GError **error);

/* Whether this path, of no container, is in the group that is being taken: one file may be walked to in two
 * ways. */
gboolean arsip_store_holds(const ArsipStore *store, const char *path);

/* Notes what could not be taken, with the group that is being taken. document: the container's that held it,
 * or 0. */
void arsip_store_problem(ArsipStore *store, gint64 batch, const char *path, gint64 document,
                         const GError *problem);

/* The group is durable when this returns TRUE. */
gboolean arsip_store_flush(ArsipStore *store, GError **error);

/* What came out of containers so far. */
ArsipFamilies *arsip_store_families(ArsipStore *store);

/* A scratch file for members of containers; -1 on failure. */
int arsip_store_scratch(ArsipStore *store, GError **error);

#endif
