/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_PROGRESS_LINE_H
#define ARSIP_PROGRESS_LINE_H

#include <arsip/ingest.h>

/* One line on a terminal's stderr that is written over; nothing where stderr is no terminal. */
typedef struct {
    gboolean is_shown;
    gint64 last; /* monotonic microseconds */
} ArsipProgressLine;

/* A watcher that shows the line, unless is_quiet, and stops at a signal. The line must outlive it. */
ArsipWatcher arsip_progress_begin(ArsipProgressLine *line, gboolean is_quiet);
/* For the watcher: a sentence on stderr, above the line. */
void arsip_progress_tell(const char *sentence, gpointer data);
/* Wipes it away. */
void arsip_progress_end(ArsipProgressLine *line);

#endif
