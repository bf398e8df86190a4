/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_SYNCER_H
#define ARSIP_CUSTODY_SYNCER_H

#include <glib.h>

/*
 * A thread that has a file system write what it holds while more is put there, so that little is left to wait
 * for at the end.
 */
typedef struct ArsipSyncer ArsipSyncer;

/* fd: of anything in the file system; borrowed. */
ArsipSyncer *arsip_syncer_new(int fd);
void arsip_syncer_free(ArsipSyncer *syncer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipSyncer, arsip_syncer_free)

/* A file was put there, by whichever thread. 0, or the errno of what could not be written so far. */
int arsip_syncer_count(ArsipSyncer *syncer);

/* Waits until all that was put is durable. 0, or the errno of whatever could not be written, early or late.
 */
int arsip_syncer_end(ArsipSyncer *syncer);

#endif
