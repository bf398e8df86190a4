/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WATCH_LOOP_H
#define ARSIP_WATCH_LOOP_H

#include <arsip/ingest.h>

#include "command.h"

typedef struct {
    const char *folder; /* the inbox */
    double settle;      /* seconds */
    guint wait;         /* for another writer, before it is told */
    gboolean is_quiet;
    ArsipFormat format;
} ArsipWatch;

/*
 * Takes in what comes into a folder, batch after batch, until a signal asks it to stop. options: for each
 * batch; the folder is put in. Gives the exit status.
 */
int arsip_watch_run(const ArsipCommand *command, const ArsipWatch *watch, const ArsipIngestOptions *options);

#endif
