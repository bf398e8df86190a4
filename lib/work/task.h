/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_TASK_H
#define ARSIP_WORK_TASK_H

#include "archive/record.h"
#include "reader/pool.h"

/* One document under way: opened, then its waiting pages read. */
typedef enum {
    ARSIP_TASK_OPENING,
    ARSIP_TASK_READING,
    ARSIP_TASK_CONTAINER, /* nothing but files: unpacked when its turn comes */
    ARSIP_TASK_FAILED     /* as a whole: failure */
} ArsipTaskState;

typedef struct ArsipTask ArsipTask;

typedef struct {
    ArsipTask *task;
    ArsipPageRow *row;
    gboolean is_done;
    ArsipReading *reading; /* one of the two when done */
    GError *failure;
} ArsipTaskPage;

struct ArsipTask {
    ArsipPool *pool;
    ArsipDocumentRow *row;
    char *path; /* bytes: where it came from, for the report */
    char *name; /* the same, escaped */
    char *key;  /* hash, for the reader's memory of the last opened file */
    int fd;
    ArsipTaskState state;
    GError *failure;
    char *media_type;   /* when opening told it */
    guint opened_pages; /* as opening told */
    guint n_pages;
    gboolean was_opened; /* opening is to be kept in the catalogue */
    GPtrArray *pages;    /* of ArsipTaskPage: those that wait */
    guint next_submitted, next_kept;
    guint n_flying; /* pages with the readers */
    gsize held;     /* bytes of readings that are done and not kept */
    guint n_failed; /* of the pages kept so far */

    /* What is inside beside the pages: attachments. Stored before the pages are kept, so that whoever has
     * those has these. */
    gboolean has_members;    /* and they are still to be unpacked, when its turn comes */
    gboolean was_unpacked;   /* the outcome is to be kept with the document */
    guint n_members;         /* that were told of, */
    guint n_members_failed;  /* and of them those that did not come out; also of a container */
    GError *members_failure; /* why not all did; NULL: they did */
};

/*
 * Loads a document and submits its opening or, when it was opened before, goes straight to its pages. Once
 * opened it submits its first page by itself: the reader that opened it has it at hand.
 */
ArsipTask *arsip_task_begin(ArsipArchive *archive, ArsipPool *pool, gint64 document, GError **error);
void arsip_task_free(ArsipTask *task);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipTask, arsip_task_free)

/* Submits its next page; FALSE when it has none to submit now. */
gboolean arsip_task_submit_page(ArsipTask *task);

/* A reading that has been kept. */
void arsip_task_drop_reading(ArsipTaskPage *page);

/* Whether something has to be unpacked before it can be kept. */
gboolean arsip_task_holds_members(const ArsipTask *task);

/* Whether nothing of it is with the readers or still to be submitted. */
gboolean arsip_task_is_complete(const ArsipTask *task);

/* Pages that are done and not yet kept, from next_kept on without a gap. */
guint arsip_task_ready_pages(const ArsipTask *task);

#endif
