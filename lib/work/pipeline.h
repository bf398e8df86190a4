/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_PIPELINE_H
#define ARSIP_WORK_PIPELINE_H

#include <arsip/ingest.h>

#include "reader/pool.h"

/*
 * Reads what waits: opens documents, unpacks containers, hands pages to the readers and files documents.
 * Many are under way at once, but they are kept in the order of their numbers, so that an interrupted run
 * that goes on ends like one that was never interrupted.
 */
typedef struct {
    gint64 batch;            /* only what this batch brought; 0: anything */
    const GArray *documents; /* of gint64, rising: only these; NULL: all that wait */
    const char *const *set;  /* fields for members of containers, or NULL */
    gboolean takes_worse;    /* see ArsipKeeper */
    const ArsipPoolSettings *readers;
} ArsipPipelineOptions;

/* The caller holds the writer's lock. INTERRUPTED when the watcher asked to stop: what was read by then is
 * kept. */
gboolean arsip_pipeline_run(ArsipArchive *archive, const ArsipPipelineOptions *options,
                            const ArsipWatcher *watcher, ArsipReadCount *count, GError **error);

#endif
