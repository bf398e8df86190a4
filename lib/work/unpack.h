/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_UNPACK_H
#define ARSIP_WORK_UNPACK_H

#include "work/store.h"
#include "work/task.h"

#include <arsip/ingest.h>

/* Containers inside containers are opened so many levels deep. */
#define ARSIP_CONTAINER_LEVELS 5

/*
 * Unpacks the container of a task and stores its members as documents of their own, in every batch that
 * brought the container. What is wrong with it (then also the task's failure) or with a member becomes a
 * problem of the batch. A document that has members beside its pages has its outcome noted in the task, and
 * arsip_keep_finished() keeps that with the document. FALSE only when the archive or the pool fails, or with
 * INTERRUPTED: what was stored by then is kept, and the next unpacking leaves it out.
 */
gboolean arsip_unpack(ArsipArchive *archive, ArsipPool *pool, ArsipStore *store, ArsipTask *task,
                      const ArsipWatcher *watcher, GError **error);

#endif
