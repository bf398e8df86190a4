/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_READER_JOB_H
#define ARSIP_READER_JOB_H

#include "base/message.h"
#include "reader/answer.h"

typedef enum {
    ARSIP_JOB_OPEN = 0,
    ARSIP_JOB_READ = 1,
    ARSIP_JOB_UNPACK = 2,
    ARSIP_JOB_DRAW = 3,
    ARSIP_JOB_EMBED = 4,
    ARSIP_JOB_OVERLAY = 5,
    ARSIP_JOB_PACK = 6
} ArsipJobKind;

/* What was asked of the pool, until its last callback. */
typedef struct {
    guint32 number; /* of this try: an answer to an earlier one is not taken for it */
    ArsipJobKind kind;
    int fd;
    int output; /* of what writes, else -1 */
    int layers; /* of an overlay, else -1 */
    char *key;
    guint page;
    GVariant *drawing; /* of a draw; of an overlay, what is to become of its pages; else NULL */
    char *format;      /* of a pack, else NULL */
    gint64 modified;   /* seconds, of a pack */
    guint n_passed;    /* how often a later job was taken before it */
    gboolean is_retried;
    guint64 progress; /* of an unpacking or a packing, as it was when it was looked at last */
    ArsipMemberBounds bounds;
    union {
        ArsipOpenDone open;
        ArsipReadDone read;
        ArsipDrawDone draw;
        ArsipUnpackDone unpack;
        ArsipEmbedDone embed;
        ArsipOverlayDone overlay;
        ArsipPackDone pack;
    } done;
    ArsipUnpackMember member;
    gpointer data;
} ArsipJob;

/* Duplicates the descriptors; where that fails fd is -1, and the job can only be failed. */
ArsipJob *arsip_job_new(ArsipJobKind kind, int fd, int output);
void arsip_job_take_layers(ArsipJob *job, int layers);
void arsip_job_free(ArsipJob *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipJob, arsip_job_free)

/* passwords: NULL-terminated, or NULL. */
gboolean arsip_job_send(const ArsipJob *job, int socket, const char *const *passwords, GError **error);

/* A lost reader is no reason to give up a job that has told and written nothing yet. */
gboolean arsip_job_may_retry(const ArsipJob *job);

/* Whether an unpacking or a packing has told of a member or written anything since this was asked last. */
gboolean arsip_job_came_on(ArsipJob *job);

/*
 * Takes a "member" answer and calls back. FALSE: the answer is a lie. *n_called is raised by each callback.
 */
gboolean arsip_job_take_member(ArsipJob *job, GVariant *values, guint *n_called, GError **error);

/* What a "done" answer holds, checked and not yet told. */
typedef struct {
    ArsipOpenedFile opened;
    ArsipReading *reading;
    ArsipEmbedded embedded;
    gboolean was_signed;
} ArsipJobResult;

void arsip_job_result_clear(ArsipJobResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipJobResult, arsip_job_result_clear)

gboolean arsip_job_understand(const ArsipJob *job, GVariant *values, ArsipJobResult *result, GError **error);

/* The last callbacks. A reading in the result is handed over. */
void arsip_job_tell_result(const ArsipJob *job, ArsipJobResult *result);
void arsip_job_tell_failure(const ArsipJob *job, const GError *failure);

#endif
