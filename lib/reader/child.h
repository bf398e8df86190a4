/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_READER_CHILD_H
#define ARSIP_READER_CHILD_H

#include "base/message.h"

/* One arsip-reader process. What it says is believed by nobody; that it lives or not is known here. */
typedef struct {
    pid_t pid;
    int socket;
    ArsipInbox *inbox;
    gboolean is_ready; /* it said so */
    guint n_jobs;      /* given to it so far */
    char *key;         /* of the file that it has open, or NULL */
} ArsipChild;

typedef struct {
    const char *program;
    const char *languages;
    guint64 memory; /* bytes of address space */
    gboolean is_nice;
} ArsipChildSettings;

ArsipChild *arsip_child_start(const ArsipChildSettings *settings, GError **error);

/* Kills and reaps it. NULL or a child that is gone already are harmless. */
void arsip_child_free(ArsipChild *child);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipChild, arsip_child_free)

/*
 * Ends a child whose channel is broken and says how it died: MEMORY, DEADLINE (its CPU time ran out) or
 * CRASHED with the signal or the status. memory: the limit that it had. The caller owns the result.
 */
GError *arsip_child_post_mortem(ArsipChild *child, guint64 memory);

/* Brings its channel to an end, which is then found when it is listened to. */
void arsip_child_hang_up(ArsipChild *child);

/* Allows so many more seconds of CPU time, counted from what was used already. */
void arsip_child_grant_cpu(const ArsipChild *child, guint seconds);

/* Bytes of address space in use, and of memory; 0 where that cannot be known. */
void arsip_child_memory(const ArsipChild *child, guint64 *space, guint64 *resident);

#endif
