/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_KEEP_H
#define ARSIP_WORK_KEEP_H

#include <arsip/ingest.h>
#include "work/filing.h"
#include "work/task.h"

/* Keeps what readers gave, inside the caller's transaction. All is borrowed. */
typedef struct {
    ArsipArchive *archive;
    const ArsipRules *rules;
    const ArsipWatcher *watcher; /* is told what could not be read, and which pages keep their older text */
    gboolean takes_worse;        /* a page that was read before gets its new text even if it is worse */
    ArsipReadCount *count;
} ArsipKeeper;

/* What opening told, and the pages that are done, in their order. */
gboolean arsip_keep_ready(const ArsipKeeper *keeper, ArsipTask *task, GError **error);

/* A complete document: filed if any page of it could be read, now or before, else failed with its reason. */
gboolean arsip_keep_finished(const ArsipKeeper *keeper, ArsipTask *task, GError **error);

#endif
