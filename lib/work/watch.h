/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_WATCH_H
#define ARSIP_WORK_WATCH_H

#include <arsip/ingest.h>

/* FALSE with INTERRUPTED once the watcher (which may be NULL) asks to stop. */
gboolean arsip_watch_goes_on(const ArsipWatcher *watcher, GError **error);

/* INTERRUPTED, in words. Returns FALSE. */
gboolean arsip_watch_set_interrupted(GError **error);

/* What somebody should know of a document, one sentence. */
void arsip_watch_tell(const ArsipWatcher *watcher, const char *sentence);

#endif
