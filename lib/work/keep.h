/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_KEEP_H
#define ARSIP_WORK_KEEP_H

#include <arsip/ingest.h>
#include "work/filing.h"
#include "work/task.h"

/* Keeps what readers gave, inside the caller's transaction. */

/* What opening told, and the pages that are done, in their order. */
gboolean arsip_keep_ready(ArsipArchive *archive, ArsipTask *task, ArsipReadCount *count, GError **error);

/* A complete document: filed if any page of it could be read, else failed with its reason. */
gboolean arsip_keep_finished(ArsipArchive *archive, ArsipTask *task, const ArsipRules *rules,
                             ArsipReadCount *count, GError **error);

#endif
