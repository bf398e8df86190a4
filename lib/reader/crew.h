/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_READER_CREW_H
#define ARSIP_READER_CREW_H

#include "reader/child.h"
#include "reader/job.h"
#include "reader/pool.h"

/*
 * The readers of a pool and the jobs that they have: who gets the next one, what is made of an answer, and
 * what becomes of a job whose reader is lost.
 */

#define ARSIP_CREW_START_ATTEMPTS 3u

typedef struct {
    ArsipChild *child; /* NULL: none runs in this slot */
    ArsipJob *job;     /* NULL: idle */
    gint64 since;      /* monotonic microseconds: when the child or, once sent, the job began */
    gint64 deadline;   /* of an unpacking: when it must have come on */
    gint64 limit;      /* when it must be done */
    gboolean is_sent;
} ArsipSlot;

struct ArsipPool {
    ArsipPoolSettings settings;
    char *languages;
    char **passwords; /* or NULL */
    char *program;
    ArsipSlot *slots;
    struct pollfd *polls; /* one for each slot */
    GQueue waiting;       /* of ArsipJob */
    GQueue stillborn;     /* of ArsipJob: without a descriptor, to be failed where callbacks may run */
    guint n_pending;
    guint n_called; /* callbacks so far */
    guint n_lost;
    guint n_start_failures; /* in a row */
    GError *start_failure;
    guint32 last_number;
    gboolean has_landlock;
    gboolean is_closed; /* begins nothing any more */
};

/* Hands waiting jobs to idle readers, and starts more where those are not enough. No callbacks. */
void arsip_crew_dispatch(ArsipPool *pool);

/* Takes what a reader has said, until it is silent, was lost or has had its turn. Callbacks run. */
void arsip_crew_listen(ArsipPool *pool, ArsipSlot *slot);

/* The reader in this slot is gone or must go: failure (taken) is told unless the job gets its second try. */
void arsip_crew_lose(ArsipPool *pool, ArsipSlot *slot, GError *failure);

/* The last word on a job (taken). Its slot must be free already: the callback may submit another job. */
void arsip_crew_fail(ArsipPool *pool, ArsipJob *job, const GError *failure);

#endif
