/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_AGAIN_H
#define ARSIP_WORK_AGAIN_H

#include "work/keep.h"

/*
 * Pages that were read before. *is_kept: the older text goes on to count, because the page could not be read
 * again or reads worse now; an event and the watcher tell it. FALSE: nothing was done, the page is to be kept
 * as any other. Inside the caller's transaction.
 */
gboolean arsip_keep_older(const ArsipKeeper *keeper, const ArsipTask *task, const ArsipTaskPage *page,
                          gboolean *is_kept, GError **error);

#endif
